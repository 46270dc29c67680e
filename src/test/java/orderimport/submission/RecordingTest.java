package orderimport.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import orderimport.carrier.Carrier.Complaint;
import orderimport.imports.Progress;
import orderimport.order.Attempt;
import orderimport.order.Intent;
import orderimport.order.OrderStatus;
import orderimport.order.Pace;
import orderimport.submission.Recording.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An order's outcome and the next order's intent are on record together, or the outcome alone. */
class RecordingTest {
  private static final Outcome ACCEPTED = new Outcome.Accepted(200, "{}", "OPP-1", null, List.of());

  private final RecordingGround ground;
  private final DatabaseRetry retry;
  private final DurableRecording recording;

  RecordingTest(@TempDir Path dataDir) {
    ground = new RecordingGround(dataDir);
    retry = ground.retry(Progress.NONE);
    recording = ground.durable(retry);
  }

  @AfterEach
  void end() {
    retry.close();
    ground.close();
  }

  private Recorded end(Attempt attempt, Optional<Pace> pace) {
    return recording.outcomeAndIntent(attempt, ACCEPTED, ground.second, "host", pace);
  }

  @Test
  void both_are_on_record_at_once() {
    Recorded recorded = end(ground.begun(ground.first), Optional.empty());

    assertThat(recorded.status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(recorded.next()).map(Attempt::number).contains(1);
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
            RecordingGround.CARRIER,
            ground.second.orderRef(),
            ground.second.orderKey())
        .update();

    Recorded recorded = end(ground.begun(ground.first), Optional.empty());

    assertThat(recorded).isEqualTo(new Recorded(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.status(ground.second)).isEqualTo("HELD");
  }

  @Test
  void without_a_slot_of_the_limit_the_outcome_alone_is_on_record() {
    Recorded recorded =
        end(
            ground.begun(ground.first),
            Optional.of(new Pace(1, RecordingGround.LONG, RecordingGround.LONG)));

    assertThat(recorded).isEqualTo(new Recorded(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.status(ground.second)).isEqualTo("HELD");
  }

  @Test
  void an_intent_of_which_nobody_knows_whether_it_is_on_record_is_called_off() {
    Attempt attempt = ground.begun(ground.first);
    ground.dataSource.breakAtCommit();

    Recorded recorded = end(attempt, Optional.empty());

    assertThat(ground.dataSource.hasBroken()).as("the commit broke").isTrue();
    assertThat(recorded).isEqualTo(new Recorded(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.status(ground.second)).isEqualTo("HELD");
    assertThat(ground.begun(ground.second).number()).isEqualTo(2);
  }

  @Test
  void a_lost_lease_does_not_lose_the_outcome() {
    Attempt attempt = ground.begun(ground.first);
    ground
        .sql()
        .sql("update import set fence = fence + 1 where id = ?")
        .param(ground.lease.importId())
        .update();

    Recorded recorded = end(attempt, Optional.empty());

    assertThat(recorded.next()).isEmpty();
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.status(ground.second)).isEqualTo("HELD");
  }

  @Test
  void an_intent_whose_commit_broke_is_called_off_and_recorded_again() {
    ground.dataSource.breakAtCommit();

    Intent intent = recording.intend(ground.first, "host", Optional.empty(), RecordingGround.LONG);

    assertThat(ground.dataSource.hasBroken()).as("the commit broke").isTrue();
    assertThat(((Intent.Recorded) intent).attempt().number()).isEqualTo(2);
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
    Outcome rejected = new Outcome.Rejected(422, "no", List.of(new Complaint(null, "no")));
    ground.dataSource.breakAtCommit();

    recording.outcome(attempt, rejected);

    assertThat(ground.dataSource.hasBroken()).as("the commit broke").isTrue();
    assertThat(ground.status(ground.first)).isEqualTo("REJECTED");
    assertThat(ground.problems(ground.first)).containsExactly("rejected");
  }
}
