package orderimport.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ReadOptions;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Spreadsheet;
import orderimport.spreadsheet.Spreadsheets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** Reads rows of 26 cells; the time to open the file is spread over its rows. */
public class RowReading extends InnerLoop {
  private static final int ROWS = 10_000;

  private final Spreadsheets spreadsheets = new Spreadsheets(Limits.DEFAULTS);
  private Path csv;
  private Path xlsx;

  @Setup
  public void makeFiles() throws IOException {
    csv = SiteFiles.csv(FOLDER, ROWS);
    xlsx = SiteFiles.xlsx(FOLDER, ROWS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void csv(Blackhole blackhole) {
    read(csv, blackhole);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void xlsx(Blackhole blackhole) {
    read(xlsx, blackhole);
  }

  private void read(Path file, Blackhole blackhole) {
    try (Spreadsheet open = spreadsheets.open(file, file.toString(), ReadOptions.NONE);
        Stream<Row> rows = open.rows(open.sheets().get(0))) {
      rows.forEach(blackhole::consume);
    }
  }
}
