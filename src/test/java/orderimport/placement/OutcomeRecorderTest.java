package orderimport.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.imports.ProgressListener;
import orderimport.order.Attempt;
import orderimport.order.IntentResult;
import orderimport.order.OrderStatus;
import orderimport.order.RateLimitWindow;
import orderimport.placement.OutcomeRecorder.RecordedOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An order's outcome and the next order's intent are on record together, or the outcome alone. */
class OutcomeRecorderTest {
  private static final Outcome ACCEPTED = new Outcome.Accepted(200, "{}", "OPP-1", null, List.of());

  private final OutcomeRecorderFixture ground;
  private final DatabaseRetry retry;
  private final DurableOutcomeRecorder recording;

  OutcomeRecorderTest(@TempDir Path dataDir) {
    ground = new OutcomeRecorderFixture(dataDir);
    retry = ground.retry(ProgressListener.NONE);
    recording = ground.durable(retry);
  }

  @AfterEach
  void end() {
    retry.close();
    ground.close();
  }

  private RecordedOutcome end(Attempt attempt, Optional<RateLimitWindow> pace) {
    return recording.outcomeAndIntent(attempt, ACCEPTED, ground.second, "host", pace);
  }

  @Test
  void both_are_on_record_at_once() {
    RecordedOutcome recordedOutcome = end(ground.begun(ground.first), Optional.empty());

    assertThat(recordedOutcome.status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(recordedOutcome.next()).map(Attempt::number).contains(1);
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.status(ground.second)).isEqualTo("SENDING");
  }

  @Test
  void an_order_that_another_import_placed_meanwhile_does_not_lose_the_outcome() {
    ground
        .sql()
        .sql(
            "insert into orders (import_id, carrier, environment, order_ref, order_key, status,"
                + " position) values (?, ?, 'live', ?, ?, 'ACCEPTED', 0)")
        .params(
            ground.lease.importId() + 1_000_000,
            OutcomeRecorderFixture.CARRIER,
            ground.second.orderRef(),
            ground.second.orderKey())
        .update();

    RecordedOutcome recordedOutcome = end(ground.begun(ground.first), Optional.empty());

    assertThat(recordedOutcome)
        .isEqualTo(new RecordedOutcome(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.status(ground.second)).isEqualTo("HELD");
  }

  @Test
  void without_a_slot_of_the_limit_the_outcome_alone_is_on_record() {
    RecordedOutcome recordedOutcome =
        end(
            ground.begun(ground.first),
            Optional.of(
                new RateLimitWindow(1, OutcomeRecorderFixture.LONG, OutcomeRecorderFixture.LONG)));

    assertThat(recordedOutcome)
        .isEqualTo(new RecordedOutcome(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.status(ground.second)).isEqualTo("HELD");
  }

  @Test
  void an_intent_of_which_nobody_knows_whether_it_is_on_record_is_called_off() {
    Attempt attempt = ground.begun(ground.first);
    ground.dataSource.breakAtCommit();

    RecordedOutcome recordedOutcome = end(attempt, Optional.empty());

    assertThat(ground.dataSource.hasBroken()).as("the commit broke").isTrue();
    assertThat(recordedOutcome)
        .isEqualTo(new RecordedOutcome(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.status(ground.second)).isEqualTo("HELD");
    assertThat(ground.begun(ground.second).number()).isEqualTo(2);
  }

  @Test
  void a_lost_lease_does_not_lose_the_outcome() {
    Attempt attempt = ground.begun(ground.first);
    ground
        .sql()
        .sql("update import set fencing_token = fencing_token + 1 where id = ?")
        .param(ground.lease.importId())
        .update();

    RecordedOutcome recordedOutcome = end(attempt, Optional.empty());

    assertThat(recordedOutcome.next()).isEmpty();
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.status(ground.second)).isEqualTo("HELD");
  }

  @Test
  void an_intent_whose_commit_broke_is_called_off_and_recorded_again() {
    ground.dataSource.breakAtCommit();

    IntentResult intentResult =
        recording.recordIntent(ground.first, "host", Optional.empty(), OutcomeRecorderFixture.LONG);

    assertThat(ground.dataSource.hasBroken()).as("the commit broke").isTrue();
    assertThat(((IntentResult.Recorded) intentResult).attempt().number()).isEqualTo(2);
    assertThat(ground.status(ground.first)).isEqualTo("SENDING");
    assertThat(
            ground
                .sql()
                .sql("select outcome from attempt where order_id = ? and number = 1")
                .param(ground.first.id())
                .query(String.class)
                .single())
        .isEqualTo("NOT_SENT");
  }

  @Test
  void an_outcome_whose_commit_broke_is_recorded_once() {
    Attempt attempt = ground.begun(ground.first);
    Outcome rejected = new Outcome.Rejected(422, "no", List.of(new CarrierError(null, "no")));
    ground.dataSource.breakAtCommit();

    recording.outcome(attempt, rejected);

    assertThat(ground.dataSource.hasBroken()).as("the commit broke").isTrue();
    assertThat(ground.status(ground.first)).isEqualTo("REJECTED");
    assertThat(ground.problems(ground.first)).containsExactly("rejected");
  }
}
