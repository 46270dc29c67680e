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

/** Reads cells as numbers. */
final class NumberCells {
  /** A number that needs no change where a carrier takes it as text. */
  private static final Pattern AS_WRITTEN = Pattern.compile("\\d+(\\.\\d+)?");

  private static final Pattern CURRENCY =
      Pattern.compile("(?iU)[\\p{Sc}]|\\b(kr|nok|dkk|sek|usd|eur)\\b\\.?");

  private final @Nullable Decimal decimal;

  /**
   * @param decimal the decimal sign of numbers as text, null if nobody said
   */
  NumberCells(@Nullable Decimal decimal) {
    this.decimal = decimal;
  }

  /** Reads what was typed. */
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
          "Type it without a sign between the thousands, or say --decimal point or --decimal"
              + " comma.");
    } else if (DateMangledCode.looksLike(text)) {
      return new Rejected(
          "turned_into_date",
          "has \"%s\", which is what a spreadsheet makes of a number such as 3.12".formatted(text),
          "Format the cell as a number and type the number again.");
    }
    return new Rejected(
        "not_a_number", "has \"%s\", which is not a number".formatted(text), hint(text, form));
  }

  private String hint(String text, ValueSpec form) {
    String example =
        form.type() == Type.WHOLE_NUMBER ? "12" : decimal == Decimal.COMMA ? "1234,50" : "1234.50";
    if (text.indexOf('%') >= 0) {
      return "Type the number alone, without the percent sign, such as %s.".formatted(example);
    } else if (CURRENCY.matcher(text).find()) {
      return "Type the number alone, without the currency, such as %s.".formatted(example);
    } else if (decimal != null && text.matches("[-+.,\\d\\s\\p{Z}]+")) {
      return "Its signs do not fit --decimal %s; type it such as %s."
          .formatted(decimal == Decimal.COMMA ? "comma" : "point", example);
    }
    return "Type digits only, such as %s.".formatted(example);
  }

  /** Reads a cell that is no text. */
  ParseResult stored(Cell cell, ValueSpec form) {
    return switch (cell.kind()) {
      case DATE ->
          new Rejected(
              "turned_into_date",
              "holds the date %s, where a number is wanted".formatted(cell.text()),
              "Format the cell as a number and type the number again.");
      case BOOLEAN ->
          new Rejected(
              "not_a_number",
              "holds the logical value %s, where a number is wanted".formatted(cell.text()),
              "Type the number.");
      default -> number(cell, form);
    };
  }

  private static ParseResult number(Cell cell, ValueSpec form) {
    if (TextCells.tooLong(cell.text())) {
      return TextCells.tooManyDigits(cell.text());
    } else if (isPercentage(cell)) {
      return new Rejected(
          "percentage",
          "shows a percentage, of which the sheet keeps %s".formatted(cell.text()),
          "Format the cell as a number and type the number that is to be sent.");
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
              "Type a number without decimals.")
          : new Rejected(
              "out_of_range",
              "has %s, which is too large a number".formatted(text),
              "Type a smaller number.");
    }
  }
}
