package orderimport.order;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A ledger in the tests' database, and imports with orders on hold. */
final class LedgerFixture implements AutoCloseable {
  final Ledger ledger;
  final Resolutions resolutions;
  private final HikariDataSource dataSource;
  private final TransactionTemplate transaction;
  private final Orders orders;
  private final List<Lease> leases = new ArrayList<>();

  LedgerFixture(Clock clock) {
    TestDatabase.Database database = TestDatabase.database();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.username());
    config.setPassword(database.password());
    dataSource = new HikariDataSource(config);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    orders = new Orders(dataSource);
    ledger = new Ledger(dataSource, transaction, clock, RateLimitGroups.NONE);
    resolutions = new Resolutions(dataSource, transaction, ledger);
  }

  @Override
  public void close() {
    leases.forEach(Lease::close);
    dataSource.close();
  }

  JdbcClient sql() {
    return JdbcClient.create(dataSource);
  }

  /**
   * @param nanos the monotonic clock of the process
   */
  Ledger ledgerOfProcess(LongSupplier nanos) {
    return new Ledger(dataSource, transaction, Clock.systemUTC(), RateLimitGroups.NONE, nanos);
  }

  /** An order on hold, and the lease on its import. */
  record Held(Order order, Lease lease) {}

  /** An order on hold, of an import of its own. */
  Held held(String carrier, String orderRef, @Nullable Offer offer) {
    return held(List.of(order(carrier, orderRef, 1, offer))).get(0);
  }

  /** Orders on hold of one carrier, of a new import. */
  List<Held> held(List<NewOrder> newOrders) {
    String name = newOrders.get(0).orderRef() + System.nanoTime();
    Imports imports = new Imports(dataSource, transaction, Clock.systemUTC());
    long id = imports.create(name, name, ImportOptions.NONE, Map.of()).id();
    Lease lease = imports.acquireLease(id, "a test").orElseThrow();
    leases.add(lease);
    transaction.executeWithoutResult(status -> orders.add(id, newOrders));
    return orders.findHeld(id, newOrders.get(0).carrier(), "live", -1, newOrders.size()).stream()
        .map(order -> new Held(order, lease))
        .toList();
  }

  static NewOrder order(String carrier, String orderRef, long position, @Nullable Offer offer) {
    return new NewOrder(
        carrier,
        "live",
        orderRef,
        orderRef,
        OrderStatus.HELD,
        "{}",
        position,
        List.of(position),
        null,
        offer,
        OrderSummary.NONE);
  }

  IntentResult intend(Held held) {
    return ledger.recordIntent(held.order(), held.lease(), "host", List.of(), Duration.ofMillis(1));
  }

  Attempt send(Held held) {
    return ((IntentResult.Recorded) intend(held)).attempt();
  }

  OrderStatus status(Held held) {
    return orders.find(held.order().id()).orElseThrow().status();
  }
}
