package orderimport.spreadsheet.xls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import orderimport.problem.Text;
import orderimport.spreadsheet.CellRange;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.RowBuilder;
import orderimport.spreadsheet.RowReader;
import orderimport.spreadsheet.Sheet;
import orderimport.spreadsheet.xls.XlsCells.LocatedCell;
import org.jspecify.annotations.Nullable;

/** Reads the rows of an .xls sheet from top to bottom. */
final class XlsRows implements RowReader {
  private final Sheet sheet;
  private final XlsRecords records;
  private final XlsCells cells;
  private final XlsRowOrder order;
  private final RowBuilder builder;

  /** All rows of the sheet in order, if the file contains them in another order. */
  private @Nullable Queue<List<LocatedCell>> sorted;

  /** The first cell of the next row. */
  private @Nullable LocatedCell lookahead;

  private XlsRows(
      Sheet sheet, XlsRecords records, XlsCells cells, XlsRowOrder order, RowBuilder builder) {
    this.sheet = sheet;
    this.records = records;
    this.cells = cells;
    this.order = order;
    this.builder = builder;
  }

  /**
   * @param begin the offset of the first record of the sheet
   */
  static XlsRows open(
      Sheet sheet,
      XlsStream stream,
      long begin,
      XlsWorkbook workbook,
      Consumer<CellRange> merged,
      Limits limits,
      ParseTimeBudget parseTimeBudget)
      throws IOException {
    XlsRowOrder order = XlsRowOrder.of(stream.from(begin), parseTimeBudget);
    XlsRecords records = new XlsRecords(stream.from(begin));
    return new XlsRows(
        sheet,
        records,
        new XlsCells(records, workbook, merged, parseTimeBudget),
        order,
        new RowBuilder(limits));
  }

  @Override
  public @Nullable Row next() {
    return order.ascending() ? nextInOrder() : nextSorted();
  }

  private @Nullable Row nextInOrder() {
    LocatedCell first = lookahead == null ? cells.next() : lookahead;
    if (first == null) {
      return null;
    }
    add(first);
    lookahead = cells.next();
    while (lookahead != null && lookahead.row() == first.row()) {
      add(lookahead);
      lookahead = cells.next();
    }
    return buildRow(first.row());
  }

  private @Nullable Row nextSorted() {
    Queue<List<LocatedCell>> remaining = sorted;
    if (remaining == null) {
      remaining = new ArrayDeque<>(byRow());
      sorted = remaining;
    }
    List<LocatedCell> row = remaining.poll();
    if (row == null) {
      return null;
    }
    row.forEach(this::add);
    return buildRow(row.get(0).row());
  }

  private Collection<List<LocatedCell>> byRow() {
    TreeMap<Integer, List<LocatedCell>> rows = new TreeMap<>();
    for (LocatedCell cell = cells.next(); cell != null; cell = cells.next()) {
      rows.computeIfAbsent(cell.row(), row -> new ArrayList<>()).add(cell);
    }
    return rows.values();
  }

  private void add(LocatedCell cell) {
    builder.add(cell.cell());
    builder.strike(cell.cell().column(), cell.strike());
  }

  private @Nullable Row buildRow(int index) {
    return builder.build(index + 1, order.hidden().get(index));
  }

  @Override
  public Text subject() {
    return sheet.subject(builder.lastRow());
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
