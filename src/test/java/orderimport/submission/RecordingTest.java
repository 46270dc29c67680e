package orderimport.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.Carriers;
import orderimport.carrier.CarriersSettings;
import orderimport.carrier.RequestRules;
import orderimport.column.FriendlyHeadings;
import orderimport.column.Headings;
import orderimport.column.ImportBinder;
import orderimport.column.OrderBinder;
import orderimport.database.TestDatabase;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.imports.StagedRows;
import orderimport.order.Attempt;
import orderimport.order.Intent;
import orderimport.order.Ledger;
import orderimport.order.NewOrder;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.Orders;
import orderimport.order.Pace;
import orderimport.submission.Recording.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An order's outcome and the next order's intent are on record together, or the outcome alone. */
class RecordingTest {
  private static final String CARRIER = "granite";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Outcome ACCEPTED = new Outcome.Accepted(200, "{}", "OPP-1", null, List.of());

  /** Commits, and then says that it could not, as when the connection breaks at that moment. */
  private static final class BreaksAtCommit extends DelegatingDataSource {
    private boolean armed;

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              BreaksAtCommit.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                try {
                  Object result = method.invoke(connection, arguments);
                  if (armed && method.getName().equals("commit")) {
                    armed = false;
                    throw new SQLException("the connection broke", "08006");
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getTargetException();
                }
              });
    }
  }

  private final BreaksAtCommit dataSource = new BreaksAtCommit();
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(dataSource));
  private final String name = "R" + System.nanoTime();
  private Ledger ledger;
  private Recording recording;
  private Lease lease;
  private Order first;
  private Order second;

  @BeforeEach
  void twoOrdersOfWhichOneIsBeingSent() {
    TestDatabase.Database database = TestDatabase.database();
    dataSource.setTargetDataSource(
        new DriverManagerDataSource(database.url(), database.username(), database.password()));
    Clock clock = Clock.systemUTC();
    ledger = new Ledger(dataSource, transaction, clock);
    Imports imports = new Imports(dataSource, transaction, clock);
    Import imported = imports.create(name, name, ImportOptions.NONE, Map.of());
    lease = imports.take(imported.id(), "a test").orElseThrow();
    List<Order> held = held(imported.id(), name + "-1", name + "-2");
    first = held.get(0);
    second = held.get(1);
    Carriers carriers = new Carriers(List.of());
    Headings headings = new Headings(carriers, FriendlyHeadings.NONE);
    OrderBinder orders =
        new OrderBinder(
            carriers, headings, new CarriersSettings(Map.of()), new RequestRules(clock));
    recording =
        new Recording(
            ledger,
            new Problems(dataSource),
            new StagedRows(dataSource),
            new ImportBinder(orders, headings, imported, Map.of()),
            new PlacedBefore(new CarriersSettings(Map.of())),
            transaction);
  }

  @AfterEach
  void end() {
    lease.close();
  }

  private List<Order> held(long importId, String... refs) {
    Orders orders = new Orders(dataSource);
    List<NewOrder> made =
        List.of(refs).stream()
            .map(
                ref ->
                    new NewOrder(
                        CARRIER,
                        "live",
                        ref,
                        ref,
                        OrderStatus.HELD,
                        "{}",
                        ref.hashCode(),
                        List.of(1L),
                        null))
            .toList();
    transaction.executeWithoutResult(status -> orders.add(importId, made));
    return orders.held(importId, CARRIER, "live", Long.MIN_VALUE, 10).stream()
        .sorted(Comparator.comparing(Order::orderRef))
        .toList();
  }

  private Attempt begun(Order order) {
    return ((Intent.Recorded) ledger.intend(order, lease, "host", Optional.empty(), LONG))
        .attempt();
  }

  private Recorded end(Attempt attempt, Optional<Pace> pace) {
    return recording.outcomeAndIntent(attempt, ACCEPTED, second, lease, "host", pace);
  }

  private String status(Order order) {
    return JdbcClient.create(dataSource)
        .sql("select status from orders where id = ?")
        .param(order.id())
        .query(String.class)
        .single();
  }

  @Test
  void both_are_on_record_at_once() {
    Recorded recorded = end(begun(first), Optional.empty());

    assertThat(recorded.status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(recorded.next()).map(Attempt::number).contains(1);
    assertThat(status(first)).isEqualTo("ACCEPTED");
    assertThat(status(second)).isEqualTo("SENDING");
  }

  @Test
  void an_order_that_another_import_placed_meanwhile_does_not_lose_the_outcome() {
    JdbcClient.create(dataSource)
        .sql(
            "insert into orders (import_id, carrier, environment, order_ref, order_key, status,"
                + " position) values (?, ?, 'live', ?, ?, 'ACCEPTED', 0)")
        .params(lease.importId() + 1_000_000, CARRIER, second.orderRef(), second.orderKey())
        .update();

    Recorded recorded = end(begun(first), Optional.empty());

    assertThat(recorded).isEqualTo(new Recorded(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(status(first)).isEqualTo("ACCEPTED");
    assertThat(status(second)).isEqualTo("HELD");
  }

  @Test
  void without_a_slot_of_the_limit_the_outcome_alone_is_on_record() {
    Recorded recorded = end(begun(first), Optional.of(new Pace(1, LONG, LONG)));

    assertThat(recorded).isEqualTo(new Recorded(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(status(first)).isEqualTo("ACCEPTED");
    assertThat(status(second)).isEqualTo("HELD");
  }

  @Test
  void an_intent_of_which_nobody_knows_whether_it_is_on_record_is_called_off() {
    Attempt attempt = begun(first);
    dataSource.armed = true;

    Recorded recorded = end(attempt, Optional.empty());

    assertThat(dataSource.armed).as("the commit broke").isFalse();
    assertThat(recorded).isEqualTo(new Recorded(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(status(first)).isEqualTo("ACCEPTED");
    assertThat(status(second)).isEqualTo("HELD");
    assertThat(begun(second).number()).isEqualTo(2);
  }

  @Test
  void a_lost_lease_does_not_lose_the_outcome() {
    Attempt attempt = begun(first);
    JdbcClient.create(dataSource)
        .sql("update import set fence = fence + 1 where id = ?")
        .param(lease.importId())
        .update();

    Recorded recorded = end(attempt, Optional.empty());

    assertThat(recorded.next()).isEmpty();
    assertThat(status(first)).isEqualTo("ACCEPTED");
    assertThat(status(second)).isEqualTo("HELD");
  }
}
