package orderimport.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.database.TestDatabase;
import orderimport.imports.CancellationToken;
import orderimport.order.Attempt;
import orderimport.order.Ledger;
import orderimport.order.Orders;
import orderimport.order.RateLimitGroups;
import orderimport.order.RateLimitWindow;
import orderimport.placement.CarrierQueries.Share;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** While a server polls as much as it may, an order that is placed next does not wait. */
class PollingShareTest {
  private static final int REQUESTS = 6;
  private static final Duration WINDOW = Duration.ofSeconds(4);

  private final CancellationToken stop = new CancellationToken();
  private final ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
  private final Carrier carrier = Carriers.registered().get("granite");
  private RawHttpCarrier server;
  private Ledger ledger;
  private List<RateLimitWindow> limits;
  private CarrierQueries queries;

  @BeforeEach
  void start() throws Exception {
    server = RawHttpCarrier.answering(line -> line.send(HttpText.answer(200, "[]")));
    var dataSource = TestDatabase.database().dataSource();
    JdbcClient.create(dataSource).sql("delete from rate_limit_slot").update();
    ledger =
        new Ledger(
            dataSource,
            new TransactionTemplate(new JdbcTransactionManager(dataSource)),
            Clock.systemUTC(),
            RateLimitGroups.NONE);
    CarrierProperties settings =
        TestSettings.bind(
            Map.of(
                "base-url",
                server.uri().resolve("/").toString().replaceAll("/$", ""),
                "auth.type",
                "none",
                "rate-limit.requests",
                String.valueOf(REQUESTS),
                "rate-limit.per",
                WINDOW.toSeconds() + "s"));
    limits = CarrierPlacement.rateLimits(settings);
    queries =
        new CarrierQueries(
            new OrderImportProperties(Map.of(carrier.name(), settings), "en"),
            () -> URI.create("http://127.0.0.1:9"),
            TestSettings.NO_BUNDLES,
            new Orders(dataSource),
            ledger,
            Clock.systemUTC());
  }

  @AfterEach
  void end() throws Exception {
    stop.cancel();
    threads.shutdownNow();
    server.close();
  }

  private void poll(PacedRequests requests) {
    while (!stop.isCancelled()) {
      requests.get("/api/v1/orders", Map.of());
    }
  }

  @Test
  void polling_leaves_half_of_the_rate_limit_to_placing() throws Exception {
    try (PacedRequests requests =
        queries.openAfterPlacing(carrier, Share.HALF, importId -> false, stop)) {
      for (int i = 0; i < REQUESTS; i++) {
        threads.execute(() -> poll(requests));
      }
      while (server.requests().size() < REQUESTS / 2) {
        Thread.sleep(10);
      }
      Thread.sleep(500);
      assertThat(server.requests()).hasSize(REQUESTS / 2);
      for (int i = 0; i < REQUESTS / 2; i++) {
        Optional<List<Attempt.Slot>> slots = ledger.acquireSlots(carrier.name(), limits);
        assertThat(slots).as("order " + i).isPresent();
        ledger.freeSlots(slots.orElseThrow(), carrier.name(), true);
      }
      // A window with orders has no request for polling beyond its half.
      assertThat(ledger.acquireSlots(carrier.name(), limits)).isEmpty();
      Thread.sleep(WINDOW.toMillis() / 2);
      assertThat(server.requests()).hasSize(REQUESTS / 2);
      stop.cancel();
    }
  }
}
