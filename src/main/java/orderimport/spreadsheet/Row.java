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
 */
public record Row(int number, boolean hidden, List<Cell> cells, Set<Mark> marks) {

  /** What a file can say of a row. */
  public enum Mark {
    /** It is the totals row of a table. */
    TOTALS,
    /** Most of its cells are struck through. */
    STRUCK_THROUGH
  }

  /** A row without marks. */
  public Row(int number, boolean hidden, List<Cell> cells) {
    this(number, hidden, cells, Set.of());
  }

  public boolean has(Mark mark) {
    return marks.contains(mark);
  }

  Row with(Mark mark) {
    Set<Mark> all = EnumSet.of(mark);
    all.addAll(marks);
    return new Row(number, hidden, cells, all);
  }
}
