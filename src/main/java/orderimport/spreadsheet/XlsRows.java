package orderimport.spreadsheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import orderimport.spreadsheet.XlsCells.Placed;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet of an .xls file, from top to bottom. */
final class XlsRows implements RowReader {
  private final Sheet sheet;
  private final XlsRecords records;
  private final XlsCells found;
  private final XlsRowOrder order;
  private final RowBuilder cells;

  /** The sheet's cells by row, where the file has them in another order. */
  private @Nullable Queue<List<Placed>> sorted;

  /** How many cells of the row being gathered are struck through. */
  private int struck;

  /** The first cell of the row after the one given last. */
  private @Nullable Placed ahead;

  private XlsRows(
      Sheet sheet, XlsRecords records, XlsCells found, XlsRowOrder order, RowBuilder cells) {
    this.sheet = sheet;
    this.records = records;
    this.found = found;
    this.order = order;
    this.cells = cells;
  }

  /**
   * @param begin where the sheet's first record stands in the stream
   */
  static XlsRows open(
      Sheet sheet,
      XlsStream stream,
      long begin,
      XlsWorkbook workbook,
      Limits limits,
      ParseTimeBudget parseTimeBudget)
      throws IOException {
    XlsRowOrder order = XlsRowOrder.of(stream.from(begin), parseTimeBudget);
    XlsRecords records = new XlsRecords(stream.from(begin));
    return new XlsRows(
        sheet,
        records,
        new XlsCells(records, workbook, parseTimeBudget),
        order,
        new RowBuilder(limits));
  }

  @Override
  public @Nullable Row next() {
    return order.ascending() ? nextFound() : nextSorted();
  }

  private @Nullable Row nextFound() {
    Placed first = ahead == null ? found.next() : ahead;
    if (first == null) {
      return null;
    }
    add(first);
    ahead = found.next();
    while (ahead != null && ahead.row() == first.row()) {
      add(ahead);
      ahead = found.next();
    }
    return remove(first.row());
  }

  private @Nullable Row nextSorted() {
    Queue<List<Placed>> rest = sorted;
    if (rest == null) {
      rest = new ArrayDeque<>(byRow());
      sorted = rest;
    }
    List<Placed> row = rest.poll();
    if (row == null) {
      return null;
    }
    row.forEach(this::add);
    return remove(row.get(0).row());
  }

  private Collection<List<Placed>> byRow() {
    TreeMap<Integer, List<Placed>> rows = new TreeMap<>();
    for (Placed placed = found.next(); placed != null; placed = found.next()) {
      rows.computeIfAbsent(placed.row(), row -> new ArrayList<>()).add(placed);
    }
    return rows.values();
  }

  private void add(Placed placed) {
    cells.add(placed.cell());
    struck += placed.struck() ? 1 : 0;
  }

  private @Nullable Row remove(int row) {
    Row taken = cells.build(row + 1, order.hidden().get(row));
    int cellsStruck = struck;
    struck = 0;
    return taken != null && cellsStruck * 2 > taken.cells().size()
        ? taken.with(Row.Mark.STRUCK_THROUGH)
        : taken;
  }

  @Override
  public String subject() {
    return cells.lastRow() == 0
        ? "The sheet \"%s\"".formatted(sheet.name())
        : "The sheet \"%s\", after row %d,".formatted(sheet.name(), cells.lastRow());
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
