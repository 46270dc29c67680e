package orderimport.spreadsheet;

import java.io.InputStream;
import java.util.BitSet;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.CellRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RecordFactoryInputStream;
import org.apache.poi.hssf.record.RowRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet of an .xls file, from its records. */
final class XlsRows implements RowReader {
  private final Sheet sheet;
  private final InputStream stream;
  private final RecordFactoryInputStream records;
  private final XlsWorkbook workbook;
  private final Budget budget;
  private final RowCells cells;
  private final BitSet hidden = new BitSet();

  /** Of the row being gathered, from 0; -1 before the first cell. */
  private int row = -1;

  private int depth;
  private boolean ended;

  /** The formula whose text comes in the record after it. */
  private @Nullable FormulaRecord pending;

  /**
   * @param stream from the sheet's first record on
   */
  XlsRows(Sheet sheet, InputStream stream, XlsWorkbook workbook, Limits limits, Budget budget) {
    this.sheet = sheet;
    this.stream = stream;
    this.records = new RecordFactoryInputStream(stream, false);
    this.workbook = workbook;
    this.budget = budget;
    this.cells = new RowCells(limits);
  }

  @Override
  public @Nullable Row next() {
    while (!ended) {
      Record record = records.nextRecord();
      budget.check();
      Row finished = null;
      if (record == null || (record instanceof EOFRecord && --depth == 0)) {
        ended = true;
        finished = finish();
      } else if (record instanceof BOFRecord start) {
        depth++;
        // A chart's own sheet has records of cells too, which nobody sees as cells.
        ended = depth == 1 && start.getType() != BOFRecord.TYPE_WORKSHEET;
      } else if (depth == 1) {
        finished = take(record);
      }
      if (finished != null) {
        return finished;
      }
    }
    return null;
  }

  private @Nullable Row finish() {
    return row < 0 ? null : cells.take(row + 1, hidden.get(row));
  }

  private @Nullable Row take(Record record) {
    if (record instanceof RowRecord told) {
      hidden.set(told.getRowNumber(), told.getZeroHeight());
    } else if (record instanceof StringRecord text && pending != null) {
      cells.text(pending.getColumn(), text.getString());
      pending = null;
    } else if (record instanceof LabelSSTRecord label) {
      Row finished = goTo(label.getRow());
      cells.text(label.getColumn(), workbook.text(label.getSSTIndex()));
      return finished;
    } else if (record instanceof LabelRecord label) {
      Row finished = goTo(label.getRow());
      cells.text(label.getColumn(), label.getValue());
      return finished;
    } else if (record instanceof CellRecord cell) {
      Row finished = goTo(cell.getRow());
      add(cell);
      return finished;
    }
    return null;
  }

  private @Nullable Row goTo(int next) {
    if (next == row) {
      return null;
    }
    Row finished = finish();
    row = next;
    return finished;
  }

  private void add(CellRecord cell) {
    int column = cell.getColumn();
    if (cell instanceof NumberRecord number) {
      number(cell, number.getValue());
    } else if (cell instanceof BoolErrRecord value && value.isBoolean()) {
      yes(column, value.getBooleanValue());
    } else if (cell instanceof BoolErrRecord value) {
      error(column, value.getErrorValue());
    } else if (cell instanceof FormulaRecord formula) {
      formula(formula);
    }
  }

  private void formula(FormulaRecord formula) {
    int column = formula.getColumn();
    CellType type = formula.getCachedResultTypeEnum();
    switch (type) {
      case NUMERIC -> number(formula, formula.getValue());
      case BOOLEAN -> yes(column, formula.getCachedBooleanValue());
      case ERROR -> error(column, formula.getCachedErrorValue());
      default -> pending = formula.hasCachedResultString() ? formula : null;
    }
  }

  private void number(CellRecord cell, double value) {
    cells.add(
        workbook.formats().number(cell.getColumn(), value, cell.getXFIndex(), workbook.from1904()));
  }

  private void yes(int column, boolean value) {
    cells.add(new Cell(column, Cell.Kind.BOOLEAN, String.valueOf(value), null));
  }

  private void error(int column, int code) {
    String text = FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#N/A";
    cells.add(new Cell(column, Cell.Kind.ERROR, text, null));
  }

  @Override
  public String subject() {
    return cells.lastRow() == 0
        ? "The sheet \"%s\"".formatted(sheet.name())
        : "The sheet \"%s\", after row %d,".formatted(sheet.name(), cells.lastRow());
  }

  @Override
  public void close() {
    XlsSpreadsheet.close(stream);
  }
}
