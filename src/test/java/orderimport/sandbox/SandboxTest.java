package orderimport.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.placement.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SandboxTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, String> PATHS =
      Map.of(
          "globalconnect", "/tfapi/data/order/",
          "globalconnect-testing", "/data/order/testing",
          "granite", "/granite",
          "telecomx", "/internet/request");

  private final HttpClient client = HttpClient.newHttpClient();
  private final SettableClock clock = new SettableClock();
  private Path journal;
  private Sandbox sandbox;

  /** A clock that only the test advances. */
  private static final class SettableClock extends Clock {
    private volatile Instant now = Instant.parse("2018-01-20T10:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(now, zone);
    }
  }

  private static OrderImportProperties settings() {
    Map<String, CarrierProperties> settings = new HashMap<>();
    PATHS.forEach(
        (name, path) ->
            settings.put(
                name,
                TestSettings.bind(
                    name.equals("granite")
                        ? Map.of(
                            "order-path", path, "rate-limit.requests", "3", "rate-limit.per", "1m")
                        : Map.of("order-path", path))));
    return new OrderImportProperties(settings, "en");
  }

  private static String path(String carrier) {
    return Objects.requireNonNull(PATHS.get(carrier));
  }

  private Sandbox start() throws IOException {
    return Sandbox.start(0, Carriers.registered(), settings(), clock, journal);
  }

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    journal = folder.resolve("sandbox/orders.jsonl");
    sandbox = start();
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static String example(String carrier) {
    String path = "/carriers/" + carrier + "/example.json";
    try (InputStream in = Objects.requireNonNull(SandboxTest.class.getResourceAsStream(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(sandbox.uri().resolve(path))
        .header("Authorization", "Bearer abc")
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        at(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> order(String carrier) throws Exception {
    return post(path(carrier), example(carrier));
  }

  private void addFault(String json) throws Exception {
    assertThat(post("/sandbox/faults", json.replace('\'', '"')).statusCode()).isEqualTo(204);
  }

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(client.send(at(path).GET().build(), BodyHandlers.ofString()).body());
  }

  private JsonNode counts(String carrier) throws Exception {
    return get("/sandbox/requests").path(carrier);
  }

  @Test
  void listens_on_loopback_only() {
    assertThat(sandbox.uri().getHost()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "globalconnect, 201, AS_IS",
    "globalconnect-testing, 200, EMPTY",
    "granite, 200, AS_IS",
    "telecomx, 200, AS_IS"
  })
  void each_carriers_example_is_accepted_at_its_path(String carrier, int status, String body)
      throws Exception {
    HttpResponse<String> response = order(carrier);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body().isEmpty()).isEqualTo(body.equals("EMPTY"));
    assertThat(get("/sandbox/orders").get(0).path("carrier").asString()).isEqualTo(carrier);
    assertThat(counts(carrier).path("accepted").asInt()).isEqualTo(1);
  }

  @Test
  void the_path_may_end_with_a_slash_and_nothing_else() throws Exception {
    assertThat(post("/tfapi/data/order", example("globalconnect")).statusCode()).isEqualTo(201);
    assertThat(post("/data/order/testing/", example("globalconnect-testing")).statusCode())
        .isEqualTo(200);
    assertThat(post("/data/order/testing/else", "{}").statusCode()).isEqualTo(404);
    assertThat(post("/data", "{}").statusCode()).isEqualTo(404);
    assertThat(post("/", "{}").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void only_post_is_allowed(String method) throws Exception {
    HttpRequest request = at("/granite").method(method, BodyPublishers.ofString("{}")).build();

    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void granite_lists_its_accepted_orders_in_pages() throws Exception {
    order("granite");
    clock.advance(Duration.ofMinutes(2));
    order("granite");

    JsonNode newest = get("/api/v1/orders?page_size=1");

    assertThat(newest.path("total").asInt()).isEqualTo(2);
    assertThat(newest.path("orders")).hasSize(1);
    assertThat(newest.path("orders").get(0).path("created_at").asString())
        .isEqualTo("2018-01-20T10:02:00Z");
    assertThat(get("/api/v1/orders?page=3&page_size=1").path("orders")).isEmpty();
    clock.advance(Duration.ofMinutes(2));
    assertThat(get("/api/v1/orders?start_date=2018-01-21").path("orders")).isEmpty();
    assertThat(get("/api/v1/orders?status=draft,pending").path("orders")).isEmpty();
    assertThat(counts("granite").path("calls").path("GET /api/v1/orders").asInt()).isEqualTo(4);
    assertThat(counts("granite").path("received").asInt()).isEqualTo(2);
  }

  @Test
  void telecomx_lists_its_accepted_requests_at_the_order_path() throws Exception {
    order("telecomx");
    order("telecomx");

    JsonNode list = get("/internet/request?offset=1&limit=1&full=true");

    assertThat(list.path("total").asInt()).isEqualTo(2);
    assertThat(list.path("requests")).hasSize(1);
    assertThat(list.path("requests").get(0).path("reference").asString()).isEqualTo("REQ567365836");
    assertThat(list.path("requests").get(0).path("address").path("zip").asString())
        .isEqualTo("2605");
    assertThat(get("/internet/request?state=HAS_OFFER").path("requests")).isEmpty();
    assertThat(get("/internet/request?reseller=ffff").path("requests")).isEmpty();
    assertThat(get("/internet/request").path("requests").get(0).has("ipAddresses")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/orders?page_size=101, 400",
    "/api/v1/orders?page=0, 400",
    "/api/v1/orders?status=lost, 400",
    "/api/v1/orders?start_date=today, 400",
    "/api/v1/orders?order_name=A, 400",
    "/internet/request?limit=501, 422",
    "/internet/request?offset=-1, 422",
    "/internet/request?reference=A, 422",
    "/internet/request?state=OPEN, 409",
  })
  void undocumented_parameters_of_a_list_are_rejected(String path, int status) throws Exception {
    assertThat(client.send(at(path).GET().build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(status);
  }

  @Test
  void a_list_requires_credentials_and_counts_towards_the_rate_limit() throws Exception {
    HttpRequest anonymous = HttpRequest.newBuilder(sandbox.uri().resolve("/api/v1/orders")).build();
    assertThat(client.send(anonymous, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    for (int i = 0; i < 3; i++) {
      assertThat(get("/api/v1/orders").has("orders")).isTrue();
    }

    assertThat(order("granite").statusCode()).isEqualTo(429);
    HttpRequest post = at("/api/v1/orders").POST(BodyPublishers.ofString("{}")).build();
    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void a_fault_of_lists_leaves_orders_alone() throws Exception {
    addFault("{'carrier':'telecomx','method':'GET','status':500}");

    assertThat(order("telecomx").statusCode()).isEqualTo(200);
    assertThat(
            client
                .send(at("/internet/request").GET().build(), BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer  ", "Basic abc", "abc"})
  void granite_requires_a_bearer_token(String authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sandbox.uri().resolve("/granite"))
            .POST(BodyPublishers.ofString(example("granite")));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }

    assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    assertThat(counts("granite").path("accepted").asInt()).isZero();
  }

  @Test
  void the_rate_limit_holds_in_every_window_with_retry_after() throws Exception {
    order("granite");
    clock.advance(Duration.ofSeconds(30));
    order("granite");
    order("granite");
    clock.advance(Duration.ofMillis(29_500));

    HttpResponse<String> tooMany = order("granite");

    assertThat(tooMany.statusCode()).isEqualTo(429);
    assertThat(tooMany.headers().firstValue("Retry-After")).contains("1");
    clock.advance(Duration.ofMillis(500));
    assertThat(order("granite").statusCode()).isEqualTo(200);
    assertThat(order("granite").headers().firstValue("Retry-After")).contains("30");
    assertThat(order("telecomx").statusCode()).isEqualTo(200);
  }

  @Test
  void invalid_json_and_large_bodies_are_rejected() throws Exception {
    assertThat(post("/internet/request", "{\"type\":").statusCode()).isEqualTo(400);
    assertThat(
            post(
                    "/internet/request",
                    "{\"notes\":\"" + "x".repeat(CarrierEndpoint.LARGEST_BODY) + "\"}")
                .statusCode())
        .isEqualTo(413);
    assertThat(order("telecomx").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "telecomx | \"FIBER\" | \"Cable\" | 409 | type",
        "telecomx | \"ipAddresses\": 32 | \"ipAddresses\": 3 | 422 | ipAddresses",
        "telecomx | \"ipAddresses\": 32 | \"ipAddresses\": \"32\" | 422 | ipAddresses",
        "telecomx | \"address\": \"V | \"_id\": \"000000000000000000000000\", \"address\": \"V |"
            + " 404 | address._id",
        "telecomx | 12345678901234567890BBBB | 000000000000000000000000 | 422 | product",
        "telecomx | 1234567890123457890FEDD | 000000000000000000000000 | 422 | notify",
        "granite | sam.cole@ | sam.cole | 400 | order_items[0].location_contact_email",
        "granite | 1d7c6e52-93f4-4b60-8a2e-0c5b7d9e4f31 | 00000000-0000-0000-0000-000000000000 |"
            + " 404 | quote_request_id",
        "globalconnect | \"NO\" | \"NO\", \"planet\": \"Mars\" | 422 | -",
        "globalconnect | \"number_of_items\": 1 | \"number_of_items\": 0 | 422 |"
            + " new_lines[0].number_of_items",
        "globalconnect-testing | \"10000.00\" | \"10000.001\" | 422 | new_lines[0].oneTimePrice",
      })
  void a_violated_rule_is_rejected_as_by_the_carrier(
      String carrier, String part, String instead, int status, String field) throws Exception {
    String body = example(carrier).replaceFirst(java.util.regex.Pattern.quote(part), instead);
    assertThat(body).isNotEqualTo(example(carrier));

    HttpResponse<String> response = post(path(carrier), body);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Carriers.registered().get(carrier).readRejection(status, response.body()))
        .anySatisfy(
            carrierError ->
                assertThat(Objects.requireNonNullElse(carrierError.path(), "-")).isEqualTo(field));
    assertThat(counts(carrier).path("rejected").asInt()).isEqualTo(1);
    assertThat(get("/sandbox/orders")).isEmpty();
  }

  @Test
  void the_journal_keeps_accepted_orders_across_restarts() throws Exception {
    order("globalconnect");
    order("telecomx");
    sandbox.close();
    Files.writeString(journal, "{\"carrier\":\"cut o", StandardOpenOption.APPEND);
    sandbox = start();
    order("globalconnect");

    JsonNode orders = get("/sandbox/orders");

    assertThat(orders).hasSize(3);
    assertThat(orders.get(0).path("order_ref").asString()).isEqualTo("what");
    assertThat(orders.get(1).path("request")).isEqualTo(JSON.readTree(example("telecomx")));
    assertThat(orders.get(1).path("received").asString()).isEqualTo("2018-01-20T10:00:00Z");
    assertThat(orders.get(2).path("id")).isNotEqualTo(orders.get(0).path("id"));
  }

  @Test
  void orders_are_listed_without_a_journal() throws Exception {
    sandbox.close();
    sandbox = Sandbox.start(0, Carriers.registered(), settings(), clock, null);
    order("granite");

    assertThat(get("/sandbox/orders")).hasSize(1);
  }

  @Test
  void a_fault_with_a_status_processes_nothing() throws Exception {
    addFault(
        """
        {'carrier':'telecomx','order_ref':'REQ567365836','times':2,'status':503,\
        'headers':{'Retry-After':'7'},'body':'later'}\
        """);

    assertThat(order("globalconnect").statusCode()).isEqualTo(201);
    HttpResponse<String> response = order("telecomx");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo("later");
    assertThat(response.headers().firstValue("Retry-After")).contains("7");
    assertThat(order("telecomx").statusCode()).isEqualTo(503);
    assertThat(order("telecomx").statusCode()).isEqualTo(200);
    assertThat(counts("telecomx").path("received").asInt()).isEqualTo(3);
    assertThat(counts("telecomx").path("accepted").asInt()).isEqualTo(1);
  }

  @Test
  void a_fault_without_times_lasts_until_deleted() throws Exception {
    addFault("{'status':500}");
    assertThat(order("telecomx").statusCode()).isEqualTo(500);
    assertThat(order("globalconnect").statusCode()).isEqualTo(500);

    client.send(at("/sandbox/faults").DELETE().build(), BodyHandlers.discarding());

    assertThat(order("telecomx").statusCode()).isEqualTo(200);
  }

  @Test
  void a_fault_for_another_order_has_no_effect() throws Exception {
    addFault("{'carrier':'telecomx','order_ref':'other','status':500}");

    assertThat(order("telecomx").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"reset, 1", "cut, 1", "drop_before, 0"})
  void a_connection_fault_processes_the_order_or_not(String fault, int processed) throws Exception {
    for (String carrier : List.of("telecomx", "globalconnect-testing")) {
      addFault("{'carrier':'%s','times':1,'fault':'%s'}".formatted(carrier, fault));

      assertThatThrownBy(() -> order(carrier)).isInstanceOf(IOException.class);

      assertThat(counts(carrier).path("accepted").asInt()).isEqualTo(processed);
      assertThat(counts(carrier).path("answers").path(fault).asInt()).isEqualTo(1);
    }
  }

  @Test
  void a_delay_applies_only_to_the_matching_orders() throws Exception {
    addFault("{'carrier':'telecomx','times':20,'delay_ms':700}");
    long begun = System.nanoTime();
    List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      slow.add(
          client.sendAsync(
              at("/internet/request").POST(BodyPublishers.ofString(example("telecomx"))).build(),
              BodyHandlers.ofString()));
    }
    while (counts("telecomx").path("accepted").asInt() < 20) {
      Thread.sleep(5);
    }

    assertThat(order("globalconnect").statusCode()).isEqualTo(201);
    assertThat(slow).noneMatch(CompletableFuture::isDone);
    assertThat(slow)
        .allSatisfy(response -> assertThat(response.join().statusCode()).isEqualTo(200));
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(700), Duration.ofMillis(5_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"fault\":\"none\"}", "{\"delay\":1}"})
  void an_invalid_fault_is_rejected(String body) throws Exception {
    assertThat(post("/sandbox/faults", body).statusCode()).isEqualTo(400);
  }

  @Test
  void a_port_in_use_is_reported() {
    int port = sandbox.uri().getPort();

    assertThatThrownBy(() -> Sandbox.start(port, Carriers.registered(), settings(), clock, journal))
        .isInstanceOf(BindException.class);
  }

  @Test
  void two_carriers_cannot_have_the_same_path() {
    Map<String, CarrierProperties> same = new HashMap<>(settings().carriers());
    same.put("telecomx", same.get("granite"));

    assertThatThrownBy(
            () ->
                Sandbox.start(
                    0,
                    Carriers.registered(),
                    new OrderImportProperties(same, "en"),
                    clock,
                    journal))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/granite");
  }

  /** Both kinds of requests alternate, so that a busy machine slows both. */
  @Test
  @Tag("long")
  void an_order_takes_at_most_ten_times_a_bare_request() throws Exception {
    HttpServer bare =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    bare.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(201, -1);
          exchange.close();
        });
    bare.start();
    try {
      String body = example("globalconnect");
      URI uri = URI.create("http://127.0.0.1:" + bare.getAddress().getPort());
      HttpRequest plain = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
      HttpRequest order = at("/tfapi/data/order/").POST(BodyPublishers.ofString(body)).build();
      List<Long> plainNanos = new ArrayList<>();
      List<Long> orderNanos = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        plainNanos.add(nanos(plain));
        orderNanos.add(nanos(order));
      }

      assertThat(median(orderNanos)).isLessThan(10 * median(plainNanos));
    } finally {
      bare.stop(0);
    }
  }

  private long nanos(HttpRequest request) throws Exception {
    long begun = System.nanoTime();
    client.send(request, BodyHandlers.ofString());
    return System.nanoTime() - begun;
  }

  /** The median of the last quarter, when the classes are warm. */
  private static long median(List<Long> nanos) {
    List<Long> warm = new ArrayList<>(nanos.subList(nanos.size() * 3 / 4, nanos.size()));
    warm.sort(null);
    return warm.get(warm.size() / 2);
  }
}
