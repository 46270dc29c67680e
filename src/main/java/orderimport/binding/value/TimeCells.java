package orderimport.binding.value;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.binding.value.ParseResult.Parsed;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.heading.ValueSpec;
import orderimport.heading.ValueSpec.Type;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.problem.CellProblem;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.FormatCode;
import org.jspecify.annotations.Nullable;

/** Parses cells as days and points in time. */
final class TimeCells {
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
  ParseResult stored(Cell cell, ValueSpec spec) {
    if (cell.kind() == Cell.Kind.DATE) {
      String format = cell.format();
      return format != null && FormatCode.of(format).isTimeOnly()
          ? new Rejected(CellProblem.NOT_A_DATE_TIME_ONLY)
          : typed(cell.text(), spec);
    }
    return new Rejected(
        cell.kind() == Cell.Kind.NUMBER
            ? CellProblem.NOT_A_DATE_NUMBER
            : CellProblem.NOT_A_DATE_LOGICAL,
        cell.text());
  }

  /** Parses a text. */
  ParseResult typed(String text, ValueSpec spec) {
    boolean dayOnly = spec.type() == Type.DATE;
    DateText.Result result = DateText.read(text, order);
    if (result instanceof DateText.Exact exact) {
      return dayOnly
          ? dayOf(exact.time().toLocalDateTime(), text)
          : new Parsed(exact.time().toInstant());
    } else if (result instanceof DateText.Day day) {
      return new Parsed(dayOnly ? (Object) day.date() : day.date().atStartOfDay(zone).toInstant());
    } else if (result instanceof DateText.WithTime withTime) {
      return dayOnly ? dayOf(withTime.time(), text) : utc(withTime.time());
    } else if (result instanceof DateText.Ambiguous ambiguous) {
      return new Rejected(
          CellProblem.AMBIGUOUS_DATE, text, ambiguous.dayFirst(), ambiguous.monthFirst());
    } else if (result instanceof DateText.OtherWeekday other) {
      return new Rejected(CellProblem.NOT_A_DATE_WEEKDAY, text, other.date(), other.weekday());
    } else if (result instanceof DateText.ShortYear) {
      return new Rejected(CellProblem.AMBIGUOUS_DATE_SHORT_YEAR, text);
    }
    return order == null
        ? new Rejected(CellProblem.NOT_A_DATE, text)
        : new Rejected(
            CellProblem.NOT_A_DATE_IN_ORDER, text, order.name().toLowerCase(Locale.ROOT));
  }

  /** The day of a time as written, whatever its offset; a time other than midnight is rejected. */
  private static ParseResult dayOf(LocalDateTime time, String text) {
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? new Parsed(time.toLocalDate())
        : new Rejected(CellProblem.NOT_A_DATE_WITH_TIME, text);
  }

  private static ParseResult utc(LocalDateTime time) {
    return new Parsed(
        time.toInstant(ZoneOffset.UTC), List.of(Issue.notice(CellProblem.TIME_TAKEN_AS_UTC, time)));
  }
}
