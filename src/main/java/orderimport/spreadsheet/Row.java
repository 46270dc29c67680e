package orderimport.spreadsheet;

import java.util.List;

/**
 * A row with at least one filled cell.
 *
 * @param number as the spreadsheet program shows it, from 1; of a text file the record's number,
 *     blank lines counted
 * @param hidden hidden by hand or by a filter
 * @param cells by column, ascending
 */
public record Row(int number, boolean hidden, List<Cell> cells) {}
