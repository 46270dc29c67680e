package orderimport.spreadsheet;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RecordFactoryInputStream;
import org.apache.poi.hssf.record.SSTRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the first records of an .xls file say of all its sheets.
 *
 * @param sheets where in the file each begins
 */
record XlsWorkbook(
    Map<Sheet, Integer> sheets,
    CellFormats formats,
    boolean from1904,
    @Nullable SSTRecord sharedTexts) {

  static final String PASSWORD =
      "The file is protected by a password. Open it in a spreadsheet program, "
          + "remove the password and save it again.";

  static XlsWorkbook read(InputStream stream, Limits limits, Budget budget) {
    Map<Sheet, Integer> sheets = new LinkedHashMap<>();
    List<Integer> styles = new ArrayList<>();
    Map<Integer, String> custom = new HashMap<>();
    boolean from1904 = false;
    SSTRecord texts = null;
    RecordFactoryInputStream records = new RecordFactoryInputStream(stream, false);
    Record record = records.nextRecord();
    if (!(record instanceof BOFRecord start)) {
      throw new IllegalArgumentException("no workbook");
    }
    if (start.getVersion() != BOFRecord.VERSION) {
      throw new UnreadableSpreadsheetException(
          "This is a workbook of Excel 95 or older. " + Failure.SAVE_AGAIN);
    }
    for (; record != null && !(record instanceof EOFRecord); record = records.nextRecord()) {
      budget.check();
      if (record instanceof FilePassRecord) {
        throw new UnreadableSpreadsheetException(PASSWORD);
      } else if (record instanceof BoundSheetRecord sheet) {
        sheets.put(
            new Sheet(
                sheets.size(), sheet.getSheetname(), sheet.isHidden() || sheet.isVeryHidden()),
            sheet.getPositionOfBof());
      } else if (record instanceof FormatRecord format) {
        custom.put(format.getIndexCode(), format.getFormatString());
      } else if (record instanceof ExtendedFormatRecord style) {
        styles.add((int) style.getFormatIndex());
      } else if (record instanceof DateWindow1904Record window) {
        from1904 = window.getWindowing() == 1;
      } else if (record instanceof SSTRecord shared) {
        texts = shared;
      }
    }
    if (sheets.size() > limits.sheets()) {
      throw new UnreadableSpreadsheetException(
          "The workbook has more than %d sheets, which is the limit. Split it."
              .formatted(limits.sheets()));
    }
    return new XlsWorkbook(sheets, new CellFormats(styles, custom), from1904, texts);
  }

  String text(int number) {
    if (sharedTexts == null) {
      throw new IllegalArgumentException("no shared text " + number);
    }
    return sharedTexts.getString(number).getString();
  }
}
