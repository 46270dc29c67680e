package orderimport.column;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a heading, as people spell it. */
final class HeadingText {
  /** Blanks of any kind, the letters that look like one (U+2800, fillers), dashes of any kind. */
  private static final Pattern SEPARATORS =
      Pattern.compile(
          "[\\s\\p{Z}\\x{85}\\x1C-\\x1F\\x{2800}\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}_\\p{Pd}\\x{2212}]+");

  /** Control and format characters, variation selectors and the grapheme joiner. */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cf}[\\p{Cc}&&[^\\s\\x{85}\\x1C-\\x1F]]\\x{34F}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}]+");

  /** Of an abbreviation ({@code Postnr.}), a form's label, a mark for what must be filled in. */
  private static final Pattern END = Pattern.compile("[ .:*]+$");

  private static final Pattern BRACKETS_AT_END =
      Pattern.compile("(?s)(.*[^\\s])\\s*[(\uFF08][^()\uFF08\uFF09]*[)\uFF09][\\s.:*]*");

  private HeadingText() {}

  /**
   * Equal for headings that are taken as one: compared in NFC, without invisible characters, case
   * and signs at the end ignored, any run of blanks, _ and - as one blank.
   */
  static String normalize(String heading) {
    // What is invisible may stand between a letter and its accent.
    String visible = INVISIBLE.matcher(heading).replaceAll("");
    String composed = Normalizer.normalize(visible, Normalizer.Form.NFC);
    String plain = SEPARATORS.matcher(composed).replaceAll(" ").strip();
    // By way of the upper case, so that both cases of ß and ς are one.
    return END.matcher(plain).replaceFirst("").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /**
   * A heading without the text in round brackets at its end: {@code Postnr} of {@code Postnr (4
   * siffer)}.
   *
   * @return null if it has none, or nothing else
   */
  static @Nullable String withoutBrackets(String heading) {
    Matcher matcher = BRACKETS_AT_END.matcher(CellText.strip(heading));
    return matcher.matches() ? CellText.strip(matcher.group(1)) : null;
  }
}
