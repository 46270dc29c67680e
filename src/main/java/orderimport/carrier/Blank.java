package orderimport.carrier;

import org.jspecify.annotations.Nullable;

/** Whether a cross-field rule treats a text as missing. */
public final class Blank {
  private Blank() {}

  /** True for null and for text that is empty or only whitespace. */
  public static boolean blank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
