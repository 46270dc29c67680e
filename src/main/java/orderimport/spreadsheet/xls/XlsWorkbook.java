package orderimport.spreadsheet.xls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orderimport.problem.FileProblem;
import orderimport.spreadsheet.CellFormats;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.Sheet;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FontRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.common.UnicodeString;
import org.jspecify.annotations.Nullable;

/**
 * The global records of an .xls file, which apply to all of its sheets.
 *
 * @param sheets the offset of each sheet in the workbook stream
 * @param from1904 whether serial dates count from 1904
 * @param sharedTexts null if there are none
 */
record XlsWorkbook(
    Map<Sheet, Long> sheets,
    CellFormats formats,
    XlsStrikes strikes,
    boolean from1904,
    @Nullable SSTRecord sharedTexts) {

  static XlsWorkbook read(XlsStream stream, Limits limits, ParseTimeBudget parseTimeBudget)
      throws IOException {
    List<BoundSheetRecord> sheets = new ArrayList<>();
    List<Integer> styles = new ArrayList<>();
    Map<Integer, String> custom = new HashMap<>();
    XlsStrikes strikes = new XlsStrikes();
    int fonts = 0;
    boolean from1904 = false;
    SSTRecord texts = null;
    try (XlsRecords records = new XlsRecords(stream.from(0))) {
      while (records.next() && records.sid() != EOFRecord.sid) {
        parseTimeBudget.check();
        RecordInputStream data = records.data();
        switch (records.sid()) {
          case BoundSheetRecord.sid -> sheets.add(new BoundSheetRecord(data));
          case FormatRecord.sid -> {
            FormatRecord format = new FormatRecord(data);
            custom.put(format.getIndexCode(), format.getFormatString());
          }
          case FontRecord.sid -> {
            var unusedHeight = data.readUShort();
            strikes.addFont(fonts++, data.readUShort());
          }
          case ExtendedFormatRecord.sid -> {
            strikes.addStyle(styles.size(), data.readUShort());
            styles.add(data.readUShort());
          }
          case DateWindow1904Record.sid -> from1904 = data.readShort() == 1;
          case SSTRecord.sid -> texts = new SSTRecord(data);
          default -> {}
        }
      }
    }
    if (sheets.size() > limits.sheets()) {
      throw new UnreadableSpreadsheetException(
          FileProblem.UNREADABLE_TOO_MANY_SHEETS, limits.sheets());
    }
    return new XlsWorkbook(
        withOffsets(sheets, stream, parseTimeBudget),
        new CellFormats(styles, custom),
        strikes,
        from1904,
        texts);
  }

  private static Map<Sheet, Long> withOffsets(
      List<BoundSheetRecord> sheets, XlsStream stream, ParseTimeBudget parseTimeBudget)
      throws IOException {
    List<Long> begins = XlsSheetBegins.of(sheets, stream, parseTimeBudget);
    Map<Sheet, Long> withOffsets = new LinkedHashMap<>();
    for (BoundSheetRecord sheet : sheets) {
      int position = withOffsets.size();
      withOffsets.put(
          new Sheet(position, sheet.getSheetname(), sheet.isHidden() || sheet.isVeryHidden()),
          begins.get(position));
    }
    return withOffsets;
  }

  UnicodeString text(int number) {
    if (sharedTexts == null) {
      throw new IllegalArgumentException("no shared text " + number);
    }
    return sharedTexts.getString(number);
  }
}
