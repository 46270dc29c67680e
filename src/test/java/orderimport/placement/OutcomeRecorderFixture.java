package orderimport.placement;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import orderimport.binding.ImportBinder;
import orderimport.binding.OrderBinder;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.RequestValidator;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.CancellationToken;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.OrderKey;
import orderimport.imports.Problems;
import orderimport.imports.ProgressListener;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.order.Attempt;
import orderimport.order.IntentResult;
import orderimport.order.Ledger;
import orderimport.order.NewOrder;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.OrderSummary;
import orderimport.order.Orders;
import orderimport.order.RateLimitGroups;
import orderimport.order.Resolutions;
import orderimport.spreadsheet.Cell;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An import with two held orders of granite, a row each, in a database that can fail. */
final class OutcomeRecorderFixture implements AutoCloseable {
  static final String CARRIER = "granite";
  static final Duration LONG = Duration.ofSeconds(30);

  private static final Carriers CARRIERS =
      new Carriers(List.of(Carriers.registered().get(CARRIER)));
  private static final OrderImportProperties SETTINGS =
      new OrderImportProperties(Map.of(CARRIER, TestSettings.none()), "en");

  final FailingDataSource dataSource = new FailingDataSource();
  final CancellationToken stop = new CancellationToken();
  final Ledger ledger;
  final Lease lease;
  final Order first;
  final Order second;
  final ResponseSpool spool;
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(dataSource));
  private final Path dataDir;
  private final Problems problems = new Problems(dataSource);
  private static final int FIRST_ROW = 2;

  private final StagedRows stagedRows = new StagedRows(dataSource);
  private final Import imported;

  /**
   * @param dataDir where responses are spooled
   */
  OutcomeRecorderFixture(Path dataDir) {
    this.dataDir = dataDir;
    Clock clock = Clock.systemUTC();
    ledger = new Ledger(dataSource, transaction, clock, RateLimitGroups.NONE);
    Imports imports = new Imports(dataSource, transaction, clock);
    String name = "R" + System.nanoTime();
    imported = imports.create(name, name, ImportOptions.NONE, Map.of());
    lease = imports.acquireLease(imported.id(), "a test").orElseThrow();
    List<Order> held = held(name + "-1", name + "-2");
    first = held.get(0);
    second = held.get(1);
    spool = spool(ledger.installation());
  }

  private List<Order> held(String... refs) {
    Orders orders = new Orders(dataSource);
    List<NewOrder> made = new ArrayList<>();
    for (int i = 0; i < refs.length; i++) {
      long row = (long) FIRST_ROW + i;
      made.add(
          new NewOrder(
              CARRIER,
              "live",
              refs[i],
              OrderKey.of(refs[i]),
              OrderStatus.HELD,
              "{\"order_name\":\"" + refs[i] + "\"}",
              row,
              List.of(row),
              null,
              null,
              OrderSummary.NONE));
    }
    stagedRows.addSheet(
        imported.id(), new StagedSheet(0, "Sites", 1, List.of(Cell.text(0, "order_ref"))));
    transaction.executeWithoutResult(
        status -> {
          orders.add(imported.id(), made);
          for (int i = 0; i < refs.length; i++) {
            stagedRows.add(
                imported.id(),
                List.of(
                    StagedRow.read(
                        0,
                        FIRST_ROW + i,
                        false,
                        CARRIER,
                        refs[i],
                        List.of(Cell.text(0, refs[i])))));
          }
        });
    return orders.findHeld(imported.id(), CARRIER, "live", Long.MIN_VALUE, 10).stream()
        .sorted(Comparator.comparing(Order::orderRef))
        .toList();
  }

  ResponseSpool spool(UUID installation) {
    return new ResponseSpool(dataDir, installation);
  }

  OutcomeRecorder recorder() {
    Clock clock = Clock.systemUTC();
    HeadingCatalog headingCatalog = new HeadingCatalog(CARRIERS, HeadingAliases.NONE);
    OrderBinder orders =
        new OrderBinder(CARRIERS, headingCatalog, SETTINGS, new RequestValidator(clock));
    ImportBinder binder =
        new ImportBinder(orders, headingCatalog, imported, stagedRows.sheets(imported.id()));
    return new OutcomeRecorder(
        ledger,
        problems,
        new OutcomeProblems(stagedRows, binder, new DuplicateOrderReport(SETTINGS)),
        transaction);
  }

  Resolutions resolutions() {
    return new Resolutions(dataSource, transaction, ledger);
  }

  DatabaseRetry retry(ProgressListener progressListener) {
    return new DatabaseRetry(spool, progressListener, stop);
  }

  DurableOutcomeRecorder durable(DatabaseRetry retry) {
    return new DurableOutcomeRecorder(lease, ledger, recorder(), retry);
  }

  SpoolReplay replay() {
    return new SpoolReplay(spool, importId -> true, importId -> recorder());
  }

  Attempt begin(Order order) {
    return ((IntentResult.Recorded) ledger.recordIntent(order, lease, "host", List.of(), LONG))
        .attempt();
  }

  JdbcClient sql() {
    return JdbcClient.create(dataSource);
  }

  <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }

  void inRolledBackTransaction(Runnable work) {
    transaction.executeWithoutResult(
        status -> {
          work.run();
          status.setRollbackOnly();
        });
  }

  String status(Order order) {
    return sql()
        .sql("select status from orders where id = ?")
        .param(order.id())
        .query(String.class)
        .single();
  }

  /** The codes of an order's problems. */
  List<String> problems(Order order) {
    return sql()
        .sql("select code from problem where order_id = ? order by id")
        .param(order.id())
        .query(String.class)
        .list();
  }

  @Override
  public void close() {
    dataSource.reconnect();
    lease.close();
  }
}
