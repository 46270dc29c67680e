package orderimport.placement;

import static orderimport.placement.HttpText.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.sql.DataSource;
import orderimport.binding.ImportBinder;
import orderimport.binding.OrderBinder;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.RequestValidator;
import orderimport.database.TestDatabase;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.CancellationToken;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.imports.ProgressListener;
import orderimport.imports.StagedRows;
import orderimport.order.Attempt;
import orderimport.order.AttemptResult;
import orderimport.order.IntentResult;
import orderimport.order.Ledger;
import orderimport.order.NewOrder;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.OrderSummary;
import orderimport.order.Orders;
import orderimport.order.RateLimitGroups;
import orderimport.placement.auth.LoginPacing;
import orderimport.problem.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The placement of one carrier's part of an import, with short pauses. */
class CarrierPlacementTest {
  private static final String CARRIER = "made-up";
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Backoff SHORT =
      new Backoff(Duration.ofMillis(20), Duration.ofMillis(500), 0, 6, 60, Duration.ofSeconds(30));

  private DataSource dataSource;
  private TransactionTemplate transaction;
  private Ledger ledger;
  private Import imported;
  private Lease lease;
  private SSLContext before;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @BeforeEach
  void begin() throws Exception {
    before = SSLContext.getDefault();
    TestDatabase.Database database = TestDatabase.database();
    dataSource =
        new DriverManagerDataSource(database.url(), database.username(), database.password());
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    ledger = new Ledger(dataSource, transaction, CLOCK, RateLimitGroups.NONE);
    Imports imports = new Imports(dataSource, transaction, CLOCK);
    String name = "run-" + System.nanoTime();
    imported = imports.create(name, name, ImportOptions.NONE, Map.of());
    lease = imports.acquireLease(imported.id(), "a test").orElseThrow();
    List<NewOrder> orders =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    new NewOrder(
                        CARRIER,
                        "live",
                        name + i,
                        name + i,
                        OrderStatus.HELD,
                        "{\"n\":1}",
                        i,
                        List.of((long) i),
                        null,
                        null,
                        OrderSummary.NONE))
            .toList();
    transaction.executeWithoutResult(status -> new Orders(dataSource).add(imported.id(), orders));
  }

  @AfterEach
  void end() {
    lease.close();
    SSLContext.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {TestCertificates.NONE, TestCertificates.EXPIRED})
  void a_rejected_client_certificate_leaves_all_orders_on_hold(String certificate)
      throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    SSLContext.setDefault(certificates.context(certificate));
    SSLServerSocket listener =
        (SSLServerSocket)
            certificates
                .context(TestCertificates.CARRIER)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setEnabledProtocols(new String[] {"TLSv1.3"});
    listener.setNeedClientAuth(true);
    try (RawHttpCarrier carrier =
        RawHttpCarrier.on(listener, line -> line.send(answer(200, "{\"id\":\"1\"}")))) {
      URI secure = URI.create(carrier.uri().toString().replace("http:", "https:"));

      assertThat(run(secure)).get().asString().contains("times_in_a_row", ", 6]");

      assertThat(carrier.requests()).isEmpty();
      assertThat(carrier.connections()).isEqualTo(6);
    }
    assertThat(counts("status", "orders o")).isEqualTo(Map.of("HELD", 30));
    assertThat(counts("outcome", "attempt join orders o on o.id = order_id"))
        .isEqualTo(Map.of("NOT_SENT", 6));
  }

  @Test
  void an_unexplained_response_resolves_the_doubt_of_an_earlier_run() {
    Order order = new Orders(dataSource).findHeld(imported.id(), CARRIER, "live", -1, 1).get(0);
    Attempt attempt =
        ((IntentResult.Recorded)
                ledger.recordIntent(order, lease, "host", List.of(), Duration.ofSeconds(9)))
            .attempt();
    assertThat(ledger.markUnfinishedInDoubt(lease)).hasSize(1);

    assertThat(ledger.recordResult(attempt, result(OrderStatus.HELD)))
        .isEqualTo(Ledger.Effect.CHANGED);
    assertThat(counts("status", "orders o")).isEqualTo(Map.of("HELD", 30));
    assertThat(ledger.countUnexplained(imported.id(), CARRIER)).isEqualTo(1);

    assertThat(ledger.recordResult(attempt, result(OrderStatus.REJECTED)))
        .isEqualTo(Ledger.Effect.CHANGED);
    assertThat(counts("status", "orders o")).isEqualTo(Map.of("HELD", 29, "REJECTED", 1));
    assertThat(ledger.countUnexplained(imported.id(), CARRIER)).isZero();
  }

  private static AttemptResult result(OrderStatus status) {
    return new AttemptResult(status, true, false, null, null, null, 404, "no");
  }

  private Optional<Text> run(URI uri) {
    CarrierCircuitBreaker breaker = new CarrierCircuitBreaker(SHORT, CLOCK, new Random(1));
    CancellationToken stop = new CancellationToken();
    ResponseSpool spool = new ResponseSpool(folder, ledger.installation());
    try (CarrierClient sender =
            new CarrierClient(
                new FakeCarrier(),
                uri,
                TestSettings.none(),
                TestSettings.NO_BUNDLES,
                LoginPacing.NONE,
                CLOCK);
        DatabaseRetry database = new DatabaseRetry(spool, ProgressListener.NONE, stop)) {
      return new CarrierPlacement(
              CARRIER,
              TestSettings.none(),
              lease,
              ledger,
              new HeldOrderQueue(new Orders(dataSource), imported.id(), CARRIER, "live"),
              sender,
              breaker,
              new DurableOutcomeRecorder(lease, ledger, recorder(), database),
              database,
              ProgressListener.NONE,
              stop,
              CLOCK)
          .run();
    }
  }

  private OutcomeRecorder recorder() {
    Carriers carriers = new Carriers(List.of());
    HeadingCatalog headingCatalog = new HeadingCatalog(carriers, HeadingAliases.NONE);
    OrderBinder orders =
        new OrderBinder(
            carriers,
            headingCatalog,
            new OrderImportProperties(Map.of(), "en"),
            new RequestValidator(CLOCK));
    return new OutcomeRecorder(
        ledger,
        new Problems(dataSource),
        new OutcomeProblems(
            new StagedRows(dataSource),
            new ImportBinder(orders, headingCatalog, imported, Map.of()),
            new DuplicateOrderReport(new OrderImportProperties(Map.of(), "en"))),
        transaction);
  }

  private Map<String, Integer> counts(String column, String from) {
    Map<String, Integer> counts = new TreeMap<>();
    JdbcClient.create(dataSource)
        .sql(
            "select %1$s as word, count(*) as n from %2$s where o.import_id = ? group by %1$s"
                .formatted(column, from))
        .param(imported.id())
        .query(
            row -> {
              counts.put(row.getString("word"), row.getInt("n"));
            });
    return counts;
  }
}
