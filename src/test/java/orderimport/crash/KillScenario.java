package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import orderimport.database.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/** One import that is started by the same command and killed repeatedly, and then finishes. */
final class KillScenario {
  private static final int CONCURRENCY = 2;
  private static final int CARRIERS = 4;
  private static final int MAX_ATTEMPTS_TO_FINISH = 4;

  private final Path dataDir;
  private final Path config;
  private final Path file;
  private final OrderSheet sheet;
  private final FakeCarriers fakeCarriers;
  private final KillStatistics statistics;

  KillScenario(
      Path dataDir, String name, int orders, FakeCarriers fakeCarriers, KillStatistics statistics)
      throws IOException {
    this.dataDir = dataDir;
    this.fakeCarriers = fakeCarriers;
    this.statistics = statistics;
    this.sheet = new OrderSheet().orders(name, orders);
    Files.createDirectories(dataDir);
    this.config =
        Files.writeString(
            dataDir.resolve("kills.yml"),
            fakeCarriers.config(CONCURRENCY, "rate-limit: {requests: 100, per: 1s}"));
    this.file = sheet.write(dataDir.resolve(name + ".csv"));
  }

  /** Kills the import at each of these points, lets it finish, and audits the ledger. */
  void run(List<KillPoint> kills) throws IOException, InterruptedException {
    fakeCarriers.clearArrivals();
    long before = latestImport();
    List<String> inDoubtCauses = new ArrayList<>();
    for (KillPoint killPoint : kills) {
      boolean killed = runAndKill(killPoint);
      statistics.addAttempt(killPoint, killed);
      if (!killed) {
        break;
      }
      for (long i = inDoubtCauses.size(), now = countInDoubt(before); i < now; i++) {
        inDoubtCauses.add(killPoint.name());
      }
    }
    finish();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(dataDir)) {
      LedgerAudit ledgerAudit = new LedgerAudit(dataDir, postgres);
      assertThat(ledgerAudit.importsSince(before)).as("the same content is one import").hasSize(1);
      LedgerAudit.Audit audit =
          ledgerAudit.audit(ledgerAudit.latestImport(), sheet, fakeCarriers.counts());
      statistics.addAudit(kills, inDoubtCauses, audit);
      assertThat(audit.placedTwice()).as("placed twice after %s", kills).isZero();
      assertThat(audit.lost()).as("lost after %s", kills).isZero();
      assertThat(audit.inDoubt()).as("in doubt after %s", kills).isEqualTo(inDoubtCauses.size());
    }
    Files.delete(file);
  }

  private long latestImport() {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(dataDir)) {
      return sql(postgres)
                  .sql("select count(*) from information_schema.tables where table_name = 'import'")
                  .query(Integer.class)
                  .single()
              == 0
          ? 0
          : new LedgerAudit(dataDir, postgres).latestImport();
    }
  }

  private org.springframework.jdbc.core.simple.JdbcClient sql(EmbeddedPostgres postgres) {
    return new LedgerAudit(dataDir, postgres).sql();
  }

  /**
   * The orders in doubt so far, without those whose response waits in a file. A kill adds no more
   * than can be under way at once.
   */
  private long countInDoubt(long before) {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(dataDir)) {
      LedgerAudit ledgerAudit = new LedgerAudit(dataDir, postgres);
      long sending = 0;
      long inDoubt = 0;
      for (long importId : ledgerAudit.importsSince(before)) {
        sending += ledgerAudit.sendingWithoutResponse(importId);
        inDoubt += ledgerAudit.count(importId, "IN_DOUBT");
      }
      assertThat(sending).isLessThanOrEqualTo(CONCURRENCY * CARRIERS);
      return sending + inDoubt;
    }
  }

  private boolean runAndKill(KillPoint killPoint) throws IOException, InterruptedException {
    Path marker = dataDir.resolve("crash.marker");
    Files.deleteIfExists(marker);
    Map<String, String> settings = new HashMap<>();
    if (killPoint.isCrashPoint()) {
      settings.put("crash.point", "%s#%d".formatted(killPoint.point(), killPoint.count()));
      if (killPoint.withDatabase()) {
        settings.put("crash.marker", marker.toString());
      }
    }
    AtomicReference<@Nullable ChildProcess> running = new AtomicReference<>();
    AtomicInteger requests = new AtomicInteger(killPoint.count());
    boolean[] placing = {false};
    fakeCarriers.onArrival(
        arrival -> {
          placing[0] = true;
          ChildProcess childProcess = running.get();
          if (killPoint.point().equals(KillPoint.REQUEST) && requests.decrementAndGet() == 0) {
            kill(childProcess, killPoint);
          }
          Thread.sleep(20);
          return 0;
        });
    try (ChildProcess childProcess =
        ChildProcess.start(dataDir, config, settings, "import", file)) {
      running.set(childProcess);
      switch (killPoint.point()) {
        case KillPoint.TIME -> {
          Thread.sleep(killPoint.count());
          kill(childProcess, killPoint);
        }
        case KillPoint.PLACING -> {
          while (!placing[0] && childProcess.isAlive()) {
            Thread.sleep(2);
          }
          Thread.sleep(killPoint.count());
          kill(childProcess, killPoint);
        }
        default -> {
          while (killPoint.isCrashPoint() && killPoint.withDatabase() && childProcess.isAlive()) {
            if (Files.exists(marker)) {
              kill(childProcess, killPoint);
            }
            Thread.sleep(2);
          }
        }
      }
      int code = childProcess.waitForExit();
      if (code != 137) {
        assertThat(code).as("%s: %s", killPoint, childProcess.output()).isIn(0, 5);
      }
      return code == 137;
    }
  }

  private void kill(@Nullable ChildProcess childProcess, KillPoint killPoint) {
    if (childProcess != null && childProcess.isAlive()) {
      if (killPoint.withDatabase()) {
        ServerProcesses.kill(dataDir);
      }
      childProcess.kill();
    }
  }

  private void finish() {
    fakeCarriers.onArrival(arrival -> 0);
    String output = "";
    for (int i = 0; i < MAX_ATTEMPTS_TO_FINISH; i++) {
      try (ChildProcess childProcess =
          ChildProcess.startHosted(dataDir, config, Map.of(), "import", file.toAbsolutePath())) {
        int code = childProcess.waitForExit();
        if (code == 0 || code == 5) {
          return;
        }
        output = childProcess.output();
      }
    }
    throw new AssertionError("The import does not finish: " + output);
  }
}
