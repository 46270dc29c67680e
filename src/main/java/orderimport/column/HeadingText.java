package orderimport.column;

import java.util.Locale;
import java.util.regex.Pattern;

/** The text of a heading, as people spell it. */
final class HeadingText {
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}_\\-\u200B\uFEFF]+");

  private HeadingText() {}

  /**
   * Equal for headings that are taken as one: case and blanks passed over, blank, _ and - as one.
   */
  static String normalize(String heading) {
    return BLANK.matcher(heading.strip()).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }
}
