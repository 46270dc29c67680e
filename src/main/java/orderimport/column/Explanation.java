package orderimport.column;

import java.util.List;
import java.util.Optional;
import orderimport.carrier.BrokenRule;
import orderimport.column.Reading.Finding;
import orderimport.imports.Problem.Severity;

/** Says what a broken rule means for the sheet, and what to type instead. */
final class Explanation {
  private Explanation() {}

  /**
   * Explains a broken rule.
   *
   * @param heading what the sheet calls the column, or its path
   * @param location of the field
   * @param hasColumn whether the sheet has the column
   */
  static Finding of(BrokenRule rule, String heading, Location location, boolean hasColumn) {
    return new Finding(
        rule.code(),
        rule.warning() ? Severity.WARNING : Severity.ERROR,
        "%s %s.".formatted(heading, rule.message()),
        hint(rule, heading, location, hasColumn));
  }

  private static String hint(
      BrokenRule rule, String heading, Location location, boolean hasColumn) {
    return switch (rule.code()) {
      case "required" ->
          hasColumn
              ? "Fill in the cell%s.".formatted(example(location))
              : "Add a column with the heading %s and fill it in%s."
                  .formatted(heading, example(location));
      case "not_allowed" ->
          nearest(location).map("Did you mean \"%s\"? "::formatted).orElse("") + rule.hint();
      default -> rule.hint();
    };
  }

  private static String example(Location location) {
    Shape.Field field = location.field();
    return field == null || field.doc().example().isEmpty()
        ? ""
        : ", for example " + field.doc().example();
  }

  private static Optional<String> nearest(Location location) {
    if (location.cell() == null
        || location.field() == null
        || !(location.field().shape() instanceof Shape.Value value)) {
      return Optional.empty();
    }
    List<String> allowed = value.form().allowed();
    return Headings.nearest(location.cell().text(), allowed);
  }
}
