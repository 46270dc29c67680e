package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Two servers on separate machines share a database, and so the sessions of their users. */
class TwoServersTest {
  private static final int ORDERS = 16;
  private static final int FEW_ORDERS = 4;

  @TempDir Path folder;

  private SandboxCarrier carrier;
  private Server.Installation installation;
  private Server north;
  private Server south;
  private HttpUser anna;
  private HttpUser bo;

  @BeforeEach
  void start() throws Exception {
    carrier = new SandboxCarrier(folder);
    Map<String, String> settings = new HashMap<>(Users.settings());
    Users.add(settings, "anna", "upload,place");
    Users.add(settings, "bo", "upload,place");
    settings.putAll(carrier.settingsOfServer(2));
    // The first server creates the tables.
    installation = Server.Installation.create(settings, TestDatabase.empty());
    north = installation.start();
    south = installation.onOtherMachine().start();
    anna = Users.logIn(north, "anna");
    bo = Users.logIn(south, "bo");
  }

  @AfterEach
  void stop() {
    north.close();
    south.close();
    carrier.close();
  }

  @Test
  void an_upload_that_fails_is_resumed_and_placed_elsewhere() throws Exception {
    installation
        .sql()
        .sql(
            """
            create function fail() returns trigger language plpgsql as
              'begin raise exception using message = tg_name; end';
            create trigger failing before insert on row_block execute function fail();""")
        .update();
    String location =
        anna.upload("two.csv", content("A-", FEW_ORDERS))
            .headers()
            .firstValue("location")
            .orElseThrow();
    long id = Long.parseLong(location.replaceFirst(".*/", ""));
    String page = "/imports/" + id;
    HttpUser other = anna.at(south);
    assertThat(other.events(page + "/events")).as("with the login at the other").contains("ended");
    installation.sql().sql("drop trigger failing on row_block").update();
    String reason = "Unexpected error while reading two.csv. Details are in the log file";
    assertThat(anna.get(page).body()).contains(reason, "Nothing is lost");
    assertThat(other.get(page).body()).contains(": " + reason, "Nothing is lost");
    assertThat(Workspace.empty(installation.database()).run("show", id).out()).contains(reason);
    other.post(page + "/resume", Map.of());
    assertThat(other.awaitIdle(id)).doesNotContain(reason);
    north.kill();

    assertThat(other.get(page).body()).contains(">anna<", "4 of 4 orders can be placed");
    other.post(page + "/place", placeFields(other.get(page + "/place").body()));
    assertThat(other.events(page + "/events")).contains("changed", "ended");
    assertThat(other.awaitIdle(id)).contains("4 of 4 orders placed");
    assertThat(ordersWithStatus(other, id, "ACCEPTED")).hasSize(FEW_ORDERS);
    assertThat(carrier.accepted()).doesNotHaveDuplicates().hasSize(FEW_ORDERS);

    other.post("/logout", Map.of());
    assertThat(other.get("/imports").statusCode()).isEqualTo(302);
  }

  @Test
  @Tag("long")
  void an_upload_is_visible_at_both_servers_and_placed_once() throws Exception {
    long id = anna.importNew("two.csv", content("T-"));
    String page = "/imports/" + id;
    assertThat(bo.get("/imports").body()).contains("two.csv");
    assertThat(bo.get(page).body())
        .contains("16 of 16 orders can be placed", "result.xlsx")
        .doesNotContain("fix-and-reimport.xlsx", "re-read it there");
    assertThat(ordersWithStatus(bo, id, "HELD")).hasSize(ORDERS);
    assertThat(ordersWithStatus(anna, id, "HELD")).hasSize(ORDERS);

    Map<String, String> placeFields = placeFields(anna.get(page + "/place").body());
    assertThat(placeFields(bo.get(page + "/place").body())).containsAllEntriesOf(placeFields);
    CyclicBarrier together = new CyclicBarrier(2);
    List<HttpResponse<String>> responses =
        concurrently(
            () -> {
              together.await();
              anna.post(page + "/place", placeFields);
              return anna.get(page);
            },
            () -> {
              together.await();
              bo.post(page + "/place", placeFields);
              return bo.get(page);
            });
    // Until the faster server has the import's lock, the placing waits.
    assertThat(responses)
        .allMatch(
            response ->
                response.body().contains("being placed") || response.body().contains("waiting"));
    assertThat(
            responses.stream().filter(response -> response.body().contains("Nothing was placed:")))
        .as("the slower of the two is informed")
        .hasSize(1);

    HttpUser other = responses.get(0).body().contains("Nothing was placed:") ? anna : bo;
    while (other.get(page).body().contains("waiting")) {
      Thread.sleep(50);
    }
    assertThat(other.get(page).body())
        .contains("Placed", "Time left", "Pause", ": places the orders of import " + id);
    // The first request finds out which machines there are.
    metrics();
    assertThat(metrics()).contains("orderimport_machine_imports{activity=\"place\",machine=");
    other.post(page + "/pause", Map.of());
    assertThat(other.awaitIdle(id)).contains("Paused");
    int before = carrier.accepted().size();
    assertThat(before).isLessThan(ORDERS);
    other.post(page + "/resume", Map.of());
    assertThat(other.awaitIdle(id)).contains("16 of 16 orders placed");
    assertThat((other == anna ? bo : anna).awaitIdle(id)).contains("16 of 16 orders placed");

    assertThat(carrier.accepted()).doesNotHaveDuplicates().hasSize(ORDERS);
    for (HttpUser httpUser : List.of(anna, bo)) {
      assertThat(ordersWithStatus(httpUser, id, "ACCEPTED")).hasSize(ORDERS);
      assertThat(text(httpUser, id, "summary.json")).contains("\"state\" : \"COMPLETED\"");
    }
    assertThat(text(anna, id, "orders.jsonl")).isEqualTo(text(bo, id, "orders.jsonl"));
    Matcher placed = Pattern.compile("Placed by</dt>").matcher(anna.get(page).body());
    assertThat(placed.results()).hasSize(1);
  }

  @Test
  @Tag("long")
  void the_other_server_resumes_the_placing_of_a_killed_one() throws Exception {
    long id = anna.importNew("two.csv", content("K-"));
    String page = "/imports/" + id;
    anna.post(page + "/place", placeFields(anna.get(page + "/place").body()));
    assertThat(bo.get(page).body()).contains("being placed");
    while (carrier.accepted().size() < 4) {
      Thread.sleep(100);
    }
    String message = "The database does not respond";
    assertThat(bo.get(page).body())
        .containsPattern(": places the orders of import %d<".formatted(id))
        .containsPattern("class=\"ACCEPTED\">[1-9]")
        .doesNotContain(message);
    try (Connection other = installation.database().dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table attempt in exclusive mode");
      while (!bo.get(page).body().contains(message)) {
        Thread.sleep(100);
      }
      other.rollback();
    }
    north.kill();

    assertThat(bo.awaitIdle(id)).contains("orders placed");

    assertThat(carrier.accepted()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(ORDERS - 4);
    assertThat(ordersWithStatus(bo, id, "HELD")).isEmpty();
    assertThat(carrier.accepted()).containsAll(ordersWithStatus(bo, id, "ACCEPTED"));
    assertThat(
            ordersWithStatus(bo, id, "ACCEPTED").size()
                + ordersWithStatus(bo, id, "IN_DOUBT").size())
        .isEqualTo(ORDERS);
  }

  @Test
  @Tag("long")
  void another_server_continues_to_read_a_half_read_file() throws Exception {
    byte[] content = Files.readAllBytes(carrier.sheet("L-", 60_000, true));
    String location =
        anna.upload("long.csv", content).headers().firstValue("location").orElseThrow();
    north.kill();

    String page = location.substring(location.indexOf("/imports/"));
    assertThat(bo.awaitIdle(Long.parseLong(page.substring("/imports/".length()))))
        .contains("60,000 of 60,000 orders can be placed")
        .doesNotContain("re-read it there");
  }

  @Test
  @Tag("long")
  void a_login_holds_at_all_servers_until_the_logout_at_one() throws Exception {
    HttpUser same = anna.at(south);
    assertThat(same.get("/imports").body()).contains(">anna<", "id=\"file\"");
    same.post("/logout", Map.of());
    assertThat(anna.get("/imports").statusCode()).isEqualTo(302);
    assertThat(bo.get("/imports").body()).contains(">bo<");
  }

  @Test
  @Tag("long")
  void what_another_version_has_stored_ends_the_login_only() throws Exception {
    installation
        .sql()
        .sql("update spring_session_attributes set attribute_bytes = '\\x00'")
        .update();
    assertThat(anna.get("/imports").statusCode()).isEqualTo(302);
    anna.logIn("anna", "anna-secret");
    assertThat(anna.at(south).get("/imports").body()).contains(">anna<");
  }

  @Test
  @Tag("long")
  void the_error_page_tells_no_user_to_log_in_during_an_outage() throws Exception {
    installation.sql().sql("alter table spring_session rename to gone").update();
    HttpResponse<String> page = anna.getAsBrowser("/imports");
    assertThat(page.statusCode()).isEqualTo(500);
    assertThat(page.body()).contains("Try again").doesNotContain("no longer logged in");
    assertThat(anna.get("/assets/page.css").statusCode()).isEqualTo(200);
    installation.sql().sql("alter table gone rename to spring_session").update();
    assertThat(anna.get("/imports").body()).contains(">anna<");
  }

  private String metrics() throws Exception {
    String credentials =
        Base64.getEncoder()
            .encodeToString("metrics:metrics-secret".getBytes(StandardCharsets.UTF_8));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(north.at("/actuator/prometheus")))
                .header("Authorization", "Basic " + credentials)
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private byte[] content(String prefix) throws Exception {
    return content(prefix, ORDERS);
  }

  private byte[] content(String prefix, int orders) throws Exception {
    return Files.readAllBytes(carrier.sheet(prefix, orders, true));
  }

  private static List<HttpResponse<String>> concurrently(
      Callable<HttpResponse<String>> one, Callable<HttpResponse<String>> other) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<HttpResponse<String>>> responses = threads.invokeAll(List.of(one, other));
      return List.of(responses.get(0).get(), responses.get(1).get());
    } finally {
      threads.shutdown();
    }
  }

  /** The fields of the place form, with the confirmation for live orders. */
  private static Map<String, String> placeFields(String page) {
    return Map.of("version", field(page, "version"), "held", field(page, "held"), "sure", "true");
  }

  private static String field(String page, String name) {
    Matcher field = Pattern.compile("name=\"%s\" value=\"(\\d+)\"".formatted(name)).matcher(page);
    if (!field.find()) {
      throw new IllegalStateException("No field " + name);
    }
    return field.group(1);
  }

  private static String text(HttpUser httpUser, long id, String file) throws Exception {
    HttpResponse<byte[]> response = httpUser.download("/imports/%d/files/%s".formatted(id, file));
    assertThat(response.statusCode()).as(file).isEqualTo(200);
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** The orders with a status, from the downloaded results. */
  private static List<String> ordersWithStatus(HttpUser httpUser, long id, String status)
      throws Exception {
    return text(httpUser, id, "orders.jsonl")
        .lines()
        .map(JsonMapper.shared()::readTree)
        .filter(order -> order.path("status").asString("").equals(status))
        .map(order -> order.path("order_ref").asString(""))
        .toList();
  }
}
