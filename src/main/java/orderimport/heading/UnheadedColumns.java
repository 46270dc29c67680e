package orderimport.heading;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;

/** Collects the columns of a sheet that have values but no heading. */
public final class UnheadedColumns {
  private static final int NAMED = 50;

  private final Sheet sheet;
  private final SheetHeader headings;
  private final BitSet filled = new BitSet();

  public UnheadedColumns(Sheet sheet, SheetHeader headings) {
    this.sheet = sheet;
    this.headings = headings;
  }

  /** Adds a row below the header row. */
  public void add(Row row) {
    for (Cell cell : row.cells()) {
      int column = cell.column();
      if (headings.text(column) == null && !CellText.isBlank(cell)) {
        filled.set(column);
      }
    }
  }

  /** A notice for each column; if there are too many, the last notice covers all others. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    filled.stream().limit(NAMED).forEach(column -> problems.add(problem(column)));
    return problems;
  }

  private Problem problem(int column) {
    int more = filled.get(column, filled.length()).cardinality() - 1;
    boolean last = more > 0 && filled.get(0, column).cardinality() == NAMED - 1;
    return Problem.of(
        new Location(sheet.position(), headings.row(), column),
        Severity.NOTICE,
        last ? FileProblem.COLUMN_WITHOUT_HEADING_MORE : FileProblem.COLUMN_WITHOUT_HEADING,
        Cell.letters(column),
        sheet.name(),
        headings.row(),
        more);
  }
}
