package orderimport.spreadsheet;

import static java.time.format.DateTimeFormatter.ISO_DATE_TIME;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;

/** Converts the stored values of a workbook to the form of {@link Cell#text}. */
public final class CellValueFormat {
  /** Spreadsheets store 15 significant digits, so 0.1 + 0.2 is 0.3. */
  private static final MathContext PRECISION = new MathContext(15, RoundingMode.HALF_UP);

  private static final double DAY_AFTER_9999 = 2_958_466;
  private static final LocalDate DATE_OF_TIMES = LocalDate.of(1899, 12, 31);

  private CellValueFormat() {}

  /** Plain decimal digits; null if the text is not a number. */
  static @Nullable public String number(String stored) {
    if (isPlain(stored)) {
      return stored;
    }
    try {
      double value = Double.parseDouble(stored);
      return Double.isFinite(value) ? number(value) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static String number(double value) {
    if (value == (int) value) {
      return Integer.toString((int) value);
    }
    return new BigDecimal(Double.toString(value))
        .round(PRECISION)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Whether the text is a whole number in its final form, which saves parsing nearly always. */
  private static boolean isPlain(String stored) {
    int length = stored.length();
    if (length == 0 || length > 15 || (length > 1 && stored.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = stored.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * Converts a serial date.
   *
   * @param from1904 whether days count from 1904, as in workbooks of old Macs
   * @return null if it is outside the range of spreadsheet dates
   */
  static @Nullable String date(double days, boolean from1904) {
    if (!(days >= 0 && days < DAY_AFTER_9999)) {
      return null;
    }
    return date(DateUtil.getLocalDateTime(days, from1904, true));
  }

  /** Converts an ISO date, time or date-time; null if the text is none of these. */
  static @Nullable public String date(String iso) {
    try {
      if (iso.indexOf('T') >= 0) {
        return date(ISO_DATE_TIME.parse(iso, LocalDateTime::from));
      }
      return iso.indexOf(':') < 0
          ? LocalDate.parse(iso).toString()
          : date(LocalTime.parse(iso).atDate(DATE_OF_TIMES));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String date(LocalDateTime moment) {
    LocalDateTime second = moment.plusNanos(500_000_000).truncatedTo(ChronoUnit.SECONDS);
    return second.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? second.toLocalDate().toString()
        : ISO_LOCAL_DATE_TIME.format(second);
  }
}
