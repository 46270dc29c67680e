package orderimport.heading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;

/** Collects the first different values of each column, by which a person recognizes it. */
public final class ColumnSamples {
  private static final int MOST = 3;
  private static final int LONGEST = 60;

  private final Map<Integer, List<String>> values = new TreeMap<>();

  /** The samples of rows below a header row. */
  public static ColumnSamples of(Iterable<Row> rows) {
    ColumnSamples samples = new ColumnSamples();
    rows.forEach(samples::add);
    return samples;
  }

  void add(Row row) {
    for (Cell cell : row.cells()) {
      String text = CellText.oneLine(CellText.strip(cell.text()));
      if (text.isEmpty()) {
        continue;
      }
      List<String> ofColumn = values.computeIfAbsent(cell.column(), first -> new ArrayList<>());
      String sample = shortened(text);
      if (ofColumn.size() < MOST && !ofColumn.contains(sample)) {
        ofColumn.add(sample);
      }
    }
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /** By column from 0. */
  public Map<Integer, List<String>> values() {
    return values;
  }
}
