package orderimport.job;

import java.util.List;
import java.util.Set;

/** The result of editing rows. Only {@link Edited} has changed anything. */
public sealed interface EditResult {

  /**
   * The rows were edited, and the orders concerned built again.
   *
   * @param changes the number of changed cells and rows; 0 if all were as requested before
   * @param rows the positions of the rows whose status or problems may have changed
   */
  record Edited(int changes, Set<Long> rows) implements EditResult {}

  /** A user has changed one of the cells meanwhile. */
  record Stale(List<Current> cells) implements EditResult {}

  /** The value that a cell has now; empty if it is blank. */
  record Current(int sheet, int row, int column, String value) {}

  /** An order that was sent would change. */
  record Sent(String carrier, String orderRef) implements EditResult {}

  /** The row or column does not exist, or the row is skipped by the file's own marks. */
  record Unknown(int sheet, int row) implements EditResult {}

  /** A value is too long, or there are too many edits. */
  record TooLarge() implements EditResult {}

  /** The import is being worked on, is not read to its end, or its rows were deleted. */
  record NotEditable() implements EditResult {}

  /** There is nothing to undo or to repeat. */
  record Nothing() implements EditResult {}
}
