package orderimport.spreadsheet.xls;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.Set;
import orderimport.spreadsheet.ParseTimeBudget;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.MulRKRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.RKRecord;
import org.apache.poi.hssf.record.RowRecord;

/**
 * The properties of an .xls sheet's rows that must be known before the first row is read.
 *
 * @param ascending whether the file contains the rows from top to bottom; any order is valid
 * @param hidden the numbers of the hidden rows, from 0
 */
record XlsRowOrder(boolean ascending, BitSet hidden) {
  private static final Set<Integer> CELLS =
      Set.of(
          (int) NumberRecord.sid,
          (int) RKRecord.sid,
          (int) MulRKRecord.sid,
          (int) LabelRecord.sid,
          (int) LabelSSTRecord.sid,
          (int) BoolErrRecord.sid,
          (int) FormulaRecord.sid);

  private static final int HEIGHT = 6;
  private static final int OPTIONS = 12;
  private static final int HIDDEN = 0x20;

  /**
   * @param stream starting at the first record of the sheet; closed here
   */
  static XlsRowOrder of(InputStream stream, ParseTimeBudget parseTimeBudget) throws IOException {
    BitSet hidden = new BitSet();
    boolean ascending = true;
    int last = 0;
    try (XlsHeaders headers = new XlsHeaders(stream, 0)) {
      while (headers.next() && !headers.ends()) {
        parseTimeBudget.check();
        if (!headers.isOutermost()) {
          continue;
        }
        int row = headers.unsigned(0);
        if (headers.sid() == RowRecord.sid) {
          hidden.set(
              row, (headers.unsigned(OPTIONS) & HIDDEN) != 0 || headers.unsigned(HEIGHT) == 0);
        } else if (CELLS.contains(headers.sid())) {
          ascending &= row >= last;
          last = row;
        }
      }
    }
    return new XlsRowOrder(ascending, hidden);
  }
}
