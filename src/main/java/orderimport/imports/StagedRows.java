package orderimport.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.sql.DataSource;
import orderimport.problem.StoredJson;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The staged rows of imports, in blocks, and their sheets in PostgreSQL. */
@Repository
public class StagedRows {
  /** The maximum number of rows with an error that are read at a time. */
  public static final int PAGE = 4_000;

  private static final int BLOCKS_AT_ONCE = 64;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<Integer, List<String>>> SAMPLES = new TypeReference<>() {};

  private final JdbcClient jdbc;

  public StagedRows(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * A sheet of an import.
   *
   * @param position from 0
   * @param headingRow the heading row's number from 1; null where the sheet has none
   * @param headings the cells of the heading row; empty without one
   * @param signature of the headings, without columns that users added; empty without any. Mappings
   *     of columns name it
   * @param samples the first different values of each column, from 0, for display; shortened
   */
  public record StagedSheet(
      int position,
      String name,
      @Nullable Integer headingRow,
      List<Cell> headings,
      String signature,
      Map<Integer, List<String>> samples) {

    public StagedSheet(
        int position, String name, @Nullable Integer headingRow, List<Cell> headings) {
      this(position, name, headingRow, headings, "", Map.of());
    }
  }

  /** Stores a sheet, unless it is stored already. */
  public void addSheet(long importId, StagedSheet sheet) {
    jdbc.sql(
            "insert into sheet (import_id, position, name, heading_row, headings, signature,"
                + " samples) values (?, ?, ?, ?, ?, ?, ?::jsonb) on conflict do nothing")
        .param(importId)
        .param(sheet.position())
        .param(sheet.name())
        .param(sheet.headingRow())
        .param(CellCodec.write(sheet.headings()))
        .param(sheet.signature())
        .param(StoredJson.write(sheet.samples()))
        .update();
  }

  /** The sheets of an import, by position. */
  public Map<Integer, StagedSheet> sheets(long importId) {
    Map<Integer, StagedSheet> sheets = new TreeMap<>();
    jdbc.sql("select * from sheet where import_id = ?")
        .param(importId)
        .query(
            (row, number) ->
                new StagedSheet(
                    row.getInt("position"),
                    row.getString("name"),
                    (Integer) row.getObject("heading_row"),
                    CellCodec.read(row.getString("headings")),
                    row.getString("signature"),
                    JSON.readValue(row.getString("samples"), SAMPLES)))
        .list()
        .forEach(sheet -> sheets.put(sheet.position(), sheet));
    return sheets;
  }

  /** The carriers that the rows of each sheet name, by position of the sheet. */
  public Map<Integer, List<String>> carriersBySheet(long importId) {
    Map<Integer, List<String>> carriers = new HashMap<>();
    jdbc.sql("select position, carriers from sheet where import_id = ?")
        .param(importId)
        .query(
            row -> {
              carriers.put(
                  row.getInt("position"), List.of((String[]) row.getArray("carriers").getArray()));
            });
    return carriers;
  }

  /**
   * Stores rows in the transaction of the caller.
   *
   * @param rows after those that are stored, in the file's order
   */
  public void add(long importId, List<? extends StagedRow> rows) {
    for (List<StagedRow> block : RowBlocks.of(rows)) {
      jdbc.sql(
              """
              insert into row_block
                (import_id, sheet, first_row, row_count, rows, carriers, keys, cells)
              values (?, ?, ?, ?, ?::int4multirange, ?::jsonb, ?, ?)\
              """)
          .params(
              importId,
              block.get(0).sheet(),
              block.get(0).number(),
              block.size(),
              RowBlocks.numbers(block),
              RowBlocks.carriers(block),
              RowBlock.keys(block),
              RowBlock.cells(block))
          .update();
    }
    addToTotals(importId, rows);
  }

  private void addToTotals(long importId, List<? extends StagedRow> rows) {
    SheetTotals.bySheet(rows)
        .forEach(
            (sheet, totals) ->
                addToTotals(importId, sheet, totals, totals.rows(), totals.hidden()));
  }

  /**
   * Adds rows to the totals of a sheet, with the columns and carriers that they have.
   *
   * @param rows how many there are more than before
   * @param hidden how many of them are hidden
   */
  void addToTotals(long importId, int sheet, SheetTotals totals, int rows, int hidden) {
    jdbc.sql(
            """
            update sheet set row_count = row_count + ?,
              hidden_count = hidden_count + ?,
              last_column = greatest(last_column, ?),
              carriers = array(select distinct unnest(carriers || ?) order by 1)
            where import_id = ? and position = ?\
            """)
        .params(
            rows,
            hidden,
            totals.lastColumn(),
            totals.carriers().toArray(new String[0]),
            importId,
            sheet)
        .update();
  }

  /**
   * Reads the keys of all blocks in the file's order, some blocks at a time. No connection is held
   * meanwhile.
   */
  public void keys(long importId, Consumer<RowBlock> consumer) {
    RowBlock.Id last = new RowBlock.Id(-1, 0);
    List<RowBlock> page;
    do {
      page =
          jdbc.sql(
                  """
                  select sheet, keys, null as cells, edits from row_source
                  where import_id = ? and (sheet, first_row) > (?, ?)
                  order by sheet, first_row limit ?\
                  """)
              .params(importId, last.sheet(), last.firstRow(), BLOCKS_AT_ONCE)
              .query(StagedRows::block)
              .list();
      page.forEach(consumer);
      if (!page.isEmpty()) {
        last = page.get(page.size() - 1).id();
      }
    } while (page.size() == BLOCKS_AT_ONCE);
  }

  /** A block with its cells. */
  public RowBlock block(long importId, RowBlock.Id id) {
    return jdbc.sql(
            "select sheet, keys, cells, edits from row_source"
                + " where import_id = ? and sheet = ? and first_row = ?")
        .params(importId, id.sheet(), id.firstRow())
        .query(StagedRows::block)
        .single();
  }

  private static RowBlock block(ResultSet row, int number) throws SQLException {
    return RowBlock.read(row);
  }

  /**
   * The rows at positions, in the file's order; positions without a row are omitted.
   *
   * @param positions the positions as in {@link StagedRow#position}
   */
  public List<StagedRow> at(long importId, Collection<Long> positions) {
    return at(importId, positions, RowBlock::row);
  }

  /** As {@link #at(long, Collection)}, with the rows as in the file. */
  public List<StagedRow> originals(long importId, Collection<Long> positions) {
    return at(importId, positions, RowBlock::original);
  }

  /**
   * The positions of successive rows, in the file's order; fewer at the end of the file.
   *
   * @param after the position of the row above the first; -1 for the first of the file
   */
  public List<Long> positions(long importId, long after, int limit) {
    return jdbc.sql(
            """
            select sheet::bigint << 32 | number as position
            from row_block cross join unnest(rows) as range
            cross join generate_series(lower(range), upper(range) - 1) as number
            where import_id = ? and sheet >= ? and (sheet > ? or upper(rows) > ?)
              and sheet::bigint << 32 | number > ?
            order by position limit ?\
            """)
        .params(importId, sheet(after), sheet(after), (int) after, after, limit)
        .query(Long.class)
        .list();
  }

  private static int sheet(long position) {
    return (int) (position >> 32);
  }

  private interface RowOfBlock {
    StagedRow read(RowBlock block, int index);
  }

  private List<StagedRow> at(long importId, Collection<Long> positions, RowOfBlock reader) {
    List<StagedRow> rows = new ArrayList<>(positions.size());
    RowBlock block = null;
    for (long position : new TreeSet<>(positions)) {
      int sheet = (int) (position >> 32);
      int number = (int) position;
      if (block == null || block.sheet() != sheet || block.lastRow() < number) {
        block = blockOf(importId, sheet, number);
      }
      if (block != null && block.indexOf(number) >= 0) {
        rows.add(reader.read(block, block.indexOf(number)));
      }
    }
    return rows;
  }

  /** The last block that begins at a row or before; null without one. */
  @Nullable RowBlock blockOf(long importId, int sheet, int row) {
    return jdbc.sql(
            "select sheet, keys, cells, edits from row_source where import_id = ? and sheet = ?"
                + " and first_row <= ? order by first_row desc limit 1")
        .params(importId, sheet, row)
        .query(StagedRows::block)
        .optional()
        .orElse(null);
  }

  /** The rows of one order, in the file's order, without hidden rows; none before it is built. */
  public List<StagedRow> findByOrder(long importId, String carrier, String orderKey) {
    return at(
        importId,
        jdbc.sql(
                "select unnest(rows) from order_result"
                    + " where import_id = ? and carrier = ? and order_key = ?")
            .params(importId, carrier, orderKey)
            .query(Long.class)
            .list());
  }

  /**
   * The next rows whose values are in the wrong columns, in the file's order, in pages of {@link
   * #PAGE}.
   *
   * @param after the position of the last row read; -1 at first
   */
  public List<StagedRow> shifted(long importId, long after) {
    return at(
        importId,
        jdbc.sql(
                """
                select distinct sheet::bigint << 32 | row as position from problem
                where import_id = ? and severity = 'ERROR' and code in %s
                  and sheet::bigint << 32 | row > ?
                order by 1 limit ?\
                """
                    .formatted(Problems.SHIFTED))
            .params(importId, after, PAGE)
            .query(Long.class)
            .list());
  }

  /** The numbers of the rows of a block that have an error. */
  public Set<Integer> withError(long importId, RowBlock block) {
    return jdbc.sql(
            "select row from problem where import_id = ? and sheet = ? and row between ? and ?"
                + " and severity = 'ERROR'")
        .params(importId, block.sheet(), block.id().firstRow(), block.lastRow())
        .query(Integer.class)
        .set();
  }

  /** Deletes the rows of an import, and what users changed in them. */
  public void delete(long importId) {
    jdbc.sql("delete from edited_row where import_id = ?").param(importId).update();
    jdbc.sql(
            "delete from cell_change where event_id in (select id from import_event where import_id = ?)")
        .param(importId)
        .update();
    jdbc.sql("delete from row_block where import_id = ?").param(importId).update();
    jdbc.sql("update sheet set row_count = 0, hidden_count = 0, samples = '{}' where import_id = ?")
        .param(importId)
        .update();
  }

  /** The number of staged items; each sheet and each row counts as one. */
  public long items(long importId) {
    return sheets(importId).size() + count(importId);
  }

  /** The number of staged rows by import, without imports that have none. */
  public Map<Long, Long> counts(Collection<Long> imports) {
    Map<Long, Long> counts = new HashMap<>();
    jdbc.sql(
            "select import_id, sum(row_count) as n from sheet where import_id = any(?)"
                + " group by import_id")
        .param(imports.toArray(Long[]::new))
        .query(
            row -> {
              counts.put(row.getLong("import_id"), row.getLong("n"));
            });
    return counts;
  }

  /** The number of staged rows of an import. */
  private long count(long importId) {
    return jdbc.sql("select coalesce(sum(row_count), 0) from sheet where import_id = ?")
        .param(importId)
        .query(Long.class)
        .single();
  }
}
