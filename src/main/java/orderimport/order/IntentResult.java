package orderimport.order;

import java.time.Duration;
import java.util.Optional;

/** What became of the wish to send an order. */
public sealed interface IntentResult {

  /** It is on record: the order may be sent, once, now. */
  record Recorded(Attempt attempt) implements IntentResult {}

  /**
   * The carrier's limit is used up for that long, or another import sends the order now.
   *
   * @param reason in plain words, where it is no usual wait
   */
  record Wait(Duration time, Optional<String> reason) implements IntentResult {}

  /**
   * The order is with the carrier already, or may be: it is a DUPLICATE now.
   *
   * @param earlier the other import's order
   */
  record PlacedBefore(Order earlier) implements IntentResult {}

  /** The order no longer waits. */
  record NotHeld() implements IntentResult {}

  /** Another process has taken the import over. */
  record LeaseLost() implements IntentResult {}
}
