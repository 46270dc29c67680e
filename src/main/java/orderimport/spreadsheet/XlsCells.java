package orderimport.spreadsheet;

import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.MulRKRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.RKRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.hssf.util.RKUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;

/** The filled cells of an .xls sheet, in the order of its records. */
final class XlsCells {
  /** A formula's value that is no number has these two bytes at its end. */
  private static final int NO_NUMBER = 0xffff;

  private static final int STORED_TEXT = 0;
  private static final int STORED_YES_NO = 1;
  private static final int STORED_ERROR = 2;

  private final XlsRecords records;
  private final XlsWorkbook workbook;
  private final Budget budget;
  private final Queue<Placed> found = new ArrayDeque<>();

  /** The formula whose text comes in a record after it. */
  private @Nullable Placed formula;

  private int depth;
  private boolean ended;

  /**
   * A cell and where it stands.
   *
   * @param row from 0
   */
  record Placed(int row, Cell cell) {}

  /**
   * @param records from the sheet's first on
   */
  XlsCells(XlsRecords records, XlsWorkbook workbook, Budget budget) {
    this.records = records;
    this.workbook = workbook;
    this.budget = budget;
  }

  /** The next cell; null at the end of the sheet. */
  @Nullable Placed next() {
    while (found.isEmpty() && !ended) {
      budget.check();
      if (!records.next()) {
        throw new IllegalStateException("the sheet has no end");
      }
      take(records.sid(), records.data());
    }
    return found.poll();
  }

  private void take(int sid, RecordInputStream data) {
    if (sid == BOFRecord.sid) {
      depth++;
      int version = data.readUShort();
      // A chart's own sheet has records of cells too, which nobody sees as cells.
      ended |= depth == 1 && data.readUShort() != BOFRecord.TYPE_WORKSHEET;
    } else if (sid == EOFRecord.sid) {
      depth--;
      ended |= depth == 0;
      withoutText();
    } else if (depth == 1) {
      takeCell(sid, data);
    }
  }

  private void takeCell(int sid, RecordInputStream data) {
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
        text(row, column, workbook.text(data.readInt()), textFormat(style));
      }
      case LabelRecord.sid -> {
        LabelRecord label = new LabelRecord(data);
        text(
            label.getRow(), label.getColumn(), label.getValue(), textFormat(label.getXFIndex()));
      }
      case BoolErrRecord.sid -> yesOrError(data);
      case FormulaRecord.sid -> formula(data);
      case StringRecord.sid -> {
        Placed of = formula;
        formula = null;
        if (of != null) {
          text(
              of.row(),
              of.cell().column(),
              new StringRecord(data).getString(),
              of.cell().format());
        }
      }
      default -> {}
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

  private void yesOrError(RecordInputStream data) {
    int row = data.readUShort();
    int column = data.readUShort();
    int style = data.readUShort();
    int value = data.readUByte();
    // Some programs give the kind two bytes.
    if (data.readUByte() == 0) {
      yes(row, column, value);
    } else {
      error(row, column, value);
    }
  }

  private void formula(RecordInputStream data) {
    int row = data.readUShort();
    int column = data.readUShort();
    int style = data.readUShort();
    long stored = data.readLong();
    if (stored >>> 48 != NO_NUMBER) {
      number(row, column, style, Double.longBitsToDouble(stored));
      return;
    }
    int value = (int) (stored >>> 16) & 0xff;
    switch ((int) stored & 0xff) {
      case STORED_TEXT ->
          formula =
              new Placed(row, new Cell(column, Cell.Kind.UNCALCULATED, "=", textFormat(style)));
      case STORED_YES_NO -> yes(row, column, value);
      case STORED_ERROR -> error(row, column, value);
      default -> {}
    }
  }

  /** Tells of a formula that has a text for its value, if that text does not come. */
  private void withoutText() {
    if (formula != null) {
      found.add(formula);
      formula = null;
    }
  }

  private void text(int row, int column, String text, @Nullable String format) {
    withoutText();
    if (!Blanks.isBlank(text)) {
      found.add(new Placed(row, new Cell(column, Cell.Kind.TEXT, text, format)));
    }
  }

  private @Nullable String textFormat(int style) {
    return workbook.formats().textFormat(style);
  }

  private void number(int row, int column, int style, double value) {
    add(row, workbook.formats().number(column, value, style, workbook.from1904()));
  }

  private void yes(int row, int column, int value) {
    add(row, new Cell(column, Cell.Kind.BOOLEAN, String.valueOf(value != 0), null));
  }

  private void error(int row, int column, int code) {
    String text = FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#N/A";
    add(row, new Cell(column, Cell.Kind.ERROR, text, null));
  }

  private void add(int row, Cell cell) {
    withoutText();
    found.add(new Placed(row, cell));
  }
}
