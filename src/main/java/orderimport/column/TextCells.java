package orderimport.column;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import orderimport.column.ParseResult.Issue;
import orderimport.column.ParseResult.Parsed;
import orderimport.column.ParseResult.Rejected;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;

/** Parses cells as text: names, codes, references. */
final class TextCells {
  static final String AS_TEXT = "Format the cell as text and enter the value again.";
  static final String AGAIN =
      "Format the column as text in the spreadsheet, enter the value again, and save the file"
          + " again; if the value is correct, enter it as =\"%s\".";

  /** The code of a number whose format shows more than the number. */
  static final String SHOWS_MORE = "shows_more";

  private static final int MAX_DIGITS = 15;
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern ROUNDED = Pattern.compile("[+-]?\\d([.,]\\d+)?[Ee]\\+\\d+");

  private TextCells() {}

  /**
   * Parses a text.
   *
   * @param exported whether a spreadsheet may have exported the text, and so have converted a code
   *     to a date or dropped a leading zero
   */
  static ParseResult typed(String text, ValueSpec form, boolean exported) {
    if (rounded(text)) {
      return lost(text);
    }
    if (exported && form.code() && DateMangledCode.looksLike(text)) {
      return new Rejected(
          "turned_into_date",
          "has \"%s\": a spreadsheet has probably converted a code such as 3-12 to a date"
              .formatted(text),
          AGAIN.formatted(text));
    }
    // If more digits are missing, the text may be incomplete rather than without zeros.
    if (exported
        && form.fixedDigits() > 1
        && text.length() == form.fixedDigits() - 1
        && DIGITS.matcher(text).matches()) {
      return restored(text, form);
    }
    String value = canonical(form.lowerCase() ? text.toLowerCase(Locale.ROOT) : text, form);
    Issue noValue = NoValueWords.warning(text);
    return noValue == null || form.allowed().contains(value)
        ? new Parsed(value)
        : new Parsed(value, List.of(noValue));
  }

  /** Parses a cell that is not text. */
  static ParseResult stored(Cell cell, ValueSpec form) {
    return switch (cell.kind()) {
      case DATE ->
          new Rejected(
              "turned_into_date",
              "contains the date %s instead of text; the spreadsheet may have converted a code to it"
                  .formatted(cell.text()),
              AS_TEXT);
      case BOOLEAN ->
          new Rejected(
              "not_a_text",
              "contains the logical value %s instead of text"
                  .formatted(cell.text().toUpperCase(Locale.ROOT)),
              AS_TEXT);
      default -> number(cell, form);
    };
  }

  private static ParseResult number(Cell cell, ValueSpec form) {
    String digits = cell.text();
    if (tooLong(digits)) {
      return tooManyDigits(digits);
    }
    ShownNumber shown = ShownNumber.of(digits, cell.format());
    String text = shown.text();
    if (form.allowed().contains(digits)) {
      return new Parsed(digits);
    } else if (shown.more()) {
      return text == null || text.isEmpty()
          ? new Parsed(digits, List.of(showsMore(digits, digits)))
          : new Parsed(
              canonical(text, form), shown.sure() ? List.of() : List.of(showsMore(digits, text)));
    } else if (digits.indexOf('.') >= 0) {
      return new Parsed(
          digits,
          List.of(
              new Issue(
                  "number_taken_as_text",
                  Severity.WARNING,
                  "contains the number %s; it is sent as the text %s".formatted(digits, digits),
                  "If it should be sent differently, format the cell as text and enter it"
                      + " again.")));
    }
    String code = text == null || text.isEmpty() ? digits : text;
    if (code.length() < form.fixedDigits() && code.charAt(0) != '-') {
      return restored(code, form);
    }
    boolean asShown = code.equals(text) || shown.same();
    return new Parsed(canonical(code, form), asShown ? List.of() : List.of(shownOtherwise(digits)));
  }

  /** Restores the leading zeros that a spreadsheet dropped. */
  private static Parsed restored(String digits, ValueSpec form) {
    String padded = "0".repeat(form.fixedDigits() - digits.length()) + digits;
    return new Parsed(
        padded,
        List.of(
            new Issue(
                "leading_zeros_restored",
                Severity.WARNING,
                "contains the number %s; it is sent as %s".formatted(digits, padded),
                "If that is correct, format the column as text and enter %s.".formatted(padded))));
  }

  private static Issue shownOtherwise(String digits) {
    return new Issue(
        "number_shown_otherwise",
        Severity.WARNING,
        "contains the number %s, which its number format shows differently; it is sent as %s"
            .formatted(digits, digits),
        AS_TEXT);
  }

  private static Issue showsMore(String digits, String sent) {
    return new Issue(
        SHOWS_MORE,
        Severity.WARNING,
        "contains the number %s, but its number format shows more; it is sent as %s"
            .formatted(digits, sent),
        AS_TEXT);
  }

  private static String canonical(String text, ValueSpec form) {
    if (form.allowed().isEmpty() || form.allowed().contains(text)) {
      return text;
    }
    String normalized = HeadingText.normalize(text);
    return form.allowed().stream()
        .filter(allowed -> HeadingText.normalize(allowed).equals(normalized))
        .findFirst()
        .orElse(text);
  }

  static boolean rounded(String text) {
    return !text.isEmpty()
        && text.charAt(text.length() - 1) <= '9'
        && text.indexOf('+') > 0
        && ROUNDED.matcher(text).matches();
  }

  static Rejected lost(String text) {
    return new Rejected(
        "digits_lost",
        "has \"%s\": a spreadsheet has shortened a long number, and its last digits are lost"
            .formatted(text),
        AS_TEXT);
  }

  /** Whether a number has more digits than a spreadsheet stores. */
  static boolean tooLong(String digits) {
    return digits.length() > MAX_DIGITS
        && digits.indexOf('.') < 0
        && digits.length() - (digits.charAt(0) == '-' ? 1 : 0) > MAX_DIGITS;
  }

  static Rejected tooManyDigits(String digits) {
    return new Rejected(
        "digits_lost",
        "contains the number %s, which has more than the 15 digits that a spreadsheet stores, so its last digits are lost"
            .formatted(digits),
        AS_TEXT);
  }
}
