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
 * Puts what is said of the source into the words of the file to mend: the rows have moved, the
 * columns that were lacking are there, and headings whose meaning somebody chose have become it.
 */
final class CorrectionRelocator {

  /** The problems that name other cells or rows of their order. */
  private static final Set<String> NAMING =
      Set.of("contradiction", "order_twice", "row_repeated", "row_on_two_sheets", Spellings.DIFFER);

  // What somebody typed stands in quotes, and is left alone.
  private static final Pattern PLACE =
      Pattern.compile(
          "\"[^\"]*\"|\\b(row |[A-Z]{1,3})([1-9]\\d{0,6})\\b(?: of the sheet \"([^\"]*)\")?");

  private static final String ADD = "Add a column with the heading ";

  private record Source(String sheet, int row) {}

  private record Moved(int row, CorrectionColumns columns) {}

  private final Map<Source, Moved> rows = new HashMap<>();
  private final UnaryOperator<String> standing;

  /**
   * @param standing what a heading of the source has become
   */
  CorrectionRelocator(UnaryOperator<String> standing) {
    this.standing = standing;
  }

  /** A row of the source stands in the file to mend. */
  void put(ResultRow row, int number, CorrectionColumns columns) {
    rows.put(new Source(row.sheet().name(), row.number()), new Moved(number, columns));
  }

  /** A problem of a row that has been put, as it reads beside the row. */
  ResultProblem moved(ResultProblem result) {
    Problem problem = result.problem();
    String message = problem.message();
    if (NAMING.contains(problem.code())) {
      message =
          PLACE
              .matcher(message)
              .replaceAll(place -> Matcher.quoteReplacement(moved(place, result.sheet())));
    }
    String heading = problem.heading();
    if (heading != null) {
      String now = standing.apply(heading);
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

  private String moved(MatchResult place, @Nullable String ownSheet) {
    String letters = place.group(1);
    if (letters == null) {
      return place.group();
    }
    String sheet = place.group(3) == null ? String.valueOf(ownSheet) : place.group(3);
    Moved moved = rows.get(new Source(sheet, Integer.parseInt(place.group(2))));
    if (moved == null) {
      return place.group();
    }
    String column = letters;
    if (!letters.equals("row ")) {
      int target = moved.columns().of(number(letters));
      column = target < 0 ? letters : Cell.letters(target);
    }
    String of = place.group(3) == null ? "" : " of the sheet \"%s\"".formatted(sheet);
    return column + moved.row() + of;
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
