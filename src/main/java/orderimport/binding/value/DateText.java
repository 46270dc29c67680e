package orderimport.binding.value;

import java.time.DateTimeException;
import java.time.DayOfWeek;
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
  private static final String TIME =
      "(?:[ T,]+(?:kl\\.? ?)?(\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?: ?[AaPp]\\.?[Mm]\\.?)?))?";
  private static final Pattern HALF = Pattern.compile(" ?([AaPp])\\.?[Mm]\\.?$");
  private static final Pattern BLANK = Pattern.compile("[\\h\\p{Zs}]+");
  private static final Pattern HYPHEN = Pattern.compile("[\\u2010-\\u2015\\u2212\\uFE63]");
  private static final Pattern WEEKDAY = Pattern.compile("(\\p{L}+)\\.?,? (?:(?:den|the) )?(.+)");
  private static final Pattern OFFSET =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ Tt](\\d{2}:\\d{2}\\S*?) ?([Zz]|[+-]\\d{2}:\\d{2})");
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})" + TIME + "(?:\\.\\d+)?");
  private static final Pattern BASIC = Pattern.compile("((?:19|20)\\d{2})(\\d{2})(\\d{2})");
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})([./-]) ?(\\d{1,2})\\2 ?(\\d{1,4})" + TIME);

  /** {@code 15/3-2027}, as people write in Norway and Denmark. */
  private static final Pattern SLASH_HYPHEN =
      Pattern.compile("(\\d{1,2})(/)(\\d{1,2}) ?- ?(\\d{2}|\\d{4})" + TIME);

  private static final Pattern DAY_MONTH =
      Pattern.compile(
          "(\\d{1,2})(?:\\.|st|nd|rd|th)?[ -]*(?:of )?(\\p{L}+)\\.?[ ,.-]+(\\d{2}|\\d{4})" + TIME);
  private static final Pattern MONTH_DAY =
      Pattern.compile("(\\p{L}+)\\.?[ -](\\d{1,2})(?:st|nd|rd|th)?(?:, ?| |-)(\\d{4})" + TIME);

  private static final int HALF_DAY = 12;
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

  /** The day is not the weekday in the text. */
  record OtherWeekday(String weekday, LocalDate date) implements Result {}

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
      return offset.matches() ? exact(offset) : withWeekday(plain(text), order);
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

  /** The text with any blanks and hyphens as plain ones. */
  private static String plain(String text) {
    return HYPHEN.matcher(BLANK.matcher(text).replaceAll(" ")).replaceAll("-");
  }

  private static Result withWeekday(String text, @Nullable DateOrder order) {
    Matcher parts = WEEKDAY.matcher(text);
    DayOfWeek weekday = parts.matches() ? MonthNames.weekday(parts.group(1)) : null;
    if (weekday == null) {
      return withoutOffset(text, order);
    }
    Result result = withoutOffset(parts.group(2), order);
    if (result instanceof Ambiguous days) {
      boolean dayFirst = days.dayFirst().getDayOfWeek() == weekday;
      boolean monthFirst = days.monthFirst().getDayOfWeek() == weekday;
      return dayFirst == monthFirst
          ? result
          : new Day(dayFirst ? days.dayFirst() : days.monthFirst());
    }
    LocalDate date =
        result instanceof Day day
            ? day.date()
            : result instanceof WithTime withTime ? withTime.time().toLocalDate() : null;
    return date == null || date.getDayOfWeek() == weekday
        ? result
        : new OtherWeekday(parts.group(1), date);
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
      return named(named.group(3), named.group(2), named.group(1), named.group(4), order);
    }
    Matcher american = MONTH_DAY.matcher(text);
    if (american.matches()) {
      return named(
          american.group(3), american.group(1), american.group(2), american.group(4), order);
    }
    Matcher slashHyphen = SLASH_HYPHEN.matcher(text);
    if (slashHyphen.matches()) {
      return numbers(
          slashHyphen.group(1),
          slashHyphen.group(3),
          slashHyphen.group(4),
          slashHyphen.group(5),
          order);
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
    } else if (first.length() > 2 || third.length() != 2) {
      return new NoDate();
    } else if (order == DateOrder.YMD) {
      return day(century(first), second, third, time);
    }
    return order == null ? new ShortYear() : yearLast(first, second, century(third), time, order);
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

  private static Result named(
      String year, String name, String day, @Nullable String time, @Nullable DateOrder order) {
    Integer month = MonthNames.number(name);
    if (month == null) {
      return new NoDate();
    }
    String number = Objects.toString(month);
    if (year.length() > 2) {
      return day(year, number, day, time);
    } else if (order == null) {
      return new ShortYear();
    }
    return order == DateOrder.YMD
        ? day(century(day), number, year, time)
        : day(century(year), number, day, time);
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
    Matcher half = HALF.matcher(time);
    boolean ofTwelve = half.find();
    String[] parts = (ofTwelve ? time.substring(0, half.start()) : time).split("[:.]");
    int hour = Integer.parseInt(parts[0]);
    if (ofTwelve && (hour < 1 || hour > HALF_DAY)) {
      return new NoDate();
    } else if (ofTwelve) {
      hour = hour % HALF_DAY + (half.group(1).equalsIgnoreCase("p") ? HALF_DAY : 0);
    }
    return new WithTime(
        date.atTime(
            LocalTime.of(
                hour,
                Integer.parseInt(parts[1]),
                parts.length == 3 ? Integer.parseInt(parts[2]) : 0)));
  }
}
