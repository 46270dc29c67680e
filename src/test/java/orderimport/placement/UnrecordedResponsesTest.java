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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;

/** A response of the carrier is not lost, however long the database is unavailable. */
@Timeout(60)
class UnrecordedResponsesTest {
  private static final Outcome ACCEPTED =
      new Outcome.Accepted(
          201, "{\"id\":\"OPP-1\"}", "OPP-1", "https://c/1", List.of(Text.verbatim("odd")), null);
  private static final Outcome REJECTED =
      new Outcome.Rejected(422, "no", List.of(new CarrierError(null, "no")));

  private final Path dataDir;
  private final OutcomeRecorderFixture fixture;
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final DatabaseRetry retry;
  private final DurableOutcomeRecorder recorder;

  UnrecordedResponsesTest(@TempDir Path dataDir) {
    this.dataDir = dataDir;
    fixture = new OutcomeRecorderFixture(dataDir);
    retry =
        fixture.retry(
            new ProgressListener() {
              @Override
              public void onMessage(Text message) {
                messages.add(English.of(message));
              }
            });
    recorder = fixture.durable(retry);
  }

  @AfterEach
  void close() {
    fixture.stop.cancel();
    retry.close();
    fixture.close();
  }

  private CompletableFuture<OrderStatus> recorded(Attempt attempt, Outcome outcome) {
    return CompletableFuture.supplyAsync(() -> recorder.outcome(attempt, outcome).status());
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

  /** Spools a response, like a process that was killed while the database was unavailable. */
  private void spool(Attempt attempt, Outcome outcome) throws IOException {
    fixture.spool.write(SpooledResponse.of(fixture.ledger.installation(), attempt, outcome));
  }

  @Test
  void a_response_is_spooled_until_the_database_is_available() throws Exception {
    Attempt attempt = fixture.begin(fixture.first);
    fixture.dataSource.disconnect();

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
    while (messages.isEmpty()) {
      Thread.sleep(20);
    }
    assertThat(recorded).isNotDone();
    assertThat(messages)
        .containsExactly(
            "The database does not respond; 1 response waits to be recorded. It is safe in %s; nothing new is sent."
                .formatted(file.getParent()));
    fixture.dataSource.reconnect();

    assertThat(recorded.get(10, TimeUnit.SECONDS)).isEqualTo(OrderStatus.REJECTED);
    assertThat(fixture.status(fixture.first)).isEqualTo("REJECTED");
    assertThat(fixture.problems(fixture.first)).containsExactly("rejected");
    assertThat(files()).isEmpty();
    assertThat(retry.responsesWait()).isFalse();
    while (messages.size() < 2) {
      Thread.sleep(20);
    }
    assertThat(messages.get(1)).startsWith("The database responds again");
  }

  @Test
  void a_response_is_spooled_while_the_database_does_not_respond() throws Exception {
    Attempt attempt = fixture.begin(fixture.first);
    fixture.dataSource.stopResponding(Duration.ofSeconds(30));
    CompletableFuture<OrderStatus> recorded = recorded(attempt, ACCEPTED);

    awaitFile();

    assertThat(recorded).isNotDone();
  }

  @Test
  @Tag("long")
  void a_response_is_spooled_while_the_primary_is_read_only() throws Exception {
    Attempt attempt = fixture.begin(fixture.first);
    String database = fixture.sql().sql("select current_database()").query(String.class).single();
    String readOnly = "alter database %s set default_transaction_read_only = ".formatted(database);
    fixture.sql().sql(readOnly + "on").update();
    CompletableFuture<OrderStatus> recorded = recorded(attempt, ACCEPTED);
    awaitFile();
    // Longer than what the database rejects is tried again.
    Thread.sleep(9_000);
    assertThat(recorded).as("recording is retried without limit").isNotDone();

    fixture.inTransaction(
        () -> {
          fixture.sql().sql("set transaction read write").update();
          return fixture.sql().sql(readOnly + "off").update();
        });

    assertThat(recorded.get(10, TimeUnit.SECONDS)).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(fixture.status(fixture.first)).isEqualTo("ACCEPTED");
    assertThat(files()).isEmpty();
  }

  @Test
  void a_stopped_import_leaves_its_response_spooled() throws Exception {
    Attempt attempt = fixture.begin(fixture.first);
    fixture.dataSource.disconnect();
    CompletableFuture<OrderStatus> recorded = recorded(attempt, ACCEPTED);
    awaitFile();
    fixture.stop.cancel();

    assertThatThrownBy(() -> recorded.get(3, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CannotCreateTransactionException.class);
    assertThat(retry.wasAbandoned()).isTrue();
    assertThat(files()).hasSize(1);
    retry.close();
    assertThat(messages)
        .containsExactly(
            "The response to 1 order is safe in %s; the next command records it."
                .formatted(fixture.spool.folder()));

    fixture.dataSource.reconnect();
    assertThat(fixture.replay().run()).containsExactly(fixture.lease.importId());
    assertThat(fixture.status(fixture.first)).isEqualTo("ACCEPTED");
    assertThat(fixture.problems(fixture.first)).containsExactly("unusual_answer");
    assertThat(files()).isEmpty();
  }

  @Test
  void a_waiting_worker_may_be_abandoned_once_its_response_is_spooled() throws Exception {
    Attempt attempt = fixture.begin(fixture.first);
    fixture.dataSource.stopResponding(Duration.ofSeconds(30));
    Thread worker = new Thread(() -> recorder.outcome(attempt, ACCEPTED));
    worker.setDaemon(true);
    worker.start();
    assertThat(retry.mayAbandon(worker)).isFalse();

    while (!retry.mayAbandon(worker)) {
      Thread.sleep(20);
    }

    assertThat(fixture.spool.all()).hasSize(1);
    assertThat(retry.unresponsive())
        .isInstanceOfAny(DataAccessException.class, TransactionException.class);
  }

  @Test
  @Tag("long")
  void a_user_is_warned_if_the_response_cannot_be_spooled() throws Exception {
    Attempt attempt = fixture.begin(fixture.first);
    Files.writeString(dataDir.resolve("responses"), "in the way");
    fixture.dataSource.disconnect();
    CompletableFuture<OrderStatus> recorded = recorded(attempt, ACCEPTED);

    while (messages.isEmpty()) {
      Thread.sleep(20);
    }
    assertThat(messages.get(0))
        .startsWith("The database does not respond; 1 response waits to be recorded, and it cannot")
        .contains("Do not end the program");
    Files.delete(dataDir.resolve("responses"));
    awaitFile();
    fixture.dataSource.reconnect();
    assertThat(recorded.get(10, TimeUnit.SECONDS)).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  @Tag("long")
  void a_response_that_the_database_rejects_stays_spooled() throws Exception {
    Attempt attempt = fixture.begin(fixture.first);
    fixture.sql().sql("alter table attempt add check (outcome <> 'REJECTED')").update();

    CompletableFuture<OrderStatus> recorded = recorded(attempt, REJECTED);

    assertThatThrownBy(() -> recorded.get(30, TimeUnit.SECONDS))
        .hasStackTraceContaining("violates check constraint");
    assertThat(fixture.replay().run()).isEmpty();
    assertThat(files()).hasSize(1);
  }

  @Test
  void a_spooled_response_is_recorded_before_orders_become_in_doubt() throws Exception {
    spool(fixture.begin(fixture.first), ACCEPTED);
    fixture.begin(fixture.second);

    assertThat(fixture.replay().run()).containsExactly(fixture.lease.importId());
    fixture.recorder().markUnfinishedInDoubt(fixture.lease);

    assertThat(fixture.status(fixture.first)).isEqualTo("ACCEPTED");
    assertThat(fixture.status(fixture.second)).isEqualTo("IN_DOUBT");
    assertThat(files()).isEmpty();
    assertThat(fixture.replay().run()).isEmpty();
    assertThat(fixture.problems(fixture.first)).containsExactly("unusual_answer");
  }

  @Test
  void each_kind_of_outcome_can_be_spooled() throws Exception {
    Attempt attempt = fixture.begin(fixture.first);
    List<Outcome> outcomes =
        List.of(
            ACCEPTED,
            new Outcome.Accepted(204, "", null, null, List.of(), null),
            new Outcome.Rejected(422, "Ærlig \u0000 talt", List.of(new CarrierError("a.b", "no"))),
            new Outcome.Unexplained(
                new Outcome.Rejected(404, "not here", List.of(new CarrierError(null, "no"))),
                Text.verbatim("look at order-path")),
            new Outcome.Retryable(Text.verbatim("busy"), Duration.ofSeconds(3), true),
            new Outcome.Retryable(Text.verbatim("no token"), null, false),
            new Outcome.NotSent(Text.verbatim("it refused the connection")),
            new Outcome.Cancelled(),
            new Outcome.CarrierBlocked(Text.verbatim("set the token")),
            new Outcome.InDoubt(Text.verbatim("it answered 502"), 502, "<html>"),
            new Outcome.InDoubt(Text.verbatim("closed"), null, null));
    for (Outcome outcome : outcomes) {
      spool(attempt, outcome);

      assertThat(fixture.spool.all()).map(SpooledResponse::outcome).containsExactly(outcome);
    }
    assertThat(Outcome.class.getPermittedSubclasses())
        .allMatch(kind -> outcomes.stream().anyMatch(kind::isInstance));
  }

  @Test
  void a_spooled_response_resolves_only_its_own_attempt() throws Exception {
    Attempt first = fixture.begin(fixture.first);
    spool(first, ACCEPTED);
    fixture.recorder().markUnfinishedInDoubt(fixture.lease);
    assertThat(fixture.status(fixture.first)).isEqualTo("IN_DOUBT");
    fixture.replay().run();
    assertThat(fixture.status(fixture.first)).isEqualTo("ACCEPTED");

    Attempt earlier = fixture.begin(fixture.second);
    spool(earlier, REJECTED);
    fixture.recorder().markUnfinishedInDoubt(fixture.lease);
    fixture.resolutions().notReceived(fixture.second, "anna");
    fixture.begin(fixture.second);
    assertThat(fixture.replay().run()).isEmpty();
    assertThat(fixture.status(fixture.second)).isEqualTo("SENDING");
    assertThat(files()).isEmpty();
  }

  @Test
  void a_response_for_another_database_or_order_is_not_recorded() throws Exception {
    Attempt attempt = fixture.begin(fixture.first);
    UUID other = UUID.randomUUID();
    fixture.spool(other).write(SpooledResponse.of(other, attempt, ACCEPTED));
    Path moved = fixture.spool.folder().resolve("%d-1.json".formatted(fixture.first.id()));
    Files.createDirectories(moved.getParent());
    Files.copy(files().get(0), moved);
    assertThat(fixture.replay().run()).isEmpty();
    assertThat(fixture.status(fixture.first)).isEqualTo("SENDING");
    Files.delete(moved);

    spool(attempt, ACCEPTED);
    fixture.sql().sql("update orders set request = request || ' '").update();
    assertThat(fixture.replay().run()).isEmpty();
    assertThat(fixture.status(fixture.first)).isEqualTo("SENDING");
    fixture.sql().sql("update orders set request = trim(request), attempts = 0").update();
    assertThat(fixture.replay().run()).isEmpty();
    assertThat(fixture.status(fixture.first)).isEqualTo("SENDING");
    assertThat(files()).as("kept for an operator").hasSize(2);
  }

  @Test
  void a_truncated_file_is_not_recorded() throws Exception {
    spool(fixture.begin(fixture.first), ACCEPTED);
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(fixture.spool.all()).as("%d bytes", length).isEmpty();
    }
    Files.write(file, whole);
    assertThat(fixture.spool.all()).hasSize(1);
  }
}
