package orderimport.spreadsheet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * What the first records of an .xls file say of all its sheets.
 *
 * @param sheets where in the file each begins
 * @param strikes which texts are struck through
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
          "The workbook has more than %d sheets, which is the limit.".formatted(limits.sheets()),
          "Split it.");
    }
    return new XlsWorkbook(
        placed(sheets, stream, parseTimeBudget),
        new CellFormats(styles, custom),
        strikes,
        from1904,
        texts);
  }

  private static Map<Sheet, Long> placed(
      List<BoundSheetRecord> sheets, XlsStream stream, ParseTimeBudget parseTimeBudget)
      throws IOException {
    List<Long> begins = XlsSheetBegins.of(sheets, stream, parseTimeBudget);
    Map<Sheet, Long> placed = new LinkedHashMap<>();
    for (BoundSheetRecord sheet : sheets) {
      int position = placed.size();
      placed.put(
          new Sheet(position, sheet.getSheetname(), sheet.isHidden() || sheet.isVeryHidden()),
          begins.get(position));
    }
    return placed;
  }

  UnicodeString text(int number) {
    if (sharedTexts == null) {
      throw new IllegalArgumentException("no shared text " + number);
    }
    return sharedTexts.getString(number);
  }
}
