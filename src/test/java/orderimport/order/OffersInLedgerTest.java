package orderimport.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import orderimport.order.IntentResult.OfferEnded;
import orderimport.order.IntentResult.OtherOfferOrdered;
import orderimport.order.IntentResult.PlacedBefore;
import orderimport.order.IntentResult.Recorded;
import orderimport.order.LedgerFixture.Held;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders on offers: what the ledger lets pass whatever was checked before. */
class OffersInLedgerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final AttemptResult ACCEPTED =
      new AttemptResult(OrderStatus.ACCEPTED, true, false, null, null, null, 200, "{}");

  private final LedgerFixture fixture = new LedgerFixture(Clock.fixed(NOW, ZoneOffset.UTC));
  private final Ledger ledger = fixture.ledger;

  @AfterEach
  void close() {
    fixture.close();
  }

  private Held held(String orderRef, String request, String offer, @Nullable Instant endsAt) {
    return fixture.held("telecomx-offer", orderRef, new Offer(request, offer, endsAt));
  }

  @Test
  void an_offer_is_read_as_it_was_stored() {
    Offer offer = held("u1", "r-u1", "o-u1", NOW).order().offer();

    assertThat(offer).isEqualTo(new Offer("r-u1", "o-u1", NOW));
  }

  @Test
  void an_ended_offer_has_no_intent() {
    Held ended = held("e1", "r-e1", "o-e1", NOW);
    Held valid = held("e2", "r-e2", "o-e2", NOW.plusMillis(1));

    assertThat(fixture.intend(ended)).isInstanceOf(OfferEnded.class);
    assertThat(fixture.intend(valid)).isInstanceOf(Recorded.class);
    assertThat(fixture.status(ended)).isEqualTo(OrderStatus.HELD);
    assertThat(ledger.invalidate(ended.order(), ended.lease())).isTrue();
    assertThat(fixture.status(ended)).isEqualTo(OrderStatus.INVALID);
    assertThat(ledger.invalidate(ended.order(), ended.lease())).isFalse();
  }

  @Test
  void another_offer_of_a_request_has_no_intent() throws InterruptedException {
    Held first = held("d1", "r-d", "o-d1", null);
    Held otherName = held("d2", "r-d", "o-d2", null);
    Held sameName = held("d1", "r-d", "o-d3", null);
    Held sameOffer = held("d4", "r-d", "o-d1", null);
    ledger.recordResult(fixture.send(first), ACCEPTED);

    for (Held other : List.of(otherName, sameName)) {
      assertThat(fixture.intend(other))
          .isInstanceOfSatisfying(
              OtherOfferOrdered.class,
              ordered -> assertThat(ordered.earlier().id()).isEqualTo(first.order().id()));
      assertThat(fixture.status(other)).isEqualTo(OrderStatus.HELD);
    }
    assertThat(fixture.intend(sameOffer)).isInstanceOf(PlacedBefore.class);
    assertThat(fixture.status(sameOffer)).isEqualTo(OrderStatus.DUPLICATE);
  }

  @Test
  void a_late_acceptance_of_an_invalid_order_counts() {
    Held order = held("l1", "r-l1", "o-l1", null);
    Attempt attempt = fixture.send(order);
    ledger.withdrawIntent(order.order(), order.lease());
    ledger.invalidate(order.order(), order.lease());

    assertThat(ledger.recordResult(attempt, ACCEPTED)).isEqualTo(Ledger.Effect.CHANGED);
    assertThat(fixture.status(order)).isEqualTo(OrderStatus.ACCEPTED);
  }
}
