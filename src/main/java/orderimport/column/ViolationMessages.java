package orderimport.column;

import java.util.List;
import orderimport.carrier.BrokenRule;
import orderimport.column.ParseResult.Issue;
import orderimport.imports.Problem.Severity;

/** Converts violated rules into messages about the sheet, with what to enter instead. */
final class ViolationMessages {
  private ViolationMessages() {}

  /** The issue of a violated rule. */
  static Issue of(
      BrokenRule rule,
      FieldLocation fieldLocation,
      CarrierColumns carrierColumns,
      CellLocator places) {
    return new Issue(
        rule.code(),
        rule.warning() ? Severity.WARNING : Severity.ERROR,
        entry(rule)
            + rule.message()
            + (fieldLocation.isDefault() ? ", but it has a default value" : ""),
        hint(rule, fieldLocation, carrierColumns, places));
  }

  /** The position of the value within a cell with several values. */
  private static String entry(BrokenRule rule) {
    String path = rule.path();
    int open = path.lastIndexOf('[');
    return path.endsWith("]") && open >= 0
        ? "(entry %d) ".formatted(Integer.parseInt(path.substring(open + 1, path.length() - 1)) + 1)
        : "";
  }

  private static String hint(
      BrokenRule rule,
      FieldLocation fieldLocation,
      CarrierColumns carrierColumns,
      CellLocator places) {
    if (fieldLocation.isDefault()) {
      return "Fix order-import.carriers.%s.defaults in job-config, or fill in the cell. %s"
          .formatted(carrierColumns.carrier().name(), rule.hint());
    }
    boolean required = rule.code().equals("required");
    boolean hasColumn = places.columnOf(fieldLocation).isPresent();
    if (fieldLocation.field() != null && fieldLocation.cell() == null && !hasColumn) {
      String add = "Add a column with the heading %s".formatted(fieldLocation.column());
      return required
          ? "%s and fill it in%s.".formatted(add, example(fieldLocation))
          : "%s. %s".formatted(add, rule.hint());
    } else if (required) {
      return "Fill in the cell%s.".formatted(example(fieldLocation));
    }
    return rule.code().equals("not_allowed")
        ? Suggestions.sentence(near(fieldLocation)) + rule.hint()
        : rule.hint();
  }

  private static String example(FieldLocation fieldLocation) {
    RequestSchema.Field field = fieldLocation.field();
    return field == null || field.doc().example().isEmpty()
        ? ""
        : ", for example " + field.doc().example();
  }

  private static List<String> near(FieldLocation fieldLocation) {
    return fieldLocation.cell() != null
            && fieldLocation.field() != null
            && fieldLocation.field().shape() instanceof RequestSchema.Value value
        ? Suggestions.near(fieldLocation.cell().text(), value.form().allowed())
        : List.of();
  }
}
