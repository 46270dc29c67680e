package orderimport.heading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text.Heading;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;

/** Counts the cells whose values count as other ones, as a user chose. */
public final class MatchedValues {
  private final Sheet sheet;
  private final SheetHeader headings;
  private final Map<Integer, Map<String, Integer>> counts = new TreeMap<>();

  public MatchedValues(Sheet sheet, SheetHeader headings) {
    this.sheet = sheet;
    this.headings = headings;
  }

  /** Adds a row below the header row. */
  public void add(Row row) {
    if (!headings.mapping().hasValues()) {
      return;
    }
    for (Cell cell : row.cells()) {
      if (headings.mapping().value(cell.column(), cell.text()) != null) {
        counts
            .computeIfAbsent(cell.column(), first -> new TreeMap<>())
            .merge(CellText.oneLine(CellText.strip(cell.text())), 1, Integer::sum);
      }
    }
  }

  /** A notice for each value of each column. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    counts.forEach(
        (column, ofColumn) ->
            ofColumn.forEach((value, count) -> problems.add(problem(column, value, count))));
    return problems;
  }

  private Problem problem(int column, String value, int count) {
    String heading = Objects.requireNonNull(headings.text(column));
    return Problem.at(
        new Location(sheet.position(), headings.row(), column),
        heading,
        value,
        Severity.NOTICE,
        FileProblem.VALUE_MATCHED,
        new Heading(heading),
        Cell.letters(column),
        value,
        Objects.requireNonNull(headings.mapping().value(column, value)),
        count);
  }
}
