package orderimport.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.column.Spellings;
import orderimport.imports.Problem;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites problems of the source file for the correction workbook, where rows have other numbers,
 * missing columns were added, and headings that the user assigned have their canonical name.
 */
final class CorrectionRelocator {

  /** Codes of problems whose message names other cells or rows of the order. */
  private static final Set<String> NAMING_LOCATIONS =
      Set.of("contradiction", "order_twice", "row_repeated", "row_on_two_sheets", Spellings.DIFFER);

  // Matches quoted text too, which the user typed and which must not change.
  private static final Pattern LOCATION =
      Pattern.compile(
          "\"[^\"]*\"|\\b(row |[A-Z]{1,3})([1-9]\\d{0,6})\\b(?: of the sheet \"([^\"]*)\")?");

  private static final String ADD = "Add a column with the heading ";

  private record Source(String sheet, int row) {}

  private record Relocated(int row, CorrectionColumns columns) {}

  private final Map<Source, Relocated> rows = new HashMap<>();
  private final UnaryOperator<String> canonicalHeading;

  /**
   * @param canonicalHeading maps a heading of the source to that of the correction workbook
   */
  CorrectionRelocator(UnaryOperator<String> canonicalHeading) {
    this.canonicalHeading = canonicalHeading;
  }

  /** Records the number of a source row in the correction workbook. */
  void put(ResultRow row, int number, CorrectionColumns columns) {
    rows.put(new Source(row.sheet().name(), row.number()), new Relocated(number, columns));
  }

  /** A problem with the locations and headings of the correction workbook. */
  ResultProblem relocated(ResultProblem result) {
    Problem problem = result.problem();
    String message = problem.message();
    if (NAMING_LOCATIONS.contains(problem.code())) {
      message =
          LOCATION
              .matcher(message)
              .replaceAll(
                  location -> Matcher.quoteReplacement(relocated(location, result.sheet())));
    }
    String heading = problem.heading();
    if (heading != null) {
      String now = canonicalHeading.apply(heading);
      String named = heading.replaceAll("\\s+", " ") + " ";
      if (!now.equals(heading) && message.startsWith(named)) {
        message = now + " " + message.substring(named.length());
      }
      heading = now;
    }
    return new ResultProblem(
        new Problem(
            problem.place(),
            heading,
            problem.value(),
            problem.code(),
            problem.severity(),
            message,
            hint(problem)),
        result.sheet());
  }

  private String relocated(MatchResult location, @Nullable String ownSheet) {
    String letters = location.group(1);
    if (letters == null) {
      return location.group();
    }
    String sheet = location.group(3) == null ? String.valueOf(ownSheet) : location.group(3);
    Relocated relocated = rows.get(new Source(sheet, Integer.parseInt(location.group(2))));
    if (relocated == null) {
      return location.group();
    }
    String column = letters;
    if (!letters.equals("row ")) {
      int target = relocated.columns().of(number(letters));
      column = target < 0 ? letters : Cell.letters(target);
    }
    String of = location.group(3) == null ? "" : " of the sheet \"%s\"".formatted(sheet);
    return column + relocated.row() + of;
  }

  private static int number(String letters) {
    int number = 0;
    for (int i = 0; i < letters.length(); i++) {
      number = number * 26 + letters.charAt(i) - 'A' + 1;
    }
    return number - 1;
  }

  private static String hint(Problem problem) {
    String hint = problem.hint();
    String add = ADD + problem.heading();
    return hint.startsWith(add + " and fill it in")
        ? "Fill in the cell" + hint.substring(add.length() + " and fill it in".length())
        : hint.startsWith(add + ". ") ? hint.substring(add.length() + 2) : hint;
  }
}
