package orderimport.carrier;

import org.jspecify.annotations.Nullable;

/** Whether a rule between fields should take a text as missing. */
public final class Blank {
  private Blank() {}

  /** Null, empty, or nothing but blanks. */
  public static boolean blank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
