package orderimport.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows that users edited, which replace those of the file wherever rows are read: ADR 0022. */
@Repository
public class EditedRows {
  private final JdbcClient jdbc;
  private final PostgresCopy copy;
  private final StagedRows stagedRows;

  public EditedRows(DataSource dataSource, StagedRows stagedRows) {
    this.jdbc = JdbcClient.create(dataSource);
    this.copy = new PostgresCopy(dataSource);
    this.stagedRows = stagedRows;
  }

  /** The edited rows of a block, by number, from the column {@code edits} of {@code row_source}. */
  static Map<Integer, StagedRow> read(int sheet, @Nullable String edits) {
    Map<Integer, StagedRow> rows = new HashMap<>();
    if (edits != null) {
      for (JsonNode row : JsonMapper.shared().readTree(edits)) {
        int number = row.path("row").intValue();
        rows.put(
            number,
            StagedRow.read(
                sheet,
                number,
                row.path("hidden").booleanValue(),
                text(row, "carrier"),
                text(row, "order_ref"),
                CellCodec.read(row.path("cells").stringValue())));
      }
    }
    return rows;
  }

  private static @Nullable String text(JsonNode row, String name) {
    JsonNode text = row.path(name);
    return text.isNull() ? null : text.stringValue();
  }

  /**
   * Stores rows in place of those that were read until now, in the transaction of the caller, who
   * has the lease. A row that equals the one in the file counts as not edited any more.
   */
  public void store(long importId, List<StagedRow> rows) {
    List<Long> positions = rows.stream().map(StagedRow::position).toList();
    Map<Long, StagedRow> before = byPosition(stagedRows.at(importId, positions));
    Map<Long, StagedRow> original = byPosition(stagedRows.originals(importId, positions));
    jdbc.sql(
            "delete from edited_row where import_id = ?"
                + " and sheet::bigint << 32 | row = any(?)")
        .params(importId, positions.toArray(Long[]::new))
        .update();
    try (PostgresCopy.Lines lines =
        copy.into("edited_row", "import_id, sheet, row, hidden, carrier, order_ref, cells")) {
      for (StagedRow row : rows) {
        if (!row.equals(original.get(row.position()))) {
          lines.add(
              importId,
              row.sheet(),
              row.number(),
              row.hidden(),
              row.carrier(),
              row.orderRef(),
              CellCodec.write(row.cells()));
        }
      }
    }
    updateTotals(importId, rows, before);
  }

  private static Map<Long, StagedRow> byPosition(List<StagedRow> rows) {
    return rows.stream().collect(Collectors.toMap(StagedRow::position, Function.identity()));
  }

  private void updateTotals(long importId, List<StagedRow> rows, Map<Long, StagedRow> before) {
    Map<Integer, SheetTotals> old = SheetTotals.bySheet(List.copyOf(before.values()));
    SheetTotals.bySheet(rows)
        .forEach(
            (sheet, totals) ->
                stagedRows.addToTotals(
                    importId,
                    sheet,
                    totals,
                    0,
                    totals.hidden() - old.getOrDefault(sheet, totals).hidden()));
    RowBlock block = null;
    for (StagedRow row : new TreeMap<>(byPosition(rows)).values()) {
      if (block == null || block.sheet() != row.sheet() || block.lastRow() < row.number()) {
        block = stagedRows.blockOf(importId, row.sheet(), row.number());
        if (block != null) {
          updateCarriers(importId, block);
        }
      }
    }
  }

  /** The cells and keys of a block stay as in the file. */
  private void updateCarriers(long importId, RowBlock block) {
    jdbc.sql(
            "update row_block set carriers = ?::jsonb"
                + " where import_id = ? and sheet = ? and first_row = ?")
        .params(
            RowBlocks.carriers(IntStream.range(0, block.size()).mapToObj(block::carrier)),
            importId,
            block.id().sheet(),
            block.id().firstRow())
        .update();
  }

  /**
   * Adds a column with a heading to a sheet, after all columns that have a cell.
   *
   * @return the column from 0; the one that has the heading already, if there is one
   */
  public int addColumn(long importId, int sheet, String heading) {
    List<Cell> headings = Objects.requireNonNull(stagedRows.sheets(importId).get(sheet)).headings();
    Optional<Integer> present =
        headings.stream().filter(cell -> cell.text().equals(heading)).map(Cell::column).findFirst();
    if (present.isPresent()) {
      return present.get();
    }
    int lastHeading = headings.stream().mapToInt(Cell::column).max().orElse(-1);
    int column =
        jdbc.sql(
                "update sheet set last_column = greatest(last_column, ?) + 1"
                    + " where import_id = ? and position = ? returning last_column")
            .params(lastHeading, importId, sheet)
            .query(Integer.class)
            .single();
    List<Cell> more = new ArrayList<>(headings);
    more.add(Cell.text(column, heading));
    jdbc.sql("update sheet set headings = ? where import_id = ? and position = ?")
        .params(CellCodec.write(more), importId, sheet)
        .update();
    return column;
  }
}
