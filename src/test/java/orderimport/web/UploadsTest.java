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
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Uploads that are too large, cut off, hostile or too many are rejected with a reason, and the
 * server keeps working.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadsTest {
  private static final int LIMIT = 1024 * 1024;

  private Server.@Nullable Installation installation;
  private @Nullable Server startedServer;
  private @Nullable HttpUser user;

  @BeforeAll
  void start() throws Exception {
    Map<String, String> settings = Users.settings();
    settings.put("order-import.web.upload-limit", "1MB");
    settings.put("order-import.web.uploads-per-minute", "500");
    settings.put("order-import.web.queue-capacity", "30");
    Server.Installation fresh = Server.Installation.create(settings);
    installation = fresh;
    startedServer = fresh.start();
    user = Users.logIn(startedServer, "upload");
  }

  @AfterAll
  void stop() {
    server().close();
  }

  private Server server() {
    return Objects.requireNonNull(startedServer);
  }

  private HttpUser user() {
    return Objects.requireNonNull(user);
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("location").orElse("");
  }

  private static byte[] sheet(String ref) {
    return "order_ref,carrier\n%s,granite\n".formatted(ref).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void an_upload_does_not_start_a_placement_of_the_command_line() throws Exception {
    byte[] content = sheet("left-by-another-machine");
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    long id =
        JdbcClient.create(Objects.requireNonNull(installation).database().dataSource())
            .sql(
                "insert into import (kind, file_name, sha256, options, state, fencing_token,"
                    + " worker) values ('IMPORT', 'left.csv', ?, ?, 'RUNNING', 1, 'elsewhere')"
                    + " returning id")
            .params(sha256, "{\"hold\":false,\"allOrNothing\":false}")
            .query(Long.class)
            .single();
    assertThat(location(user().upload("left.csv", content))).endsWith("/imports/" + id);
    assertThat(user().get("/imports/" + id).body()).contains("Interrupted. Nothing is lost");
  }

  private void assertServerStillResponds() throws Exception {
    assertThat(user().get("/imports").statusCode()).isEqualTo(200);
  }

  @Test
  void problems_are_shown_in_the_users_language() throws Exception {
    HttpUser norwegian = Users.logIn(server(), "upload");
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
  void an_upload_that_is_too_large_is_rejected_with_the_limit() throws Exception {
    HttpResponse<String> response = user().upload("large.csv", new byte[3 * LIMIT]);
    assertThat(location(response)).endsWith("/imports?rejected=large");
    assertThat(user().get("/imports?rejected=large").body()).contains("the limit is 1 MB");
  }

  @Test
  void files_beyond_the_most_of_one_upload_are_named() throws Exception {
    HttpResponse<String> response =
        user().upload(BodyPublishers.ofByteArray(HttpUser.form(user().token(), names(22))));
    assertThat(location(response)).endsWith("/imports");
    assertThat(user().get("/imports").body())
        .containsPattern(
            "At most 20 files[^<]*</p>\\s*<ul><li>many-20.csv</li><li>many-21.csv</li></ul>")
        .doesNotContain(">many-22.csv<");

    HttpResponse<String> rejected =
        user().upload(BodyPublishers.ofByteArray(HttpUser.form(user().token(), names(600))));
    assertThat(rejected.statusCode()).isEqualTo(413);
    assertThat(rejected.body())
        .contains("Upload at most 20 files at once")
        .doesNotContain("Unexpected error");
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj("many-%d.csv"::formatted).toList();
  }

  @Test
  void an_oversized_upload_without_content_length_is_rejected() throws Exception {
    byte[] body = HttpUser.form(user().token(), "chunked.csv", new byte[3 * LIMIT]);
    HttpResponse<String> response =
        user().upload(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    assertThat(response.statusCode()).isIn(302, 403, 413);
    assertThat(user().get("/imports").body()).doesNotContain("chunked.csv");
    assertServerStillResponds();
  }

  @Test
  void a_truncated_upload_is_rejected() throws Exception {
    byte[] body = HttpUser.form(user().token(), "cut.csv", sheet("CUT-1"));
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
              .formatted(user().cookies(), HttpUser.BOUNDARY, body.length)
              .getBytes(StandardCharsets.US_ASCII));
      out.write(body, 0, body.length / 2);
      out.flush();
    }
    assertServerStillResponds();
    assertThat(user().get("/imports").body()).doesNotContain("cut.csv");
  }

  @Test
  void a_file_name_never_becomes_a_path() throws Exception {
    long id = user().importNew("../../../<b>evil<b>\u202e.csv", sheet("NAME-1"));
    String page = user().get("/imports/" + id).body();
    assertThat(page).contains("&lt;b&gt;evil&lt;b&gt;.csv").doesNotContain("<b>evil", "../");
  }

  @Test
  void text_of_a_sheet_is_escaped() throws Exception {
    long id =
        user()
            .importNew(
                "script.csv",
                "order_ref,carrier,<script>alert(1)</script>\n<img src=x onerror=alert(1)>,granite,x\n"
                    .getBytes(StandardCharsets.UTF_8));
    for (String page : List.of("", "/problems", "/orders")) {
      assertThat(user().get("/imports/" + id + page).body())
          .doesNotContain("<script>alert", "<img src=x");
    }
  }

  @Test
  void a_zip_bomb_is_reported_as_unreadable() throws Exception {
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
    long id = user().importNew("bomb.xlsx", bytes.toByteArray());
    assertThat(user().get("/imports/" + id).body()).contains("could not be read as orders");
    assertServerStillResponds();
  }

  @Test
  @Tag("long")
  void fifty_concurrent_uploads_are_each_checked_or_rejected() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(50);
    try {
      List<Callable<String>> uploads = new ArrayList<>();
      String token = user().token();
      for (int i = 0; i < 50; i++) {
        byte[] body = HttpUser.form(token, "crowd-" + i + ".csv", sheet("CROWD-" + i));
        uploads.add(() -> location(user().upload(BodyPublishers.ofByteArray(body))));
      }
      List<Future<String>> locations = executor.invokeAll(uploads);
      assertServerStillResponds();
      int accepted = 0;
      for (Future<String> response : locations) {
        String location = response.get();
        if (location.matches(".*/imports/\\d+")) {
          accepted++;
          user().awaitIdle(Long.parseLong(location.replaceAll(".*/", "")));
        } else {
          assertThat(location).matches(".*/imports\\?rejected=(full|busy)");
        }
      }
      assertThat(accepted).isGreaterThanOrEqualTo(8);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void an_empty_file_is_reported_as_empty() throws Exception {
    long id = user().importNew("empty.csv", new byte[0]);
    assertThat(user().get("/imports/" + id).body()).contains("empty.csv", "The file is empty.");
    assertThat(location(user().upload("", new byte[0]))).endsWith("/imports?rejected=none");
  }

  @Test
  void a_wrong_row_without_an_order_is_listed_to_fix() throws Exception {
    user()
        .importNew("shifted.csv", "order_ref,carrier\n,granite\n".getBytes(StandardCharsets.UTF_8));
    String page = user().get("/imports").body();
    int start = page.indexOf(">To fix<");
    assertThat(page.substring(start, page.indexOf("</ul>", start))).contains("shifted.csv");
  }

  @Test
  void uploading_the_same_content_twice_gives_one_import() throws Exception {
    long id = user().importNew("once.csv", sheet("ONCE-1"));
    assertThat(location(user().upload("twice.csv", sheet("ONCE-1")))).endsWith("/imports/" + id);
    assertThat(user().get("/imports/" + id).body()).contains("This file was imported before");
  }
}
