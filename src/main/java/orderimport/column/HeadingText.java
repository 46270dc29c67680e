package orderimport.column;

import java.util.Locale;
import java.util.regex.Pattern;

/** The text of a heading, as people spell it. */
final class HeadingText {
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}_\\-\\x1C-\\x1F\u200B\uFEFF]+");

  /** Of an abbreviation ({@code Postnr.}), a form's label, a mark for what must be filled in. */
  private static final Pattern END = Pattern.compile("[\\s.:*]+$");

  private HeadingText() {}

  /**
   * Equal for headings that are taken as one: case, blanks and signs at the end passed over, blank,
   * _ and - as one.
   */
  static String normalize(String heading) {
    String plain = BLANK.matcher(heading).replaceAll(" ").strip();
    return END.matcher(plain).replaceFirst("").toLowerCase(Locale.ROOT);
  }
}
