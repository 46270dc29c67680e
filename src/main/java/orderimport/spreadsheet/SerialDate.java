package orderimport.spreadsheet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The serial dates of spreadsheets: a count of days in which 1 March 1900 is 61. */
public final class SerialDate {

  private static final LocalDate DAY_0 = LocalDate.of(1899, 12, 30);
  private static final LocalDate FIRST_UNAMBIGUOUS = LocalDate.of(1900, 3, 1);
  private static final BigDecimal SECONDS = BigDecimal.valueOf(86_400);

  private SerialDate() {}

  /**
   * The serial number of a date in the form of {@link Cell#text}; null if the text is not a date,
   * or is before March 1900, where spreadsheet programs disagree.
   */
  static @Nullable public String of(String date) {
    try {
      LocalDateTime time =
          date.length() == 10 ? day(date).atStartOfDay() : LocalDateTime.parse(date);
      if (time.toLocalDate().isBefore(FIRST_UNAMBIGUOUS)) {
        return null;
      }
      long days = ChronoUnit.DAYS.between(DAY_0, time.toLocalDate());
      int seconds = time.toLocalTime().toSecondOfDay();
      return seconds == 0
          ? Long.toString(days)
          : BigDecimal.valueOf(seconds)
              .divide(SECONDS, 10, RoundingMode.HALF_UP)
              .add(BigDecimal.valueOf(days))
              .toPlainString();
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  /** Faster than {@link LocalDate#parse}, as sheets contain many dates. */
  private static LocalDate day(String date) {
    return LocalDate.of(
        Integer.parseInt(date, 0, 4, 10),
        Integer.parseInt(date, 5, 7, 10),
        Integer.parseInt(date, 8, 10, 10));
  }
}
