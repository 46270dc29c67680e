package orderimport.report;

import java.io.IOException;
import java.nio.file.Path;
import orderimport.spreadsheet.write.CsvWriter;
import orderimport.staging.ResultFileDetector;

/** Writes {@code rows.csv}: one line per row read. */
final class RowsCsv implements AutoCloseable {

  private final CsvWriter csv;

  RowsCsv(Path file) throws IOException {
    csv = CsvWriter.create(file);
    csv.line(ResultFileDetector.ROWS_CSV.toArray(String[]::new));
  }

  void add(ResultRow row) {
    csv.line(
        row.sheet().name(),
        Integer.toString(row.number()),
        row.carrier(),
        row.orderRef(),
        row.status().name(),
        row.carrierOrderId(),
        row.problemsText(),
        row.environment());
  }

  @Override
  public void close() {
    csv.close();
  }
}
