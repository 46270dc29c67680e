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

/** A workbook's stored values as {@link Cell} gives them. */
final class CellValueFormat {
  /** What a spreadsheet keeps, and so what a person typed: 0.1 + 0.2 is 0.3. */
  private static final MathContext KEPT = new MathContext(15, RoundingMode.HALF_UP);

  private static final double DAY_AFTER_LAST = 2_958_466;
  private static final LocalDate DAY_OF_TIMES = LocalDate.of(1899, 12, 31);

  private CellValueFormat() {}

  /** The number's plain digits; null if the text is no number. */
  static @Nullable String number(String stored) {
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
    return new BigDecimal(Double.toString(value)).round(KEPT).stripTrailingZeros().toPlainString();
  }

  /** Whether a whole number already stands as it is to be given, as nearly all do. */
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
   * A day number as a date.
   *
   * @param from1904 whether days are counted from 1904, as old Macs did
   * @return null if it lies outside of the dates that spreadsheets know
   */
  static @Nullable String date(double days, boolean from1904) {
    if (!(days >= 0 && days < DAY_AFTER_LAST)) {
      return null;
    }
    return date(DateUtil.getLocalDateTime(days, from1904, true));
  }

  /** An ISO date, time or both as the file has it; null if the text is none. */
  static @Nullable String date(String iso) {
    try {
      if (iso.indexOf('T') >= 0) {
        return date(ISO_DATE_TIME.parse(iso, LocalDateTime::from));
      }
      return iso.indexOf(':') < 0
          ? LocalDate.parse(iso).toString()
          : date(LocalTime.parse(iso).atDate(DAY_OF_TIMES));
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
