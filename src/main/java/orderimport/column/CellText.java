package orderimport.column;

import orderimport.spreadsheet.Cell;

/** The text of a cell without what nobody sees at its ends. */
final class CellText {
  private CellText() {}

  /**
   * Without the blanks around it, non-breaking ones and characters without width among them; what
   * stands within stays.
   */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && unseen(text.charAt(start))) {
      start++;
    }
    while (start < end && unseen(text.charAt(end - 1))) {
      end--;
    }
    return start == 0 && end == text.length() ? text : text.substring(start, end);
  }

  private static boolean unseen(char c) {
    if (c > ' ' && c < '\u007F') {
      return false;
    }
    return c == ' '
        || Character.isSpaceChar(c)
        || (Character.isISOControl(c) && !isLostLetter(c))
        || Character.getType(c) == Character.FORMAT;
  }

  /** Control characters that were letters before a program read them in another encoding. */
  private static boolean isLostLetter(char c) {
    return c >= '\u0080' && c <= '\u009F' && c != '\u0085';
  }

  /** Whether nothing is to be seen in a cell, which is then as good as blank. */
  static boolean isBlank(Cell cell) {
    return cell.kind() == Cell.Kind.TEXT && strip(cell.text()).isEmpty();
  }

  /** On one line, for a message. */
  static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
