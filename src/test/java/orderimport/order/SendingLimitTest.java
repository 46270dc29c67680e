package orderimport.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.order.IntentResult.Recorded;
import orderimport.order.IntentResult.Wait;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The concurrency of a carrier over two machines, with an import each. */
class SendingLimitTest {
  private static final AttemptResult ACCEPTED =
      new AttemptResult(OrderStatus.ACCEPTED, true, false, null, null, null, 200, "{}");

  private final TestDatabase.Database database = TestDatabase.database();
  private final Machine north = new Machine(database.dataSource());
  private final Machine south = new Machine(database.anotherPool());

  private static final class Machine {
    private final Ledger ledger;
    private final Lease lease;
    private final List<Order> orders;

    Machine(DataSource dataSource) {
      TransactionTemplate transaction =
          new TransactionTemplate(new JdbcTransactionManager(dataSource));
      ledger = new Ledger(dataSource, transaction, Clock.systemUTC(), RateLimitGroups.NONE);
      ledger.share(new SendingLimit(dataSource));
      ledger.limitSending("granite", 2);
      Imports imports = new Imports(dataSource, transaction, Clock.systemUTC());
      String name = "import" + System.nanoTime();
      long id = imports.create(name, name, ImportOptions.NONE, Map.of()).id();
      lease = imports.acquireLease(id, "a test").orElseThrow();
      Orders all = new Orders(dataSource);
      List<NewOrder> added = List.of(order(name, 1), order(name, 2), order(name, 3));
      transaction.executeWithoutResult(status -> all.add(id, added));
      orders = all.findHeld(id, "granite", "live", -1, 10);
    }

    private static NewOrder order(String name, long position) {
      return LedgerFixture.order("granite", name + "-" + position, position, null);
    }

    IntentResult send(int order) {
      return ledger.recordIntent(
          orders.get(order), lease, "example.com", List.of(), Duration.ofSeconds(30));
    }
  }

  @Test
  void orders_of_both_machines_count_until_they_have_an_outcome() {
    assertThat(north.send(0)).isInstanceOf(Recorded.class);
    IntentResult second = south.send(0);
    assertThat(second).isInstanceOf(Recorded.class);
    assertThat(north.send(1)).isInstanceOf(Wait.class);
    assertThat(south.send(1)).isInstanceOf(Wait.class);

    south.ledger.recordResult(((Recorded) second).attempt(), ACCEPTED);

    assertThat(north.send(1)).isInstanceOf(Recorded.class);
    assertThat(south.send(1)).isInstanceOf(Wait.class);
  }

  @Test
  void orders_of_a_dead_process_do_not_count() {
    assertThat(north.send(0)).isInstanceOf(Recorded.class);
    assertThat(north.send(1)).isInstanceOf(Recorded.class);
    assertThat(south.send(0)).isInstanceOf(Wait.class);

    north.lease.close();

    assertThat(south.send(0)).isInstanceOf(Recorded.class);
  }
}
