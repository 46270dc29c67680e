package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A database with synchronous commits switched off by its administrator is repeatedly killed
 * together with the program.
 */
class DurableCommitsTest {
  @Test
  void no_order_is_sent_twice() throws Exception {
    kill(100, 1);
  }

  @Test
  @Tag("long")
  void of_thousands_of_orders_none_is_sent_twice() throws Exception {
    kill(6_000, 4);
  }

  private static void kill(int orders, int kills) throws Exception {
    try (CrashTestEnvironment crashTestEnvironment =
        new CrashTestEnvironment(16, "rate-limit: {requests: 10000, per: 1s}")) {
      alterDatabase(crashTestEnvironment, "set synchronous_commit = off");
      try {
        kill(
            crashTestEnvironment,
            new OrderSheet().orders(CrashTestEnvironment.unique("Y"), orders),
            orders,
            kills);
      } finally {
        alterDatabase(crashTestEnvironment, "reset synchronous_commit");
      }
    }
  }

  private static void kill(
      CrashTestEnvironment crashTestEnvironment, OrderSheet sheet, int orders, int kills)
      throws Exception {
    Path file = crashTestEnvironment.write(sheet);
    for (int kill = 1; kill <= kills; kill++) {
      int arrivalsBeforeKill = orders * kill / (kills + 1);
      ChildProcess childProcess = crashTestEnvironment.startAlone("import", file);
      CrashTestEnvironment.await(
          () ->
              crashTestEnvironment.carriers().arrivals().size() >= arrivalsBeforeKill
                  || !childProcess.isAlive(),
          Duration.ofMinutes(5));
      ServerProcesses.kill(CrashTestEnvironment.DATA);
      childProcess.kill();
      assertThat(childProcess.waitForExit()).as(childProcess.output()).isEqualTo(137);
    }
    ChildProcess last = crashTestEnvironment.start("import", file);
    assertThat(last.waitForExit()).as(last.output()).isIn(0, 5);

    LedgerAudit ledgerAudit = crashTestEnvironment.ledgerAudit();
    LedgerAudit.Audit audit =
        ledgerAudit.audit(
            ledgerAudit.latestImport(), sheet, crashTestEnvironment.carriers().counts());
    System.out.printf(
        "synchronous_commit off: %d orders, %d kills, %d sent twice, %d lost, %d in doubt%n",
        orders, kills, audit.placedTwice(), audit.lost(), audit.inDoubt());
    assertThat(crashTestEnvironment.carriers().counts())
        .allSatisfy((order, times) -> assertThat(times).isOne());
    assertThat(audit.placedTwice()).isZero();
    assertThat(audit.lost()).isZero();
  }

  private static void alterDatabase(CrashTestEnvironment crashTestEnvironment, String change) {
    crashTestEnvironment.ledgerAudit().sql().sql("alter database order_import " + change).update();
  }
}
