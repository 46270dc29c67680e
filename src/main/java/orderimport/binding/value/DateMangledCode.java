package orderimport.binding.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detects codes that a spreadsheet converted to a date and exported to a text file: {@code 03.des},
 * {@code 12-Mar}, {@code Mar-12}, {@code 2026-03-12 00:00:00}.
 */
public final class DateMangledCode {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 19;
  private static final Pattern DAY_FIRST =
      Pattern.compile("\\d{1,2}[-.]\\s?(\\p{L}{3,4})\\.?(?:[-.]?\\s?\\d{2}(?:\\d{2})?)?");

  /** Abbreviated: people name things {@code Mars-12} and {@code Juni-26}, no spreadsheet does. */
  private static final Pattern MONTH_FIRST = Pattern.compile("(\\p{L}{3}|(?i:sept))\\.?[-.]\\d{2}");

  private static final Pattern MIDNIGHT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T]00:00(?::00)?");

  private DateMangledCode() {}

  /** Whether a text, without blanks at its ends, is such a date. */
  public static boolean looksLike(String text) {
    int length = text.length();
    return length >= SHORTEST
        && length <= LONGEST
        && (isDigit(text.charAt(0)) || isDigit(text.charAt(length - 1)))
        && (hasMonth(DAY_FIRST.matcher(text))
            || hasMonth(MONTH_FIRST.matcher(text))
            || MIDNIGHT.matcher(text).matches());
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean hasMonth(Matcher date) {
    return date.matches() && MonthNames.number(date.group(1)) != null;
  }
}
