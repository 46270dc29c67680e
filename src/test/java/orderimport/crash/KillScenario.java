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

/** One import that is killed again and again, each time by the same command, and then finishes. */
final class KillScenario {
  private static final int CONCURRENCY = 2;
  private static final int CARRIERS = 4;
  private static final int MOST_RUNS_TO_THE_END = 4;

  private final Path dataDir;
  private final Path config;
  private final Path file;
  private final OrderSheet sheet;
  private final FakeCarriers fakeCarriers;
  private final KillStatistics table;

  KillScenario(
      Path dataDir, String name, int orders, FakeCarriers fakeCarriers, KillStatistics table)
      throws IOException {
    this.dataDir = dataDir;
    this.fakeCarriers = fakeCarriers;
    this.table = table;
    this.sheet = new OrderSheet().orders(name, orders);
    Files.createDirectories(dataDir);
    this.config =
        Files.writeString(
            dataDir.resolve("kills.yml"),
            fakeCarriers.config(CONCURRENCY, "rate-limit: {requests: 100, per: 1s}"));
    this.file = sheet.write(dataDir.resolve(name + ".csv"));
  }

  /** Kills it in each of these ways, then lets it finish, and audits the books. */
  void tell(List<KillPoint> kills) throws IOException, InterruptedException {
    fakeCarriers.forget();
    long before = newestImport();
    List<String> doubtsBy = new ArrayList<>();
    for (KillPoint killPoint : kills) {
      boolean killed = run(killPoint);
      table.ran(killPoint, killed);
      if (!killed) {
        break;
      }
      for (long i = doubtsBy.size(), now = doubts(before); i < now; i++) {
        doubtsBy.add(killPoint.name());
      }
    }
    finish();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(dataDir)) {
      LedgerAudit ledgerAudit = new LedgerAudit(dataDir, postgres);
      assertThat(ledgerAudit.importsSince(before)).as("one content is one import").hasSize(1);
      LedgerAudit.Audit audit =
          ledgerAudit.audit(ledgerAudit.newestImport(), sheet, fakeCarriers.counts());
      table.audited(kills, doubtsBy, audit);
      assertThat(audit.placedTwice()).as("placed twice after %s", kills).isZero();
      assertThat(audit.lost()).as("lost after %s", kills).isZero();
      assertThat(audit.inDoubt()).as("in doubt after %s", kills).isEqualTo(doubtsBy.size());
    }
    Files.delete(file);
  }

  private long newestImport() {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(dataDir)) {
      return sql(postgres)
                  .sql("select count(*) from information_schema.tables where table_name = 'import'")
                  .query(Integer.class)
                  .single()
              == 0
          ? 0
          : new LedgerAudit(dataDir, postgres).newestImport();
    }
  }

  private org.springframework.jdbc.core.simple.JdbcClient sql(EmbeddedPostgres postgres) {
    return new LedgerAudit(dataDir, postgres).sql();
  }

  /**
   * The orders in doubt so far: those whose response waits in a file are not. A kill adds no more
   * than may be under way at once.
   */
  private long doubts(long before) {
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

  private boolean run(KillPoint killPoint) throws IOException, InterruptedException {
    Path marker = dataDir.resolve("crash.marker");
    Files.deleteIfExists(marker);
    Map<String, String> settings = new HashMap<>();
    if (killPoint.inside()) {
      settings.put("crash.point", "%s#%d".formatted(killPoint.point(), killPoint.count()));
      if (killPoint.withDatabase()) {
        settings.put("crash.marker", marker.toString());
      }
    }
    AtomicReference<@Nullable ChildProcess> running = new AtomicReference<>();
    AtomicInteger requests = new AtomicInteger(killPoint.count());
    boolean[] placing = {false};
    fakeCarriers.between(
        arrival -> {
          placing[0] = true;
          ChildProcess childProcess = running.get();
          if (killPoint.point().equals(KillPoint.REQUEST) && requests.decrementAndGet() == 0) {
            end(childProcess, killPoint);
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
          end(childProcess, killPoint);
        }
        case KillPoint.PLACING -> {
          while (!placing[0] && childProcess.isAlive()) {
            Thread.sleep(2);
          }
          Thread.sleep(killPoint.count());
          end(childProcess, killPoint);
        }
        default -> {
          while (killPoint.inside() && killPoint.withDatabase() && childProcess.isAlive()) {
            if (Files.exists(marker)) {
              end(childProcess, killPoint);
            }
            Thread.sleep(2);
          }
        }
      }
      int code = childProcess.ended();
      if (code != 137) {
        assertThat(code).as("%s: %s", killPoint, childProcess.output()).isIn(0, 5);
      }
      return code == 137;
    }
  }

  private void end(@Nullable ChildProcess childProcess, KillPoint killPoint) {
    if (childProcess != null && childProcess.isAlive()) {
      if (killPoint.withDatabase()) {
        ServerProcesses.kill(dataDir);
      }
      childProcess.kill();
    }
  }

  private void finish() {
    fakeCarriers.between(arrival -> 0);
    String said = "";
    for (int i = 0; i < MOST_RUNS_TO_THE_END; i++) {
      try (ChildProcess childProcess =
          ChildProcess.startHosted(dataDir, config, Map.of(), "import", file.toAbsolutePath())) {
        int code = childProcess.ended();
        if (code == 0 || code == 5) {
          return;
        }
        said = childProcess.output();
      }
    }
    throw new AssertionError("It does not finish: " + said);
  }
}
