package orderimport.column;

import java.util.List;
import orderimport.carrier.BrokenRule;
import orderimport.column.Reading.Finding;
import orderimport.imports.Problem.Severity;

/** Says what a broken rule means for the sheet, and what to type instead. */
final class Explanation {
  private Explanation() {}

  /** Explains a broken rule. */
  static Finding of(BrokenRule rule, Location location, Columns columns, CellPlaces places) {
    return new Finding(
        rule.code(),
        rule.warning() ? Severity.WARNING : Severity.ERROR,
        entry(rule) + rule.message() + (location.byDefault() ? ", and it is a default" : ""),
        hint(rule, location, columns, places));
  }

  /** Which of the values in one cell is meant. */
  private static String entry(BrokenRule rule) {
    String path = rule.path();
    int open = path.lastIndexOf('[');
    return path.endsWith("]") && open >= 0
        ? "(entry %d) ".formatted(Integer.parseInt(path.substring(open + 1, path.length() - 1)) + 1)
        : "";
  }

  private static String hint(
      BrokenRule rule, Location location, Columns columns, CellPlaces places) {
    if (location.byDefault()) {
      return "Correct order-import.carriers.%s.defaults in job-config, or fill in the cell. %s"
          .formatted(columns.carrier().name(), rule.hint());
    }
    boolean required = rule.code().equals("required");
    boolean hasColumn = places.columnOf(location).isPresent();
    if (location.field() != null && location.cell() == null && !hasColumn) {
      String add = "Add a column with the heading %s".formatted(location.column());
      return required
          ? "%s and fill it in%s.".formatted(add, example(location))
          : "%s. %s".formatted(add, rule.hint());
    } else if (required) {
      return "Fill in the cell%s.".formatted(example(location));
    }
    return rule.code().equals("not_allowed")
        ? Suggestions.sentence(near(location)) + rule.hint()
        : rule.hint();
  }

  private static String example(Location location) {
    Shape.Field field = location.field();
    return field == null || field.doc().example().isEmpty()
        ? ""
        : ", for example " + field.doc().example();
  }

  private static List<String> near(Location location) {
    return location.cell() != null
            && location.field() != null
            && location.field().shape() instanceof Shape.Value value
        ? Suggestions.near(location.cell().text(), value.form().allowed())
        : List.of();
  }
}
