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

/** Within an environment, a carrier's id belongs to one order. */
@Timeout(60)
class CarrierIdsTest {
  private final OutcomeRecorderFixture fixture;
  private final DatabaseRetry retry;
  private final DurableOutcomeRecorder recorder;

  CarrierIdsTest(@TempDir Path dataDir) {
    fixture = new OutcomeRecorderFixture(dataDir);
    retry = fixture.retry(ProgressListener.NONE);
    recorder = fixture.durable(retry);
  }

  @AfterEach
  void end() {
    retry.close();
    fixture.close();
  }

  private static Outcome accepted(@Nullable String id) {
    return new Outcome.Accepted(201, "{\"id\":\"" + id + "\"}", id, null, List.of(), null);
  }

  private Map<String, Object> row(Order order) {
    return fixture
        .sql()
        .sql(
            "select status, carrier_order_id, response_status, response_body from orders where id ="
                + " ?")
        .param(order.id())
        .query()
        .singleRow();
  }

  private void assertInDoubtBecauseOfTheId(Order order) {
    assertThat(row(order))
        .containsEntry("status", "IN_DOUBT")
        .containsEntry("carrier_order_id", null)
        .containsEntry("response_status", 201)
        .containsEntry("response_body", "{\"id\":\"OPP-1\"}");
    assertThat(fixture.problems(order)).containsExactly("in_doubt");
    String detail =
        fixture
            .sql()
            .sql("select detail from attempt where order_id = ?")
            .param(order.id())
            .query(String.class)
            .single();
    assertThat(English.of(Text.ofJson(detail)))
        .isEqualTo(
            "it returned the id OPP-1, which %s of import %d already has"
                .formatted(fixture.first.orderRef(), fixture.first.importId()));
  }

  /** Adds an accepted order of another import. */
  private void placedElsewhere(String environment, String id) {
    fixture
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
  void an_id_of_another_order_means_in_doubt_with_a_warning() {
    recorder.outcome(fixture.begin(fixture.first), accepted("OPP-1"));

    OrderStatus status =
        recorder.outcome(fixture.begin(fixture.second), accepted("OPP-1")).status();

    assertThat(status).isEqualTo(OrderStatus.IN_DOUBT);
    assertThat(row(fixture.first))
        .containsEntry("status", "ACCEPTED")
        .containsEntry("carrier_order_id", "OPP-1");
    assertInDoubtBecauseOfTheId(fixture.second);
    assertThat(fixture.problems(fixture.first)).containsExactly("carrier_id_used_twice");
    assertThat(
            fixture
                .sql()
                .sql("select * from problem where order_id = ?")
                .param(fixture.first.id())
                .query((row, number) -> English.message(Problems.read(row)))
                .single())
        .isEqualTo(
            "granite returned this order's id, OPP-1, for order %s of import %d as well."
                .formatted(fixture.second.orderRef(), fixture.second.importId()));
  }

  @Test
  void of_two_concurrent_responses_with_one_id_one_is_accepted() throws Exception {
    List<Attempt> attempts = List.of(fixture.begin(fixture.first), fixture.begin(fixture.second));
    CyclicBarrier start = new CyclicBarrier(2);

    List<CompletableFuture<OrderStatus>> both =
        attempts.stream()
            .map(
                attempt ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          await(start);
                          return recorder.outcome(attempt, accepted("OPP-1")).status();
                        }))
            .toList();

    assertThat(both.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(OrderStatus.ACCEPTED, OrderStatus.IN_DOUBT);
    assertThat(List.of(fixture.status(fixture.first), fixture.status(fixture.second)))
        .containsExactlyInAnyOrder("ACCEPTED", "IN_DOUBT");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_outcome_in_doubt_does_not_record_the_next_intent() {
    placedElsewhere("live", "OPP-9");

    OutcomeRecorder.RecordedOutcome recordedOutcome =
        recorder.outcomeAndIntent(
            fixture.begin(fixture.first), accepted("OPP-9"), fixture.second, "host", List.of());

    assertThat(recordedOutcome)
        .isEqualTo(new OutcomeRecorder.RecordedOutcome(OrderStatus.IN_DOUBT, Optional.empty()));
    assertThat(fixture.status(fixture.second)).isEqualTo("HELD");
  }

  @Test
  void recording_an_outcome_again_does_not_clash_with_its_own_id() {
    Attempt attempt = fixture.begin(fixture.first);
    recorder.outcome(attempt, accepted("OPP-1"));

    assertThat(recorder.outcome(attempt, accepted("OPP-1")).status())
        .isEqualTo(OrderStatus.ACCEPTED);
    Attempt second = fixture.begin(fixture.second);
    recorder.outcome(second, accepted("OPP-1"));
    recorder.outcome(second, accepted("OPP-1"));

    assertInDoubtBecauseOfTheId(fixture.second);
    assertThat(fixture.problems(fixture.first)).containsExactly("carrier_id_used_twice");
  }

  @Test
  void a_spooled_response_with_a_used_id_is_in_doubt() throws Exception {
    recorder.outcome(fixture.begin(fixture.first), accepted("OPP-1"));
    fixture.spool.write(
        SpooledResponse.of(
            fixture.ledger.installation(), fixture.begin(fixture.second), accepted("OPP-1")));

    assertThat(fixture.replay().run()).containsExactly(fixture.lease.importId());

    assertInDoubtBecauseOfTheId(fixture.second);
    assertThat(fixture.spool.all()).isEmpty();
  }

  @Test
  void empty_ids_and_ids_of_other_environments_do_not_clash() {
    placedElsewhere("staging", "OPP-1");
    placedElsewhere("other", "");
    recorder.outcome(fixture.begin(fixture.first), accepted(""));

    assertThat(recorder.outcome(fixture.begin(fixture.second), accepted("")).status())
        .isEqualTo(OrderStatus.ACCEPTED);
    assertThat(fixture.status(fixture.first)).isEqualTo("ACCEPTED");
    assertThat(fixture.problems(fixture.first)).isEmpty();
  }

  @Test
  void an_id_of_any_length_is_recorded() {
    String id =
        new Random(1)
            .ints(0x4e00, 0x9000)
            .limit(4_000)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    assertThat(recorder.outcome(fixture.begin(fixture.first), accepted(id)).status())
        .isEqualTo(OrderStatus.ACCEPTED);
    assertThat(fixture.status(fixture.first)).isEqualTo("ACCEPTED");
  }

  @Test
  void an_operator_cannot_assign_the_id_of_another_order() {
    recorder.outcome(fixture.begin(fixture.first), accepted("OPP-1"));
    recorder.outcome(
        fixture.begin(fixture.second),
        new Outcome.InDoubt(Text.verbatim("it answered 500"), 500, ""));

    Resolution rejected =
        fixture.inTransaction(
            () -> {
              Resolution resolution =
                  fixture.resolutions().accepted(fixture.second, "OPP-1", "anna");
              // The caller's transaction is still usable.
              fixture.sql().sql("update import set format = '[\"format_xlsx\"]'").update();
              return resolution;
            });

    assertThat(rejected).isInstanceOf(Resolution.IdTaken.class);
    assertThat(((Resolution.IdTaken) rejected).holder().id()).isEqualTo(fixture.first.id());
    assertThat(fixture.status(fixture.second)).isEqualTo("IN_DOUBT");
    assertThat(fixture.sql().sql("select format from import").query(String.class).single())
        .isEqualTo("[\"format_xlsx\"]");
    assertThat(fixture.resolutions().accepted(fixture.second, "OPP-2", "anna"))
        .isInstanceOf(Resolution.Resolved.class);
    assertThat(fixture.resolutions().accepted(fixture.second, "OPP-2", "anna"))
        .isInstanceOf(Resolution.NotInDoubt.class);
  }

  @Test
  void a_resolution_is_rolled_back_with_the_callers_transaction() {
    for (Order order : List.of(fixture.first, fixture.second)) {
      recorder.outcome(
          fixture.begin(order), new Outcome.InDoubt(Text.verbatim("it answered 500"), 500, ""));
    }

    fixture.inRolledBackTransaction(
        () -> {
          assertThat(fixture.resolutions().accepted(fixture.first, "OPP-1", "anna"))
              .isInstanceOf(Resolution.Resolved.class);
          assertThat(fixture.resolutions().notReceived(fixture.second, "anna")).isTrue();
        });

    assertThat(fixture.status(fixture.first)).isEqualTo("IN_DOUBT");
    assertThat(fixture.status(fixture.second)).isEqualTo("IN_DOUBT");
  }
}
