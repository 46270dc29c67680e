package orderimport.binding.value;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names and abbreviations of months and weekdays in English, Norwegian and Danish. */
final class MonthNames {
  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  private static final Map<String, DayOfWeek> WEEKDAYS = new HashMap<>();

  static {
    for (String language : List.of("en", "nb", "nn", "da")) {
      for (Month month : Month.values()) {
        String name = month.getDisplayName(TextStyle.FULL, Locale.forLanguageTag(language));
        String lower = name.toLowerCase(Locale.ROOT);
        NUMBERS.put(lower, month.getValue());
        NUMBERS.put(lower.substring(0, 3), month.getValue());
      }
      for (DayOfWeek day : DayOfWeek.values()) {
        String name = day.getDisplayName(TextStyle.FULL, Locale.forLanguageTag(language));
        String lower = name.toLowerCase(Locale.ROOT);
        WEEKDAYS.put(lower, day);
        WEEKDAYS.put(lower.substring(0, 3), day);
      }
    }
    NUMBERS.put("sept", Month.SEPTEMBER.getValue());
  }

  private MonthNames() {}

  /** The month's number, from 1; null if the word is not a month. */
  static @Nullable Integer number(String word) {
    return NUMBERS.get(word.toLowerCase(Locale.ROOT));
  }

  /** The weekday; null if the word is not a weekday. */
  static @Nullable DayOfWeek weekday(String word) {
    return WEEKDAYS.get(word.toLowerCase(Locale.ROOT));
  }
}
