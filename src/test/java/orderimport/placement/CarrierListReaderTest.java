package orderimport.placement;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.carrier.Carriers;
import orderimport.imports.CancellationToken;
import orderimport.order.RateLimitWindow;
import orderimport.placement.CarrierListReader.Complete;
import orderimport.placement.CarrierListReader.Incomplete;
import orderimport.placement.TestSettings.AuthBuilder;
import orderimport.placement.auth.LoginPacing;
import orderimport.problem.English;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reading all pages of a list over HTTP: complete, or failed, and within the rate limit. */
@Timeout(60)
class CarrierListReaderTest {
  private static final String SECRET = "secret-token-123";

  /**
   * A response of the carrier.
   *
   * @param length announced; -1 for that of the body
   */
  private record Reply(int status, String body, int length) {
    Reply(int status, String body) {
      this(status, body, -1);
    }
  }

  private final List<String> queries = new CopyOnWriteArrayList<>();
  private final CancellationToken stop = new CancellationToken();
  private HttpServer server;
  private OutcomeRecorderFixture fixture;
  private boolean placing;

  @BeforeEach
  void start(@TempDir Path dataDir) throws IOException {
    fixture = new OutcomeRecorderFixture(dataDir);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    fixture.close();
  }

  /** The entries with these numbers, in an array. */
  private static String page(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj("{\"id\":\"%1$d\",\"order_name\":\"A-%1$d\"}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private CarrierListReader.Result read(
      List<RateLimitWindow> rateLimits, Function<Integer, Reply> replies) {
    server.createContext(
        "/api/v1/orders",
        exchange -> {
          try (exchange) {
            queries.add(exchange.getRequestURI().getRawQuery());
            assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
                .isEqualTo("Bearer " + SECRET);
            Reply reply = replies.apply(queries.size());
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                reply.status(), reply.length() < 0 ? bytes.length : reply.length());
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
          }
        });
    Carrier carrier = Carriers.registered().get("granite");
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (CarrierClient client =
        new CarrierClient(
            carrier,
            base.resolve("/orders"),
            TestSettings.with(new AuthBuilder(AuthType.BEARER).token(SECRET).build()),
            TestSettings.NO_BUNDLES,
            LoginPacing.NONE,
            Clock.systemUTC())) {
      fixture.ledger.prepare(carrier.name(), rateLimits);
      PacedRequests requests =
          new PacedRequests(
              carrier.name(),
              client,
              path -> URI.create(base + path),
              rateLimits,
              fixture.ledger,
              () -> placing,
              Duration.ofSeconds(10),
              Duration.ofMinutes(2),
              stop,
              Clock.systemUTC());
      return new CarrierListReader(carrier.lookup().orElseThrow(), requests)
          .read(new TreeMap<>(), Instant.parse("2026-11-27T00:10:00Z"));
    }
  }

  private CarrierListReader.Result read(Reply... replies) {
    return read(List.of(), number -> replies[Math.min(number, replies.length) - 1]);
  }

  private void assertIncomplete(CarrierListReader.Result result, String why) {
    assertThat(result).isInstanceOf(Incomplete.class);
    assertThat(English.of(((Incomplete) result).why())).contains(why);
  }

  @Test
  void all_pages_are_read_and_each_order_names_its_call() {
    CarrierListReader.Result result =
        read(
            new Reply(200, page(0, 100)),
            new Reply(200, page(99, 199)),
            new Reply(200, page(199, 200)));

    Complete complete = (Complete) result;
    assertThat(complete.orders()).hasSize(200);
    assertThat(queries).hasSize(3);
    assertThat(queries.get(2)).startsWith("page=3&page_size=100&start_date=2026-11-26");
    assertThat(complete.callOf(complete.orders().get(199)))
        .startsWith("GET http://127.0.0.1:")
        .contains("/api/v1/orders?page=3&");
    assertThat(complete.toString()).doesNotContain(SECRET);
  }

  @Test
  void a_page_that_repeats_fails() {
    assertIncomplete(read(new Reply(200, page(0, 100))), "page 2 has no further order");
    assertThat(queries).hasSize(2);
  }

  @Test
  void a_list_shorter_than_its_total_fails() {
    assertIncomplete(
        read(new Reply(200, "{\"total\":5,\"orders\":" + page(0, 3) + "}"), new Reply(200, "[]")),
        "the list has 5 orders, but 3 were returned");
  }

  @Test
  void an_error_page_fails_and_hides_the_token() {
    Incomplete result =
        (Incomplete) read(new Reply(200, page(0, 100)), new Reply(500, "no " + SECRET));

    assertThat(result.asked()).isTrue();
    assertThat(result.status()).isEqualTo(500);
    assertThat(result.body()).isEqualTo("no ***");
    assertThat(English.of(result.why())).contains("it answered 500 \"no ***\"");
  }

  @Test
  void a_cut_page_fails() {
    assertIncomplete(read(new Reply(200, "[{\"id\":\"1\"}]", 400)), "cut off");
  }

  @Test
  void half_a_list_fails() {
    assertIncomplete(read(new Reply(200, "[{\"id\":\"1\"")), "not a page of a list");
  }

  @Test
  void a_web_page_fails() {
    assertIncomplete(read(new Reply(200, "<html><title>Log in</title>")), "web page: \"Log in\"");
  }

  @Test
  void a_redirect_fails() {
    assertIncomplete(read(new Reply(302, "")), "redirects to another address (302)");
  }

  @Test
  void a_rejected_token_fails() {
    assertIncomplete(read(new Reply(401, "")), "token");
  }

  @Test
  void the_number_of_pages_is_bounded() {
    assertIncomplete(
        read(List.of(), n -> new Reply(200, page(n * 100, n * 100 + 100))), "more than 200 pages");
    assertThat(queries).hasSize(200);
  }

  @Test
  void each_request_takes_a_slot_of_the_rate_limit() {
    Duration window = Duration.ofSeconds(1);
    long start = System.nanoTime();

    CarrierListReader.Result result =
        read(
            List.of(new RateLimitWindow(1, window, Duration.ofSeconds(5), null)),
            n -> new Reply(200, n < 3 ? page(n * 100, n * 100 + 100) : "[]"));

    assertThat(result).isInstanceOf(Complete.class);
    assertThat(queries).hasSize(3);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(window.multipliedBy(2));
  }

  @Test
  void nothing_is_asked_while_orders_are_placed_or_the_limit_is_used_up() {
    placing = true;
    Incomplete result =
        (Incomplete)
            read(
                List.of(new RateLimitWindow(1, Duration.ofSeconds(1), Duration.ofSeconds(5), null)),
                n -> new Reply(200, "[]"));

    assertIncomplete(result, "orders are being placed with granite");
    assertThat(result.asked()).isFalse();
    assertThat(queries).isEmpty();
  }

  @Test
  void nothing_is_asked_once_the_program_is_stopped() {
    stop.cancel();

    assertIncomplete(read(new Reply(200, "[]")), "asked to end");
    assertThat(queries).isEmpty();
  }
}
