package orderimport.spreadsheet.xls;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import orderimport.spreadsheet.Blanks;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.CellRange;
import orderimport.spreadsheet.ParseTimeBudget;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.MergeCellsRecord;
import org.apache.poi.hssf.record.MulRKRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.RKRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.hssf.record.common.UnicodeString;
import org.apache.poi.hssf.util.RKUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;

/** Reads the filled cells of an .xls sheet in the order of its records. */
final class XlsCells {
  /** The last two bytes of a formula's value that is not a number. */
  private static final int NO_NUMBER = 0xffff;

  private static final int STORED_TEXT = 0;
  private static final int STORED_BOOLEAN = 1;
  private static final int STORED_ERROR = 2;

  private final XlsRecords records;
  private final XlsWorkbook workbook;
  private final Consumer<CellRange> merged;
  private final ParseTimeBudget parseTimeBudget;
  private final Queue<LocatedCell> cells = new ArrayDeque<>();

  /** The formula whose text value follows in another record. */
  private @Nullable LocatedCell formula;

  private int formulaStyle;

  private int depth;
  private boolean ended;

  /**
   * A cell with its row.
   *
   * @param row from 0
   * @param strike how much of its text is struck through
   */
  record LocatedCell(int row, Cell cell, Cell.Strike strike) {}

  /**
   * @param records starting with the first record of the sheet
   */
  XlsCells(
      XlsRecords records,
      XlsWorkbook workbook,
      Consumer<CellRange> merged,
      ParseTimeBudget parseTimeBudget) {
    this.records = records;
    this.workbook = workbook;
    this.merged = merged;
    this.parseTimeBudget = parseTimeBudget;
  }

  /** The next cell; null at the end of the sheet. */
  @Nullable LocatedCell next() {
    while (cells.isEmpty() && !ended) {
      parseTimeBudget.check();
      if (!records.next()) {
        throw new IllegalStateException("the sheet has no end");
      }
      read(records.sid(), records.data());
    }
    return cells.poll();
  }

  private void read(int sid, RecordInputStream data) {
    if (sid == BOFRecord.sid) {
      depth++;
      var unusedVersion = data.readUShort();
      // A chart sheet has cell records too, for its data.
      ended |= depth == 1 && data.readUShort() != BOFRecord.TYPE_WORKSHEET;
    } else if (sid == EOFRecord.sid) {
      depth--;
      ended |= depth == 0;
      addPendingFormula();
    } else if (depth == 1) {
      readCell(sid, data);
    }
  }

  private void readCell(int sid, RecordInputStream data) {
    switch (sid) {
      case NumberRecord.sid -> number(data.readUShort(), data.readUShort(), data);
      case RKRecord.sid -> {
        int row = data.readUShort();
        packed(row, data.readUShort(), data);
      }
      case MulRKRecord.sid -> severalPacked(data);
      case LabelSSTRecord.sid -> {
        int row = data.readUShort();
        int column = data.readUShort();
        int style = data.readUShort();
        UnicodeString text = workbook.text(data.readInt());
        text(row, column, style, text.getString(), workbook.strikes().of(text, style));
      }
      case LabelRecord.sid -> {
        LabelRecord label = new LabelRecord(data);
        int style = label.getXFIndex() & 0xffff;
        text(label.getRow(), label.getColumn(), style, label.getValue(), strike(style));
      }
      case BoolErrRecord.sid -> booleanOrError(data);
      case FormulaRecord.sid -> formula(data);
      case StringRecord.sid -> {
        LocatedCell pending = formula;
        formula = null;
        if (pending != null) {
          text(
              pending.row(),
              pending.cell().column(),
              formulaStyle,
              new StringRecord(data).getString(),
              pending.strike());
        }
      }
      case MergeCellsRecord.sid -> merged(data);
      default -> {}
    }
  }

  private void merged(RecordInputStream data) {
    for (int left = data.readUShort(); left > 0 && data.remaining() >= 4 * Short.BYTES; left--) {
      int firstRow = data.readUShort() + 1;
      int lastRow = data.readUShort() + 1;
      merged.accept(new CellRange(firstRow, lastRow, data.readUShort(), data.readUShort()));
    }
  }

  private void number(int row, int column, RecordInputStream data) {
    int style = data.readUShort();
    number(row, column, style, data.readDouble());
  }

  private void packed(int row, int column, RecordInputStream data) {
    int style = data.readUShort();
    number(row, column, style, RKUtil.decodeNumber(data.readInt()));
  }

  private void severalPacked(RecordInputStream data) {
    int row = data.readUShort();
    int column = data.readUShort();
    while (data.remaining() >= 3 * Short.BYTES + Short.BYTES) {
      packed(row, column++, data);
    }
  }

  private void booleanOrError(RecordInputStream data) {
    int row = data.readUShort();
    int column = data.readUShort();
    int style = data.readUShort();
    int value = data.readUByte();
    // Some programs write the kind as two bytes.
    if (data.readUByte() == 0) {
      bool(row, column, style, value);
    } else {
      error(row, column, style, value);
    }
  }

  private void formula(RecordInputStream data) {
    int row = data.readUShort();
    int column = data.readUShort();
    int style = data.readUShort();
    long stored = data.readLong();
    if (stored >>> 48 != NO_NUMBER) {
      double result = Double.longBitsToDouble(stored);
      add(row, style, workbook.formats().result(column, result, style, workbook.from1904()));
      return;
    }
    int value = (int) (stored >>> 16) & 0xff;
    switch ((int) stored & 0xff) {
      case STORED_TEXT -> {
        addPendingFormula();
        formula = located(row, style, new Cell(column, Cell.Kind.UNCALCULATED, "=", null));
        formulaStyle = style;
      }
      case STORED_BOOLEAN -> bool(row, column, style, value);
      case STORED_ERROR -> error(row, column, style, value);
      default -> {}
    }
  }

  /** Adds a formula whose text value is missing, as an uncalculated cell. */
  private void addPendingFormula() {
    if (formula != null) {
      cells.add(formula);
      formula = null;
    }
  }

  private void text(int row, int column, int style, String text, Cell.Strike strike) {
    addPendingFormula();
    if (!Blanks.isBlank(text)) {
      String format = workbook.formats().textFormat(style);
      cells.add(new LocatedCell(row, new Cell(column, Cell.Kind.TEXT, text, format), strike));
    }
  }

  private void number(int row, int column, int style, double value) {
    add(row, style, workbook.formats().number(column, value, style, workbook.from1904()));
  }

  private void bool(int row, int column, int style, int value) {
    add(row, style, new Cell(column, Cell.Kind.BOOLEAN, String.valueOf(value != 0), null));
  }

  private void error(int row, int column, int style, int code) {
    String text = FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#N/A";
    add(row, style, new Cell(column, Cell.Kind.ERROR, text, null));
  }

  private void add(int row, int style, Cell cell) {
    addPendingFormula();
    cells.add(located(row, style, cell));
  }

  private LocatedCell located(int row, int style, Cell cell) {
    return new LocatedCell(row, cell, strike(style));
  }

  private Cell.Strike strike(int style) {
    return workbook.strikes().of(style);
  }
}
