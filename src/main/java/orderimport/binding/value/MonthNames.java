package orderimport.binding.value;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The months' names and abbreviations in English, Norwegian and Danish. */
final class MonthNames {
  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  static {
    for (String language : List.of("en", "nb", "nn", "da")) {
      for (Month month : Month.values()) {
        String name = month.getDisplayName(TextStyle.FULL, Locale.forLanguageTag(language));
        String lower = name.toLowerCase(Locale.ROOT);
        NUMBERS.put(lower, month.getValue());
        NUMBERS.put(lower.substring(0, 3), month.getValue());
      }
    }
    NUMBERS.put("sept", Month.SEPTEMBER.getValue());
  }

  private MonthNames() {}

  /** The month's number, from 1; null if the word is not a month. */
  static @Nullable Integer number(String word) {
    return NUMBERS.get(word.toLowerCase(Locale.ROOT));
  }
}
