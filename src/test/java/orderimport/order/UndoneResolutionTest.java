package orderimport.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import orderimport.order.LedgerFixture.Held;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Undoing what was recorded about an order in doubt never makes the order sendable twice. */
class UndoneResolutionTest {
  private static final AttemptResult IN_DOUBT =
      new AttemptResult(OrderStatus.IN_DOUBT, true, false, null, null, null, null, null);

  private final LedgerFixture fixture = new LedgerFixture(Clock.systemUTC());
  private final Ledger ledger = fixture.ledger;
  private final Resolutions resolutions = fixture.resolutions;

  @AfterEach
  void close() {
    fixture.close();
  }

  private Held held(String orderRef) {
    return fixture.held("granite", orderRef, null);
  }

  private Held inDoubt(String orderRef) {
    Held held = held(orderRef);
    ledger.recordResult(fixture.send(held), IN_DOUBT);
    return held;
  }

  private static AttemptResult accepted(String id) {
    return new AttemptResult(OrderStatus.ACCEPTED, true, false, null, id, null, 200, "{}");
  }

  @Test
  void a_mistaken_entry_is_undone_and_recorded_again() {
    Held order = inDoubt("again");
    resolutions.accepted(order.order(), "wrong-id", "anna");

    assertThat(resolutions.undo(order.order())).isTrue();
    assertThat(fixture.status(order)).isEqualTo(OrderStatus.IN_DOUBT);
    assertThat(resolutions.undo(order.order())).as("nothing is left to undo").isFalse();

    assertThat(resolutions.notReceived(order.order(), "anna")).isTrue();
    assertThat(resolutions.undo(order.order())).isTrue();
    assertThat(ledger.recordIntent(order.order(), order.lease(), "host", List.of(), Duration.ZERO))
        .as("an order in doubt is not sent")
        .isInstanceOf(IntentResult.NotHeld.class);
  }

  @Test
  void an_order_that_was_sent_since_stays_as_it_is() {
    Held order = inDoubt("since");
    resolutions.notReceived(order.order(), "anna");
    Attempt attempt = fixture.send(order);
    assertThat(resolutions.undo(order.order())).isFalse();

    ledger.recordResult(attempt, accepted("G-1"));

    assertThat(resolutions.undo(order.order())).isFalse();
    assertThat(fixture.status(order)).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void an_order_whose_carrier_answered_late_stays_accepted() {
    Held order = held("late");
    Attempt attempt = fixture.send(order);
    ledger.recordResult(attempt, IN_DOUBT);
    resolutions.notReceived(order.order(), "anna");
    ledger.recordResult(attempt, accepted("G-2"));

    assertThat(resolutions.undo(order.order())).isFalse();
    assertThat(fixture.status(order)).isEqualTo(OrderStatus.ACCEPTED);
  }

  @Test
  void an_order_that_another_import_placed_stays_on_hold() {
    Held first = inDoubt("elsewhere");
    resolutions.notReceived(first.order(), "anna");
    Held second = held("elsewhere");
    ledger.recordResult(fixture.send(second), accepted("G-3"));

    assertThat(resolutions.undo(first.order())).isFalse();
    assertThat(fixture.status(first)).isEqualTo(OrderStatus.HELD);
  }

  @Test
  void an_order_on_hold_again_withdraws_an_approval() {
    Held order = inDoubt("approved");
    long id = order.order().importId();
    fixture.sql().sql("update import set review = 'APPROVED' where id = ?").param(id).update();

    resolutions.notReceived(order.order(), "anna");

    assertThat(
            fixture
                .sql()
                .sql("select review is null from import where id = ?")
                .param(id)
                .query(Boolean.class)
                .single())
        .isTrue();
  }
}
