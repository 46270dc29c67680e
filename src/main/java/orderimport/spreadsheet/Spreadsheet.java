package orderimport.spreadsheet;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orderimport.problem.Text;

/** An open spreadsheet file. */
public interface Spreadsheet extends AutoCloseable {

  /** The sheets in the order of the file. */
  List<Sheet> sheets();

  /**
   * Streams the filled rows of a sheet from the top. Each call reads from the beginning. The caller
   * closes the stream.
   *
   * @throws UnreadableSpreadsheetException also while the stream is consumed
   */
  Stream<Row> rows(Sheet sheet);

  /**
   * The cells that are merged over several rows, in no order. Complete once a stream of the sheet's
   * rows has been read to its end.
   */
  default List<CellRange> merged(Sheet sheet) {
    return List.of();
  }

  /**
   * A description of the format: {@code Excel workbook}, {@code CSV, windows-1252, separated by ;}.
   */
  Text format();

  /** The custom document properties by name; empty for most files. */
  default Map<String, String> properties() {
    return Map.of();
  }

  @Override
  void close();
}
