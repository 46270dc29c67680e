package orderimport.spreadsheet;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A row with at least one filled cell.
 *
 * @param number as the spreadsheet program shows it, from 1; in a text file the number of the
 *     record, blank lines counted
 * @param hidden manually or by a filter
 * @param cells in ascending order of columns
 * @param marks properties of the row as a whole
 * @param fields the number of cells of the record in a text file, blank ones included; {@link
 *     #ENDLESS} in a workbook
 */
public record Row(int number, boolean hidden, List<Cell> cells, Set<Mark> marks, int fields) {
  /** The value of {@link #fields} in a workbook, whose rows have no last cell. */
  public static final int ENDLESS = Integer.MAX_VALUE;

  /** A property of a row as a whole. */
  public enum Mark {
    /** A totals row of a table. */
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

  public Row with(Mark mark) {
    Set<Mark> all = EnumSet.of(mark);
    all.addAll(marks);
    return new Row(number, hidden, cells, all, fields);
  }

  /** A row of a text file. */
  public Row ofFields(int count) {
    return new Row(number, hidden, cells, marks, count);
  }
}
