package orderimport.spreadsheet;

/** Text of a cell as XML. */
final class XmlText {

  private static final String SHORTENED = " … (shortened)";

  private XmlText() {}

  /** Appends a text, shortened if no cell can hold it: such a workbook would count as damaged. */
  static void append(StringBuilder xml, String text) {
    if (text.length() <= SheetWriter.LONGEST_TEXT) {
      append(xml, text, text.length());
      return;
    }
    int end = SheetWriter.LONGEST_TEXT - SHORTENED.length();
    append(xml, text, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    xml.append(SHORTENED);
  }

  private static void append(StringBuilder xml, String text, int end) {
    int plain = plain(text, end);
    xml.append(text, 0, plain);
    for (int i = plain; i < end; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '_' -> xml.append(looksEscaped(text, i) ? "_x005F_" : "_");
        default -> {
          if ((c >= ' ' && c < '\uD800') || c == '\t' || c == '\n') {
            xml.append(c);
          } else if (c < ' ') {
            // XML cannot hold it; spreadsheets write it so.
            xml.append("_x00").append(Character.forDigit(c >> 4, 16));
            xml.append(Character.toUpperCase(Character.forDigit(c & 15, 16))).append('_');
          } else if (Character.isHighSurrogate(c)
              && i + 1 < end
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            xml.append(c).append(text.charAt(++i));
          } else {
            xml.append(Character.isSurrogate(c) || c >= '\uFFFE' ? '\uFFFD' : c);
          }
        }
      }
    }
  }

  /** How much of a text stands in XML as it is, from its beginning. */
  private static int plain(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= '\uD800' || c == '&' || c == '<' || c == '>' || c == '"' || c == '_') {
        return i;
      }
    }
    return end;
  }

  /** Whether what starts here would be read as a character by its number. */
  private static boolean looksEscaped(String text, int at) {
    if (at + 6 >= text.length() || text.charAt(at + 1) != 'x' || text.charAt(at + 6) != '_') {
      return false;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
