package orderimport.web.imports;

/**
 * A cell of the grid of rows.
 *
 * @param place the location, such as {@code C7}
 * @param column from 0
 * @param severity of the worst problem in the cell; empty if it has none
 * @param problems the ids of the elements that describe it, separated by blanks; empty without one
 */
record CellView(
    String place, int column, String heading, String text, String severity, String problems) {}
