package orderimport.binding;

import java.util.List;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.carrier.BrokenRule;
import orderimport.heading.CarrierColumns;
import orderimport.heading.RequestSchema;
import orderimport.heading.Suggestions;
import orderimport.problem.CellProblem;
import orderimport.problem.Phrase;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.ProblemKind;
import orderimport.problem.Text.Heading;

/** Converts violated rules into problems of the sheet, with what to enter instead. */
final class ViolationMessages {
  private ViolationMessages() {}

  /** The problem of a violated rule. */
  static Problem of(
      BrokenRule rule,
      FieldLocation fieldLocation,
      CarrierColumns carrierColumns,
      CellLocator locator) {
    return locator.problem(
        fieldLocation,
        issue(rule, fieldLocation, carrierColumns, locator),
        entry(rule, locator.subject(fieldLocation)));
  }

  /** The value with the problem, with its position within a cell with several values. */
  private static Object entry(BrokenRule rule, Object subject) {
    String path = rule.path();
    int open = path.lastIndexOf('[');
    return path.endsWith("]") && open >= 0
        ? Phrase.ENTRY.text(
            subject, Integer.parseInt(path.substring(open + 1, path.length() - 1)) + 1)
        : subject;
  }

  private static Issue issue(
      BrokenRule rule,
      FieldLocation fieldLocation,
      CarrierColumns carrierColumns,
      CellLocator locator) {
    if (fieldLocation.isDefault()) {
      return issue(rule, rule.kind(), rule.arguments())
          .withLead(Phrase.DEFAULT_VALUE.text(carrierColumns.carrier().name()));
    }
    boolean required = rule.kind().code().equals(CellProblem.REQUIRED.code());
    boolean hasColumn = locator.columnOf(fieldLocation).isPresent();
    if (fieldLocation.field() != null && fieldLocation.cell() == null && !hasColumn) {
      Heading missing = new Heading(fieldLocation.column());
      return required
          ? required(
              rule,
              fieldLocation,
              CellProblem.REQUIRED_COLUMN,
              CellProblem.REQUIRED_COLUMN_EXAMPLE,
              missing)
          : issue(rule, rule.kind(), rule.arguments()).withLead(Phrase.ADD_COLUMN.text(missing));
    } else if (required && rule.kind() == CellProblem.REQUIRED) {
      return required(rule, fieldLocation, CellProblem.REQUIRED, CellProblem.REQUIRED_EXAMPLE, "");
    }
    Issue issue = issue(rule, rule.kind(), rule.arguments());
    return rule.kind() == CellProblem.NOT_ALLOWED
        ? issue.withLead(Suggestions.sentence(near(fieldLocation)))
        : issue;
  }

  private static Issue required(
      BrokenRule rule,
      FieldLocation fieldLocation,
      CellProblem plain,
      CellProblem withExample,
      Object missing) {
    String example = example(fieldLocation);
    return issue(rule, example.isEmpty() ? plain : withExample, List.of(missing, example));
  }

  private static Issue issue(BrokenRule rule, ProblemKind kind, List<Object> arguments) {
    return new Issue(kind, rule.warning() ? Severity.WARNING : Severity.ERROR, null, arguments);
  }

  private static String example(FieldLocation fieldLocation) {
    RequestSchema.Field field = fieldLocation.field();
    return field == null ? "" : field.doc().example();
  }

  private static List<String> near(FieldLocation fieldLocation) {
    return fieldLocation.cell() != null
            && fieldLocation.field() != null
            && fieldLocation.field().shape() instanceof RequestSchema.Value value
        ? Suggestions.near(fieldLocation.cell().text(), value.spec().allowed())
        : List.of();
  }
}
