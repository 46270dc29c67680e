package orderimport.problem;

/** The key of a text in the bundles. Implemented by enums, so that the compiler knows all keys. */
public interface TextKey {

  /** In lower snake case; unique over all bundles. */
  String key();

  /**
   * The text with its arguments.
   *
   * @param arguments as {@link Text#arguments}
   */
  default Text text(Object... arguments) {
    return Text.of(key(), arguments);
  }
}
