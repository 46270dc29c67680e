package orderimport.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.order.IntentResult.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Undoing what was recorded about an order in doubt never makes the order sendable twice. */
class UndoneResolutionTest {
  private static final AttemptResult IN_DOUBT =
      new AttemptResult(OrderStatus.IN_DOUBT, true, false, null, null, null, null, null);

  private final List<Lease> leases = new ArrayList<>();
  private HikariDataSource dataSource;
  private TransactionTemplate transaction;
  private Ledger ledger;

  @BeforeEach
  void connect() {
    TestDatabase.Database database = TestDatabase.database();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.username());
    config.setPassword(database.password());
    dataSource = new HikariDataSource(config);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    ledger = new Ledger(dataSource, transaction, Clock.systemUTC(), RateLimitGroups.NONE);
  }

  @AfterEach
  void disconnect() {
    leases.forEach(Lease::close);
    dataSource.close();
  }

  private record Held(Order order, Lease lease) {}

  /** An order on hold, of an import of its own. */
  private Held held(String orderRef) {
    Imports imports = new Imports(dataSource, transaction, Clock.systemUTC());
    String name = orderRef + System.nanoTime();
    long id = imports.create(name, name, ImportOptions.NONE, Map.of()).id();
    Lease lease = imports.acquireLease(id, "a test").orElseThrow();
    leases.add(lease);
    Orders orders = new Orders(dataSource);
    NewOrder order =
        new NewOrder(
            "granite",
            "live",
            orderRef,
            orderRef,
            OrderStatus.HELD,
            "{}",
            1,
            List.of(1L),
            null,
            null);
    transaction.executeWithoutResult(status -> orders.add(id, List.of(order)));
    return new Held(orders.findHeld(id, "granite", "live", -1, 1).get(0), lease);
  }

  private Attempt send(Held held) {
    return ((Recorded)
            ledger.recordIntent(
                held.order(), held.lease(), "host", List.of(), Duration.ofMillis(1)))
        .attempt();
  }

  private Held inDoubt(String orderRef) {
    Held held = held(orderRef);
    ledger.recordResult(send(held), IN_DOUBT);
    return held;
  }

  private OrderStatus status(Held held) {
    return ledger.find(held.order().id()).orElseThrow().status();
  }

  private static AttemptResult accepted(String id) {
    return new AttemptResult(OrderStatus.ACCEPTED, true, false, null, id, null, 200, "{}");
  }

  @Test
  void a_mistaken_entry_is_undone_and_recorded_again() {
    Held order = inDoubt("again");
    ledger.resolveAccepted(order.order(), "wrong-id", "anna");

    assertThat(ledger.undoResolution(order.order())).isTrue();
    assertThat(status(order)).isEqualTo(OrderStatus.IN_DOUBT);
    assertThat(ledger.undoResolution(order.order())).as("nothing is left to undo").isFalse();

    assertThat(ledger.resolveNotReceived(order.order(), "anna")).isTrue();
    assertThat(ledger.undoResolution(order.order())).isTrue();
    assertThat(ledger.recordIntent(order.order(), order.lease(), "host", List.of(), Duration.ZERO))
        .as("an order in doubt is not sent")
        .isInstanceOf(IntentResult.NotHeld.class);
  }

  @Test
  void an_order_that_was_sent_since_stays_as_it_is() {
    Held order = inDoubt("since");
    ledger.resolveNotReceived(order.order(), "anna");
    Attempt attempt = send(order);
    assertThat(ledger.undoResolution(order.order())).isFalse();

    ledger.recordResult(attempt, accepted("G-1"));

    assertThat(ledger.undoResolution(order.order())).isFalse();
    assertThat(status(order)).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void an_order_whose_carrier_answered_late_stays_accepted() {
    Held order = held("late");
    Attempt attempt = send(order);
    ledger.recordResult(attempt, IN_DOUBT);
    ledger.resolveNotReceived(order.order(), "anna");
    ledger.recordResult(attempt, accepted("G-2"));

    assertThat(ledger.undoResolution(order.order())).isFalse();
    assertThat(status(order)).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void an_order_that_another_import_placed_stays_on_hold() {
    Held first = inDoubt("elsewhere");
    ledger.resolveNotReceived(first.order(), "anna");
    Held second = held("elsewhere");
    ledger.recordResult(send(second), accepted("G-3"));

    assertThat(ledger.undoResolution(first.order())).isFalse();
    assertThat(status(first)).isEqualTo(OrderStatus.HELD);
  }

  @Test
  void an_order_on_hold_again_withdraws_an_approval() {
    Held order = inDoubt("approved");
    long id = order.order().importId();
    JdbcClient.create(dataSource)
        .sql("update import set review = 'APPROVED' where id = ?")
        .param(id)
        .update();

    ledger.resolveNotReceived(order.order(), "anna");

    assertThat(
            JdbcClient.create(dataSource)
                .sql("select review is null from import where id = ?")
                .param(id)
                .query(Boolean.class)
                .single())
        .isTrue();
  }
}
