package orderimport.spreadsheet;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A row with at least one filled cell.
 *
 * @param number as the spreadsheet program shows it, from 1; of a text file the record's number,
 *     blank lines counted
 * @param hidden hidden by hand or by a filter
 * @param cells by column, ascending
 * @param marks what the file says of the row as a whole
 * @param fields how many cells its record has in a text file, blank ones included; {@link #ENDLESS}
 *     in a workbook
 */
public record Row(int number, boolean hidden, List<Cell> cells, Set<Mark> marks, int fields) {
  /** A workbook's rows have no last cell. */
  public static final int ENDLESS = Integer.MAX_VALUE;

  /** What a file can say of a row. */
  public enum Mark {
    /** It is the totals row of a table. */
    TOTALS,
    /** Most of its cells are struck through. */
    STRUCK_THROUGH
  }

  /** A row of a workbook, without marks. */
  public Row(int number, boolean hidden, List<Cell> cells) {
    this(number, hidden, cells, Set.of(), ENDLESS);
  }

  public boolean has(Mark mark) {
    return marks.contains(mark);
  }

  Row with(Mark mark) {
    Set<Mark> all = EnumSet.of(mark);
    all.addAll(marks);
    return new Row(number, hidden, cells, all, fields);
  }

  /** A row of a text file. */
  Row ofFields(int count) {
    return new Row(number, hidden, cells, marks, count);
  }
}
