package orderimport.spreadsheet;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orderimport.problem.FileProblem;
import org.jspecify.annotations.Nullable;

/** Collects the cells of one row after the other and enforces the limits. */
public final class RowBuilder {
  /** The number of rows in a sheet of a workbook. */
  public static final int SHEET_ROWS = 1_048_576;

  private final Limits limits;
  private final BitSet struck = new BitSet();
  private final BitSet partlyStruck = new BitSet();
  private List<Cell> cells = new ArrayList<>();
  private int lastColumn = -1;
  private int lastRow;
  private int characters;
  private boolean sorted = true;

  public RowBuilder(Limits limits) {
    this.limits = limits;
  }

  /** The number of the row that was built last; 0 before the first. */
  public int lastRow() {
    return lastRow;
  }

  /** The number of filled cells in the current row. */
  public int size() {
    return cells.size();
  }

  public void text(int column, String text) {
    text(column, text, null);
  }

  /**
   * Adds a text cell, unless the text is blank.
   *
   * @param format null unless it displays more than the text
   */
  public void text(int column, String text, @Nullable String format) {
    if (!Blanks.isBlank(text)) {
      add(new Cell(column, Cell.Kind.TEXT, text, format));
    }
  }

  public void add(Cell cell) {
    checkColumn(cell.column());
    checkText(cell.text().length());
    characters += cell.text().length();
    if (characters > limits.rowText()) {
      throw limitExceeded(FileProblem.UNREADABLE_ROW_TOO_LONG, limits.rowText());
    }
    sorted &= cell.column() > lastColumn;
    lastColumn = cell.column();
    cells.add(cell);
  }

  /** Records how much of a filled cell of the current row is struck through. */
  public void strike(int column, Cell.Strike strike) {
    switch (strike) {
      case NONE -> {}
      case PART -> partlyStruck.set(column);
      case WHOLE -> struck.set(column);
    }
  }

  public void checkColumn(int column) {
    if (column < 0) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_INVALID_COLUMN, lastRow);
    }
    if (column >= limits.columns()) {
      throw limitExceeded(FileProblem.UNREADABLE_TOO_MANY_COLUMNS, limits.columns());
    }
  }

  public void checkText(int length) {
    if (length > limits.cellText()) {
      throw limitExceeded(FileProblem.UNREADABLE_CELL_IN_ROW_TOO_LONG, limits.cellText());
    }
  }

  private UnreadableSpreadsheetException limitExceeded(FileProblem kind, int limit) {
    return new UnreadableSpreadsheetException(kind, lastRow, limit);
  }

  /** Discards the cells of the current row. */
  public void discard() {
    cells.clear();
    reset();
  }

  /** Completes the current row; null if it has no filled cell. */
  @Nullable public Row build(int number, boolean hidden) {
    if (number <= lastRow) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_ROW_ORDER, number, lastRow);
    }
    if (number > limits.rows()) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_TOO_MANY_ROWS, limits.rows());
    }
    lastRow = number;
    if (cells.isEmpty()) {
      return null;
    }
    if (!sorted) {
      sort(number);
    }
    boolean rowStruck = struck.cardinality() * 2 > cells.size();
    if (!rowStruck && !(struck.isEmpty() && partlyStruck.isEmpty())) {
      cells.replaceAll(this::struck);
    }
    Row row = new Row(number, hidden, cells);
    cells = new ArrayList<>(cells.size());
    reset();
    return rowStruck ? row.with(Row.Mark.STRUCK_THROUGH) : row;
  }

  private Cell struck(Cell cell) {
    return struck.get(cell.column())
        ? cell.struck(Cell.Strike.WHOLE)
        : partlyStruck.get(cell.column()) ? cell.struck(Cell.Strike.PART) : cell;
  }

  private void reset() {
    lastColumn = -1;
    characters = 0;
    sorted = true;
    struck.clear();
    partlyStruck.clear();
  }

  private void sort(int number) {
    cells.sort(comparingInt(Cell::column));
    for (int i = 1; i < cells.size(); i++) {
      int column = cells.get(i).column();
      if (column == cells.get(i - 1).column()) {
        throw new UnreadableSpreadsheetException(
            FileProblem.UNREADABLE_CELL_TWICE, Cell.letters(column), number);
      }
    }
  }
}
