package orderimport.spreadsheet.write;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orderimport.spreadsheet.Cell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The values of drop-down lists in a hidden sheet, a row for each list: a list within the cell's
 * own sheet cannot have values with commas, and is limited in length.
 */
final class DropDownValues {
  private final Map<List<String>, String> ranges = new LinkedHashMap<>();

  /** The range of a list. */
  String rangeOf(List<String> values) {
    return ranges.computeIfAbsent(
        List.copyOf(values),
        list -> {
          int row = ranges.size() + 1;
          return "'%s'!$A$%d:$%s$%d"
              .formatted(WorkbookWriter.LISTS, row, Cell.letters(list.size() - 1), row);
        });
  }

  /** Adds the sheet if there is a list. */
  void addTo(XSSFWorkbook workbook) {
    if (ranges.isEmpty()) {
      return;
    }
    XSSFSheet sheet = workbook.createSheet(WorkbookWriter.LISTS);
    for (List<String> values : ranges.keySet()) {
      XSSFRow row = sheet.createRow(sheet.getPhysicalNumberOfRows());
      for (int i = 0; i < values.size(); i++) {
        row.createCell(i).setCellValue(values.get(i));
      }
    }
    workbook.setSheetHidden(workbook.getSheetIndex(sheet), true);
  }
}
