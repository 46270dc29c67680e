package orderimport.spreadsheet;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import org.jspecify.annotations.Nullable;

/**
 * Makes records into rows. A row's number is the record's, blank lines counted. A line that names
 * the delimiter is not: spreadsheet programs do not show it either.
 */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<Row> {
  private final ParseTimeBudget parseTimeBudget;
  private final RowBuilder cells;
  private int number;
  private int fields;
  private long line;

  /**
   * @param announced whether the first record names the delimiter
   */
  CsvRecords(boolean announced, Limits limits, ParseTimeBudget parseTimeBudget) {
    this.number = announced ? -1 : 0;
    this.parseTimeBudget = parseTimeBudget;
    this.cells = new RowBuilder(limits);
  }

  /** Of the record being read, from 1; 0 for a line that names the delimiter. */
  int number() {
    return number;
  }

  /** On which the cell being read begins, from 1. */
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
      cells.text(column, text(new String(buffer, offset, length)));
    }
  }

  /** {@code ="0579"} is how people keep a spreadsheet from taking a text for a number. */
  private static String text(String cell) {
    boolean kept = cell.startsWith("=\"") && cell.endsWith("\"") && cell.length() > 2;
    return kept ? cell.substring(2, cell.length() - 1).replace("\"\"", "\"") : cell;
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
