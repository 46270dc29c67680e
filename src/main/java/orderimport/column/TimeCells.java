package orderimport.column;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import orderimport.column.ParseResult.Issue;
import orderimport.column.ParseResult.Parsed;
import orderimport.column.ParseResult.Rejected;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.FormatCode;
import org.jspecify.annotations.Nullable;

/** Parses cells as points in time. */
final class TimeCells {
  private static final String ISO = "Enter it as year-month-day, for example 2026-01-31.";

  private final @Nullable DateOrder order;
  private final ZoneId zone;

  /**
   * @param order the order of day, month and year in dates as text, null if not specified
   * @param zone the time zone of dates without a time
   */
  TimeCells(@Nullable DateOrder order, ZoneId zone) {
    this.order = order;
    this.zone = zone;
  }

  /** Parses a cell that is not text. */
  ParseResult stored(Cell cell) {
    if (cell.kind() == Cell.Kind.DATE) {
      String format = cell.format();
      return format != null && FormatCode.of(format).isTimeOnly()
          ? new Rejected("not_a_date", "contains a time without a date", ISO)
          : typed(cell.text());
    }
    return new Rejected(
        "not_a_date",
        "contains %s %s instead of a date"
            .formatted(
                cell.kind() == Cell.Kind.NUMBER ? "the number" : "the logical value", cell.text()),
        "Format the cell as a date and enter the date again, or enter it as 2026-01-31.");
  }

  /** Parses a text. */
  ParseResult typed(String text) {
    DateText.Result result = DateText.read(text, order);
    if (result instanceof DateText.Exact exact) {
      return new Parsed(exact.time().toInstant());
    } else if (result instanceof DateText.Day day) {
      return new Parsed(day.date().atStartOfDay(zone).toInstant());
    } else if (result instanceof DateText.WithTime withTime) {
      return utc(withTime.time());
    } else if (result instanceof DateText.Ambiguous ambiguous) {
      return new Rejected(
          "ambiguous_date",
          "has \"%s\", which can mean %s or %s"
              .formatted(text, ambiguous.dayFirst(), ambiguous.monthFirst()),
          "Enter it as year-month-day (%s), or use --date-order dmy or --date-order mdy."
              .formatted(ambiguous.dayFirst()));
    } else if (result instanceof DateText.ShortYear) {
      return new Rejected(
          "ambiguous_date", "has \"%s\", with a two-digit year".formatted(text), ISO);
    }
    return new Rejected(
        "not_a_date", "has \"%s\", which is not a date".formatted(text), notFitting());
  }

  private String notFitting() {
    return order == null
        ? ISO
        : ISO.replace(".", "")
            + ", or in the order of --date-order %s."
                .formatted(order.name().toLowerCase(java.util.Locale.ROOT));
  }

  private static ParseResult utc(LocalDateTime time) {
    return new Parsed(
        time.toInstant(ZoneOffset.UTC),
        List.of(
            new Issue(
                "time_taken_as_utc",
                Severity.NOTICE,
                "has the time %s without a time zone; it is read as UTC".formatted(time),
                "If it is in another time zone, add the offset, for example %s+01:00."
                    .formatted(time))));
  }
}
