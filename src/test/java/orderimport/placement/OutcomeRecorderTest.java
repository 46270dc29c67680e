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

/**
 * The outcome of an order and the intent for the next are recorded together, or only the outcome.
 */
class OutcomeRecorderTest {
  private static final Outcome ACCEPTED =
      new Outcome.Accepted(200, "{}", "OPP-1", null, List.of(), null);

  private final OutcomeRecorderFixture fixture;
  private final DatabaseRetry retry;
  private final DurableOutcomeRecorder recorder;

  OutcomeRecorderTest(@TempDir Path dataDir) {
    fixture = new OutcomeRecorderFixture(dataDir);
    retry = fixture.retry(ProgressListener.NONE);
    recorder = fixture.durable(retry);
  }

  @AfterEach
  void close() {
    retry.close();
    fixture.close();
  }

  private RecordedOutcome recordOutcomeAndIntent(
      Attempt attempt, List<RateLimitWindow> rateLimits) {
    return recorder.outcomeAndIntent(attempt, ACCEPTED, fixture.second, "host", rateLimits);
  }

  @Test
  void outcome_and_next_intent_are_recorded_together() {
    RecordedOutcome recordedOutcome =
        recordOutcomeAndIntent(fixture.begin(fixture.first), List.of());

    assertThat(recordedOutcome.status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(recordedOutcome.next()).map(Attempt::number).contains(1);
    assertThat(fixture.status(fixture.first)).isEqualTo("ACCEPTED");
    assertThat(fixture.status(fixture.second)).isEqualTo("SENDING");
  }

  @Test
  void a_next_order_placed_elsewhere_does_not_lose_the_outcome() {
    fixture
        .sql()
        .sql(
            "insert into orders (import_id, carrier, environment, order_ref, order_key, status,"
                + " position) values (?, ?, 'live', ?, ?, 'ACCEPTED', 0)")
        .params(
            fixture.lease.importId() + 1_000_000,
            OutcomeRecorderFixture.CARRIER,
            fixture.second.orderRef(),
            fixture.second.orderKey())
        .update();

    RecordedOutcome recordedOutcome =
        recordOutcomeAndIntent(fixture.begin(fixture.first), List.of());

    assertThat(recordedOutcome)
        .isEqualTo(new RecordedOutcome(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(fixture.status(fixture.first)).isEqualTo("ACCEPTED");
    assertThat(fixture.status(fixture.second)).isEqualTo("HELD");
  }

  @Test
  void without_a_rate_limit_slot_only_the_outcome_is_recorded() {
    RecordedOutcome recordedOutcome =
        recordOutcomeAndIntent(
            fixture.begin(fixture.first),
            List.of(
                new RateLimitWindow(
                    1, OutcomeRecorderFixture.LONG, OutcomeRecorderFixture.LONG, null)));

    assertThat(recordedOutcome)
        .isEqualTo(new RecordedOutcome(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(fixture.status(fixture.first)).isEqualTo("ACCEPTED");
    assertThat(fixture.status(fixture.second)).isEqualTo("HELD");
  }

  @Test
  void an_intent_with_an_uncertain_commit_is_cancelled() {
    Attempt attempt = fixture.begin(fixture.first);
    fixture.dataSource.loseConnectionAtCommit();

    RecordedOutcome recordedOutcome = recordOutcomeAndIntent(attempt, List.of());

    assertThat(fixture.dataSource.hasLostConnection())
        .as("the connection was lost at the commit")
        .isTrue();
    assertThat(recordedOutcome)
        .isEqualTo(new RecordedOutcome(OrderStatus.ACCEPTED, Optional.empty()));
    assertThat(fixture.status(fixture.first)).isEqualTo("ACCEPTED");
    assertThat(fixture.status(fixture.second)).isEqualTo("HELD");
    assertThat(fixture.begin(fixture.second).number()).isEqualTo(2);
  }

  @Test
  void a_lost_lease_does_not_lose_the_outcome() {
    Attempt attempt = fixture.begin(fixture.first);
    fixture
        .sql()
        .sql("update import set fencing_token = fencing_token + 1 where id = ?")
        .param(fixture.lease.importId())
        .update();

    RecordedOutcome recordedOutcome = recordOutcomeAndIntent(attempt, List.of());

    assertThat(recordedOutcome.next()).isEmpty();
    assertThat(fixture.status(fixture.first)).isEqualTo("ACCEPTED");
    assertThat(fixture.status(fixture.second)).isEqualTo("HELD");
  }

  @Test
  void an_intent_with_an_uncertain_commit_is_recorded_again() {
    fixture.dataSource.loseConnectionAtCommit();

    IntentResult intentResult =
        recorder.recordIntent(fixture.first, "host", List.of(), OutcomeRecorderFixture.LONG);

    assertThat(fixture.dataSource.hasLostConnection())
        .as("the connection was lost at the commit")
        .isTrue();
    assertThat(((IntentResult.Recorded) intentResult).attempt().number()).isEqualTo(2);
    assertThat(fixture.status(fixture.first)).isEqualTo("SENDING");
    assertThat(
            fixture
                .sql()
                .sql("select outcome from attempt where order_id = ? and number = 1")
                .param(fixture.first.id())
                .query(String.class)
                .single())
        .isEqualTo("NOT_SENT");
  }

  @Test
  void an_outcome_with_an_uncertain_commit_is_recorded_once() {
    Attempt attempt = fixture.begin(fixture.first);
    Outcome rejected = new Outcome.Rejected(422, "no", List.of(new CarrierError(null, "no")));
    fixture.dataSource.loseConnectionAtCommit();

    recorder.outcome(attempt, rejected);

    assertThat(fixture.dataSource.hasLostConnection())
        .as("the connection was lost at the commit")
        .isTrue();
    assertThat(fixture.status(fixture.first)).isEqualTo("REJECTED");
    assertThat(fixture.problems(fixture.first)).containsExactly("rejected");
  }
}
