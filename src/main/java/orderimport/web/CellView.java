package orderimport.web;

/**
 * A cell beside its problems.
 *
 * @param place {@code C7}
 * @param severity of the worst problem in it; empty if it has none
 */
record CellView(String place, String heading, String text, String severity) {}
