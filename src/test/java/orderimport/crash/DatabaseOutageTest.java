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

/** The database server is killed while carriers respond: no received response is lost. */
class DatabaseOutageTest {
  private static final Path RESPONSES = CrashTestEnvironment.DATA.resolve("responses");
  private static final int ORDERS = 24;

  /**
   * Orders with a response before the server is killed; then each of four carriers has one request
   * under way.
   */
  private static final int ANSWERED = 8;

  private final CountDownLatch responses = new CountDownLatch(1);
  private CrashTestEnvironment crashTestEnvironment;
  private OrderSheet sheet;
  private ChildProcess childProcess;
  private long importId;

  @BeforeEach
  void placeUntilFourCarriersAreAboutToRespond() throws Exception {
    crashTestEnvironment = new CrashTestEnvironment(1, "");
    sheet = new OrderSheet().orders(CrashTestEnvironment.unique("A"), ORDERS);
    AtomicInteger underWay = new AtomicInteger();
    crashTestEnvironment
        .carriers()
        .onArrival(
            arrival -> {
              if (crashTestEnvironment.carriers().arrivals().size() > ANSWERED) {
                underWay.incrementAndGet();
                responses.await();
              }
              return 0;
            });
    childProcess = crashTestEnvironment.startAlone("import", crashTestEnvironment.write(sheet));
    CrashTestEnvironment.await(() -> underWay.get() == 4);
    importId = crashTestEnvironment.ledgerAudit().latestImport();
  }

  @AfterEach
  void closeEnvironment() {
    crashTestEnvironment.close();
  }

  /** Kills the server; it cannot start again until the result is closed. */
  private AutoCloseable killServer() throws IOException {
    AutoCloseable outage = ServerProcesses.killAndBlockRestart(CrashTestEnvironment.DATA);
    responses.countDown();
    CrashTestEnvironment.await(() -> responseFiles().size() == 4);
    return outage;
  }

  private static List<Path> responseFiles() {
    if (!Files.isDirectory(RESPONSES)) {
      return List.of();
    }
    List<Path> responseFiles = new ArrayList<>();
    try (DirectoryStream<Path> databases = Files.newDirectoryStream(RESPONSES)) {
      for (Path database : databases) {
        try (DirectoryStream<Path> responses = Files.newDirectoryStream(database, "*.json")) {
          responses.forEach(responseFiles::add);
        }
      }
      return responseFiles;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertAllPlacedOnce() throws IOException {
    assertThat(responseFiles()).isEmpty();
    assertThat(
            crashTestEnvironment
                .ledgerAudit()
                .audit(importId, sheet, crashTestEnvironment.carriers().counts()))
        .isEqualTo(new LedgerAudit.Audit(0, 0, 0));
    assertThat(crashTestEnvironment.carriers().arrivals()).hasSize(ORDERS);
  }

  @Test
  @Tag("long")
  void responses_are_recorded_when_the_database_is_back() throws Exception {
    try (AutoCloseable outage = killServer()) {
      assertThat(outage).isNotNull();
      CrashTestEnvironment.await(
          () -> childProcess.output().contains("not respond; 4 responses wait to be recorded"));
      Thread.sleep(3_000);
      assertThat(crashTestEnvironment.carriers().arrivals())
          .as("no new order is sent")
          .hasSize(ANSWERED + 4);
    }
    ChildProcess another = crashTestEnvironment.start("list");
    assertThat(another.waitForExit()).as(another.output()).isZero();

    assertThat(childProcess.waitForExit()).as(childProcess.output()).isZero();

    assertThat(childProcess.output()).contains("The database responds again");
    assertAllPlacedOnce();
  }

  @Test
  @Tag("long")
  void responses_of_a_terminated_program_are_recorded_by_the_next_command() throws Exception {
    try (AutoCloseable outage = killServer()) {
      assertThat(outage).isNotNull();
      assertExitsOnSigterm();
    }
    assertRecordedByNextCommand();
  }

  @Test
  @Tag("long")
  void a_terminated_program_does_not_wait_for_a_frozen_server() throws Exception {
    ServerProcesses.signal(CrashTestEnvironment.DATA, "STOP");
    try {
      responses.countDown();
      CrashTestEnvironment.await(() -> responseFiles().size() == 4);
      assertExitsOnSigterm();
    } finally {
      ServerProcesses.signal(CrashTestEnvironment.DATA, "CONT");
    }
    assertRecordedByNextCommand();
  }

  private void assertExitsOnSigterm() {
    long signalled = System.nanoTime();
    childProcess.stop();
    assertThat(childProcess.waitForExit()).as(childProcess.output()).isEqualTo(1);
    // The carriers' response timeout is 4 s.
    assertThat(Duration.ofNanos(System.nanoTime() - signalled)).isLessThan(Duration.ofSeconds(12));
    assertThat(childProcess.output()).contains("The responses to 4 orders are safe in");
    assertThat(responseFiles()).hasSize(4);
  }

  @Test
  @Tag("long")
  void responses_of_a_killed_program_are_recorded_by_the_next_command() throws Exception {
    try (AutoCloseable outage = killServer()) {
      assertThat(outage).isNotNull();
      childProcess.kill();
      assertThat(childProcess.waitForExit()).isEqualTo(137);
    }
    assertRecordedByNextCommand();
  }

  private void assertRecordedByNextCommand() throws IOException {
    ChildProcess list = crashTestEnvironment.start("list");
    assertThat(list.waitForExit()).as(list.output()).isZero();
    assertThat(responseFiles()).isEmpty();
    assertThat(crashTestEnvironment.ledgerAudit().count(importId, "ACCEPTED"))
        .isEqualTo(ANSWERED + 4);
    assertThat(crashTestEnvironment.ledgerAudit().count(importId, "SENDING")).isZero();

    ChildProcess resumed = crashTestEnvironment.start("resume", importId);
    assertThat(resumed.waitForExit()).as(resumed.output()).isZero();
    assertAllPlacedOnce();
  }
}
