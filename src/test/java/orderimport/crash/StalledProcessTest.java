package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process stalls right before it sends, and wakes when another has finished its import. */
class StalledProcessTest {

  private static final String TERMINATE_LEASE_SESSION =
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted";
  private static final String TERMINATE_ALL_SESSIONS =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where application_name = 'order-import'";

  @Test
  void sends_nothing_after_another_process_took_over() throws Exception {
    freezeAndWake(TERMINATE_LEASE_SESSION);
  }

  @Test
  @Tag("long")
  void sends_nothing_after_losing_all_its_sessions() throws Exception {
    freezeAndWake(TERMINATE_ALL_SESSIONS);
  }

  private static void freezeAndWake(String terminateSessions) throws Exception {
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(1, "")) {
      OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("F"), 24);
      ChildProcess frozen =
          crashTestEnvironment.startAloneAndPauseAt(
              "recheck.before#6", "import", crashTestEnvironment.write(sheet));
      LedgerAudit ledgerAudit = crashTestEnvironment.ledgerAudit();
      long importId = ledgerAudit.latestImport();
      // Until the other three carriers have placed all their orders.
      CrashTestEnvironment.await(() -> unfinishedCarriers(ledgerAudit.ledger(importId)) == 1);
      frozen.signal("STOP");

      ChildProcess tooEarly = crashTestEnvironment.start("resume", importId);
      assertThat(tooEarly.waitForExit()).isEqualTo(1);
      assertThat(tooEarly.output()).contains("process " + frozen.handle().pid());

      ledgerAudit.sql().sql(terminateSessions).query((row, number) -> number).list();
      ChildProcess second = crashTestEnvironment.start("resume", importId);
      assertThat(second.waitForExit()).as(second.output()).isEqualTo(5);
      Map<String, String> ledger = ledgerAudit.ledger(importId);
      Map<String, Integer> arrived = crashTestEnvironment.carriers().counts();

      crashTestEnvironment.release();
      frozen.signal("CONT");
      assertThat(frozen.waitForExit()).as(frozen.output()).isEqualTo(1);

      assertThat(frozen.output()).contains("was taken over by process ");
      assertThat(frozen.output()).contains("order-import show " + importId);
      assertThat(crashTestEnvironment.carriers().counts()).isEqualTo(arrived);
      assertThat(ledgerAudit.ledger(importId)).isEqualTo(ledger);
      LedgerAudit.Audit audit = ledgerAudit.audit(importId, sheet, arrived);
      assertThat(audit.placedTwice()).isZero();
      assertThat(audit.lost()).isZero();
      assertThat(audit.inDoubt()).isEqualTo(1);
      assertThat(ledgerAudit.exitCode(importId)).isEqualTo(5);
    }
  }

  private static long unfinishedCarriers(Map<String, String> ledger) {
    return ledger.entrySet().stream()
        .filter(order -> !order.getValue().equals("ACCEPTED"))
        .map(order -> order.getKey().split(" ", 2)[0])
        .distinct()
        .count();
  }
}
