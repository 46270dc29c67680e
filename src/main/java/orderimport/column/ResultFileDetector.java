package orderimport.column;

import java.util.List;
import java.util.Set;
import orderimport.imports.FileRejectedException;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Sheet;

/** Rejects result files of imports, which are not files of orders. */
public final class ResultFileDetector {
  private static final Set<String> SHEETS = Set.of("Summary", "Rows", "Problems", "Orders");
  private static final Set<String> OF_ROWS = Set.of("_status", "_carrier_order_id");

  /** The headings of {@code rows.csv}. */
  public static final List<String> ROWS_CSV =
      List.of(
          "sheet",
          "row",
          "carrier",
          "order_ref",
          "status",
          "carrier_order_id",
          "problems",
          "environment");

  private ResultFileDetector() {}

  /**
   * @throws FileRejectedException if a sheet with headings belongs to a result file
   */
  static void rejectResultFile(List<Sheet> sheets, StagedSheet sheet) {
    List<String> headings = sheet.headings().stream().map(Cell::text).toList();
    boolean workbook =
        sheets.stream().map(Sheet::name).toList().containsAll(SHEETS)
            && (sheet.name().equals("Orders") || headings.containsAll(OF_ROWS));
    if (workbook || headings.equals(ROWS_CSV)) {
      throw new FileRejectedException(
          new Problem(
              new Location(sheet.position(), sheet.headingRow(), null),
              null,
              null,
              "own_result",
              Severity.ERROR,
              "This file is the result of an import, not a file of orders.",
              "To retry the failed rows, fix them in fix-and-reimport.xlsx, which is in the same"
                  + " folder, and import that file."),
          sheet);
    }
  }
}
