package orderimport.binding.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.binding.value.ParseResult.Parsed;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.heading.HeadingText;
import orderimport.heading.Suggestions;
import orderimport.heading.ValueSpec;
import orderimport.problem.CellProblem;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** Parses cells as text: names, codes, references. */
public final class TextCells {
  private static final int MAX_DIGITS = 15;
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern ZEROS = Pattern.compile("0+");
  private static final Pattern ROUNDED = Pattern.compile("[+-]?\\d([.,]\\d+)?[Ee]\\+\\d+");

  /**
   * {@code 33621.0} of pandas and R; {@code 3.3621E4} of Java, always with a decimal. Three zeros
   * may be thousands, four the end of a telephone number.
   */
  private static final Pattern FLOAT =
      Pattern.compile("(\\d{1,18})[.,](?:0{1,2}|0{5,})|\\d[.,]\\d{1,16}[Ee]\\d{1,2}");

  private TextCells() {}

  /**
   * Parses a text.
   *
   * @param exported whether a spreadsheet may have exported the text, and so have converted a code
   *     to a date or dropped a leading zero
   */
  public static ParseResult typed(String text, ValueSpec spec, boolean exported) {
    if (rounded(text)) {
      return lost(text);
    }
    if (exported && spec.code() && DateMangledCode.looksLike(text)) {
      return new Rejected(CellProblem.TURNED_INTO_DATE_CODE, text);
    }
    if (isOnlyZeros(text, spec)) {
      return new Rejected(CellProblem.ONLY_ZEROS, text);
    }
    Rejected decimal = exported && spec.code() ? turnedIntoDecimal(text, spec) : null;
    if (decimal != null) {
      return decimal;
    }
    // If more digits are missing, the text may be incomplete rather than without zeros.
    if (exported
        && spec.fixedDigits() > 1
        && text.length() == spec.fixedDigits() - 1
        && DIGITS.matcher(text).matches()) {
      return restored(text, spec);
    }
    String value = canonical(spec.lowerCase() ? text.toLowerCase(Locale.ROOT) : text, spec);
    Issue noValue = NoValueWords.warning(text);
    return noValue == null || spec.allowed().contains(value)
        ? new Parsed(value)
        : new Parsed(value, List.of(noValue));
  }

  /** Parses a cell that is not text. */
  static ParseResult stored(Cell cell, ValueSpec spec) {
    return switch (cell.kind()) {
      case DATE -> new Rejected(CellProblem.TURNED_INTO_DATE_TEXT, cell.text());
      case BOOLEAN -> new Rejected(CellProblem.NOT_A_TEXT, cell.text().toUpperCase(Locale.ROOT));
      default -> number(cell, spec);
    };
  }

  private static ParseResult number(Cell cell, ValueSpec spec) {
    String digits = cell.text();
    if (tooLong(digits)) {
      return tooManyDigits(digits);
    }
    ShownNumber shown = ShownNumber.of(digits, cell.format());
    String text = shown.text();
    if (spec.allowed().contains(digits)) {
      return new Parsed(digits);
    } else if (shown.more()) {
      return text == null || text.isEmpty()
          ? new Parsed(digits, List.of(showsMore(digits, digits)))
          : new Parsed(
              canonical(text, spec), shown.sure() ? List.of() : List.of(showsMore(digits, text)));
    } else if (digits.indexOf('.') >= 0) {
      return new Parsed(digits, List.of(Issue.warning(CellProblem.NUMBER_TAKEN_AS_TEXT, digits)));
    }
    String code = text == null || text.isEmpty() ? digits : text;
    if (isOnlyZeros(code, spec)) {
      return new Rejected(CellProblem.ONLY_ZEROS, code);
    }
    if (code.length() < spec.fixedDigits() && code.charAt(0) != '-') {
      return restored(code, spec);
    }
    boolean asShown = code.equals(text) || shown.same();
    return new Parsed(canonical(code, spec), asShown ? List.of() : List.of(shownOtherwise(digits)));
  }

  /** Whether a code of digits, such as a postcode, stands for none. */
  private static boolean isOnlyZeros(String text, ValueSpec spec) {
    return spec.fixedDigits() > 0 && text.startsWith("0") && ZEROS.matcher(text).matches();
  }

  /** Restores the leading zeros that a spreadsheet dropped. */
  private static Parsed restored(String digits, ValueSpec spec) {
    String padded = "0".repeat(spec.fixedDigits() - digits.length()) + digits;
    return new Parsed(
        padded, List.of(Issue.warning(CellProblem.LEADING_ZEROS_RESTORED, digits, padded)));
  }

  private static Issue shownOtherwise(String digits) {
    return Issue.warning(CellProblem.NUMBER_SHOWN_OTHERWISE, digits);
  }

  private static Issue showsMore(String digits, String sent) {
    return Issue.warning(CellProblem.SHOWS_MORE, digits, sent);
  }

  private static String canonical(String text, ValueSpec spec) {
    if (spec.allowed().isEmpty() || spec.allowed().contains(text)) {
      return text;
    }
    String normalized = HeadingText.normalize(text);
    return spec.allowed().stream()
        .filter(allowed -> HeadingText.normalize(allowed).equals(normalized))
        .findFirst()
        .orElse(text);
  }

  /** Rejects a whole number that a program wrote with decimals; null for any other text. */
  private static @Nullable Rejected turnedIntoDecimal(String text, ValueSpec spec) {
    Matcher number = FLOAT.matcher(text);
    if (!number.matches()) {
      return null;
    }
    BigDecimal exact = new BigDecimal(text.replace(',', '.')).stripTrailingZeros();
    if (exact.scale() > 0) {
      return null;
    }
    String digits = number.group(1) == null ? exact.toPlainString() : number.group(1);
    String whole = digits.length() == spec.fixedDigits() - 1 ? "0" + digits : digits;
    return new Rejected(
        Issue.error(CellProblem.TURNED_INTO_DECIMAL, text, whole)
            .withLead(Suggestions.sentence(List.of(whole))));
  }

  static boolean rounded(String text) {
    return !text.isEmpty()
        && text.charAt(text.length() - 1) <= '9'
        && text.indexOf('+') > 0
        && ROUNDED.matcher(text).matches();
  }

  static Rejected lost(String text) {
    return new Rejected(CellProblem.DIGITS_LOST_SHORTENED, text);
  }

  /** Whether a number has more digits than a spreadsheet stores. */
  static boolean tooLong(String digits) {
    return digits.length() > MAX_DIGITS
        && digits.indexOf('.') < 0
        && digits.length() - (digits.charAt(0) == '-' ? 1 : 0) > MAX_DIGITS;
  }

  static Rejected tooManyDigits(String digits) {
    return new Rejected(CellProblem.DIGITS_LOST, digits);
  }
}
