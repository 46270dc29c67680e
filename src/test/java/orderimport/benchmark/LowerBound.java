package orderimport.benchmark;

import com.opencsv.CSVReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ReadOptions;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Spreadsheet;
import orderimport.spreadsheet.Spreadsheets;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler.SheetContentsHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.postgresql.PGConnection;
import org.xml.sax.InputSource;
import org.xml.sax.XMLReader;

/**
 * Work that every import has to do, each as its own program: reading the cells of a file, or
 * copying its rows.
 */
enum LowerBound {
  OUR_READER("our reader") {
    @Override
    void run(Path file, CellCounter counter) {
      Spreadsheets spreadsheets = new Spreadsheets(Limits.DEFAULTS);
      try (Spreadsheet open = spreadsheets.open(file, file.toString(), ReadOptions.NONE);
          Stream<Row> rows = open.rows(open.sheets().get(0))) {
        rows.forEach(row -> row.cells().forEach(cell -> counter.count(cell.text())));
      }
    }
  },
  OPENCSV("opencsv") {
    @Override
    void run(Path file, CellCounter counter) throws IOException {
      try (CSVReader reader = new CSVReader(Files.newBufferedReader(file))) {
        for (String[] row : reader) {
          List.of(row).forEach(counter::count);
        }
      }
    }
  },
  FASTEXCEL_READER("fastexcel-reader") {
    @Override
    void run(Path file, CellCounter counter) throws IOException {
      try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile());
          Stream<org.dhatim.fastexcel.reader.Row> rows = workbook.getFirstSheet().openStream()) {
        rows.forEach(row -> row.forEach(cell -> counter.count(cell.getText())));
      }
    }
  },
  POI_EVENTS("POI's event reader") {
    @Override
    void run(Path file, CellCounter counter) throws Exception {
      try (OPCPackage parts = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
        XSSFReader reader = new XSSFReader(parts);
        try (InputStream sheet = reader.getSheetsData().next()) {
          XMLReader xml = XMLHelper.newXMLReader();
          xml.setContentHandler(
              new XSSFSheetXMLHandler(
                  reader.getStylesTable(), new ReadOnlySharedStringsTable(parts), counter, false));
          xml.parse(new InputSource(sheet));
        }
      }
    }
  },
  COPY("COPY of the rows") {
    @Override
    void run(Path file, CellCounter counter) throws Exception {
      Map<String, String> settings = System.getenv();
      try (Connection connection =
              DriverManager.getConnection(
                  settings.get("SPRING_DATASOURCE_URL"),
                  settings.get("SPRING_DATASOURCE_USERNAME"),
                  settings.get("SPRING_DATASOURCE_PASSWORD"));
          InputStream rows = Files.newInputStream(file)) {
        counter.cells =
            SiteFiles.COLUMNS
                * connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy site from stdin (format csv)", rows, 1 << 16);
      }
    }
  };

  private final String label;

  LowerBound(String label) {
    this.label = label;
  }

  /** The lower bounds that apply to a file. */
  static List<LowerBound> of(Path file) {
    return file.toString().endsWith(".csv")
        ? List.of(OUR_READER, OPENCSV, COPY)
        : List.of(OUR_READER, FASTEXCEL_READER, POI_EVENTS, COPY);
  }

  String label() {
    return label;
  }

  abstract void run(Path file, CellCounter counter) throws Exception;

  /** Arguments: a lower bound, a file, and the number of its cells. */
  public static void main(String[] arguments) throws Exception {
    CellCounter counter = new CellCounter();
    valueOf(arguments[0]).run(Path.of(arguments[1]), counter);
    if (counter.cells != Long.parseLong(arguments[2])) {
      throw new IllegalStateException(String.join(" ", arguments) + ": read " + counter.cells);
    }
  }

  /** Counts the cells with text. */
  private static final class CellCounter implements SheetContentsHandler {
    private long cells;

    void count(String text) {
      cells += text.isEmpty() ? 0 : 1;
    }

    @Override
    public void cell(String reference, String text, XSSFComment comment) {
      count(text);
    }

    @Override
    public void startRow(int row) {}

    @Override
    public void endRow(int row) {}
  }
}
