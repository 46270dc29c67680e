package orderimport.web.imports;

import java.util.List;

/**
 * The rows of one sheet that a page shows.
 *
 * @param name of the sheet
 */
record SheetGrid(String name, List<Heading> columns, List<RowWithProblems> rows) {

  /**
   * A column of the grid.
   *
   * @param letter of the column
   * @param text its heading as in the file; empty without one
   */
  record Heading(String letter, String text) {}
}
