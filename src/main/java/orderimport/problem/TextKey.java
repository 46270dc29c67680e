package orderimport.problem;

import java.util.Locale;

/** The key of a text in the bundles. Implemented by enums, so that the compiler knows all keys. */
public interface TextKey {

  /** The name of the enum's constant. */
  String name();

  /** The key in lower snake case; unique over all bundles. */
  default String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The text with its arguments.
   *
   * @param arguments as {@link Text#arguments}
   */
  default Text text(Object... arguments) {
    return Text.of(key(), arguments);
  }
}
