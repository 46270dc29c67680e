package orderimport.binding.value;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import orderimport.binding.value.ParseResult.Parsed;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.heading.ValueSpec;
import orderimport.heading.ValueSpec.Type;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.problem.CellProblem;
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
  ParseResult typed(String text, ValueSpec spec) {
    NumberText.Result result = NumberText.read(text, decimal);
    if (result instanceof NumberText.Amount number) {
      return value(number.value(), text, spec);
    } else if (TextCells.rounded(text)) {
      return TextCells.lost(text);
    } else if (result instanceof NumberText.Ambiguous ambiguous) {
      return new Rejected(
          CellProblem.AMBIGUOUS_NUMBER, text, ambiguous.asPoint(), ambiguous.asComma());
    } else if (DateMangledCode.looksLike(text)) {
      return new Rejected(CellProblem.TURNED_INTO_DATE_AMOUNT, text);
    }
    return notANumber(text, spec);
  }

  private Rejected notANumber(String text, ValueSpec spec) {
    String example =
        spec.type() == Type.WHOLE_NUMBER ? "12" : decimal == Decimal.COMMA ? "1234,50" : "1234.50";
    if (text.indexOf('%') >= 0) {
      return new Rejected(CellProblem.NOT_A_NUMBER_PERCENT, text, example);
    } else if (CURRENCY.matcher(text).find()) {
      return new Rejected(CellProblem.NOT_A_NUMBER_CURRENCY, text, example);
    } else if (decimal != null && text.matches("[-+.,\\d\\s\\p{Z}]+")) {
      String separator = decimal == Decimal.COMMA ? "comma" : "point";
      return new Rejected(CellProblem.NOT_A_NUMBER_SEPARATORS, text, example, separator);
    }
    return new Rejected(CellProblem.NOT_A_NUMBER, text, example);
  }

  /** Parses a cell that is not text. */
  ParseResult stored(Cell cell, ValueSpec spec) {
    return switch (cell.kind()) {
      case DATE -> new Rejected(CellProblem.TURNED_INTO_DATE_NUMBER, cell.text());
      case BOOLEAN -> new Rejected(CellProblem.NOT_A_NUMBER_LOGICAL, cell.text());
      default -> number(cell, spec);
    };
  }

  private static ParseResult number(Cell cell, ValueSpec spec) {
    if (TextCells.tooLong(cell.text())) {
      return TextCells.tooManyDigits(cell.text());
    } else if (isPercentage(cell)) {
      return new Rejected(CellProblem.PERCENTAGE, cell.text());
    }
    return value(new BigDecimal(cell.text()), cell.text(), spec);
  }

  private static boolean isPercentage(Cell cell) {
    String format = cell.format();
    return format != null
        && format.indexOf('%') >= 0
        && FormatCode.of(format).section(new BigDecimal(cell.text())).codes().indexOf('%') >= 0;
  }

  private static ParseResult value(BigDecimal number, String text, ValueSpec spec) {
    if (spec.type() == Type.DECIMAL) {
      return new Parsed(number);
    } else if (spec.type() == Type.DECIMAL_TEXT) {
      return new Parsed(AS_WRITTEN.matcher(text).matches() ? text : number.toPlainString());
    }
    try {
      return new Parsed(
          spec.javaType() == Integer.class
              ? (Object) number.intValueExact()
              : (Object) number.longValueExact());
    } catch (ArithmeticException e) {
      return number.stripTrailingZeros().scale() > 0
          ? new Rejected(CellProblem.NOT_A_WHOLE_NUMBER, text)
          : new Rejected(CellProblem.OUT_OF_RANGE, text);
    }
  }
}
