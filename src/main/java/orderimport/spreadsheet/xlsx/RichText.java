package orderimport.spreadsheet.xlsx;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import orderimport.problem.FileProblem;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.UnreadableSpreadsheetException;

/** Reads rich text, which consists of runs, and its escape sequences. */
final class RichText {
  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  /** Half of a surrogate pair, which cannot be encoded as UTF-8. */
  private static final Pattern LONE_SURROGATE =
      Pattern.compile(
          "[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]");

  private RichText() {}

  /**
   * Reads the text of the current element without phonetic hints.
   *
   * @param strikes collects which runs are struck through
   */
  static String read(XmlPullReader xml, Limits limits, Strikes strikes) throws XMLStreamException {
    strikes.clear();
    int outer = xml.depth();
    String first = "";
    StringBuilder more = null;
    while (xml.nextElementWithin(outer)) {
      String name = xml.name();
      strikes.element(xml);
      if (name.equals("rPh")) {
        xml.text();
      } else if (name.equals("t")) {
        String run = xml.text();
        strikes.run(run);
        if (first.isEmpty()) {
          first = run;
        } else {
          more = more == null ? new StringBuilder(first) : more;
          more.append(run);
          if (more.length() > limits.cellText()) {
            throw new UnreadableSpreadsheetException(
                FileProblem.UNREADABLE_CELL_TOO_LONG, limits.cellText());
          }
        }
      }
    }
    return unescape(more == null ? first : more.toString());
  }

  /** Decodes sequences such as {@code _x000D_}, which stand for characters not allowed in XML. */
  static String unescape(String text) {
    if (!text.contains("_x")) {
      return text;
    }
    return LONE_SURROGATE
        .matcher(ESCAPED.matcher(text).replaceAll(RichText::unescape))
        .replaceAll("\uFFFD");
  }

  private static String unescape(MatchResult escape) {
    char c = (char) Integer.parseInt(escape.group(1), 16);
    return Matcher.quoteReplacement(String.valueOf(c));
  }
}
