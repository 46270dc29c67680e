package orderimport.spreadsheet.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import orderimport.spreadsheet.Blanks;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.RowBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Converts records to rows. A row has the number of its record, blank lines counted. A {@code sep=}
 * line is not counted, as spreadsheet programs do not show it either.
 */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<Row> {
  private final ParseTimeBudget parseTimeBudget;
  private final RowBuilder cells;
  private int number;
  private int fields;
  private long line;

  /**
   * @param announced whether the first record is a {@code sep=} line
   */
  CsvRecords(boolean announced, Limits limits, ParseTimeBudget parseTimeBudget) {
    this.number = announced ? -1 : 0;
    this.parseTimeBudget = parseTimeBudget;
    this.cells = new RowBuilder(limits);
  }

  /** The number of the current record, from 1; 0 for a {@code sep=} line. */
  int number() {
    return number;
  }

  /** The line on which the current cell begins, from 1. */
  long line() {
    return line;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    number++;
    line = startingLineNumber;
    fields = 0;
    parseTimeBudget.check();
  }

  @Override
  protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
    cells.checkColumn(column);
    fields = column + 1;
    cells.checkText(length);
    boolean blank = true;
    for (int i = offset; i < offset + length; i++) {
      char c = buffer[i];
      blank &= Blanks.isBlank(c);
      if (c == '\n' || (c == '\r' && (i + 1 == offset + length || buffer[i + 1] != '\n'))) {
        line++;
      }
    }
    if (!blank) {
      text(column, new String(buffer, offset, length));
    }
  }

  /** Unwraps {@code ="0579"}, which prevents spreadsheets from converting a text to a number. */
  private void text(int column, String cell) {
    boolean wrapped = cell.startsWith("=\"") && cell.endsWith("\"") && cell.length() > 2;
    if (wrapped) {
      cells.text(column, cell.substring(2, cell.length() - 1).replace("\"\"", "\""), Cell.AS_TEXT);
    } else {
      cells.text(column, cell);
    }
  }

  @Override
  protected @Nullable Row buildRecord() {
    if (number == 0) {
      cells.discard();
      return null;
    }
    Row row = cells.build(number, false);
    return row == null ? null : row.ofFields(fields);
  }
}
