package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Two servers on machines of their own that share a database, and a person at each. */
@Tag("long")
class TwoServersTest {
  private static final int ORDERS = 16;

  @TempDir Path folder;

  private SandboxInTest carrier;
  private Server.Ground ground;
  private Server north;
  private Server south;
  private HttpUser anna;
  private HttpUser bo;

  @BeforeEach
  void start() throws Exception {
    carrier = new SandboxInTest(folder);
    Map<String, String> settings = new HashMap<>(Users.settings());
    Users.add(settings, "anna", "upload,place");
    Users.add(settings, "bo", "upload,place");
    settings.putAll(carrier.settingsOfServer(2));
    ground = Server.Ground.fresh(settings);
    north = ground.start(freePort());
    south = ground.beside().start(freePort());
    anna = Users.visit(north, "anna");
    bo = Users.visit(south, "bo");
  }

  @AfterEach
  void stop() {
    north.close();
    south.close();
    carrier.close();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void what_is_uploaded_at_one_is_seen_and_placed_once_from_both() throws Exception {
    long id = anna.importNew("two.csv", content("T-"));
    String page = "/imports/" + id;
    assertThat(bo.get("/imports").body()).contains("two.csv");
    assertThat(bo.get(page).body())
        .contains("16 of 16 orders can be placed", "result.xlsx", "go there")
        .doesNotContain("fix-and-reimport.xlsx");
    assertThat(statuses(bo, id, "HELD")).hasSize(ORDERS);
    assertThat(statuses(anna, id, "HELD")).hasSize(ORDERS);

    Map<String, String> offer = offer(anna.get(page + "/place").body());
    assertThat(offer(bo.get(page + "/place").body())).containsAllEntriesOf(offer);
    CyclicBarrier together = new CyclicBarrier(2);
    List<HttpResponse<String>> answers =
        atOnce(
            () -> {
              together.await();
              anna.post(page + "/place", offer);
              return anna.get(page);
            },
            () -> {
              together.await();
              bo.post(page + "/place", offer);
              return bo.get(page);
            });
    assertThat(answers).allMatch(answer -> answer.body().contains("being placed"));
    assertThat(answers.stream().filter(answer -> answer.body().contains("Nothing was placed:")))
        .as("one of the two is told that the other was quicker")
        .hasSize(1);

    HttpUser other = answers.get(0).body().contains("Nothing was placed:") ? anna : bo;
    assertThat(other.get(page).body()).contains("Placed", "Time left", "Pause");
    other.post(page + "/pause", Map.of());
    assertThat(other.awaitRest(id)).contains("Paused");
    int before = carrier.accepted().size();
    assertThat(before).isLessThan(ORDERS);
    other.post(page + "/resume", Map.of());
    assertThat(other.awaitRest(id)).contains("16 of 16 orders placed");
    assertThat((other == anna ? bo : anna).awaitRest(id)).contains("16 of 16 orders placed");

    assertThat(carrier.accepted()).doesNotHaveDuplicates().hasSize(ORDERS);
    for (HttpUser httpUser : List.of(anna, bo)) {
      assertThat(statuses(httpUser, id, "ACCEPTED")).hasSize(ORDERS);
      assertThat(text(httpUser, id, "summary.json")).contains("\"state\" : \"COMPLETED\"");
    }
    assertThat(text(anna, id, "orders.jsonl")).isEqualTo(text(bo, id, "orders.jsonl"));
    Matcher placed = Pattern.compile("Placed by</dt>").matcher(anna.get(page).body());
    assertThat(placed.results()).hasSize(1);
  }

  @Test
  void when_one_is_killed_the_other_goes_on_with_its_placing() throws Exception {
    long id = anna.importNew("two.csv", content("K-"));
    String page = "/imports/" + id;
    anna.post(page + "/place", offer(anna.get(page + "/place").body()));
    assertThat(bo.get(page).body()).contains("being placed");
    while (carrier.accepted().size() < 4) {
      Thread.sleep(100);
    }
    north.kill();

    assertThat(bo.awaitRest(id)).contains("orders placed");

    assertThat(carrier.accepted()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(ORDERS - 4);
    assertThat(statuses(bo, id, "HELD")).isEmpty();
    assertThat(carrier.accepted()).containsAll(statuses(bo, id, "ACCEPTED"));
    assertThat(statuses(bo, id, "ACCEPTED").size() + statuses(bo, id, "IN_DOUBT").size())
        .isEqualTo(ORDERS);
  }

  @Test
  void a_file_that_a_dead_server_was_reading_waits_for_that_server_or_another_upload()
      throws Exception {
    byte[] content = Files.readAllBytes(carrier.sheet("L-", 60_000, true));
    String location =
        anna.upload("long.csv", content).headers().firstValue("location").orElseThrow();
    north.kill();
    String page = location.substring(location.indexOf("/imports/"));
    assertThat(bo.get("/imports").body()).contains("long.csv");
    Server third = ground.beside().start();
    try {
      // Longer than a wish may lie before another server takes it.
      Thread.sleep(15_000);
      for (HttpUser httpUser : List.of(bo, Users.visit(third, "anna"))) {
        assertThat(httpUser.get(page).body()).contains("waiting", "Another server will process");
      }
    } finally {
      third.close();
    }

    assertThat(bo.importNew("long.csv", content))
        .isEqualTo(Long.parseLong(page.substring("/imports/".length())));

    assertThat(bo.get(page).body()).contains("60,000 of 60,000 orders can be placed");
    north = ground.start(north.uri().getPort());
    assertThat(Users.visit(north, "anna").get(page).body())
        .contains("60,000 of 60,000 orders can be placed");
  }

  @Test
  void a_login_at_one_neither_holds_at_the_other_nor_ends_there() throws Exception {
    HttpUser same = anna.at(south);
    assertThat(same.get("/imports").statusCode()).as("not logged in there").isEqualTo(302);
    same.logIn("view", "view-secret");
    assertThat(same.get("/imports").body()).contains(">view<").doesNotContain("id=\"file\"");
    assertThat(anna.get("/imports").body()).contains(">anna<", "id=\"file\"");
    same.post("/logout", Map.of());
    assertThat(same.get("/imports").statusCode()).isEqualTo(302);
    assertThat(anna.get("/imports").statusCode()).isEqualTo(200);
  }

  private byte[] content(String prefix) throws Exception {
    return Files.readAllBytes(carrier.sheet(prefix, ORDERS, true));
  }

  private static List<HttpResponse<String>> atOnce(
      Callable<HttpResponse<String>> one, Callable<HttpResponse<String>> other) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<HttpResponse<String>>> answers = threads.invokeAll(List.of(one, other));
      return List.of(answers.get(0).get(), answers.get(1).get());
    } finally {
      threads.shutdown();
    }
  }

  /** What the form to place has in it, for real. */
  private static Map<String, String> offer(String page) {
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
    HttpResponse<byte[]> answer = httpUser.download("/imports/%d/files/%s".formatted(id, file));
    assertThat(answer.statusCode()).as(file).isEqualTo(200);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** The orders with a status, by the results that are downloaded. */
  private static List<String> statuses(HttpUser httpUser, long id, String status) throws Exception {
    return text(httpUser, id, "orders.jsonl")
        .lines()
        .map(JsonMapper.shared()::readTree)
        .filter(order -> order.path("status").asString("").equals(status))
        .map(order -> order.path("order_ref").asString(""))
        .toList();
  }
}
