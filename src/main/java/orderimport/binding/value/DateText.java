package orderimport.binding.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.imports.ImportOptions.DateOrder;
import org.jspecify.annotations.Nullable;

/** Parses dates written as text: ISO 8601 and the usual formats in Norway, Denmark and the US. */
public final class DateText {
  private static final String TIME = "(?:[ T,]+(?:kl\\.? ?)?(\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?))?";
  private static final String WEEKDAY = "(?:\\p{L}+da[yg],? (?:den )?)?";
  private static final Pattern OFFSET =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ Tt](\\d{2}:\\d{2}\\S*?) ?([Zz]|[+-]\\d{2}:\\d{2})");
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})" + TIME + "(?:\\.\\d+)?");
  private static final Pattern BASIC = Pattern.compile("((?:19|20)\\d{2})(\\d{2})(\\d{2})");
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})([./-]) ?(\\d{1,2})\\2 ?(\\d{1,4})" + TIME);
  private static final Pattern DAY_MONTH =
      Pattern.compile(WEEKDAY + "(\\d{1,2})\\.?[ -]*(\\p{L}+)\\.?[ ,.-]+(\\d{2}|\\d{4})" + TIME);
  private static final Pattern MONTH_DAY =
      Pattern.compile(WEEKDAY + "(\\p{L}+)\\.?[ -](\\d{1,2})(?:, ?| |-)(\\d{4})" + TIME);

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2199;

  private DateText() {}

  /** The result of parsing a text as a date. */
  sealed interface Result {}

  /** A date and time with an offset. */
  record Exact(OffsetDateTime time) implements Result {}

  /** A date and time without an offset. */
  record WithTime(LocalDateTime time) implements Result {}

  /** A date without a time. */
  record Day(LocalDate date) implements Result {}

  /** The text can mean two dates. */
  record Ambiguous(LocalDate dayFirst, LocalDate monthFirst) implements Result {}

  /** The year has two digits, and no date order determines which part it is. */
  record ShortYear() implements Result {}

  /** The text is not a date. */
  record NoDate() implements Result {}

  /**
   * Parses a date.
   *
   * @param text the trimmed text
   * @param order the order of day, month and year, null if not specified
   */
  public static Result read(String text, @Nullable DateOrder order) {
    try {
      Matcher offset = OFFSET.matcher(text);
      return offset.matches() ? exact(offset) : withoutOffset(text, order);
    } catch (DateTimeException noSuchDay) {
      return new NoDate();
    }
  }

  private static Result exact(Matcher parts) throws DateTimeParseException {
    return new Exact(
        OffsetDateTime.parse(
            parts.group(1) + "T" + parts.group(2) + parts.group(3),
            DateTimeFormatter.ISO_OFFSET_DATE_TIME));
  }

  private static Result withoutOffset(String text, @Nullable DateOrder order) {
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      return day(iso.group(1), iso.group(2), iso.group(3), iso.group(4));
    }
    Matcher basic = BASIC.matcher(text);
    if (basic.matches()) {
      return day(basic.group(1), basic.group(2), basic.group(3), null);
    }
    Matcher named = DAY_MONTH.matcher(text);
    if (named.matches()) {
      return named(named.group(3), named.group(2), named.group(1), named.group(4));
    }
    Matcher american = MONTH_DAY.matcher(text);
    if (american.matches()) {
      return named(american.group(3), american.group(1), american.group(2), american.group(4));
    }
    Matcher numbers = NUMBERS.matcher(text);
    return numbers.matches()
        ? numbers(numbers.group(1), numbers.group(3), numbers.group(4), numbers.group(5), order)
        : new NoDate();
  }

  private static Result numbers(
      String first, String second, String third, @Nullable String time, @Nullable DateOrder order) {
    if (first.length() == 4) {
      return day(first, second, third, time);
    } else if (third.length() == 4) {
      return yearLast(first, second, third, time, order);
    } else if (first.length() > 2 || third.length() > 2) {
      return new NoDate();
    } else if (order == DateOrder.YMD) {
      return day(century(first), second, third, time);
    }
    return order == null || third.length() < 2
        ? new ShortYear()
        : yearLast(first, second, century(third), time, order);
  }

  private static String century(String year) {
    return "20" + year;
  }

  private static Result yearLast(
      String first, String second, String year, @Nullable String time, @Nullable DateOrder order) {
    int one = Integer.parseInt(first);
    int two = Integer.parseInt(second);
    boolean specified = order == DateOrder.DMY || order == DateOrder.MDY;
    if (!specified && one <= 12 && two <= 12 && one != two) {
      int number = Integer.parseInt(year);
      return new Ambiguous(LocalDate.of(number, two, one), LocalDate.of(number, one, two));
    }
    boolean monthFirst = specified ? order == DateOrder.MDY : two > 12;
    return monthFirst ? day(year, first, second, time) : day(year, second, first, time);
  }

  private static Result named(String year, String name, String day, @Nullable String time) {
    Integer month = MonthNames.number(name);
    if (month == null) {
      return new NoDate();
    }
    return year.length() == 2 ? new ShortYear() : day(year, Objects.toString(month), day, time);
  }

  private static Result day(String year, String month, String day, @Nullable String time) {
    LocalDate date =
        LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
      return new NoDate();
    }
    if (time == null) {
      return new Day(date);
    }
    String[] parts = time.split("[:.]");
    return new WithTime(
        date.atTime(
            LocalTime.of(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                parts.length == 3 ? Integer.parseInt(parts[2]) : 0)));
  }
}
