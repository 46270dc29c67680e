package orderimport.column;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import orderimport.column.ParseResult.Parsed;
import orderimport.column.ParseResult.Rejected;
import orderimport.column.ValueSpec.Type;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.FormatCode;
import org.jspecify.annotations.Nullable;

/** Parses cells as numbers. */
final class NumberCells {
  /** A number that is sent unchanged if the carrier accepts it as text. */
  private static final Pattern AS_WRITTEN = Pattern.compile("\\d+(\\.\\d+)?");

  private static final Pattern CURRENCY =
      Pattern.compile("(?iU)[\\p{Sc}]|\\b(kr|nok|dkk|sek|usd|eur)\\b\\.?");

  private final @Nullable Decimal decimal;

  /**
   * @param decimal the decimal separator of numbers as text, null if not specified
   */
  NumberCells(@Nullable Decimal decimal) {
    this.decimal = decimal;
  }

  /** Parses a text. */
  ParseResult typed(String text, ValueSpec form) {
    NumberText.Result result = NumberText.read(text, decimal);
    if (result instanceof NumberText.Amount number) {
      return value(number.value(), text, form);
    } else if (TextCells.rounded(text)) {
      return TextCells.lost(text);
    } else if (result instanceof NumberText.Ambiguous ambiguous) {
      return new Rejected(
          "ambiguous_number",
          "has \"%s\", which can mean %s or %s"
              .formatted(text, ambiguous.asPoint(), ambiguous.asComma()),
          "Enter it without a thousands separator, or use --decimal point or --decimal comma.");
    } else if (DateMangledCode.looksLike(text)) {
      return new Rejected(
          "turned_into_date",
          "has \"%s\": a spreadsheet has probably converted a number such as 3.12 to a date"
              .formatted(text),
          "Format the cell as a number and enter the number again.");
    }
    return new Rejected(
        "not_a_number", "has \"%s\", which is not a number".formatted(text), hint(text, form));
  }

  private String hint(String text, ValueSpec form) {
    String example =
        form.type() == Type.WHOLE_NUMBER ? "12" : decimal == Decimal.COMMA ? "1234,50" : "1234.50";
    if (text.indexOf('%') >= 0) {
      return "Enter only the number, without the percent sign, such as %s.".formatted(example);
    } else if (CURRENCY.matcher(text).find()) {
      return "Enter only the number, without the currency, such as %s.".formatted(example);
    } else if (decimal != null && text.matches("[-+.,\\d\\s\\p{Z}]+")) {
      return "Its separators do not match --decimal %s; enter it like %s."
          .formatted(decimal == Decimal.COMMA ? "comma" : "point", example);
    }
    return "Enter digits only, such as %s.".formatted(example);
  }

  /** Parses a cell that is not text. */
  ParseResult stored(Cell cell, ValueSpec form) {
    return switch (cell.kind()) {
      case DATE ->
          new Rejected(
              "turned_into_date",
              "contains the date %s instead of a number".formatted(cell.text()),
              "Format the cell as a number and enter the number again.");
      case BOOLEAN ->
          new Rejected(
              "not_a_number",
              "contains the logical value %s instead of a number".formatted(cell.text()),
              "Enter the number.");
      default -> number(cell, form);
    };
  }

  private static ParseResult number(Cell cell, ValueSpec form) {
    if (TextCells.tooLong(cell.text())) {
      return TextCells.tooManyDigits(cell.text());
    } else if (isPercentage(cell)) {
      return new Rejected(
          "percentage",
          "shows a percentage, stored in the sheet as %s".formatted(cell.text()),
          "Format the cell as a number and enter the number to send.");
    }
    return value(new BigDecimal(cell.text()), cell.text(), form);
  }

  private static boolean isPercentage(Cell cell) {
    String format = cell.format();
    return format != null
        && format.indexOf('%') >= 0
        && FormatCode.of(format).section(new BigDecimal(cell.text())).codes().indexOf('%') >= 0;
  }

  private static ParseResult value(BigDecimal number, String text, ValueSpec form) {
    if (form.type() == Type.DECIMAL) {
      return new Parsed(number);
    } else if (form.type() == Type.DECIMAL_TEXT) {
      return new Parsed(AS_WRITTEN.matcher(text).matches() ? text : number.toPlainString());
    }
    try {
      return new Parsed(
          form.javaType() == Integer.class
              ? (Object) number.intValueExact()
              : (Object) number.longValueExact());
    } catch (ArithmeticException e) {
      return number.stripTrailingZeros().scale() > 0
          ? new Rejected(
              "not_a_whole_number",
              "has %s, which is not a whole number".formatted(text),
              "Enter a number without decimals.")
          : new Rejected(
              "out_of_range",
              "has %s, which is too large".formatted(text),
              "Enter a smaller number.");
    }
  }
}
