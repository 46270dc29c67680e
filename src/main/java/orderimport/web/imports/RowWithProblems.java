package orderimport.web.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row and its problems.
 *
 * @param sheet the sheet's position from 0
 * @param leftOut whether a user left the row out
 * @param locked whether it cannot be edited: its order was sent, or the file's own marks skip it
 * @param cells one for each column of the grid
 */
record RowWithProblems(
    int sheet,
    int number,
    @Nullable String carrier,
    @Nullable String orderRef,
    String status,
    boolean leftOut,
    boolean locked,
    List<CellView> cells,
    List<ProblemView> problems) {

  /** Identifies the row on the page: its sheet and number. */
  public String key() {
    return sheet + "-" + number;
  }

  /** The text of a cell; empty if it is blank. */
  public String text(int column) {
    return cells.stream()
        .filter(cell -> cell.column() == column)
        .findFirst()
        .map(CellView::text)
        .orElse("");
  }
}
