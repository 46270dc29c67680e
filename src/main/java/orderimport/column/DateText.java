package orderimport.column;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.imports.ImportOptions.DateOrder;
import org.jspecify.annotations.Nullable;

/** Dates written as text: ISO, or as people in Norway, Denmark and the US write them. */
final class DateText {
  private static final String TIME = "(?:[ T,]+(?:kl\\.? ?)?(\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?))?";
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})" + TIME + "(?:\\.\\d+)?");
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})([./-])(\\d{1,2})\\2(\\d{1,4})" + TIME);
  private static final Pattern DAY_MONTH =
      Pattern.compile("(\\d{1,2})\\.?[ -]*(\\p{L}+)\\.?[ ,-]+(\\d{4})" + TIME);
  private static final Pattern MONTH_DAY =
      Pattern.compile("(\\p{L}+)\\.? (\\d{1,2}),? (\\d{4})" + TIME);
  private static final Map<String, Month> MONTHS = months();

  private DateText() {}

  private static Map<String, Month> months() {
    Map<String, Month> months = new HashMap<>();
    for (Locale locale :
        List.of(Locale.ENGLISH, Locale.forLanguageTag("nb"), Locale.forLanguageTag("da"))) {
      for (Month month : Month.values()) {
        for (TextStyle style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
          String name = month.getDisplayName(style, locale).toLowerCase(Locale.ROOT);
          months.put(name.replace(".", ""), month);
        }
      }
    }
    return months;
  }

  /** What a text is as a date. */
  sealed interface Result {}

  /** A point in time, since the text named its offset. */
  record Exact(OffsetDateTime time) implements Result {}

  /** A date with a time but without an offset. */
  record WithTime(LocalDateTime time) implements Result {}

  /** A date. */
  record Day(LocalDate date) implements Result {}

  /** It can mean two dates. */
  record Ambiguous(LocalDate dayFirst, LocalDate monthFirst) implements Result {}

  /** Its year has two digits. */
  record ShortYear() implements Result {}

  /** It is none. */
  record NoDate() implements Result {}

  /**
   * Reads a date.
   *
   * @param order of day, month and year, null if nobody said
   */
  static Result read(String text, @Nullable DateOrder order) {
    String stripped = text.strip();
    try {
      return new Exact(OffsetDateTime.parse(stripped, DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    } catch (DateTimeParseException notExact) {
      try {
        return withoutOffset(stripped, order);
      } catch (DateTimeException noSuchDay) {
        return new NoDate();
      }
    }
  }

  private static Result withoutOffset(String text, @Nullable DateOrder order) {
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      return day(iso.group(1), iso.group(2), iso.group(3), iso.group(4));
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
    if (!numbers.matches()) {
      return new NoDate();
    }
    String first = numbers.group(1);
    String second = numbers.group(3);
    String third = numbers.group(4);
    String time = numbers.group(5);
    if (first.length() == 4) {
      return day(first, second, third, time);
    } else if (third.length() != 4) {
      return third.length() == 2 ? new ShortYear() : new NoDate();
    }
    int one = Integer.parseInt(first);
    int two = Integer.parseInt(second);
    if (order == null && one <= 12 && two <= 12 && one != two) {
      int year = Integer.parseInt(third);
      return new Ambiguous(LocalDate.of(year, two, one), LocalDate.of(year, one, two));
    }
    boolean monthFirst = order == null ? two > 12 : order == DateOrder.MDY;
    return monthFirst ? day(third, first, second, time) : day(third, second, first, time);
  }

  private static Result named(String year, String name, String day, @Nullable String time) {
    Month month = MONTHS.get(name.toLowerCase(Locale.ROOT));
    return month == null ? new NoDate() : day(year, String.valueOf(month.getValue()), day, time);
  }

  private static Result day(String year, String month, String day, @Nullable String time) {
    LocalDate date =
        LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
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
