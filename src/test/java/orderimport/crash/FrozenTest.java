package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that is stopped right before it sends, and wakes when another has done its work. */
class FrozenTest {

  private static final String LEASE =
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted";
  private static final String ALL =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where application_name = 'order-import'";

  @Test
  void sends_nothing_after_another_has_taken_over() throws Exception {
    freezeAndWake(LEASE);
  }

  @Test
  @Tag("long")
  void sends_nothing_after_it_lost_all_its_sessions() throws Exception {
    freezeAndWake(ALL);
  }

  private static void freezeAndWake(String loss) throws Exception {
    try (Ground ground = new Ground(1, "")) {
      OrderSheet sheet = new OrderSheet().orders(Ground.unique("F"), 24);
      Child frozen = ground.startAndHold("stands.before#6", "import", ground.write(sheet));
      Books books = ground.books();
      long importId = books.newestImport();
      // The other three carriers are through.
      Ground.await(() -> carriersAtWork(books.ledger(importId)) == 1);
      frozen.signal("STOP");

      Child tooEarly = ground.start("resume", importId);
      assertThat(tooEarly.ended()).isEqualTo(1);
      assertThat(tooEarly.output()).contains("process " + frozen.handle().pid());

      books.sql().sql(loss).query((row, number) -> number).list();
      Child second = ground.start("resume", importId);
      assertThat(second.ended()).as(second.output()).isEqualTo(5);
      Map<String, String> ledger = books.ledger(importId);
      Map<String, Integer> arrived = ground.counterpart().counts();

      ground.letGo();
      frozen.signal("CONT");
      assertThat(frozen.ended()).as(frozen.output()).isEqualTo(1);

      assertThat(frozen.output()).contains("taken over by another process");
      assertThat(frozen.output()).contains("order-import show " + importId);
      assertThat(ground.counterpart().counts()).isEqualTo(arrived);
      assertThat(books.ledger(importId)).isEqualTo(ledger);
      Books.Audit audit = books.audit(importId, sheet, arrived);
      assertThat(audit.placedTwice()).isZero();
      assertThat(audit.lost()).isZero();
      assertThat(audit.inDoubt()).isEqualTo(1);
      assertThat(books.exitCode(importId)).isEqualTo(5);
    }
  }

  private static long carriersAtWork(Map<String, String> ledger) {
    return ledger.entrySet().stream()
        .filter(order -> !order.getValue().equals("ACCEPTED"))
        .map(order -> order.getKey().split(" ", 2)[0])
        .distinct()
        .count();
  }
}
