package orderimport.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.imports.ProgressListener;
import orderimport.order.Attempt;
import orderimport.order.OrderStatus;
import orderimport.problem.English;
import orderimport.problem.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;

/** What a carrier answered is not lost, however long the database is away. */
@Timeout(60)
class UnrecordedResponsesTest {
  private static final Outcome ACCEPTED =
      new Outcome.Accepted(
          201, "{\"id\":\"OPP-1\"}", "OPP-1", "https://c/1", List.of(Text.verbatim("odd")));
  private static final Outcome REJECTED =
      new Outcome.Rejected(422, "no", List.of(new CarrierError(null, "no")));

  private final Path dataDir;
  private final OutcomeRecorderFixture ground;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final DatabaseRetry retry;
  private final DurableOutcomeRecorder recording;

  UnrecordedResponsesTest(@TempDir Path dataDir) {
    this.dataDir = dataDir;
    ground = new OutcomeRecorderFixture(dataDir);
    retry =
        ground.retry(
            new ProgressListener() {
              @Override
              public void onMessage(Text message) {
                said.add(English.of(message));
              }
            });
    recording = ground.durable(retry);
  }

  @AfterEach
  void end() {
    ground.stop.cancel();
    retry.close();
    ground.close();
  }

  private CompletableFuture<OrderStatus> recorded(Attempt attempt, Outcome outcome) {
    return CompletableFuture.supplyAsync(() -> recording.outcome(attempt, outcome).status());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(dataDir)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private void awaitFile() throws Exception {
    while (files().stream().noneMatch(file -> file.toString().endsWith(".json"))) {
      Thread.sleep(5);
    }
  }

  /** Leaves a response in a file, as a process that was killed while the database was away. */
  private void leave(Attempt attempt, Outcome outcome) throws IOException {
    ground.spool.write(SpooledResponse.of(ground.ledger.installation(), attempt, outcome));
  }

  @Test
  void a_response_waits_in_a_file_until_the_database_takes_it() throws Exception {
    Attempt attempt = ground.begun(ground.first);
    ground.dataSource.goAway();

    CompletableFuture<OrderStatus> recorded = recorded(attempt, REJECTED);
    awaitFile();
    assertThat(retry.responsesWait()).as("nothing new is sent").isTrue();
    Path file = files().get(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    for (Path folder = file.getParent();
        folder != null && !folder.equals(dataDir);
        folder = folder.getParent()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
    while (said.isEmpty()) {
      Thread.sleep(20);
    }
    assertThat(recorded).isNotDone();
    assertThat(said)
        .containsExactly(
            "The database does not respond; 1 response waits to be recorded. Orders already answered are safe in %s; nothing new is sent."
                .formatted(file.getParent()));
    ground.dataSource.respond();

    assertThat(recorded.get(10, TimeUnit.SECONDS)).isEqualTo(OrderStatus.REJECTED);
    assertThat(ground.status(ground.first)).isEqualTo("REJECTED");
    assertThat(ground.problems(ground.first)).containsExactly("rejected");
    assertThat(files()).isEmpty();
    assertThat(retry.responsesWait()).isFalse();
    while (said.size() < 2) {
      Thread.sleep(20);
    }
    assertThat(said.get(1)).startsWith("The database responds again");
  }

  @Test
  void a_response_is_in_a_file_also_while_the_database_is_only_silent() throws Exception {
    Attempt attempt = ground.begun(ground.first);
    ground.dataSource.goSilent(Duration.ofSeconds(30));
    CompletableFuture<OrderStatus> recorded = recorded(attempt, ACCEPTED);

    awaitFile();

    assertThat(recorded).isNotDone();
  }

  @Test
  void a_response_waits_for_a_primary_that_turned_read_only() throws Exception {
    Attempt attempt = ground.begun(ground.first);
    String database = ground.sql().sql("select current_database()").query(String.class).single();
    String readOnly = "alter database %s set default_transaction_read_only = ".formatted(database);
    ground.sql().sql(readOnly + "on").update();
    CompletableFuture<OrderStatus> recorded = recorded(attempt, ACCEPTED);
    awaitFile();
    // Longer than what the database rejects is tried again.
    Thread.sleep(9_000);
    assertThat(recorded).as("it is tried as long as that takes").isNotDone();

    ground.inTransaction(
        () -> {
          ground.sql().sql("set transaction read write").update();
          return ground.sql().sql(readOnly + "off").update();
        });

    assertThat(recorded.get(10, TimeUnit.SECONDS)).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(files()).isEmpty();
  }

  @Test
  void once_the_run_is_stopped_the_response_stays_in_its_file() throws Exception {
    Attempt attempt = ground.begun(ground.first);
    ground.dataSource.goAway();
    CompletableFuture<OrderStatus> recorded = recorded(attempt, ACCEPTED);
    awaitFile();
    ground.stop.cancel();

    assertThatThrownBy(() -> recorded.get(3, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CannotCreateTransactionException.class);
    assertThat(retry.wasAbandoned()).isTrue();
    assertThat(files()).hasSize(1);
    retry.close();
    assertThat(said)
        .containsExactly(
            "The responses to 1 order are safe in %s; the next command records them."
                .formatted(ground.spool.folder()));

    ground.dataSource.respond();
    assertThat(ground.replay().run()).containsExactly(ground.lease.importId());
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.problems(ground.first)).containsExactly("unusual_answer");
    assertThat(files()).isEmpty();
  }

  @Test
  void a_worker_that_waits_for_a_silent_database_may_be_left_once_its_response_is_safe()
      throws Exception {
    Attempt attempt = ground.begun(ground.first);
    ground.dataSource.goSilent(Duration.ofSeconds(30));
    Thread worker = new Thread(() -> recording.outcome(attempt, ACCEPTED));
    worker.setDaemon(true);
    worker.start();
    assertThat(retry.mayAbandon(worker)).isFalse();

    while (!retry.mayAbandon(worker)) {
      Thread.sleep(20);
    }

    assertThat(ground.spool.all()).hasSize(1);
    assertThat(retry.unresponsive())
        .isInstanceOfAny(DataAccessException.class, TransactionException.class);
  }

  @Test
  void without_a_place_for_the_file_the_user_is_warned() throws Exception {
    Attempt attempt = ground.begun(ground.first);
    Files.writeString(dataDir.resolve("responses"), "in the way");
    ground.dataSource.goAway();
    CompletableFuture<OrderStatus> recorded = recorded(attempt, ACCEPTED);

    while (said.isEmpty()) {
      Thread.sleep(20);
    }
    assertThat(said.get(0))
        .startsWith(
            "The database does not respond; 1 response waits to be recorded, and they cannot")
        .contains("Do not end the program");
    Files.delete(dataDir.resolve("responses"));
    awaitFile();
    ground.dataSource.respond();
    assertThat(recorded.get(10, TimeUnit.SECONDS)).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void what_the_database_rejects_ends_the_run_and_stays_in_its_file() throws Exception {
    Attempt attempt = ground.begun(ground.first);
    ground.sql().sql("alter table attempt add check (outcome <> 'REJECTED')").update();

    CompletableFuture<OrderStatus> recorded = recorded(attempt, REJECTED);

    assertThatThrownBy(() -> recorded.get(30, TimeUnit.SECONDS))
        .hasStackTraceContaining("violates check constraint");
    assertThat(ground.replay().run()).isEmpty();
    assertThat(files()).hasSize(1);
  }

  @Test
  void a_response_that_was_left_is_recorded_before_its_order_is_said_to_be_in_doubt()
      throws Exception {
    leave(ground.begun(ground.first), ACCEPTED);
    ground.begun(ground.second);

    assertThat(ground.replay().run()).containsExactly(ground.lease.importId());
    ground.recording().markUnfinishedInDoubt(ground.lease);

    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.status(ground.second)).isEqualTo("IN_DOUBT");
    assertThat(files()).isEmpty();
    assertThat(ground.replay().run()).isEmpty();
    assertThat(ground.problems(ground.first)).containsExactly("unusual_answer");
  }

  @Test
  void each_kind_of_outcome_survives_in_its_file() throws Exception {
    Attempt attempt = ground.begun(ground.first);
    List<Outcome> outcomes =
        List.of(
            ACCEPTED,
            new Outcome.Accepted(204, "", null, null, List.of()),
            new Outcome.Rejected(422, "Ærlig \u0000 talt", List.of(new CarrierError("a.b", "no"))),
            new Outcome.Unexplained(
                new Outcome.Rejected(404, "not here", List.of(new CarrierError(null, "no"))),
                Text.verbatim("look at order-path")),
            new Outcome.Retryable(Text.verbatim("busy"), Duration.ofSeconds(3), true),
            new Outcome.Retryable(Text.verbatim("no token"), null, false),
            new Outcome.NotSent(Text.verbatim("refused")),
            new Outcome.Cancelled(),
            new Outcome.CarrierBlocked(Text.verbatim("set the token")),
            new Outcome.InDoubt(Text.verbatim("it answered 502"), 502, "<html>"),
            new Outcome.InDoubt(Text.verbatim("closed"), null, null));
    for (Outcome outcome : outcomes) {
      leave(attempt, outcome);

      assertThat(ground.spool.all()).map(SpooledResponse::outcome).containsExactly(outcome);
    }
    assertThat(Outcome.class.getPermittedSubclasses())
        .allMatch(kind -> outcomes.stream().anyMatch(kind::isInstance));
  }

  @Test
  void a_response_ends_the_doubt_of_its_attempt_and_not_of_a_later_one() throws Exception {
    Attempt first = ground.begun(ground.first);
    leave(first, ACCEPTED);
    ground.recording().markUnfinishedInDoubt(ground.lease);
    assertThat(ground.status(ground.first)).isEqualTo("IN_DOUBT");
    ground.replay().run();
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");

    Attempt earlier = ground.begun(ground.second);
    leave(earlier, REJECTED);
    ground.recording().markUnfinishedInDoubt(ground.lease);
    ground.ledger.resolveNotReceived(ground.second, "anna");
    ground.begun(ground.second);
    assertThat(ground.replay().run()).isEmpty();
    assertThat(ground.status(ground.second)).isEqualTo("SENDING");
    assertThat(files()).isEmpty();
  }

  @Test
  void a_response_is_not_recorded_in_another_database_nor_for_another_order() throws Exception {
    Attempt attempt = ground.begun(ground.first);
    UUID other = UUID.randomUUID();
    ground.spool(other).write(SpooledResponse.of(other, attempt, ACCEPTED));
    Path moved = ground.spool.folder().resolve("%d-1.json".formatted(ground.first.id()));
    Files.createDirectories(moved.getParent());
    Files.copy(files().get(0), moved);
    assertThat(ground.replay().run()).isEmpty();
    assertThat(ground.status(ground.first)).isEqualTo("SENDING");
    Files.delete(moved);

    leave(attempt, ACCEPTED);
    ground.sql().sql("update orders set request = request || ' '").update();
    assertThat(ground.replay().run()).isEmpty();
    assertThat(ground.status(ground.first)).isEqualTo("SENDING");
    ground.sql().sql("update orders set request = trim(request), attempts = 0").update();
    assertThat(ground.replay().run()).isEmpty();
    assertThat(ground.status(ground.first)).isEqualTo("SENDING");
    assertThat(files()).as("kept, for a person").hasSize(2);
  }

  @Test
  void a_file_that_was_cut_off_at_any_byte_is_not_recorded() throws Exception {
    leave(ground.begun(ground.first), ACCEPTED);
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(ground.spool.all()).as("%d bytes", length).isEmpty();
    }
    Files.write(file, whole);
    assertThat(ground.spool.all()).hasSize(1);
  }
}
