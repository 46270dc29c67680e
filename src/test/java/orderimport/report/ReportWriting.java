package orderimport.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import orderimport.benchmark.InnerLoop;
import orderimport.benchmark.SiteFiles;
import orderimport.carrier.Carriers;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ReadOptions;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Spreadsheet;
import orderimport.spreadsheet.Spreadsheets;
import orderimport.spreadsheet.write.WorkbookWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Measures writing a row or an order of the results, with compression but without a disk. */
public class ReportWriting extends InnerLoop {
  private static final Path NOWHERE = Path.of("/dev/null");
  private static final Path REQUEST =
      Path.of("src", "test", "resources", "carriers", "globalconnect", "example.json");
  private static final String CARRIER = "globalconnect";

  private final ColumnWidths widths = new ColumnWidths();
  private final List<ResultRow> rows = new ArrayList<>();
  private SourceSheet source;
  private ResultOrder order;
  private WorkbookWriter workbook;
  private RowsSheet sheet;
  private RowsCsv csv;
  private OrdersJsonl jsonl;
  private int next;

  @Setup
  public void read() throws IOException {
    Path file = SiteFiles.csv(FOLDER, 10_000);
    Spreadsheets spreadsheets = new Spreadsheets(Limits.DEFAULTS);
    List<Row> read;
    try (Spreadsheet open = spreadsheets.open(file, file.toString(), ReadOptions.NONE);
        Stream<Row> stream = open.rows(open.sheets().get(0))) {
      read = stream.toList();
    }
    List<Cell> headings = read.get(0).cells();
    source =
        new SourceSheet(0, "sites", headings, "", headings.size(), List.of(CARRIER), List.of());
    read.stream().skip(1).forEach(this::addRow);
    order =
        new ResultOrder(
            CARRIER,
            "live",
            "ORD-0000000",
            ResultStatus.HELD,
            null,
            null,
            Files.readString(REQUEST).replaceAll("\\n *", ""),
            null,
            null,
            0,
            List.of(
                new RowLocation("sites", 2),
                new RowLocation("sites", 3),
                new RowLocation("sites", 4)));
  }

  private void addRow(Row row) {
    String orderRef = row.cells().get(1).text();
    rows.add(
        new ResultRow(
            source,
            row.number(),
            CARRIER,
            orderRef,
            ResultStatus.HELD,
            null,
            "live",
            row.cells(),
            List.of()));
    row.cells().forEach(cell -> widths.add(0, cell));
  }

  @Setup(Level.Iteration)
  public void begin() throws IOException {
    workbook = WorkbookWriter.create(NOWHERE, Instant.EPOCH);
    SourceColumns columns = new SourceColumns(widths, List.of());
    sheet = new RowsSheet(workbook, new RowsLayout(List.of(source), columns));
    csv = new RowsCsv(NOWHERE);
    jsonl =
        new OrdersJsonl(NOWHERE, new HeadingCatalog(Carriers.registered(), HeadingAliases.NONE));
  }

  @TearDown(Level.Iteration)
  public void end() throws IOException {
    sheet.close();
    workbook.close();
    csv.close();
    jsonl.close();
  }

  @Benchmark
  public void rowOfResultXlsx() {
    sheet.add(row());
  }

  @Benchmark
  public void lineOfRowsCsv() {
    csv.add(row());
  }

  @Benchmark
  public void lineOfOrdersJsonl() {
    jsonl.add(order);
  }

  private ResultRow row() {
    next = (next + 1) % rows.size();
    return rows.get(next);
  }
}
