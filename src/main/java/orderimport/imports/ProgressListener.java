package orderimport.imports;

import java.time.Duration;

/** Hears how far a run is. Called by several threads. */
public interface ProgressListener {

  /** Rows were staged. */
  default void rowsRead(int rows) {}

  /** Orders were built. */
  default void ordersBuilt(int orders) {}

  /**
   * Placing begins.
   *
   * @param waiting orders to be placed
   * @param atLeast how long that takes by the carrier's rate limit; zero if it has none
   */
  default void placing(String carrier, long waiting, Duration atLeast) {}

  /**
   * An order needs no more placing in this run.
   *
   * @param status its state now, {@code ACCEPTED} and so on
   */
  default void placed(String carrier, String status) {}

  /** Something worth telling at once, in plain words. */
  default void onMessage(String message) {}

  /** The results are being written. */
  default void reporting() {}

  /** Nobody listens. */
  ProgressListener NONE = new ProgressListener() {};
}
