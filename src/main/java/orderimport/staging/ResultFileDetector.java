package orderimport.staging;

import java.util.List;
import java.util.Set;
import orderimport.imports.FileRejectedException;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
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
          Problem.of(
              new Location(sheet.position(), sheet.headingRow(), null),
              Severity.ERROR,
              FileProblem.OWN_RESULT),
          sheet);
    }
  }
}
