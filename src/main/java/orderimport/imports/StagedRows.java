package orderimport.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The staged rows of imports and their sheets in PostgreSQL. */
@Repository
public class StagedRows {
  /** The maximum number of rows that are read at a time. */
  public static final int PAGE = 4_000;

  private final JdbcClient jdbc;
  private final PostgresCopy copy;

  public StagedRows(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.copy = new PostgresCopy(dataSource);
  }

  /**
   * A sheet of an import.
   *
   * @param position from 0
   * @param headingRow the heading row's number from 1; null where the sheet has none
   * @param headings the cells of the heading row; empty without one
   */
  public record StagedSheet(
      int position, String name, @Nullable Integer headingRow, List<Cell> headings) {}

  /** Stores a sheet, unless it is stored already. */
  public void addSheet(long importId, StagedSheet sheet) {
    jdbc.sql(
            "insert into sheet (import_id, position, name, heading_row, headings)"
                + " values (?, ?, ?, ?, ?) on conflict do nothing")
        .param(importId)
        .param(sheet.position())
        .param(sheet.name())
        .param(sheet.headingRow())
        .param(CellCodec.write(sheet.headings()))
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
                    CellCodec.read(row.getString("headings"))))
        .list()
        .forEach(sheet -> sheets.put(sheet.position(), sheet));
    return sheets;
  }

  /** Stores rows in the transaction of the caller. */
  public void add(long importId, List<? extends StagedRow> rows) {
    try (PostgresCopy.Lines lines =
        copy.into(
            "staged_row",
            "import_id, sheet, row, hidden, carrier, order_ref, order_key, similar_key, cells")) {
      for (StagedRow row : rows) {
        lines
            .value(importId)
            .value(row.sheet())
            .value(row.number())
            .value(row.hidden() ? "t" : "f")
            .value(row.carrier())
            .value(row.orderRef())
            .value(row.orderKey())
            .value(OrderKey.similar(row.orderKey()))
            .value(CellCodec.write(row.cells()))
            .finishLine();
      }
    }
    addToTotals(importId, rows);
  }

  private void addToTotals(long importId, List<? extends StagedRow> rows) {
    SheetTotals.bySheet(rows)
        .forEach(
            (sheet, totals) ->
                jdbc.sql(
                        """
                        update sheet set row_count = row_count + ?,
                          hidden_count = hidden_count + ?,
                          last_column = greatest(last_column, ?),
                          carriers = array(select distinct unnest(carriers || ?) order by 1)
                        where import_id = ? and position = ?\
                        """)
                    .params(
                        totals.rows(),
                        totals.hidden(),
                        totals.lastColumn(),
                        totals.carriers().toArray(new String[0]),
                        importId,
                        sheet)
                    .update());
  }

  /** The rows of one order, in the file's order, without hidden rows. */
  public List<StagedRow> findByOrder(long importId, String carrier, String orderKey) {
    return jdbc.sql(
            "select * from staged_row where import_id = ? and carrier = ?"
                + " and order_key = ? and not hidden order by sheet, row")
        .params(importId, carrier, orderKey)
        .query(StagedRows::read)
        .list();
  }

  /**
   * A position among the rows of orders, which are read by order.
   *
   * @param carrier of the last row read
   * @param orderKey of the last row read
   */
  public record ReadUpTo(String carrier, String orderKey, int sheet, int row) {}

  /**
   * The position up to which a partition's orders are already built; orders are built in the order
   * of {@link #findByOrders}.
   */
  public ReadUpTo built(long importId, int partition, int partitions) {
    return jdbc.sql(
            """
            select carrier, order_key from order_result
            where import_id = ? and (hashtext(order_key) & 2147483647) % ? = ?
            order by carrier desc, order_key desc limit 1\
            """)
        .params(importId, partitions, partition)
        .query(
            (row, number) -> new ReadUpTo(row.getString(1), row.getString(2), Integer.MAX_VALUE, 0))
        .optional()
        .orElse(new ReadUpTo("", "", 0, 0));
  }

  /**
   * The next rows of orders, grouped by order and then in the file's order. No connection is held
   * between two pages.
   *
   * @param partition the partition from 0 to {@code partitions - 1}; an order is in one partition
   *     only
   * @return at most {@link #PAGE} rows; a shorter page is the last one
   */
  public List<StagedRow> findByOrders(
      long importId, int partition, int partitions, ReadUpTo before) {
    return jdbc.sql(
            """
            select * from staged_row
            where import_id = ? and not hidden and carrier is not null and order_key is not null
              and (hashtext(order_key) & 2147483647) %% ? = ?
              and (carrier, order_key, sheet, row) > (?, ?, ?, ?)
            order by carrier, order_key, sheet, row
            limit %d"""
                .formatted(PAGE))
        .params(
            importId,
            partitions,
            partition,
            before.carrier(),
            before.orderKey(),
            before.sheet(),
            before.row())
        .query(StagedRows::read)
        .list();
  }

  /**
   * The keys of orders with a row whose carrier is missing or unknown: the other rows are not the
   * complete order.
   */
  public Set<String> incompleteOrders(long importId) {
    return jdbc.sql(
            "select order_key from staged_row where import_id = ? and carrier is null"
                + " and order_key is not null and not hidden")
        .param(importId)
        .query(String.class)
        .set();
  }

  /**
   * The next rows with an error of the given code, in the file's order, in pages of {@link #PAGE}.
   *
   * @param code the error's code
   * @param sheet the sheet of the last row read; -1 at first
   * @param row the number of the last row read
   */
  public List<StagedRow> withError(long importId, String code, int sheet, int row) {
    return jdbc.sql(
            """
            select r.* from
              (select distinct sheet, row from problem
               where import_id = ? and code = ? and severity = 'ERROR' and (sheet, row) > (?, ?)
               order by sheet, row limit %d) wrong
            join staged_row r on r.import_id = ? and r.sheet = wrong.sheet and r.row = wrong.row
            order by r.sheet, r.row\
            """
                .formatted(PAGE))
        .params(importId, code, sheet, row, importId)
        .query(StagedRows::read)
        .list();
  }

  /** Returns those of the given keys that are keys of orders. */
  public Set<String> ordersAmong(long importId, Collection<String> orderKeys) {
    return jdbc.sql(
            "select distinct order_key from staged_row where import_id = ?"
                + " and carrier is not null and not hidden and order_key = any(?)")
        .params(importId, orderKeys.toArray(new String[0]))
        .query(String.class)
        .set();
  }

  /**
   * Two sheets that share more than half of the orders of the sheet with fewer orders.
   *
   * @param one the position of the earlier sheet
   * @param other the position of the later sheet
   */
  public record CopiedSheets(int one, int other) {}

  /** The pairs of sheets of an import that are copies of each other. */
  public List<CopiedSheets> copiedSheets(long importId) {
    long filled =
        jdbc.sql("select count(*) from sheet where import_id = ? and row_count > 0")
            .param(importId)
            .query(Long.class)
            .single();
    if (filled < 2) {
      return List.of();
    }
    return jdbc.sql(
            """
            with of_sheet as (
              select distinct sheet, carrier, order_key from staged_row
              where import_id = ? and not hidden and carrier is not null and order_key is not null),
            size as (select sheet, count(*) as orders from of_sheet group by sheet)
            select one.sheet as one, other.sheet as other
            from of_sheet one
            join of_sheet other on other.carrier = one.carrier
              and other.order_key = one.order_key and other.sheet > one.sheet
            join size size_one on size_one.sheet = one.sheet
            join size size_other on size_other.sheet = other.sheet
            group by one.sheet, other.sheet
            having count(*) * 2 > least(min(size_one.orders), min(size_other.orders))
            order by 1, 2\
            """)
        .param(importId)
        .query((row, number) -> new CopiedSheets(row.getInt("one"), row.getInt("other")))
        .list();
  }

  /**
   * A row without an order_ref below a row with one.
   *
   * @param carrier the carrier of the row above
   * @param orderRef the order_ref of the row above
   * @param orderKey the key of the row above
   * @param betweenRowsOfOrder whether the row below names the same order
   */
  public record UnassignedRow(
      StagedRow row,
      String carrier,
      String orderRef,
      String orderKey,
      boolean betweenRowsOfOrder) {}

  /** The rows without an order_ref up to 20 rows below a row with one; at most 5,000. */
  public List<UnassignedRow> findUnassigned(long importId) {
    return jdbc.sql(
            """
            select gap.*, above.order_ref as ref_above, above.order_key as key_above,
              above.carrier as carrier_above,
              coalesce(above.order_key = below.order_key and above.carrier = below.carrier, false)
                as amid
            from staged_row gap
            cross join lateral (select order_ref, order_key, carrier from staged_row
              where import_id = gap.import_id and sheet = gap.sheet
                and row between gap.row - 20 and gap.row - 1 and order_key is not null and not hidden
              order by row desc limit 1) above
            left join lateral (select order_key, carrier from staged_row
              where import_id = gap.import_id and sheet = gap.sheet
                and row between gap.row + 1 and gap.row + 20 and order_key is not null and not hidden
              order by row limit 1) below on true
            where gap.import_id = ? and gap.order_key is null and not gap.hidden
              and (gap.carrier is null or gap.carrier = above.carrier)
              and above.carrier is not null
            order by gap.sheet, gap.row limit 5000\
            """)
        .param(importId)
        .query(
            (row, number) ->
                new UnassignedRow(
                    read(row, number),
                    row.getString("carrier_above"),
                    row.getString("ref_above"),
                    row.getString("key_above"),
                    row.getBoolean("amid")))
        .list();
  }

  /** An order's name as spelled in a row, with its key. */
  public record OrderName(String orderRef, String orderKey) {}

  /**
   * The names of a carrier's orders that are one of the given numbers, with or without leading
   * zeros and zero decimals.
   *
   * @param numbers as returned by {@link OrderKey#number}
   */
  public List<OrderName> numbered(long importId, String carrier, Collection<String> numbers) {
    String[] keys = numbers.toArray(new String[0]);
    return jdbc.sql(
            """
            select distinct order_ref, order_key from staged_row
            where import_id = ? and carrier = ? and not hidden
              and (order_key = any(?) or similar_key = any(?))\
            """)
        .params(importId, carrier, keys, keys)
        .query((row, number) -> new OrderName(row.getString(1), row.getString(2)))
        .list();
  }

  /** Whether an order's name is a number with leading zeros or zero decimals. */
  public boolean anySimilar(long importId) {
    return jdbc.sql(
            "select exists (select 1 from staged_row where import_id = ?"
                + " and similar_key is not null)")
        .param(importId)
        .query(Boolean.class)
        .single();
  }

  /**
   * The next rows without an order and without an error that says why, in the file's order, in
   * pages of {@link #PAGE}.
   *
   * @param sheet the sheet of the last row read; -1 at first
   * @param row the number of the last row read
   */
  public List<StagedRow> withoutOrder(long importId, int sheet, int row) {
    return jdbc.sql(
            """
            select * from staged_row r
            where import_id = ? and not hidden and (carrier is null or order_key is null)
              and (sheet, row) > (?, ?)
              and not exists (select 1 from problem p
                where p.import_id = r.import_id and p.sheet = r.sheet and p.row = r.row
                  and p.severity = 'ERROR')
            order by sheet, row
            limit %d"""
                .formatted(PAGE))
        .params(importId, sheet, row)
        .query(StagedRows::read)
        .list();
  }

  private static StagedRow read(ResultSet row, int number) throws SQLException {
    return new StagedRow(
        row.getInt("sheet"),
        row.getInt("row"),
        row.getBoolean("hidden"),
        row.getString("carrier"),
        row.getString("order_ref"),
        row.getString("order_key"),
        CellCodec.read(row.getString("cells")));
  }

  /** Deletes the rows of an import. */
  public void delete(long importId) {
    jdbc.sql("delete from staged_row where import_id = ?").param(importId).update();
    jdbc.sql("update sheet set row_count = 0, hidden_count = 0 where import_id = ?")
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
