package orderimport.spreadsheet.write;

/** Writes the text of a cell as XML. */
final class XmlText {

  private static final String SHORTENED = " … (shortened)";

  private XmlText() {}

  /** Appends a text, shortened to what a cell can hold; Excel reports longer texts as damage. */
  static void append(StringBuilder xml, String text) {
    if (text.length() <= SheetWriter.MAX_TEXT_LENGTH) {
      append(xml, text, text.length());
      return;
    }
    int end = SheetWriter.MAX_TEXT_LENGTH - SHORTENED.length();
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
            // Not allowed in XML; this is the escape sequence of OOXML.
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

  /** The length of the prefix that needs no escaping. */
  private static int plain(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= '\uD800' || c == '&' || c == '<' || c == '>' || c == '"' || c == '_') {
        return i;
      }
    }
    return end;
  }

  /** Whether a literal escape sequence such as {@code _x000D_} starts here. */
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
