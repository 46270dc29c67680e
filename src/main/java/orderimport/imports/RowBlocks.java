package orderimport.imports;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import orderimport.problem.StoredJson;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** Divides rows into blocks to be stored. */
final class RowBlocks {
  /** A block ends with the order that has this row, so that few orders are in two blocks. */
  private static final int ROWS = 1_250;

  /** The limit for orders with many rows. */
  private static final int MOST_ROWS = 1_500;

  /** The limit of a block in memory, in characters and four for each cell, filled or not. */
  private static final long MOST_WEIGHT = 4_000_000;

  private RowBlocks() {}

  /** Divides rows; those of one block are of one sheet. */
  static List<List<StagedRow>> of(List<? extends StagedRow> rows) {
    List<List<StagedRow>> blocks = new ArrayList<>();
    List<StagedRow> block = new ArrayList<>();
    long characters = 0;
    int width = 0;
    for (StagedRow row : rows) {
      long length = length(row);
      int columns = width(row);
      long weight = characters + length + 4L * Math.max(width, columns) * (block.size() + 1);
      if (!block.isEmpty() && (weight > MOST_WEIGHT || startsBlock(row, block))) {
        blocks.add(block);
        block = new ArrayList<>();
        characters = 0;
        width = 0;
      }
      block.add(row);
      characters += length;
      width = Math.max(width, columns);
    }
    if (!block.isEmpty()) {
      blocks.add(block);
    }
    return blocks;
  }

  private static boolean startsBlock(StagedRow row, List<StagedRow> block) {
    StagedRow last = block.get(block.size() - 1);
    return row.sheet() != last.sheet()
        || block.size() >= MOST_ROWS
        || block.size() >= ROWS && !Objects.equals(row.orderKey(), last.orderKey());
  }

  private static long length(StagedRow row) {
    long length = 0;
    for (Cell cell : row.cells()) {
      length += cell.text().length();
    }
    return length;
  }

  private static int width(StagedRow row) {
    int cells = row.cells().size();
    return cells == 0 ? 0 : row.cells().get(cells - 1).column() + 1;
  }

  /** The numbers of the rows of a block as a multirange of PostgreSQL. */
  static String numbers(List<StagedRow> block) {
    List<String> ranges = new ArrayList<>();
    int from = block.get(0).number();
    int to = from;
    for (StagedRow row : block) {
      if (row.number() > to) {
        ranges.add("[%d,%d)".formatted(from, to));
        from = row.number();
      }
      to = row.number() + 1;
    }
    ranges.add("[%d,%d)".formatted(from, to));
    return ranges.stream().collect(joining(",", "{", "}"));
  }

  /** The number of rows of a block by carrier, as JSON, without rows that name none. */
  static String carriers(List<StagedRow> block) {
    return carriers(block.stream().map(StagedRow::carrier));
  }

  /** The number of rows by carrier, as JSON, without rows that name none. */
  static String carriers(Stream<@Nullable String> ofRows) {
    Map<String, Integer> carriers = new TreeMap<>();
    ofRows.filter(Objects::nonNull).forEach(carrier -> carriers.merge(carrier, 1, Integer::sum));
    return StoredJson.write(carriers);
  }
}
