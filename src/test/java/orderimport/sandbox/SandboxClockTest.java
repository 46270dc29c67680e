package orderimport.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What changes in the sandbox when its clock is moved. */
class SandboxClockTest {
  private static final Clock START =
      Clock.fixed(Instant.parse("2018-01-20T10:00:00Z"), ZoneOffset.UTC);

  private SandboxClient sandbox;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    sandbox =
        new SandboxClient(
            folder.resolve("orders.jsonl"),
            Map.of("granite", Map.of("rate-limit.requests", "3", "rate-limit.per", "1m")),
            START);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private String now() throws Exception {
    return sandbox.json("/sandbox/clock").path("now").asString();
  }

  private String graniteStatus() throws Exception {
    JsonNode order = sandbox.json("/api/v1/orders").path("orders").get(0);
    String status = order.path("status").asString();
    assertThat(sandbox.json("/api/v1/orders?status=" + status).path("orders")).hasSize(1);
    return status;
  }

  private JsonNode followed(String path) throws Exception {
    assertThat(sandbox.json("/tfapi" + path)).isEqualTo(sandbox.json(path));
    return sandbox.json(path);
  }

  /** The path of a link of GlobalConnect's response. */
  private static String link(JsonNode order, String rel) {
    for (JsonNode link : order.path("links")) {
      if (link.path("rel").asString().equals(rel)) {
        return link.path("href").asString().replace("https://globalconnect.example", "");
      }
    }
    throw new AssertionError(rel);
  }

  @Test
  void the_clock_can_be_read_and_moved_and_survives_a_restart() throws Exception {
    assertThat(now()).isEqualTo("2018-01-20T10:00:00Z");

    sandbox.advance(Duration.ofDays(31));
    sandbox.advance(Duration.ofMinutes(5));
    sandbox.order("granite");
    sandbox.restart();

    assertThat(now()).isEqualTo("2018-02-20T10:05:00Z");
    JsonNode orders = sandbox.json("/sandbox/orders");
    assertThat(orders).hasSize(1);
    assertThat(orders.get(0).path("received").asString()).isEqualTo("2018-02-20T10:05:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{'advance':null}",
        "{'advance':'-P1D'}",
        "{'advance':'-PT9000000000000000S'}",
        "{'advance':'PT0S'}",
        "{'advance':'P1M'}",
        "{'advance':'P40000D'}",
        "{'back':'P1D'}"
      })
  void the_clock_only_moves_forwards(String body) throws Exception {
    assertThat(sandbox.post("/sandbox/clock", body).statusCode()).isEqualTo(400);

    assertThat(now()).isEqualTo("2018-01-20T10:00:00Z");
  }

  @Test
  void the_rate_limit_and_the_checks_of_dates_follow_the_clock() throws Exception {
    for (int i = 0; i < 3; i++) {
      sandbox.order("granite");
    }
    assertThat(sandbox.get("/api/v1/orders").statusCode()).isEqualTo(429);
    sandbox.advance(Duration.ofMinutes(1));
    assertThat(sandbox.get("/api/v1/orders").statusCode()).isEqualTo(200);

    sandbox.order("telecomx");
    sandbox.advance(Duration.ofDays(60));
    assertThat(
            sandbox
                .post("/internet/request", SandboxClient.example("telecomx").toString())
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void a_granite_order_is_submitted_then_pending_then_completed() throws Exception {
    sandbox.order("granite");
    List<String> statuses = new ArrayList<>();
    for (int days : List.of(0, 1, 12, 1, 300)) {
      sandbox.advance(Duration.ofDays(days).plusMinutes(1));
      statuses.add(graniteStatus());
    }

    assertThat(statuses)
        .containsExactly("submitted", "pending", "pending", "completed", "completed");
  }

  @Test
  void a_cancelled_granite_order_stays_canceled() throws Exception {
    sandbox.order("granite");
    sandbox.advance(Duration.ofDays(2));

    String order = SandboxClient.example("granite").path("order_name").asString();
    String body = "{'carrier':'granite','order':'%s'}".formatted(order);
    assertThat(sandbox.post("/sandbox/cancel", body).statusCode()).isEqualTo(204);

    assertThat(graniteStatus()).isEqualTo("canceled");
    sandbox.advance(Duration.ofDays(30));
    sandbox.restart();
    assertThat(graniteStatus()).isEqualTo("canceled");
    assertThat(sandbox.json("/sandbox/orders")).hasSize(1);
  }

  @Test
  void a_completed_granite_order_cannot_be_canceled() throws Exception {
    sandbox.order("granite");
    sandbox.advance(Duration.ofDays(14));
    String id = sandbox.json("/sandbox/orders").get(0).path("id").asString();

    sandbox.post("/sandbox/cancel", "{'carrier':'granite','order':'%s'}".formatted(id));

    assertThat(graniteStatus()).isEqualTo("completed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'carrier':'granite','order':'other'}", "{'carrier':'telecomx','order':'what'}"})
  void an_unknown_order_cannot_be_cancelled(String body) throws Exception {
    sandbox.order("globalconnect");

    assertThat(sandbox.post("/sandbox/cancel", body).statusCode()).isEqualTo(404);
    assertThat(sandbox.post("/sandbox/cancel", "{'carrier':'granite'}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_globalconnect_order_moves_forwards_and_once_backwards() throws Exception {
    JsonNode created = sandbox.order("globalconnect");
    String self = link(created, "self");
    assertThat(followed(self)).isEqualTo(created);
    List<String> statuses = new ArrayList<>();
    for (int days : List.of(2, 3, 2, 2)) {
      sandbox.advance(Duration.ofDays(days));
      JsonNode order = followed(self);
      assertThat(order.path("new_lines").get(0).path("status_id"))
          .isEqualTo(order.path("status_id"));
      assertThat(order.path("estimated_date").asString()).isEqualTo("2018-02-19T10:00:00Z");
      statuses.add(order.path("status_id").asString());
    }
    assertThat(statuses).containsExactly("DLNW", "DLRD", "DLNW", "DLRD");
    assertThat(followed(self).path("completed").asInt()).isZero();
    assertThat(followed(self).path("connection_ids").get(0).path("connection_id").isNull())
        .isTrue();

    sandbox.advance(Duration.ofDays(21));

    JsonNode delivered = followed(self);
    assertThat(delivered.path("completed").asInt()).isEqualTo(1);
    assertThat(delivered.path("completed_date").asString()).isEqualTo("2018-02-19T10:00:00Z");
    assertThat(delivered.path("connection_ids"))
        .allSatisfy(id -> assertThat(id.path("connection_id").asString()).startsWith("C"));
    assertThat(delivered.propertyNames()).isEqualTo(created.propertyNames());
  }

  @Test
  void globalconnect_lists_transitions_until_the_end_of_the_path() throws Exception {
    JsonNode created = sandbox.order("globalconnect");
    String transitions = link(created, "transitions");

    JsonNode item = followed(transitions).path("items").get(0);
    assertThat(item.propertyNames())
        .containsExactlyInAnyOrder("id", "new_status", "name", "system_use_only", "button_text");
    assertThat(item.path("new_status").asString()).isEqualTo("DLNW");

    String body = "{'carrier':'globalconnect','order':'%s'}".formatted(created.path("id").asLong());
    assertThat(sandbox.post("/sandbox/cancel", body).statusCode()).isEqualTo(204);
    assertThat(followed(transitions).path("items")).isEmpty();
    sandbox.advance(Duration.ofDays(90));
    JsonNode cancelled = followed(link(created, "self"));
    assertThat(cancelled.path("cancelled").asInt()).isEqualTo(1);
    assertThat(cancelled.path("completed").asInt()).isZero();
    assertThat(sandbox.send("PUT", transitions, "{}").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0", "x", "99999999999999999999", "1/2"})
  void an_unknown_globalconnect_order_is_not_found(String id) throws Exception {
    sandbox.order("globalconnect");

    assertThat(sandbox.get("/data/order/" + id).statusCode()).isEqualTo(404);
  }
}
