package orderimport.order;

import java.time.Duration;
import java.util.Optional;
import orderimport.problem.Text;

/** The result of recording the intent to send an order. */
public sealed interface IntentResult {

  /** The intent is recorded: the order may be sent once, now. */
  record Recorded(Attempt attempt) implements IntentResult {}

  /**
   * The carrier's rate limit is used up, or another import is sending the same order.
   *
   * @param time how long to wait before the next call
   * @param reason in plain words, if the wait is unusual
   */
  record Wait(Duration time, Optional<Text> reason) implements IntentResult {}

  /**
   * Another import has placed the order, or its outcome is in doubt. The order is a DUPLICATE now.
   *
   * @param earlier the other import's order
   */
  record PlacedBefore(Order earlier) implements IntentResult {}

  /** The offer that the order is on has ended. The order is still HELD. */
  record OfferEnded() implements IntentResult {}

  /**
   * Another offer for the same request was ordered. The order is still HELD.
   *
   * @param earlier the order on the other offer
   */
  record OtherOfferOrdered(Order earlier) implements IntentResult {}

  /** The order is no longer on hold. */
  record NotHeld() implements IntentResult {}

  /** Another process has taken over the import. */
  record LeaseLost() implements IntentResult {}
}
