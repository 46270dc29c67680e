package orderimport.spreadsheet;

/**
 * A sheet of a file; a text file has one.
 *
 * @param position from 0, in the file's order, hidden sheets counted
 * @param name as on its tab; of a text file the file's name without its ending
 * @param hidden hidden or very hidden
 */
public record Sheet(int position, String name, boolean hidden) {}
