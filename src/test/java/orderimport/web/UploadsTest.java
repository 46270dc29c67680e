package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Uploads that are too large, cut off, hostile or too many: said so, and the server goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadsTest {
  private static final int LIMIT = 1024 * 1024;

  private Server.@Nullable Ground ground;
  private @Nullable Server running;
  private @Nullable HttpUser person;

  @BeforeAll
  void start() throws Exception {
    Map<String, String> settings = Users.settings();
    settings.put("order-import.web.upload-limit", "1MB");
    settings.put("order-import.web.uploads-per-minute", "500");
    settings.put("order-import.web.queue-capacity", "30");
    Server.Ground fresh = Server.Ground.fresh(settings);
    ground = fresh;
    running = fresh.start();
    person = Users.visit(running, "upload");
  }

  @AfterAll
  void stop() {
    server().close();
  }

  private Server server() {
    return Objects.requireNonNull(running);
  }

  private HttpUser person() {
    return Objects.requireNonNull(person);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("location").orElse("");
  }

  private static byte[] sheet(String ref) {
    return "order_ref,carrier\n%s,granite\n".formatted(ref).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void what_the_command_line_was_to_place_is_not_begun_by_an_upload_of_the_same() throws Exception {
    byte[] content = sheet("left-by-another-machine");
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    long id =
        JdbcClient.create(Objects.requireNonNull(ground).database().dataSource())
            .sql(
                "insert into import (kind, file_name, sha256, options, state, fencing_token,"
                    + " worker) values ('IMPORT', 'left.csv', ?, ?, 'RUNNING', 1, 'elsewhere')"
                    + " returning id")
            .params(sha256, "{\"hold\":false,\"allOrNothing\":false}")
            .query(Long.class)
            .single();
    assertThat(location(person().upload("left.csv", content))).endsWith("/imports/" + id);
    assertThat(person().get("/imports/" + id).body()).contains("Interrupted. Nothing is lost");
  }

  private void servesStill() throws Exception {
    assertThat(person().get("/imports").statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_wrong_with_a_file_is_told_in_the_readers_language() throws Exception {
    HttpUser norwegian = Users.visit(server(), "upload");
    norwegian.post("/language", Map.of("to", "nb"));
    byte[] file = Files.readAllBytes(Path.of("input-samples/sites-with-mistakes.xlsx"));
    String mistakes = "/imports/" + norwegian.importNew("mistakes.xlsx", file);
    assertThat(norwegian.get(mistakes + "/problems").body())
        .contains("requested_date har «", "som kan bety")
        .doesNotContain("requested_date has");
    assertThat(norwegian.get(mistakes).body()).contains("som kan bety");
    String unreadable =
        "/imports/"
            + norwegian.importNew("none.csv", "a;b\n1;2\n".getBytes(StandardCharsets.UTF_8));
    assertThat(norwegian.get(unreadable).body())
        .contains("order_ref og en annen kjent overskrift", "Under «Maler»")
        .doesNotContain("order-import columns");
  }

  @Test
  void one_that_is_too_large_is_refused_with_the_limit() throws Exception {
    HttpResponse<String> answer = person().upload("large.csv", new byte[3 * LIMIT]);
    assertThat(location(answer)).endsWith("/imports?rejected=large");
    assertThat(person().get("/imports?rejected=large").body()).contains("the limit is 1 MB");
  }

  @Test
  void one_that_does_not_say_how_large_it_is_is_not_taken_either() throws Exception {
    byte[] body = HttpUser.form(person().token(), "unsaid.csv", new byte[3 * LIMIT]);
    HttpResponse<String> answer =
        person().upload(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    assertThat(answer.statusCode()).isIn(302, 403, 413);
    assertThat(person().get("/imports").body()).doesNotContain("unsaid.csv");
    servesStill();
  }

  @Test
  void one_that_is_cut_off_is_not_taken() throws Exception {
    byte[] body = HttpUser.form(person().token(), "cut.csv", sheet("CUT-1"));
    try (Socket socket = new Socket("127.0.0.1", server().uri().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          """
          POST /imports HTTP/1.1\r
          Host: 127.0.0.1\r
          Cookie: %s\r
          Content-Type: multipart/form-data; boundary=%s\r
          Content-Length: %d\r
          \r
          """
              .formatted(person().cookies(), HttpUser.BOUNDARY, body.length)
              .getBytes(StandardCharsets.US_ASCII));
      out.write(body, 0, body.length / 2);
      out.flush();
    }
    servesStill();
    assertThat(person().get("/imports").body()).doesNotContain("cut.csv");
  }

  @Test
  void a_name_never_becomes_a_path() throws Exception {
    long id = person().importNew("../../../<b>evil<b>\u202e.csv", sheet("NAME-1"));
    String page = person().get("/imports/" + id).body();
    assertThat(page).contains("&lt;b&gt;evil&lt;b&gt;.csv").doesNotContain("<b>evil", "../");
  }

  @Test
  void text_of_a_sheet_is_shown_and_never_run() throws Exception {
    long id =
        person()
            .importNew(
                "script.csv",
                "order_ref,carrier,<script>alert(1)</script>\n<img src=x onerror=alert(1)>,granite,x\n"
                    .getBytes(StandardCharsets.UTF_8));
    for (String page : List.of("", "/problems", "/orders")) {
      assertThat(person().get("/imports/" + id + page).body())
          .doesNotContain("<script>alert", "<img src=x");
    }
  }

  @Test
  void a_bomb_is_told_as_unreadable() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      zip.write("<Types/>".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
      byte[] blanks = new byte[LIMIT];
      for (int i = 0; i < 300; i++) {
        zip.write(blanks);
      }
    }
    long id = person().importNew("bomb.xlsx", bytes.toByteArray());
    assertThat(person().get("/imports/" + id).body()).contains("could not be read as orders");
    servesStill();
  }

  @Test
  void of_fifty_at_once_each_is_checked_or_refused_in_words() throws Exception {
    ExecutorService crowd = Executors.newFixedThreadPool(50);
    try {
      List<Callable<String>> uploads = new ArrayList<>();
      String token = person().token();
      for (int i = 0; i < 50; i++) {
        byte[] body = HttpUser.form(token, "crowd-" + i + ".csv", sheet("CROWD-" + i));
        uploads.add(() -> location(person().upload(BodyPublishers.ofByteArray(body))));
      }
      List<Future<String>> answers = crowd.invokeAll(uploads);
      servesStill();
      int taken = 0;
      for (Future<String> answer : answers) {
        String location = answer.get();
        if (location.matches(".*/imports/\\d+")) {
          taken++;
          person().awaitRest(Long.parseLong(location.replaceAll(".*/", "")));
        } else {
          assertThat(location).matches(".*/imports\\?rejected=(full|busy)");
        }
      }
      assertThat(taken).isGreaterThanOrEqualTo(8);
    } finally {
      crowd.shutdownNow();
    }
  }

  @Test
  void the_same_content_twice_is_one_import_and_told_so() throws Exception {
    long id = person().importNew("once.csv", sheet("ONCE-1"));
    assertThat(location(person().upload("twice.csv", sheet("ONCE-1")))).endsWith("/imports/" + id);
    assertThat(person().get("/imports/" + id).body()).contains("This file was imported before");
  }
}
