package orderimport.spreadsheet;

/** Decides which characters and texts count as blank. */
public final class Blanks {
  private Blanks() {}

  public static boolean isBlank(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Includes non-breaking and zero-width spaces. */
  public static boolean isBlank(char c) {
    return c == ' '
        || (c < ' ' && Character.isWhitespace(c))
        || (c > '~'
            && (Character.isSpaceChar(c)
                || Character.isWhitespace(c)
                || c == '\u200b'
                || c == '\u2060'
                || c == '\ufeff'));
  }
}
