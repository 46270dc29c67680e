package orderimport.spreadsheet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The cells of a file that are merged over several rows, of which only the first row has a value.
 */
public final class MergedCells {
  /** More of a sheet say nothing new to a user, and a damaged file may have millions. */
  private static final int MOST = 100;

  private final Map<Sheet, List<CellRange>> bySheet = new HashMap<>();

  /** Starts to read a sheet; returns what adds its merged cells, and ignores those in one row. */
  public Consumer<CellRange> start(Sheet sheet) {
    List<CellRange> ranges = new ArrayList<>();
    bySheet.put(sheet, ranges);
    return range -> {
      if (range.lastRow() > range.firstRow() && ranges.size() < MOST) {
        ranges.add(range);
      }
    };
  }

  /** As {@link Spreadsheet#merged}. */
  public List<CellRange> of(Sheet sheet) {
    return List.copyOf(bySheet.getOrDefault(sheet, List.of()));
  }
}
