package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import orderimport.database.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/** One import that is killed again and again, each time by the same command, and then finishes. */
final class Story {
  private static final int CONCURRENCY = 2;
  private static final int CARRIERS = 4;
  private static final int MOST_RUNS_TO_THE_END = 4;

  private final Path dataDir;
  private final Path config;
  private final Path file;
  private final OrderSheet sheet;
  private final Counterpart counterpart;
  private final KillTable table;

  Story(Path dataDir, String name, int orders, Counterpart counterpart, KillTable table)
      throws IOException {
    this.dataDir = dataDir;
    this.counterpart = counterpart;
    this.table = table;
    this.sheet = new OrderSheet().orders(name, orders);
    Files.createDirectories(dataDir);
    this.config =
        Files.writeString(
            dataDir.resolve("kills.yml"),
            counterpart.config(CONCURRENCY, "rate-limit: {requests: 100, per: 1s}"));
    this.file = sheet.write(dataDir.resolve(name + ".csv"));
  }

  /** Kills it in each of these ways, then lets it finish, and audits the books. */
  void tell(List<Kill> kills) throws IOException, InterruptedException {
    counterpart.forget();
    long before = newestImport();
    List<String> doubtsBy = new ArrayList<>();
    for (Kill kill : kills) {
      boolean killed = run(kill);
      table.ran(kill, killed);
      if (!killed) {
        break;
      }
      for (long i = doubtsBy.size(), now = doubts(before); i < now; i++) {
        doubtsBy.add(kill.name());
      }
    }
    finish();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(dataDir)) {
      Books books = new Books(dataDir, postgres);
      assertThat(books.importsSince(before)).as("one content is one import").hasSize(1);
      Books.Audit audit = books.audit(books.newestImport(), sheet, counterpart.counts());
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
          : new Books(dataDir, postgres).newestImport();
    }
  }

  private org.springframework.jdbc.core.simple.JdbcClient sql(EmbeddedPostgres postgres) {
    return new Books(dataDir, postgres).sql();
  }

  /**
   * The orders in doubt so far: those whose response waits in a file are not. A kill adds no more
   * than may be under way at once.
   */
  private long doubts(long before) {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(dataDir)) {
      Books books = new Books(dataDir, postgres);
      long sending = 0;
      long inDoubt = 0;
      for (long importId : books.importsSince(before)) {
        sending += books.sendingWithoutResponse(importId);
        inDoubt += books.count(importId, "IN_DOUBT");
      }
      assertThat(sending).isLessThanOrEqualTo(CONCURRENCY * CARRIERS);
      return sending + inDoubt;
    }
  }

  private boolean run(Kill kill) throws IOException, InterruptedException {
    Path marker = dataDir.resolve("crash.marker");
    Files.deleteIfExists(marker);
    List<String> settings = new ArrayList<>();
    if (kill.inside()) {
      settings.add("-Dcrash.point=%s#%d".formatted(kill.point(), kill.count()));
      if (kill.withDatabase()) {
        settings.add("-Dcrash.marker=" + marker);
      }
    }
    AtomicReference<@Nullable Child> running = new AtomicReference<>();
    AtomicInteger requests = new AtomicInteger(kill.count());
    boolean[] placing = {false};
    counterpart.between(
        arrival -> {
          placing[0] = true;
          Child child = running.get();
          if (kill.point().equals(Kill.REQUEST) && requests.decrementAndGet() == 0) {
            end(child, kill);
          }
          Thread.sleep(20);
          return 0;
        });
    try (Child child = Child.start(dataDir, config, settings, "import", file)) {
      running.set(child);
      switch (kill.point()) {
        case Kill.TIME -> {
          Thread.sleep(kill.count());
          end(child, kill);
        }
        case Kill.PLACING -> {
          while (!placing[0] && child.isAlive()) {
            Thread.sleep(2);
          }
          Thread.sleep(kill.count());
          end(child, kill);
        }
        default -> {
          while (kill.inside() && kill.withDatabase() && child.isAlive()) {
            if (Files.exists(marker)) {
              end(child, kill);
            }
            Thread.sleep(2);
          }
        }
      }
      int code = child.ended();
      if (code != 137) {
        assertThat(code).as("%s: %s", kill, child.output()).isIn(0, 5);
      }
      return code == 137;
    }
  }

  private void end(@Nullable Child child, Kill kill) {
    if (child != null && child.isAlive()) {
      if (kill.withDatabase()) {
        ServerProcesses.kill(dataDir);
      }
      child.kill();
    }
  }

  private void finish() {
    counterpart.between(arrival -> 0);
    String said = "";
    for (int i = 0; i < MOST_RUNS_TO_THE_END; i++) {
      try (Child child = Child.start(dataDir, config, List.of(), "import", file)) {
        int code = child.ended();
        if (code == 0 || code == 5) {
          return;
        }
        said = child.output();
      }
    }
    throw new AssertionError("It does not finish: " + said);
  }
}
