package orderimport.spreadsheet.xls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import orderimport.problem.Phrase;
import orderimport.problem.Text;
import orderimport.spreadsheet.CellRange;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.MergedCells;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.RowReader;
import orderimport.spreadsheet.Sheet;
import orderimport.spreadsheet.Spreadsheet;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** A workbook of Excel 97 to 2003, in the BIFF8 format. */
public final class XlsSpreadsheet implements Spreadsheet {
  private final POIFSFileSystem file;
  private final XlsStream stream;
  private final XlsWorkbook workbook;
  private final Limits limits;
  private final MergedCells merged = new MergedCells();

  private XlsSpreadsheet(
      POIFSFileSystem file, XlsStream stream, XlsWorkbook workbook, Limits limits) {
    this.file = file;
    this.stream = stream;
    this.workbook = workbook;
    this.limits = limits;
  }

  /**
   * Opens a workbook.
   *
   * @param name of the workbook stream within the file
   */
  public static XlsSpreadsheet open(
      POIFSFileSystem file, String name, Limits limits, ParseTimeBudget parseTimeBudget)
      throws IOException {
    XlsStream stream = XlsStream.open(file, name, parseTimeBudget);
    return new XlsSpreadsheet(
        file, stream, XlsWorkbook.read(stream, limits, parseTimeBudget), limits);
  }

  @Override
  public List<Sheet> sheets() {
    return List.copyOf(workbook.sheets().keySet());
  }

  @Override
  public Stream<Row> rows(Sheet sheet) {
    Long start = workbook.sheets().get(sheet);
    if (start == null) {
      throw new IllegalArgumentException("no such sheet: " + sheet);
    }
    ParseTimeBudget parseTimeBudget = new ParseTimeBudget(limits.parseTime());
    return parseTimeBudget.call(
        () -> sheet.subject(0),
        () ->
            RowReader.stream(
                XlsRows.open(
                    sheet, stream, start, workbook, merged.start(sheet), limits, parseTimeBudget),
                parseTimeBudget));
  }

  @Override
  public List<CellRange> merged(Sheet sheet) {
    return merged.of(sheet);
  }

  @Override
  public Text format() {
    return Phrase.FORMAT_XLS.text();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
