package orderimport.binding.value;

import java.util.Locale;
import java.util.Set;
import orderimport.binding.value.ParseResult.Parsed;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.problem.CellProblem;

/** Parses cells as yes or no. */
final class YesNoCells {
  /** Includes the logical values of Norwegian and Danish spreadsheets, such as sann and sand. */
  private static final Set<String> YES =
      Set.of("true", "yes", "ja", "1", "y", "j", "sann", "sant", "sand", "sandt");

  private static final Set<String> NO =
      Set.of("false", "no", "nei", "nej", "0", "n", "usann", "usant", "falsk");

  private YesNoCells() {}

  static ParseResult read(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (YES.contains(word)) {
      return new Parsed(true);
    } else if (NO.contains(word)) {
      return new Parsed(false);
    }
    return new Rejected(CellProblem.NOT_YES_OR_NO, text);
  }
}
