package orderimport.spreadsheet;

/** What counts as nothing in a cell. */
final class Blanks {
  private Blanks() {}

  static boolean isBlank(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Blanks of all kinds, the non-breaking and the zero-width ones among them. */
  static boolean isBlank(char c) {
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
