package orderimport.spreadsheet;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the cells of one row after the other, and holds them to the limits. */
final class RowBuilder {
  /** The rows of a workbook's sheet. */
  static final int SHEET_ROWS = 1_048_576;

  private final Limits limits;
  private List<Cell> cells = new ArrayList<>();
  private int lastColumn = -1;
  private int lastRow;
  private int characters;
  private boolean sorted = true;

  RowBuilder(Limits limits) {
    this.limits = limits;
  }

  /** Where the row before the one being gathered stands; 0 before the first. */
  int lastRow() {
    return lastRow;
  }

  /** How many filled cells the row being gathered has. */
  int size() {
    return cells.size();
  }

  void text(int column, String text) {
    text(column, text, null);
  }

  /**
   * Takes a text unless it is blank.
   *
   * @param format null unless it shows more than the text
   */
  void text(int column, String text, @Nullable String format) {
    if (!Blanks.isBlank(text)) {
      add(new Cell(column, Cell.Kind.TEXT, text, format));
    }
  }

  void add(Cell cell) {
    checkColumn(cell.column());
    checkText(cell.text().length());
    characters += cell.text().length();
    if (characters > limits.rowText()) {
      throw refused("has more than %d characters".formatted(limits.rowText()));
    }
    sorted &= cell.column() > lastColumn;
    lastColumn = cell.column();
    cells.add(cell);
  }

  void checkColumn(int column) {
    if (column < 0) {
      throw new UnreadableSpreadsheetException(
          "The row after row %d has a cell in a column that no sheet has.".formatted(lastRow),
          ParseErrors.SAVE_AGAIN);
    }
    if (column >= limits.columns()) {
      throw refused("has more than %d columns".formatted(limits.columns()));
    }
  }

  void checkText(int length) {
    if (length > limits.cellText()) {
      throw refused("has a cell of more than %d characters".formatted(limits.cellText()));
    }
  }

  private UnreadableSpreadsheetException refused(String reason) {
    return new UnreadableSpreadsheetException(
        "The row after row %d %s, which is the limit.".formatted(lastRow, reason),
        "Remove what does not belong there.");
  }

  /** Forgets what was gathered since the last row. */
  void discard() {
    cells.clear();
    begin();
  }

  /** The row that ends here; null if it has no filled cell. */
  @Nullable Row build(int number, boolean hidden) {
    if (number <= lastRow) {
      throw new UnreadableSpreadsheetException(
          "Row %d stands after row %d in the file.".formatted(number, lastRow),
          ParseErrors.SAVE_AGAIN);
    }
    if (number > limits.rows()) {
      throw new UnreadableSpreadsheetException(
          "There are more than %d rows, which is the limit.".formatted(limits.rows()),
          "Split the file into smaller ones.");
    }
    lastRow = number;
    if (cells.isEmpty()) {
      return null;
    }
    if (!sorted) {
      sort(number);
    }
    Row row = new Row(number, hidden, cells);
    cells = new ArrayList<>(cells.size());
    begin();
    return row;
  }

  private void begin() {
    lastColumn = -1;
    characters = 0;
    sorted = true;
  }

  private void sort(int number) {
    cells.sort(comparingInt(Cell::column));
    for (int i = 1; i < cells.size(); i++) {
      int column = cells.get(i).column();
      if (column == cells.get(i - 1).column()) {
        throw new UnreadableSpreadsheetException(
            "The cell %s%d stands twice in the file.".formatted(Cell.letters(column), number),
            ParseErrors.SAVE_AGAIN);
      }
    }
  }
}
