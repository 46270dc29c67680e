package orderimport.column;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import orderimport.column.Reading.Finding;
import orderimport.column.Reading.Read;
import orderimport.column.Reading.Refused;
import orderimport.column.ValueForm.Type;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** Reads cells as the values that a request wants. */
final class CellReader {
  private static final Set<String> YES =
      Set.of("true", "yes", "ja", "1", "y", "j", "sant", "sand", "x");
  private static final Set<String> NO =
      Set.of("false", "no", "nei", "nej", "0", "n", "usant", "falsk");
  private static final Pattern ROUNDED = Pattern.compile("[+-]?\\d([.,]\\d+)?[Ee]\\+\\d+");
  private static final Pattern ZEROS = Pattern.compile("0+");
  private static final Pattern OUTER_BLANKS =
      Pattern.compile("^[\\s\\p{Z}\u200B\uFEFF]+|[\\s\\p{Z}\u200B\uFEFF]+$");
  private static final String AS_TEXT = "Format the cell as text and type the value again.";

  private final ImportOptions options;
  private final ZoneId zone;

  /**
   * @param zone of dates without a time
   */
  CellReader(ImportOptions options, ZoneId zone) {
    this.options = options;
    this.zone = zone;
  }

  /** The text without the blanks around it, non-breaking ones included. */
  static String strip(String text) {
    return OUTER_BLANKS.matcher(text).replaceAll("");
  }

  /** Reads a cell as a value of that form. */
  Reading read(Cell cell, ValueForm form) {
    if (cell.kind() == Cell.Kind.ERROR) {
      return new Refused(
          "error_value",
          "The cell shows the error %s.".formatted(cell.text()),
          "Mend the formula, or type the value itself.");
    } else if (cell.kind() == Cell.Kind.UNCALCULATED) {
      return new Refused(
          "formula_without_value",
          "The cell has a formula whose result is not in the file.",
          "Open the file in a spreadsheet program, let it calculate and save it; or type the value"
              + " itself.");
    }
    return form.list() ? list(cell, form) : single(cell, form);
  }

  private Reading list(Cell cell, ValueForm form) {
    List<Object> values = new ArrayList<>();
    List<Finding> remarks = new ArrayList<>();
    for (String part : cell.text().split("[,;]")) {
      if (!strip(part).isEmpty()) {
        Reading reading = single(new Cell(cell.column(), cell.kind(), part, cell.format()), form);
        if (reading instanceof Refused refused) {
          return refused;
        } else if (reading instanceof Read read) {
          values.add(read.value());
          remarks.addAll(read.remarks());
        }
      }
    }
    return new Read(List.copyOf(values), List.copyOf(remarks));
  }

  private Reading single(Cell cell, ValueForm form) {
    return switch (form.type()) {
      case TEXT -> text(cell, form);
      case WHOLE_NUMBER -> wholeNumber(cell, form);
      case DECIMAL, DECIMAL_TEXT -> decimal(cell, form);
      case YES_NO -> yesNo(cell);
      case TIME -> time(cell);
    };
  }

  /** A text: a name, a code, a reference. */
  Reading text(Cell cell, ValueForm form) {
    return switch (cell.kind()) {
      case DATE ->
          new Refused(
              "turned_into_date",
              "The cell holds the date %s where a text is wanted; the spreadsheet may have turned a code into it."
                  .formatted(cell.text()),
              AS_TEXT);
      case NUMBER -> digits(cell, form);
      default -> {
        String text = strip(cell.text());
        if (ROUNDED.matcher(text).matches()) {
          yield rounded(text);
        }
        yield canonical(form.lowerCase() ? text.toLowerCase(Locale.ROOT) : text, form);
      }
    };
  }

  private static Refused rounded(String text) {
    return new Refused(
        "digits_lost",
        "\"%s\" is what a spreadsheet makes of a long number; its last digits are lost."
            .formatted(text),
        AS_TEXT);
  }

  private static Reading canonical(String text, ValueForm form) {
    for (String allowed : form.allowed()) {
      if (allowed.equalsIgnoreCase(text)) {
        return new Read(allowed);
      }
    }
    return new Read(text);
  }

  private static Reading digits(Cell cell, ValueForm form) {
    String digits = cell.text();
    if (tooLong(digits)) {
      return new Refused(
          "digits_lost",
          "The number %s has more than the 15 digits that a spreadsheet keeps, so its last digits are lost."
              .formatted(digits),
          AS_TEXT);
    }
    String format = cell.format();
    boolean whole = digits.matches("\\d+");
    if (whole && format != null && ZEROS.matcher(format).matches()) {
      return canonical(padded(digits, format.length()), form);
    }
    if (whole && digits.length() < form.fixedDigits()) {
      String padded = padded(digits, form.fixedDigits());
      return new Read(
          padded,
          List.of(
              new Finding(
                  "leading_zeros_restored",
                  Severity.WARNING,
                  "The spreadsheet kept this as the number %s; it is sent as %s."
                      .formatted(digits, padded),
                  "Format the column as text and type %s, if that is right.".formatted(padded))));
    }
    return canonical(digits, form);
  }

  private static boolean tooLong(String digits) {
    return digits.matches("-?\\d{16,}");
  }

  private static String padded(String digits, int length) {
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }

  private Reading wholeNumber(Cell cell, ValueForm form) {
    Reading reading = decimal(cell, form);
    if (!(reading instanceof Read read)) {
      return reading;
    }
    BigDecimal number = (BigDecimal) read.value();
    try {
      Object whole =
          form.javaType() == Integer.class
              ? (Object) number.intValueExact()
              : (Object) number.longValueExact();
      return new Read(whole, read.remarks());
    } catch (ArithmeticException e) {
      return number.stripTrailingZeros().scale() > 0
          ? new Refused(
              "not_a_whole_number",
              "%s is not a whole number.".formatted(cell.text()),
              "Type a number without decimals.")
          : new Refused(
              "out_of_range",
              "%s is too large a number.".formatted(cell.text()),
              "Type a smaller number.");
    }
  }

  private Reading decimal(Cell cell, ValueForm form) {
    boolean asText = form.type() == Type.DECIMAL_TEXT;
    if (cell.kind() == Cell.Kind.NUMBER) {
      if (tooLong(cell.text())) {
        return digits(cell, form);
      }
      return new Read(asText ? cell.text() : new BigDecimal(cell.text()));
    } else if (cell.kind() == Cell.Kind.DATE) {
      return new Refused(
          "turned_into_date",
          "The cell holds the date %s where a number is wanted.".formatted(cell.text()),
          "Format the cell as a number and type the number again.");
    }
    String text = strip(cell.text());
    if (ROUNDED.matcher(text).matches()) {
      return rounded(text);
    }
    NumberText.Result result = NumberText.read(text, options.decimal());
    if (result instanceof NumberText.Amount number) {
      return new Read(asText ? number.value().toPlainString() : number.value());
    } else if (result instanceof NumberText.Ambiguous ambiguous) {
      return new Refused(
          "ambiguous_number",
          "\"%s\" can mean %s or %s.".formatted(text, ambiguous.asPoint(), ambiguous.asComma()),
          "Type it without a thousands sign, or say --decimal point or --decimal comma.");
    }
    return new Refused(
        "not_a_number",
        "\"%s\" is not a number.".formatted(text),
        "Type digits only, for example 1234.50.");
  }

  private static Reading yesNo(Cell cell) {
    String text = strip(cell.text()).toLowerCase(Locale.ROOT);
    if (YES.contains(text)) {
      return new Read(true);
    } else if (NO.contains(text)) {
      return new Read(false);
    }
    return new Refused(
        "not_yes_or_no", "\"%s\" is neither yes nor no.".formatted(cell.text()), "Type yes or no.");
  }

  private Reading time(Cell cell) {
    if (cell.kind() == Cell.Kind.NUMBER) {
      return new Refused(
          "not_a_date",
          "%s is a number where a date is wanted.".formatted(cell.text()),
          "Format the cell as a date, or type the date as 2026-01-31.");
    }
    String text = strip(cell.text());
    DateText.Result result = DateText.read(text, options.dateOrder());
    if (result instanceof DateText.Exact exact) {
      return new Read(exact.time().toInstant());
    } else if (result instanceof DateText.Day day) {
      return new Read(midnight(day.date()));
    } else if (result instanceof DateText.WithTime withTime) {
      return utc(withTime.time());
    } else if (result instanceof DateText.Ambiguous ambiguous) {
      return new Refused(
          "ambiguous_date",
          "\"%s\" can mean %s or %s.".formatted(text, ambiguous.dayFirst(), ambiguous.monthFirst()),
          "Type it as year-month-day (%s), or say --date-order dmy or --date-order mdy."
              .formatted(ambiguous.dayFirst()));
    } else if (result instanceof DateText.ShortYear) {
      return new Refused(
          "ambiguous_date",
          "\"%s\" has a year of two digits.".formatted(text),
          "Type it as year-month-day, for example 2026-01-31.");
    }
    return new Refused(
        "not_a_date",
        "\"%s\" is not a date.".formatted(text),
        "Type it as year-month-day, for example 2026-01-31.");
  }

  private Instant midnight(LocalDate date) {
    return date.atStartOfDay(zone).toInstant();
  }

  private static Reading utc(LocalDateTime time) {
    return new Read(
        time.toInstant(ZoneOffset.UTC),
        List.of(
            new Finding(
                "time_taken_as_utc",
                Severity.NOTICE,
                "The time %s names no time zone; it is taken as UTC.".formatted(time),
                "Write the zone if it is another, for example %s+01:00.".formatted(time))));
  }

  /** An order's name in a cell, as it is kept; null if the cell has none that can be read. */
  static @Nullable String orderRef(Cell cell) {
    Reading reading = readOrderRef(cell);
    return reading instanceof Read read ? (String) read.value() : null;
  }

  /** An order's name in a cell. */
  static Reading readOrderRef(Cell cell) {
    ValueForm form = new ValueForm(Type.TEXT, String.class, false, List.of(), 0, false);
    return new CellReader(ImportOptions.NONE, ZoneOffset.UTC).read(cell, form);
  }
}
