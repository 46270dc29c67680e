package orderimport.imports;

/** Hears how far a run is. Called by several threads. */
public interface Progress {

  /** Rows were staged. */
  default void rowsRead(int rows) {}

  /** Orders were built. */
  default void ordersBuilt(int orders) {}

  /**
   * Placing begins.
   *
   * @param waiting orders to be placed
   */
  default void placing(String carrier, long waiting) {}

  /**
   * An order needs no more placing in this run.
   *
   * @param status its state now, {@code ACCEPTED} and so on
   */
  default void placed(String carrier, String status) {}

  /** Something worth telling at once, in plain words. */
  default void say(String message) {}

  /** The results are being written. */
  default void reporting() {}

  /** Nobody listens. */
  Progress NONE = new Progress() {};
}
