package orderimport.imports;

import java.time.Duration;
import orderimport.problem.Text;

/** Receives progress events of a run. Called by several threads. */
public interface ProgressListener {

  /** Rows were staged. */
  default void rowsRead(int rows) {}

  /** Addresses were looked up at a carrier. */
  default void addressesLookedUp(int addresses) {}

  /** Orders were built. */
  default void ordersBuilt(int orders) {}

  /**
   * Placing has started.
   *
   * @param orders the number of orders to be placed
   * @param atLeast the minimum duration by the carrier's rate limit; zero without a limit
   */
  default void placing(String carrier, long orders, Duration atLeast) {}

  /**
   * The placement of an order in this run has ended.
   *
   * @param status the order's new status, such as {@code ACCEPTED}
   */
  default void placed(String carrier, String status) {}

  /** A message for the user. */
  default void onMessage(Text message) {}

  /** The results are being written. */
  default void reporting() {}

  /** Ignores all events. */
  ProgressListener NONE = new ProgressListener() {};
}
