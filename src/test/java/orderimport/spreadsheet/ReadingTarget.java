package orderimport.spreadsheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.springframework.util.unit.DataSize;

/** A fuzzing target: a file of any bytes is read or rejected with a message. */
public final class ReadingTarget {
  private static final Limits LIMITS =
      new Limits(
          DataSize.ofMegabytes(64),
          DataSize.ofMegabytes(256),
          200,
          50,
          100_000,
          1_000,
          DataSize.ofMegabytes(32),
          100_000,
          1_000_000,
          Duration.ofSeconds(5));

  private static final Path FILE = file();

  private ReadingTarget() {}

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzzed", ".file");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does the lazy initialization, so that the first inputs are not slower than the others. */
  public static void fuzzerInitialize() throws IOException {
    read("order_ref;notes\nA-1;x\n".getBytes(StandardCharsets.UTF_8));
    for (Workbook workbook : List.of(new HSSFWorkbook(), new XSSFWorkbook())) {
      try (workbook) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        workbook.createSheet().createRow(0).createCell(0).setCellValue("order_ref");
        workbook.write(bytes);
        read(bytes.toByteArray());
      }
    }
  }

  /** Called by the fuzzer under this name. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    read(input);
  }

  /** Reads all cells; returns their number, or -1 if the file is rejected. */
  static long read(byte[] input) throws IOException {
    Files.write(FILE, input);
    AtomicLong cells = new AtomicLong();
    try (Spreadsheet spreadsheet =
        new Spreadsheets(LIMITS).open(FILE, "fuzzed", ReadOptions.NONE)) {
      for (Sheet sheet : spreadsheet.sheets()) {
        try (var rows = spreadsheet.rows(sheet)) {
          rows.forEach(row -> check(row, cells));
        }
      }
      return cells.get();
    } catch (UnreadableSpreadsheetException rejected) {
      if (String.valueOf(rejected.getMessage()).isBlank()) {
        throw new IllegalStateException("rejected without a message", rejected);
      }
      return -1;
    }
  }

  private static void check(Row row, AtomicLong cells) {
    int last = -1;
    for (Cell cell : row.cells()) {
      if (cell.column() <= last || cell.text().isBlank() || row.number() < 1) {
        throw new IllegalStateException("Row " + row.number() + " has " + cell);
      }
      last = cell.column();
      cells.incrementAndGet();
    }
  }
}
