package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** SIGTERM stops the program soon, and its work so far is kept; see {@link LauncherTest}, too. */
class StopTest {

  @Test
  @Tag("long")
  void while_placing_it_finishes_open_requests_and_sends_no_more() throws Exception {
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(1, "")) {
      FakeCarriers carriers = crashTestEnvironment.carriers();
      carriers.onArrival(
          arrival -> {
            Thread.sleep(700);
            return 0;
          });
      OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("P"), 24);
      ChildProcess childProcess =
          crashTestEnvironment.startAlone("import", crashTestEnvironment.write(sheet));
      CrashTestEnvironment.await(() -> carriers.arrivals().size() >= 6);
      long signalled = System.nanoTime();
      childProcess.stop();
      assertThat(childProcess.waitForExit()).as(childProcess.output()).isEqualTo(1);

      assertThat(Duration.ofNanos(System.nanoTime() - signalled)).isLessThan(Duration.ofSeconds(8));
      assertThat(carriers.arrivals())
          .noneMatch(arrival -> arrival.nanos() > signalled + Duration.ofMillis(500).toNanos());
      LedgerAudit ledgerAudit = crashTestEnvironment.ledgerAudit();
      long importId = ledgerAudit.latestImport();
      int sent = carriers.arrivals().size();
      assertThat(ledgerAudit.count(importId, "ACCEPTED")).isEqualTo(sent);
      assertThat(ledgerAudit.count(importId, "HELD")).isEqualTo(24 - sent);
      assertStopped(ledgerAudit, importId);

      carriers.onArrival(arrival -> 0);
      CommandLineRun resumed = crashTestEnvironment.run("resume", importId);
      assertThat(resumed.code()).as(resumed.all()).isZero();
      assertThat(ledgerAudit.audit(importId, sheet, carriers.counts()))
          .isEqualTo(new LedgerAudit.Audit(0, 0, 0));
      assertThat(carriers.arrivals()).hasSize(24);
    }
  }

  @Test
  @Tag("long")
  void while_staging_or_building_it_stops_after_the_chunk() throws Exception {
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(1, "")) {
      OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("B"), 3_600);
      ChildProcess staging =
          crashTestEnvironment.startAndPauseAt(
              "stage.commit#1", "import", "--hold", crashTestEnvironment.write(sheet));
      stop(crashTestEnvironment, staging);
      LedgerAudit ledgerAudit = crashTestEnvironment.ledgerAudit();
      long importId = ledgerAudit.latestImport();
      // A chunk is 5,000 items, and the sheet itself is one.
      assertThat(ledgerAudit.rows(importId)).isEqualTo(4_999);
      assertStopped(ledgerAudit, importId);

      assertThat(ledgerAudit.summary(importId).path("rows").path("PENDING").asInt())
          .isEqualTo(4_999);

      ChildProcess building =
          crashTestEnvironment.startAndPauseAt("build.commit#1", "resume", importId);
      stop(crashTestEnvironment, building);
      assertThat(building.output()).contains(" pending").doesNotContain("invalid", "fix-and-");
      assertPending(ledgerAudit, importId);
      assertThat(ledgerAudit.rows(importId)).isEqualTo(sheet.rows());
      assertThat(ledgerAudit.ledger(importId).size()).isBetween(1, sheet.orders().size() - 1);
      assertStopped(ledgerAudit, importId);

      CommandLineRun last = crashTestEnvironment.run("resume", importId);
      assertThat(last.code()).as(last.all()).isZero();
      assertThat(ledgerAudit.count(importId, "HELD")).isEqualTo(3_600);
      assertThat(ledgerAudit.summary(importId).path("state").asString()).isEqualTo("HELD");
      assertThat(crashTestEnvironment.carriers().arrivals()).isEmpty();
    }
  }

  @Test
  void a_stopped_dry_run_asks_to_validate_again() throws Exception {
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(1, "")) {
      OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("V"), 3_600);
      ChildProcess childProcess =
          crashTestEnvironment.startAndPauseAt(
              "build.commit#1", "validate", crashTestEnvironment.write(sheet));

      childProcess.stop();
      Thread.sleep(200);
      crashTestEnvironment.release();

      assertThat(childProcess.waitForExit()).as(childProcess.output()).isEqualTo(1);
      assertThat(childProcess.output())
          .contains("`order-import validate` again; a dry run cannot be resumed")
          .doesNotContain("order-import resume");
      Matcher results = Pattern.compile("Results: (\\S+)").matcher(childProcess.output());
      assertThat(results.find()).isTrue();
      assertThat(Files.readString(Path.of(results.group(1), "report.html")))
          .contains("Not finished", "Run order-import validate again")
          .doesNotContain("order-import resume");
    }
  }

  /**
   * Rows whose orders are not built yet are pending: neither invalid nor in the file of rows to
   * fix.
   */
  private static void assertPending(LedgerAudit ledgerAudit, long importId) throws IOException {
    JsonNode rows = ledgerAudit.summary(importId).path("rows");
    assertThat(rows.path("INVALID").asInt()).isZero();
    assertThat(rows.path("HELD").asInt()).isPositive();
    assertThat(rows.path("PENDING").asInt()).isPositive();
    assertThat(rows.path("HELD").asInt() + rows.path("PENDING").asInt())
        .isEqualTo(rows.path("read").asInt());
    Path results = CrashTestEnvironment.DATA.resolve("reports/" + importId);
    assertThat(results.resolve("fix-and-reimport.xlsx")).doesNotExist();
    try (Stream<String> lines = Files.lines(results.resolve("rows.csv"))) {
      assertThat(lines.filter(line -> line.contains(",PENDING,")))
          .hasSize(rows.path("PENDING").asInt());
    }
  }

  private static void stop(CrashTestEnvironment crashTestEnvironment, ChildProcess childProcess)
      throws InterruptedException {
    childProcess.stop();
    Thread.sleep(200);
    crashTestEnvironment.release();
    assertThat(childProcess.waitForExit()).as(childProcess.output()).isEqualTo(1);
    assertThat(childProcess.output()).contains("`order-import resume");
  }

  private static void assertStopped(LedgerAudit ledgerAudit, long importId) throws IOException {
    assertThat(ledgerAudit.summary(importId).path("state").asString()).isEqualTo("STOPPED");
    assertThat(ledgerAudit.summary(importId).path("exit_code").asInt()).isEqualTo(1);
  }
}
