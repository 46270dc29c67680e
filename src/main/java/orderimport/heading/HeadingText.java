package orderimport.heading;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /**
   * A mark for required fields, and the end of an abbreviation ({@code Postnr.}) or a form label.
   */
  private static final Pattern MARKS = Pattern.compile("^[ *]+|[ .:*]+$");

  /** Round brackets, or square ones with a word, which is not an index. */
  private static final Pattern BRACKETS_AT_END =
      Pattern.compile(
          "(?s)(.*[^\\s])\\s*(?:[(\uFF08][^()\uFF08\uFF09]*[)\uFF09]"
              + "|\\[[^\\[\\]]*\\p{L}[^\\[\\]]*\\])[\\s.:*]*");

  /** {@code 1.}, {@code 2)}, {@code (3)} or {@code 1.2.} before a word. */
  private static final Pattern NUMBER_AT_START =
      Pattern.compile("[\\s*]*\\(?\\d{1,3}(?:\\.\\d{1,3})*[.):]\\s*(?=\\p{L})");

  private static final Pattern ASTERISKS = Pattern.compile("^[*\\s]+");

  private static final Pattern BETWEEN_NAMES = Pattern.compile("\\s*[/|\\n\\r]\\s*");

  private static final int MOST_NAMES = 4;

  private static final Pattern UNIT_AT_END =
      Pattern.compile("(?s)(.*?[^\\s,:_-])[\\s,:_-]+(?:(?:i|in)\\s+)?([\\p{L}$€£]+)[\\s.:*]*");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}$€£]+");

  private HeadingText() {}

  /**
   * Normalizes a heading for comparison: NFC, no invisible characters, lower case, no asterisk at
   * the start, no punctuation at the end, any run of spaces, _ and - as one space.
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
      } else if (c == '*' && normal.isEmpty()) {
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
    return MARKS.matcher(plain).replaceAll("").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /**
   * A heading without the text in brackets at its end: {@code Postnr} of {@code Postnr (4 siffer)}.
   * Square brackets with an index belong to the heading.
   *
   * @return null if it has no text in brackets or consists only of it
   */
  static @Nullable String withoutBrackets(String heading) {
    Matcher matcher = BRACKETS_AT_END.matcher(CellText.strip(heading));
    return matcher.matches() ? CellText.strip(matcher.group(1)) : null;
  }

  /** A heading without the asterisks and the number at its start. */
  static String withoutMarks(String heading) {
    String text = withoutNumber(heading);
    return text.startsWith("*") ? ASTERISKS.matcher(text).replaceFirst("") : text;
  }

  /**
   * A heading without the number of the column at its start: {@code Postnr} of {@code 3. Postnr}.
   */
  static String withoutNumber(String heading) {
    char first = heading.isEmpty() ? 'a' : heading.charAt(0);
    if (Character.isLetter(first)) {
      return heading;
    }
    Matcher matcher = NUMBER_AT_START.matcher(heading);
    return matcher.lookingAt() ? CellText.strip(heading.substring(matcher.end())) : heading;
  }

  /**
   * The shorter forms of a heading that mean the same unless it is known as written, the longest
   * ones first: without the text in brackets at its end, without the number at its start.
   */
  static List<String> shortened(String heading) {
    List<String> forms = new ArrayList<>();
    String unnumbered = withoutNumber(heading);
    forms.add(withoutBrackets(heading));
    if (!unnumbered.equals(heading)) {
      forms.add(unnumbered);
      forms.add(withoutBrackets(unnumbered));
    }
    forms.removeIf(Objects::isNull);
    return forms;
  }

  /**
   * The names that a heading consists of: {@code Postnr} and {@code Zip} of {@code Postnr / Zip}.
   *
   * @return the heading alone if it is one name
   */
  static List<String> names(String heading) {
    String[] names = BETWEEN_NAMES.split(withoutNumber(heading), MOST_NAMES + 1);
    return names.length > MOST_NAMES || Stream.of(names).anyMatch(String::isBlank)
        ? List.of(heading)
        : Stream.of(names).map(CellText::strip).toList();
  }

  /** The name and the word of a heading that ends with a word; empty if it is one word. */
  static Optional<Map.Entry<String, String>> lastWord(String heading) {
    Matcher matcher = UNIT_AT_END.matcher(CellText.strip(heading));
    return matcher.matches()
        ? Optional.of(Map.entry(matcher.group(1), normalize(matcher.group(2))))
        : Optional.empty();
  }

  /** The words of a heading that its name does not have, in lower case. */
  static List<String> additions(String heading, String name) {
    return BETWEEN_WORDS
        .splitAsStream(normalizeUnicode(heading.replace(name, " ")))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
