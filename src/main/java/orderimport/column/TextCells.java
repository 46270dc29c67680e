package orderimport.column;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import orderimport.column.ParseResult.Issue;
import orderimport.column.ParseResult.Parsed;
import orderimport.column.ParseResult.Rejected;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;

/** Reads cells as texts: names, codes, references. */
final class TextCells {
  static final String AS_TEXT = "Format the cell as text and type the value again.";
  static final String AGAIN =
      "Format the column as text in the spreadsheet, type the value again, and save the file anew;"
          + " if it is meant as it stands, write it as =\"%s\".";

  /** The code of a number that shows more than it holds. */
  static final String SHOWS_MORE = "shows_more";

  private static final int KEPT_DIGITS = 15;
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern ROUNDED = Pattern.compile("[+-]?\\d([.,]\\d+)?[Ee]\\+\\d+");

  private TextCells() {}

  /**
   * Reads what was typed.
   *
   * @param exported whether a spreadsheet may have written the text, and so have made a date of a
   *     code or taken a zero from its front
   */
  static ParseResult typed(String text, ValueSpec form, boolean exported) {
    if (rounded(text)) {
      return lost(text);
    }
    if (exported && form.code() && DateMangledCode.looksLike(text)) {
      return new Rejected(
          "turned_into_date",
          "has \"%s\", which is what a spreadsheet makes of a code such as 3-12".formatted(text),
          AGAIN.formatted(text));
    }
    // Of a text that lacks more, nobody knows whether it is complete.
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

  /** Reads a cell that is no text. */
  static ParseResult stored(Cell cell, ValueSpec form) {
    return switch (cell.kind()) {
      case DATE ->
          new Rejected(
              "turned_into_date",
              "holds the date %s, where a text is wanted; the spreadsheet may have made it of a code"
                  .formatted(cell.text()),
              AS_TEXT);
      case BOOLEAN ->
          new Rejected(
              "not_a_text",
              "holds the logical value %s, where a text is wanted"
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
                  "holds the number %s; it is sent as the text %s".formatted(digits, digits),
                  "Format the cell as text and type it again if it should be written otherwise.")));
    }
    String code = text == null || text.isEmpty() ? digits : text;
    if (code.length() < form.fixedDigits() && code.charAt(0) != '-') {
      return restored(code, form);
    }
    boolean asShown = code.equals(text) || shown.same();
    return new Parsed(canonical(code, form), asShown ? List.of() : List.of(shownOtherwise(digits)));
  }

  /** Digits with the zeros in front that a spreadsheet took. */
  private static Parsed restored(String digits, ValueSpec form) {
    String padded = "0".repeat(form.fixedDigits() - digits.length()) + digits;
    return new Parsed(
        padded,
        List.of(
            new Issue(
                "leading_zeros_restored",
                Severity.WARNING,
                "holds the number %s; it is sent as %s".formatted(digits, padded),
                "Format the column as text and type %s, if that is right.".formatted(padded))));
  }

  private static Issue shownOtherwise(String digits) {
    return new Issue(
        "number_shown_otherwise",
        Severity.WARNING,
        "holds the number %s, which its number format shows otherwise; it is sent as %s"
            .formatted(digits, digits),
        AS_TEXT);
  }

  private static Issue showsMore(String digits, String sent) {
    return new Issue(
        SHOWS_MORE,
        Severity.WARNING,
        "holds the number %s and shows more by its number format; it is sent as %s"
            .formatted(digits, sent),
        AS_TEXT);
  }

  private static String canonical(String text, ValueSpec form) {
    if (form.allowed().isEmpty() || form.allowed().contains(text)) {
      return text;
    }
    String wanted = HeadingText.normalize(text);
    return form.allowed().stream()
        .filter(allowed -> HeadingText.normalize(allowed).equals(wanted))
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
        "has \"%s\", which is what a spreadsheet makes of a long number; its last digits are lost"
            .formatted(text),
        AS_TEXT);
  }

  /** Whether a number has more digits than a spreadsheet keeps. */
  static boolean tooLong(String digits) {
    return digits.length() > KEPT_DIGITS
        && digits.indexOf('.') < 0
        && digits.length() - (digits.charAt(0) == '-' ? 1 : 0) > KEPT_DIGITS;
  }

  static Rejected tooManyDigits(String digits) {
    return new Rejected(
        "digits_lost",
        "holds the number %s, which has more than the 15 digits that a spreadsheet keeps, so that its last digits are lost"
            .formatted(digits),
        AS_TEXT);
  }
}
