package orderimport.spreadsheet;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An open file. */
public interface Spreadsheet extends AutoCloseable {

  /** In the file's order. */
  List<Sheet> sheets();

  /**
   * The filled rows of a sheet, from the top, streamed; each call begins anew. Close the stream.
   *
   * @throws UnreadableSpreadsheetException here or while the stream is read
   */
  Stream<Row> rows(Sheet sheet);

  /**
   * How the file was understood, for the results, in plain words: {@code Excel workbook}, {@code
   * CSV, windows-1252, separated by ;}.
   */
  String format();

  /** What the file says of itself in properties of its own, by name; most files have none. */
  default Map<String, String> properties() {
    return Map.of();
  }

  @Override
  void close();
}
