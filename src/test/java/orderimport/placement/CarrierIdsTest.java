package orderimport.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import orderimport.imports.Problems;
import orderimport.imports.ProgressListener;
import orderimport.order.Attempt;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.Resolution;
import orderimport.problem.English;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A carrier's id belongs to one order of an environment and carrier. */
@Timeout(60)
class CarrierIdsTest {
  private final OutcomeRecorderFixture ground;
  private final DatabaseRetry retry;
  private final DurableOutcomeRecorder recording;

  CarrierIdsTest(@TempDir Path dataDir) {
    ground = new OutcomeRecorderFixture(dataDir);
    retry = ground.retry(ProgressListener.NONE);
    recording = ground.durable(retry);
  }

  @AfterEach
  void end() {
    retry.close();
    ground.close();
  }

  private static Outcome accepted(@Nullable String id) {
    return new Outcome.Accepted(201, "{\"id\":\"" + id + "\"}", id, null, List.of());
  }

  private Map<String, Object> row(Order order) {
    return ground
        .sql()
        .sql(
            "select status, carrier_order_id, response_status, response_body from orders where id ="
                + " ?")
        .param(order.id())
        .query()
        .singleRow();
  }

  private void assertIsInDoubtForTheId(Order order) {
    assertThat(row(order))
        .containsEntry("status", "IN_DOUBT")
        .containsEntry("carrier_order_id", null)
        .containsEntry("response_status", 201)
        .containsEntry("response_body", "{\"id\":\"OPP-1\"}");
    assertThat(ground.problems(order)).containsExactly("in_doubt");
    String detail =
        ground
            .sql()
            .sql("select detail from attempt where order_id = ?")
            .param(order.id())
            .query(String.class)
            .single();
    assertThat(English.of(Text.ofJson(detail)))
        .isEqualTo(
            "it answered with the id OPP-1, which %s of import %d already has"
                .formatted(ground.first.orderRef(), ground.first.importId()));
  }

  /** An accepted order of another import. */
  private void placedElsewhere(String environment, String id) {
    ground
        .sql()
        .sql(
            """
            with other as (
              insert into import (kind, file_name, sha256, options, state)
              values ('IMPORT', 'other.csv', 'other', '{}', 'COMPLETED') returning id)
            insert into orders (import_id, carrier, environment, order_ref, order_key, status,
              position, carrier_order_id)
            select id, ?, ?, 'E-1', 'e-1', 'ACCEPTED', 5, ? from other\
            """)
        .params(OutcomeRecorderFixture.CARRIER, environment, id)
        .update();
  }

  @Test
  void an_id_that_another_order_has_leaves_the_order_in_doubt_and_warns_at_the_other() {
    recording.outcome(ground.begun(ground.first), accepted("OPP-1"));

    OrderStatus status = recording.outcome(ground.begun(ground.second), accepted("OPP-1")).status();

    assertThat(status).isEqualTo(OrderStatus.IN_DOUBT);
    assertThat(row(ground.first))
        .containsEntry("status", "ACCEPTED")
        .containsEntry("carrier_order_id", "OPP-1");
    assertIsInDoubtForTheId(ground.second);
    assertThat(ground.problems(ground.first)).containsExactly("carrier_id_used_twice");
    assertThat(
            ground
                .sql()
                .sql("select * from problem where order_id = ?")
                .param(ground.first.id())
                .query((row, number) -> English.message(Problems.read(row)))
                .single())
        .isEqualTo(
            "granite answered the order %s of import %d with the id of this one, OPP-1."
                .formatted(ground.second.orderRef(), ground.second.importId()));
  }

  @Test
  void two_answers_with_one_id_at_once_make_one_order_accepted() throws Exception {
    List<Attempt> attempts = List.of(ground.begun(ground.first), ground.begun(ground.second));
    CyclicBarrier start = new CyclicBarrier(2);

    List<CompletableFuture<OrderStatus>> both =
        attempts.stream()
            .map(
                attempt ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          pass(start);
                          return recording.outcome(attempt, accepted("OPP-1")).status();
                        }))
            .toList();

    assertThat(both.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(OrderStatus.ACCEPTED, OrderStatus.IN_DOUBT);
    assertThat(List.of(ground.status(ground.first), ground.status(ground.second)))
        .containsExactlyInAnyOrder("ACCEPTED", "IN_DOUBT");
  }

  private static void pass(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_next_order_is_not_begun_with_an_outcome_that_leaves_doubt() {
    placedElsewhere("live", "OPP-9");

    OutcomeRecorder.RecordedOutcome recordedOutcome =
        recording.outcomeAndIntent(
            ground.begun(ground.first), accepted("OPP-9"), ground.second, "host", Optional.empty());

    assertThat(recordedOutcome)
        .isEqualTo(new OutcomeRecorder.RecordedOutcome(OrderStatus.IN_DOUBT, Optional.empty()));
    assertThat(ground.status(ground.second)).isEqualTo("HELD");
  }

  @Test
  void an_outcome_that_is_recorded_again_does_not_meet_its_own_id() {
    Attempt attempt = ground.begun(ground.first);
    recording.outcome(attempt, accepted("OPP-1"));

    assertThat(recording.outcome(attempt, accepted("OPP-1")).status())
        .isEqualTo(OrderStatus.ACCEPTED);
    Attempt second = ground.begun(ground.second);
    recording.outcome(second, accepted("OPP-1"));
    recording.outcome(second, accepted("OPP-1"));

    assertIsInDoubtForTheId(ground.second);
    assertThat(ground.problems(ground.first)).containsExactly("carrier_id_used_twice");
  }

  @Test
  void a_response_from_a_file_is_no_exception() throws Exception {
    recording.outcome(ground.begun(ground.first), accepted("OPP-1"));
    ground.spool.write(
        SpooledResponse.of(
            ground.ledger.installation(), ground.begun(ground.second), accepted("OPP-1")));

    assertThat(ground.replay().run()).containsExactly(ground.lease.importId());

    assertIsInDoubtForTheId(ground.second);
    assertThat(ground.spool.all()).isEmpty();
  }

  @Test
  void an_empty_id_and_one_of_another_environment_are_nobodys() {
    placedElsewhere("staging", "OPP-1");
    placedElsewhere("other", "");
    recording.outcome(ground.begun(ground.first), accepted(""));

    assertThat(recording.outcome(ground.begun(ground.second), accepted("")).status())
        .isEqualTo(OrderStatus.ACCEPTED);
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
    assertThat(ground.problems(ground.first)).isEmpty();
  }

  @Test
  void an_id_of_any_length_is_recorded() {
    String id =
        new Random(1)
            .ints(0x4e00, 0x9000)
            .limit(4_000)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    assertThat(recording.outcome(ground.begun(ground.first), accepted(id)).status())
        .isEqualTo(OrderStatus.ACCEPTED);
    assertThat(ground.status(ground.first)).isEqualTo("ACCEPTED");
  }

  @Test
  void an_operator_cannot_give_an_order_the_id_of_another() {
    recording.outcome(ground.begun(ground.first), accepted("OPP-1"));
    recording.outcome(
        ground.begun(ground.second),
        new Outcome.InDoubt(Text.verbatim("it answered 500"), 500, ""));

    Resolution taken =
        ground.inTransaction(
            () -> {
              Resolution resolution = ground.ledger.resolveAccepted(ground.second, "OPP-1", "anna");
              // The caller's transaction is still of use.
              ground.sql().sql("update import set format = '[\"format_xlsx\"]'").update();
              return resolution;
            });

    assertThat(taken).isInstanceOf(Resolution.IdTaken.class);
    assertThat(((Resolution.IdTaken) taken).holder().id()).isEqualTo(ground.first.id());
    assertThat(ground.status(ground.second)).isEqualTo("IN_DOUBT");
    assertThat(ground.sql().sql("select format from import").query(String.class).single())
        .isEqualTo("[\"format_xlsx\"]");
    assertThat(ground.ledger.resolveAccepted(ground.second, "OPP-2", "anna"))
        .isInstanceOf(Resolution.Resolved.class);
    assertThat(ground.ledger.resolveAccepted(ground.second, "OPP-2", "anna"))
        .isInstanceOf(Resolution.NotInDoubt.class);
  }

  @Test
  void what_an_operator_says_is_undone_with_the_callers_transaction() {
    for (Order order : List.of(ground.first, ground.second)) {
      recording.outcome(
          ground.begun(order), new Outcome.InDoubt(Text.verbatim("it answered 500"), 500, ""));
    }

    ground.rolledBack(
        () -> {
          assertThat(ground.ledger.resolveAccepted(ground.first, "OPP-1", "anna"))
              .isInstanceOf(Resolution.Resolved.class);
          assertThat(ground.ledger.resolveNotReceived(ground.second, "anna")).isTrue();
        });

    assertThat(ground.status(ground.first)).isEqualTo("IN_DOUBT");
    assertThat(ground.status(ground.second)).isEqualTo("IN_DOUBT");
  }
}
