package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that is stopped right before it sends, and wakes when another has done its work. */
class StalledProcessTest {

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
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(1, "")) {
      OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("F"), 24);
      ChildProcess frozen =
          crashTestEnvironment.startAloneAndHold(
              "stands.before#6", "import", crashTestEnvironment.write(sheet));
      LedgerAudit ledgerAudit = crashTestEnvironment.books();
      long importId = ledgerAudit.newestImport();
      // The other three carriers are through.
      CrashTestEnvironment.await(() -> carriersAtWork(ledgerAudit.ledger(importId)) == 1);
      frozen.signal("STOP");

      ChildProcess tooEarly = crashTestEnvironment.start("resume", importId);
      assertThat(tooEarly.ended()).isEqualTo(1);
      assertThat(tooEarly.output()).contains("process " + frozen.handle().pid());

      ledgerAudit.sql().sql(loss).query((row, number) -> number).list();
      ChildProcess second = crashTestEnvironment.start("resume", importId);
      assertThat(second.ended()).as(second.output()).isEqualTo(5);
      Map<String, String> ledger = ledgerAudit.ledger(importId);
      Map<String, Integer> arrived = crashTestEnvironment.counterpart().counts();

      crashTestEnvironment.letGo();
      frozen.signal("CONT");
      assertThat(frozen.ended()).as(frozen.output()).isEqualTo(1);

      assertThat(frozen.output()).contains("taken over by another process");
      assertThat(frozen.output()).contains("order-import show " + importId);
      assertThat(crashTestEnvironment.counterpart().counts()).isEqualTo(arrived);
      assertThat(ledgerAudit.ledger(importId)).isEqualTo(ledger);
      LedgerAudit.Audit audit = ledgerAudit.audit(importId, sheet, arrived);
      assertThat(audit.placedTwice()).isZero();
      assertThat(audit.lost()).isZero();
      assertThat(audit.inDoubt()).isEqualTo(1);
      assertThat(ledgerAudit.exitCode(importId)).isEqualTo(5);
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
