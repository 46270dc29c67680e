package orderimport.heading;

import orderimport.spreadsheet.Cell;

/** Removes invisible characters at the ends of a cell's text. */
public final class CellText {
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
