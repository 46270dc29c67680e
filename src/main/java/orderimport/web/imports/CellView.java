package orderimport.web.imports;

/**
 * A cell of a row that has problems.
 *
 * @param place the location, such as {@code C7}
 * @param severity of the worst problem in the cell; empty if it has none
 */
record CellView(String place, String heading, String text, String severity) {}
