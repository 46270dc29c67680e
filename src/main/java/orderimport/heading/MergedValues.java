package orderimport.heading;

import java.util.List;
import java.util.stream.Collectors;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.spreadsheet.CellRange;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;

/** The values of a sheet that users see in several rows, but that only the first row has. */
public final class MergedValues {
  private static final int NAMED = 5;

  private final Sheet sheet;
  private final SheetHeader headings;
  private int lastRow;

  public MergedValues(Sheet sheet, SheetHeader headings) {
    this.sheet = sheet;
    this.headings = headings;
  }

  /** Adds a row below the header row. */
  public void add(Row row) {
    lastRow = row.number();
  }

  /**
   * One warning for all merged cells of the columns that are read.
   *
   * @param merged the cells that are merged over several rows
   */
  public List<Problem> problems(List<CellRange> merged) {
    List<CellRange> values = merged.stream().filter(this::isValue).toList();
    if (values.isEmpty()) {
      return List.of();
    }
    CellRange first = values.get(0);
    String names =
        values.stream().limit(NAMED).map(CellRange::name).collect(Collectors.joining(", "));
    return List.of(
        Problem.of(
            new Location(sheet.position(), first.firstRow() + 1, first.firstColumn()),
            Severity.WARNING,
            FileProblem.MERGED_CELLS,
            values.size() > NAMED ? names + ", …" : names,
            sheet.name()));
  }

  private boolean isValue(CellRange range) {
    // Below the last row there are no values, only cells that were formatted for later.
    return range.firstRow() > headings.row()
        && range.firstRow() < lastRow
        && headings.isUsed(range.firstColumn());
  }
}
