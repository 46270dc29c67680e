package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database's server is killed while carriers answer: no response that came in is lost. */
class DatabaseAwayTest {
  private static final Path RESPONSES = CrashTestEnvironment.DATA.resolve("responses");
  private static final int ORDERS = 24;

  /**
   * Orders that are answered before the server is killed; four carriers have one each under way.
   */
  private static final int BEFORE = 8;

  private final CountDownLatch answers = new CountDownLatch(1);
  private CrashTestEnvironment crashTestEnvironment;
  private OrderSheet sheet;
  private ChildProcess childProcess;
  private long importId;

  @BeforeEach
  void placeUntilFourCarriersAreAboutToAnswer() throws Exception {
    crashTestEnvironment = new CrashTestEnvironment(1, "");
    sheet = new OrderSheet().orders(CrashTestEnvironment.unique("A"), ORDERS);
    AtomicInteger underWay = new AtomicInteger();
    crashTestEnvironment
        .counterpart()
        .between(
            arrival -> {
              if (crashTestEnvironment.counterpart().arrivals().size() > BEFORE) {
                underWay.incrementAndGet();
                answers.await();
              }
              return 0;
            });
    childProcess = crashTestEnvironment.start("import", crashTestEnvironment.write(sheet));
    CrashTestEnvironment.await(() -> underWay.get() == 4);
    importId = crashTestEnvironment.books().newestImport();
  }

  @AfterEach
  void end() {
    crashTestEnvironment.close();
  }

  /** Closed, the server may be started again. */
  private AutoCloseable killTheServer() throws IOException {
    AutoCloseable away = ServerProcesses.keepAway(CrashTestEnvironment.DATA);
    answers.countDown();
    CrashTestEnvironment.await(() -> files().size() == 4);
    return away;
  }

  private static List<Path> files() {
    if (!Files.isDirectory(RESPONSES)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> databases = Files.newDirectoryStream(RESPONSES)) {
      for (Path database : databases) {
        try (DirectoryStream<Path> responses = Files.newDirectoryStream(database, "*.json")) {
          responses.forEach(files::add);
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertAllIsPlacedOnce() throws IOException {
    assertThat(files()).isEmpty();
    assertThat(
            crashTestEnvironment
                .books()
                .audit(importId, sheet, crashTestEnvironment.counterpart().counts()))
        .isEqualTo(new LedgerAudit.Audit(0, 0, 0));
    assertThat(crashTestEnvironment.counterpart().arrivals()).hasSize(ORDERS);
  }

  @Test
  void they_are_recorded_when_it_is_back_and_the_import_goes_on() throws Exception {
    try (AutoCloseable away = killTheServer()) {
      assertThat(away).isNotNull();
      CrashTestEnvironment.await(
          () -> childProcess.output().contains("not respond; 4 responses wait to be recorded"));
      Thread.sleep(3_000);
      assertThat(crashTestEnvironment.counterpart().arrivals())
          .as("nothing new is sent")
          .hasSize(BEFORE + 4);
    }
    ChildProcess another = crashTestEnvironment.start("list");
    assertThat(another.ended()).as(another.output()).isZero();

    assertThat(childProcess.ended()).as(childProcess.output()).isZero();

    assertThat(childProcess.output()).contains("The database responds again");
    assertAllIsPlacedOnce();
  }

  @Test
  @Tag("long")
  void a_program_that_is_told_to_end_leaves_them_to_the_next_command() throws Exception {
    try (AutoCloseable away = killTheServer()) {
      assertThat(away).isNotNull();
      endsWhenTold();
    }
    recordedByTheNextCommand();
  }

  @Test
  @Tag("long")
  void a_program_that_is_told_to_end_does_not_wait_for_a_frozen_server() throws Exception {
    ServerProcesses.signal(CrashTestEnvironment.DATA, "STOP");
    try {
      answers.countDown();
      CrashTestEnvironment.await(() -> files().size() == 4);
      endsWhenTold();
    } finally {
      ServerProcesses.signal(CrashTestEnvironment.DATA, "CONT");
    }
    recordedByTheNextCommand();
  }

  private void endsWhenTold() {
    long told = System.nanoTime();
    childProcess.stop();
    assertThat(childProcess.ended()).as(childProcess.output()).isEqualTo(1);
    // The carriers' response timeout is 4 s.
    assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(12));
    assertThat(childProcess.output()).contains("The responses to 4 orders are safe in");
    assertThat(files()).hasSize(4);
  }

  @Test
  void a_killed_program_leaves_them_to_the_next_command() throws Exception {
    try (AutoCloseable away = killTheServer()) {
      assertThat(away).isNotNull();
      childProcess.kill();
      assertThat(childProcess.ended()).isEqualTo(137);
    }
    recordedByTheNextCommand();
  }

  private void recordedByTheNextCommand() throws IOException {
    ChildProcess list = crashTestEnvironment.start("list");
    assertThat(list.ended()).as(list.output()).isZero();
    assertThat(files()).isEmpty();
    assertThat(crashTestEnvironment.books().count(importId, "ACCEPTED")).isEqualTo(BEFORE + 4);
    assertThat(crashTestEnvironment.books().count(importId, "SENDING")).isZero();

    ChildProcess resumed = crashTestEnvironment.start("resume", importId);
    assertThat(resumed.ended()).as(resumed.output()).isZero();
    assertAllIsPlacedOnce();
  }
}
