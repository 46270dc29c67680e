package orderimport.heading;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Normalizes the text of headings. */
public final class HeadingText {
  /** All kinds of whitespace and dashes, and letters that look blank (U+2800, fillers). */
  private static final Pattern SEPARATORS =
      Pattern.compile(
          "[\\s\\p{Z}\\x{85}\\x1C-\\x1F\\x{2800}\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}_\\p{Pd}\\x{2212}]+");

  /** Control and format characters, variation selectors and the grapheme joiner. */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cf}[\\p{Cc}&&[^\\s\\x{85}\\x1C-\\x1F]]\\x{34F}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}]+");

  /** The end of an abbreviation ({@code Postnr.}), a form label or a mark for required fields. */
  private static final Pattern END = Pattern.compile("[ .:*]+$");

  private static final Pattern BRACKETS_AT_END =
      Pattern.compile("(?s)(.*[^\\s])\\s*[(\uFF08][^()\uFF08\uFF09]*[)\uFF09][\\s.:*]*");

  private HeadingText() {}

  /**
   * Normalizes a heading for comparison: NFC, no invisible characters, lower case, no punctuation
   * at the end, any run of spaces, _ and - as one space.
   */
  public static String normalize(String heading) {
    String ascii = normalizeAscii(heading);
    return ascii == null ? normalizeUnicode(heading) : ascii;
  }

  /** The same for printable ASCII at a fraction of the cost; null for any other text. */
  private static @Nullable String normalizeAscii(String heading) {
    StringBuilder normal = new StringBuilder(heading.length());
    boolean separated = false;
    for (int i = 0; i < heading.length(); i++) {
      char c = heading.charAt(i);
      if (c < ' ' || c > '~') {
        return null;
      } else if (c == ' ' || c == '_' || c == '-') {
        separated = true;
        continue;
      } else if (separated && !normal.isEmpty()) {
        normal.append(' ');
      }
      separated = false;
      normal.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    int end = normal.length();
    while (end > 0 && " .:*".indexOf(normal.charAt(end - 1)) >= 0) {
      end--;
    }
    return normal.substring(0, end);
  }

  static String normalizeUnicode(String heading) {
    // Runs before NFC, since an invisible character may be between a letter and its accent.
    String visible = INVISIBLE.matcher(heading).replaceAll("");
    String composed = Normalizer.normalize(visible, Normalizer.Form.NFC);
    String plain = SEPARATORS.matcher(composed).replaceAll(" ").strip();
    // Converts via upper case, so that all variants of ß and ς become equal.
    return END.matcher(plain).replaceFirst("").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /**
   * A heading without the text in round brackets at its end: {@code Postnr} of {@code Postnr (4
   * siffer)}.
   *
   * @return null if it has no text in brackets or consists only of it
   */
  static @Nullable String withoutBrackets(String heading) {
    Matcher matcher = BRACKETS_AT_END.matcher(CellText.strip(heading));
    return matcher.matches() ? CellText.strip(matcher.group(1)) : null;
  }
}
