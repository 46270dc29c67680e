package orderimport.heading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.carrier.Unit;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
import orderimport.problem.Text.CellName;
import orderimport.problem.Text.Heading;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** The problems of a sheet's headings. */
public final class HeadingProblems {
  private final HeadingCatalog headingCatalog;
  private final SheetHeader sheet;
  private final int position;
  private final @Nullable String carrier;

  /**
   * @param position of the sheet, from 0
   * @param carrier of the sheet; null if its rows have several carriers or it is not specified
   */
  public HeadingProblems(
      HeadingCatalog headingCatalog, SheetHeader sheet, int position, @Nullable String carrier) {
    this.headingCatalog = headingCatalog;
    this.sheet = sheet;
    this.position = position;
    this.carrier = carrier;
  }

  /**
   * A warning for each unknown heading, an error for each duplicate one and each that names another
   * unit than its field has, and a notice for each column that a user matched.
   */
  public List<Problem> all() {
    List<Problem> problems = new ArrayList<>(matched());
    Map<String, Integer> first = new HashMap<>();
    sheet
        .usedHeadings()
        .forEach(
            (column, text) -> {
              List<String> meanings = meanings(column);
              if (meanings.isEmpty()) {
                problems.add(unknown(column, text));
              } else if (sheet.isReadInPart(column)) {
                problems.add(readInPart(column, text));
              }
              for (String meaning : meanings) {
                Integer earlier = first.putIfAbsent(meaning, column);
                if (earlier != null) {
                  problems.add(twice(column, text, earlier));
                  break;
                }
              }
            });
    return problems;
  }

  private List<Problem> matched() {
    List<Problem> problems = new ArrayList<>();
    sheet
        .mapping()
        .columns()
        .forEach(
            (column, chosen) -> {
              String meaning = chosen.meaning();
              String text = String.valueOf(sheet.text(column));
              if (chosen.ignored()) {
                problems.add(
                    problem(
                        column,
                        text,
                        Severity.NOTICE,
                        FileProblem.COLUMN_IGNORED,
                        new Heading(text),
                        Cell.letters(column)));
              } else if (meaning != null) {
                problems.add(
                    problem(
                        column,
                        text,
                        Severity.NOTICE,
                        FileProblem.COLUMN_MATCHED,
                        new Heading(text),
                        Cell.letters(column),
                        meaning));
              }
            });
    return problems;
  }

  /** The meanings of a heading, one per carrier; empty if it is unknown. */
  private List<String> meanings(int column) {
    String heading = sheet.effectiveHeading(column);
    if (headingCatalog.namesOrderRef(heading)) {
      return List.of("order_ref");
    }
    List<String> meanings = new ArrayList<>();
    sheet
        .meanings(column)
        .forEach((name, fieldTarget) -> meanings.add(name + " " + fieldTarget.path()));
    return meanings.isEmpty() && headingCatalog.namesCarrier(heading)
        ? List.of("carrier")
        : meanings;
  }

  private Problem unknown(int column, String text) {
    Text near = Suggestions.sentence(Suggestions.nearHeading(text, headingCatalog.known(carrier)));
    Problem unknown =
        problem(column, text, Severity.WARNING, FileProblem.UNKNOWN_HEADING, new Heading(text));
    return near == null ? unknown : unknown.withLead(near);
  }

  private Problem problem(
      int column, String text, Severity severity, FileProblem kind, Object... arguments) {
    return Problem.at(
        new Location(position, sheet.row(), column), text, text, severity, kind, arguments);
  }

  private Problem readInPart(int column, String text) {
    String read = sheet.effectiveHeading(column);
    Unit unit = contradictedUnit(column, HeadingText.additions(text, read));
    return problem(
        column,
        text,
        unit == Unit.NONE ? Severity.NOTICE : Severity.ERROR,
        switch (unit) {
          case NONE ->
              read.equals(HeadingText.withoutBrackets(text))
                  ? FileProblem.HEADING_WITHOUT_BRACKETS
                  : FileProblem.HEADING_READ_IN_PART;
          case MONTHS -> FileProblem.HEADING_OTHER_UNIT_MONTHS;
          case MONEY -> FileProblem.HEADING_OTHER_UNIT_MONEY;
        },
        new Heading(text),
        CellText.oneLine(read));
  }

  /** The unit of a column's field if its heading names another one; else {@link Unit#NONE}. */
  private Unit contradictedUnit(int column, List<String> additions) {
    return sheet.meanings(column).entrySet().stream()
        .filter(meaning -> carrier == null || carrier.equals(meaning.getKey()))
        .map(meaning -> meaning.getValue().unit())
        .filter(unit -> unit.isContradictedBy(additions))
        .findFirst()
        .orElse(Unit.NONE);
  }

  private Problem twice(int column, String text, int earlier) {
    return problem(
        column,
        text,
        Severity.ERROR,
        FileProblem.HEADING_TWICE,
        new Heading(text),
        new CellName(null, sheet.row(), column),
        new Heading(String.valueOf(sheet.text(earlier))),
        new CellName(null, sheet.row(), earlier));
  }
}
