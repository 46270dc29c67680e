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
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A program that is told to end (SIGTERM) ends soon, and what it did stays. */
class StopTest {

  @Test
  void while_placing_it_finishes_what_is_under_way_and_sends_nothing_new() throws Exception {
    try (Ground ground = new Ground(1, "")) {
      Counterpart carriers = ground.counterpart();
      carriers.between(
          arrival -> {
            Thread.sleep(700);
            return 0;
          });
      OrderSheet sheet = new OrderSheet().orders(Ground.unique("P"), 24);
      Child child = ground.start("import", ground.write(sheet));
      Ground.await(() -> carriers.arrivals().size() >= 6);
      long told = System.nanoTime();
      child.signal("TERM");
      assertThat(child.ended()).as(child.output()).isEqualTo(1);

      assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(8));
      assertThat(carriers.arrivals())
          .noneMatch(arrival -> arrival.nanos() > told + Duration.ofMillis(500).toNanos());
      Books books = ground.books();
      long importId = books.newestImport();
      int sent = carriers.arrivals().size();
      assertThat(books.count(importId, "ACCEPTED")).isEqualTo(sent);
      assertThat(books.count(importId, "HELD")).isEqualTo(24 - sent);
      assertStopped(books, importId);

      carriers.between(arrival -> 0);
      CommandLineRun resumed = ground.run("resume", importId);
      assertThat(resumed.code()).as(resumed.all()).isZero();
      assertThat(books.audit(importId, sheet, carriers.counts()))
          .isEqualTo(new Books.Audit(0, 0, 0));
      assertThat(carriers.arrivals()).hasSize(24);
    }
  }

  @Test
  void while_staging_and_while_building_it_ends_with_the_chunk() throws Exception {
    try (Ground ground = new Ground(1, "")) {
      OrderSheet sheet = new OrderSheet().orders(Ground.unique("B"), 3_600);
      Child staging =
          ground.startAndHold("stage.commit#1", "import", "--hold", ground.write(sheet));
      stop(ground, staging);
      Books books = ground.books();
      long importId = books.newestImport();
      // A chunk is 5,000 items, and the sheet itself is one.
      assertThat(books.rows(importId)).isEqualTo(4_999);
      assertStopped(books, importId);

      assertThat(books.summary(importId).path("rows").path("PENDING").asInt()).isEqualTo(4_999);

      Child building = ground.startAndHold("build.commit#1", "resume", importId);
      stop(ground, building);
      assertThat(building.output()).contains(" pending").doesNotContain("invalid", "fix-and-");
      assertPending(books, importId);
      assertThat(books.rows(importId)).isEqualTo(sheet.rows());
      assertThat(books.ledger(importId).size()).isBetween(1, sheet.orders().size() - 1);
      assertStopped(books, importId);

      CommandLineRun last = ground.run("resume", importId);
      assertThat(last.code()).as(last.all()).isZero();
      assertThat(books.count(importId, "HELD")).isEqualTo(3_600);
      assertThat(books.summary(importId).path("state").asString()).isEqualTo("HELD");
      assertThat(ground.counterpart().arrivals()).isEmpty();
    }
  }

  @Test
  void a_dry_run_that_was_stopped_says_to_validate_again() throws Exception {
    try (Ground ground = new Ground(1, "")) {
      OrderSheet sheet = new OrderSheet().orders(Ground.unique("V"), 3_600);
      Child child = ground.startAndHold("build.commit#1", "validate", ground.write(sheet));

      child.signal("TERM");
      Thread.sleep(200);
      ground.letGo();

      assertThat(child.ended()).as(child.output()).isEqualTo(1);
      assertThat(child.output())
          .contains("`order-import validate` again; a dry run cannot be resumed")
          .doesNotContain("order-import resume");
      Matcher results = Pattern.compile("Results: (\\S+)").matcher(child.output());
      assertThat(results.find()).isTrue();
      assertThat(Files.readString(Path.of(results.group(1), "report.html")))
          .contains("Not finished", "Run order-import validate again")
          .doesNotContain("order-import resume");
    }
  }

  /** Rows whose orders are not built yet are neither invalid nor to be fixed. */
  private static void assertPending(Books books, long importId) throws IOException {
    JsonNode rows = books.summary(importId).path("rows");
    assertThat(rows.path("INVALID").asInt()).isZero();
    assertThat(rows.path("HELD").asInt()).isPositive();
    assertThat(rows.path("PENDING").asInt()).isPositive();
    assertThat(rows.path("HELD").asInt() + rows.path("PENDING").asInt())
        .isEqualTo(rows.path("read").asInt());
    Path results = Ground.DATA.resolve("reports/" + importId);
    assertThat(results.resolve("fix-and-reimport.xlsx")).doesNotExist();
    try (Stream<String> lines = Files.lines(results.resolve("rows.csv"))) {
      assertThat(lines.filter(line -> line.contains(",PENDING,")))
          .hasSize(rows.path("PENDING").asInt());
    }
  }

  private static void stop(Ground ground, Child child) throws InterruptedException {
    child.signal("TERM");
    Thread.sleep(200);
    ground.letGo();
    assertThat(child.ended()).as(child.output()).isEqualTo(1);
    assertThat(child.output()).contains("`order-import resume");
  }

  private static void assertStopped(Books books, long importId) throws IOException {
    assertThat(books.summary(importId).path("state").asString()).isEqualTo("STOPPED");
    assertThat(books.summary(importId).path("exit_code").asInt()).isEqualTo(1);
  }
}
