package orderimport.heading;

import orderimport.spreadsheet.Cell;

/** Removes invisible characters of a cell's text. */
public final class CellText {
  private static final char JOINER = '\u200D';
  private static final char NON_JOINER = '\u200C';
  private static final char SOFT_HYPHEN = '\u00AD';
  private static final char LATIN_END = '\u0250';

  private CellText() {}

  /**
   * Trims whitespace, non-breaking spaces and zero-width characters at both ends; keeps those
   * within the text.
   */
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isInvisible(text.charAt(start))) {
      start++;
    }
    while (start < end && isInvisible(text.charAt(end - 1))) {
      end--;
    }
    return start == 0 && end == text.length() ? text : text.substring(start, end);
  }

  /**
   * Removes the characters that have no form of their own, such as soft hyphens and zero-width
   * spaces, also within the text.
   */
  public static String visible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isWithoutForm(text, i)) {
        StringBuilder visible = new StringBuilder(text.substring(0, i));
        for (int next = i + 1; next < text.length(); next++) {
          if (!isWithoutForm(text, next)) {
            visible.append(text.charAt(next));
          }
        }
        return visible.toString();
      }
    }
    return text;
  }

  private static boolean isWithoutForm(String text, int at) {
    char c = text.charAt(at);
    if (c <= '~' || Character.getType(c) != Character.FORMAT) {
      return false;
    } else if (c == JOINER || c == NON_JOINER) {
      // They join emoji and the letters of some scripts, but not Latin ones.
      return at > 0 && text.charAt(at - 1) < LATIN_END;
    }
    // Half of a letter whose UTF-8 was read as windows-1252, such as "í".
    return c != SOFT_HYPHEN || at == 0 || text.charAt(at - 1) != 'Ã' && text.charAt(at - 1) != 'Â';
  }

  private static boolean isInvisible(char c) {
    if (c > ' ' && c < '\u007F') {
      return false;
    }
    return c == ' '
        || Character.isSpaceChar(c)
        || (Character.isISOControl(c) && !isLostLetter(c))
        || Character.getType(c) == Character.FORMAT;
  }

  /** Control characters that are letters decoded in the wrong encoding. */
  private static boolean isLostLetter(char c) {
    return c >= '\u0080' && c <= '\u009F' && c != '\u0085';
  }

  /** Whether a cell has no visible content. */
  public static boolean isBlank(Cell cell) {
    return cell.kind() == Cell.Kind.TEXT && strip(cell.text()).isEmpty();
  }

  /** Collapses whitespace to put the text on one line of a message. */
  public static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
