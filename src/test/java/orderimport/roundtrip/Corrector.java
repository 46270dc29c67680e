package orderimport.roundtrip;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Fixes a file as a user does: knows the right value of each cell, and changes only cells that are
 * marked with a note.
 */
final class Corrector {
  private final Map<Integer, Site> sites = new HashMap<>();

  /** Marked cells for which there is no right value. */
  final List<String> cellsWithoutValue = new ArrayList<>();

  /** The cells that were changed. */
  final Set<String> fixedCells = new HashSet<>();

  /** The rows of the file, by {@code _nr}. */
  final Set<Integer> rows = new HashSet<>();

  Corrector(List<Site> sites) {
    sites.forEach(site -> this.sites.put(site.number(), site));
  }

  void fix(Path file) throws IOException {
    XSSFWorkbook workbook;
    try (InputStream in = Files.newInputStream(file)) {
      workbook = new XSSFWorkbook(in);
    }
    try (workbook;
        OutputStream out = Files.newOutputStream(file)) {
      SiteWorkbook.CellWriter cellWriter = new SiteWorkbook.CellWriter(workbook);
      for (Sheet sheet : workbook) {
        Map<Integer, String> headings = headings(sheet.getRow(0));
        for (int i = 1; i <= sheet.getLastRowNum(); i++) {
          fix(sheet.getRow(i), headings, cellWriter);
        }
      }
      workbook.write(out);
    }
  }

  private static Map<Integer, String> headings(Row row) {
    Map<Integer, String> headings = new LinkedHashMap<>();
    row.forEach(cell -> headings.put(cell.getColumnIndex(), cell.getStringCellValue()));
    return headings;
  }

  private void fix(Row row, Map<Integer, String> headings, SiteWorkbook.CellWriter cellWriter) {
    Site site = sites.get((int) number(row, headings));
    rows.add(site.number());
    headings.forEach(
        (column, heading) -> {
          Cell cell = row.getCell(column);
          boolean marked = cell != null && cell.getCellComment() != null;
          if (marked && site.cells().containsKey(heading)) {
            cellWriter.put(cell, site.cells().get(heading), heading);
            fixedCells.add(SiteWorkbook.key(site.number(), heading));
          } else if (marked) {
            cellsWithoutValue.add(
                "no value for %s: %s".formatted(heading, cell.getCellComment().getString()));
          }
        });
  }

  private static double number(Row row, Map<Integer, String> headings) {
    for (Map.Entry<Integer, String> heading : headings.entrySet()) {
      Cell cell = row.getCell(heading.getKey());
      if (heading.getValue().equals("_nr") && cell.getCellType() == CellType.NUMERIC) {
        return cell.getNumericCellValue();
      }
    }
    throw new AssertionError("there is no row number in row " + row.getRowNum());
  }
}
