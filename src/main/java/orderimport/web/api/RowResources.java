package orderimport.web.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import orderimport.imports.OrderIdentity;
import orderimport.imports.Problems;
import orderimport.imports.RowBlock;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.TextRenderer;
import orderimport.report.ResultStatus;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Represents the rows and the problems of imports. */
@Component
class RowResources {
  /** The blocks that have a row after a place. */
  private static final String BLOCKS =
      """
      select sheet, keys, cells, edits from row_source
      where import_id = :import and (sheet > :sheet or sheet = :sheet and upper(rows) > :row + 1)
      order by sheet, first_row limit :limit
      """;

  /** Problems of rows by position; the range of their places is for the index. */
  private static final String PROBLEMS =
      """
      select * from problem_result
      where import_id = :import and (sheet, row) >= (:fromSheet, :fromRow) and (sheet, row) <= (:toSheet, :toRow)
        and sheet::bigint << 32 | row = any(:positions)
      order by sheet, row, col nulls first, id
      """;

  private static final String ORDERS =
      """
      select o.carrier, o.order_key, o.order_ref, o.status, o.carrier_order_id, o.environment
      from unnest(:carriers::text[], :keys::text[]) as of_row(carrier, order_key)
      join order_result o on o.import_id = :import and o.carrier = of_row.carrier and o.order_key = of_row.order_key
      """;

  private final JdbcClient jdbc;
  private final StagedRows stagedRows;

  RowResources(DataSource dataSource, StagedRows stagedRows) {
    this.jdbc = JdbcClient.create(dataSource);
    this.stagedRows = stagedRows;
  }

  private record OrderOfRow(
      String orderRef, ResultStatus status, @Nullable String carrierOrderId, String environment) {}

  /** The rows of an import in the order of the file. */
  Page<RowResource> rows(long importId, PageRequest page, TextRenderer texts) {
    Cursor after = page.after(-1, 0);
    List<StagedRow> found = find(importId, after, page.sizeToFind());
    return new Page<>(
        represent(importId, page.page(found), texts),
        page.next(found, row -> Cursor.of(row.sheet(), row.number())));
  }

  /** The rows of an import at positions, in the order of the file. */
  List<RowResource> rows(long importId, Collection<Long> positions, TextRenderer texts) {
    return represent(importId, stagedRows.at(importId, positions), texts);
  }

  private List<RowResource> represent(long importId, List<StagedRow> rows, TextRenderer texts) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<Integer, StagedSheet> sheets = stagedRows.sheets(importId);
    Map<OrderIdentity, OrderOfRow> orders = orders(importId, rows);
    Map<Long, List<Problem>> problems = problems(importId, rows);
    return rows.stream()
        .map(
            row ->
                represent(
                    row,
                    row.order() == null ? null : orders.get(row.order()),
                    problems.getOrDefault(row.position(), List.of()),
                    Objects.requireNonNull(sheets.get(row.sheet())),
                    texts))
        .toList();
  }

  /** Reads a few blocks at a time: a block has many rows. */
  private List<StagedRow> find(long importId, Cursor after, int limit) {
    List<StagedRow> rows = new ArrayList<>();
    Cursor last = after;
    while (rows.size() < limit) {
      List<RowBlock> blocks =
          jdbc.sql(BLOCKS)
              .param("import", importId)
              .param("sheet", last.number(0))
              .param("row", last.number(1))
              .param("limit", 2)
              .query((row, number) -> RowBlock.read(row))
              .list();
      if (blocks.isEmpty()) {
        return rows;
      }
      for (RowBlock block : blocks) {
        add(block, last, limit, rows);
        last = Cursor.of(block.sheet(), block.lastRow());
      }
    }
    return rows;
  }

  private static void add(RowBlock block, Cursor after, int limit, List<StagedRow> rows) {
    for (int i = 0; i < block.size() && rows.size() < limit; i++) {
      if (block.sheet() > after.number(0) || block.number(i) > after.number(1)) {
        rows.add(block.row(i));
      }
    }
  }

  private Map<OrderIdentity, OrderOfRow> orders(long importId, List<StagedRow> rows) {
    List<OrderIdentity> identities =
        rows.stream().map(StagedRow::order).filter(Objects::nonNull).distinct().toList();
    Map<OrderIdentity, OrderOfRow> orders = new HashMap<>();
    jdbc.sql(ORDERS)
        .param("import", importId)
        .param("carriers", identities.stream().map(OrderIdentity::carrier).toArray(String[]::new))
        .param("keys", identities.stream().map(OrderIdentity::orderKey).toArray(String[]::new))
        .query(
            row -> {
              orders.put(
                  new OrderIdentity(row.getString("carrier"), row.getString("order_key")),
                  new OrderOfRow(
                      row.getString("order_ref"),
                      ResultStatus.valueOf(row.getString("status")),
                      row.getString("carrier_order_id"),
                      row.getString("environment")));
            });
    return orders;
  }

  /** By the position of the row. */
  private Map<Long, List<Problem>> problems(long importId, List<StagedRow> rows) {
    StagedRow first = rows.get(0);
    StagedRow last = rows.get(rows.size() - 1);
    Map<Long, List<Problem>> problems = new HashMap<>();
    jdbc.sql(PROBLEMS)
        .param("import", importId)
        .param("fromSheet", first.sheet())
        .param("fromRow", first.number())
        .param("toSheet", last.sheet())
        .param("toRow", last.number())
        .param("positions", rows.stream().map(StagedRow::position).toArray(Long[]::new))
        .query(
            row -> {
              problems
                  .computeIfAbsent(
                      StagedRow.position(row.getInt("sheet"), row.getInt("row")),
                      position -> new ArrayList<>())
                  .add(Problems.read(row));
            });
    return problems;
  }

  private static RowResource represent(
      StagedRow row,
      @Nullable OrderOfRow order,
      List<Problem> problems,
      StagedSheet sheet,
      TextRenderer texts) {
    Map<Integer, String> headings = new HashMap<>();
    sheet.headings().forEach(heading -> headings.put(heading.column(), heading.text()));
    boolean withError = problems.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    return new RowResource(
        sheet.name(),
        row.number(),
        row.carrier(),
        order == null ? row.orderRef() : order.orderRef(),
        ResultStatus.ofRow(row.hidden(), order == null ? null : order.status(), withError),
        order == null ? null : order.carrierOrderId(),
        problems.stream().map(each -> ProblemResource.of(each, sheet.name(), texts)).toList(),
        order == null ? null : order.environment(),
        row.cells().stream()
            .map(
                cell ->
                    new RowResource.CellResource(
                        Cell.letters(cell.column()), headings.get(cell.column()), cell.text()))
            .toList());
  }

  /** A problem, and the numbers by which problems are sorted. */
  private record Found(Problem problem, Cursor cursor) {}

  /** The problems of an import: of the file, then of each sheet and its rows. */
  Page<ProblemResource> problems(long importId, PageRequest page, TextRenderer texts) {
    Cursor after = page.after(-2, -1, -1, 0);
    List<Found> found =
        jdbc.sql(
                """
                select * from problem_result
                where import_id = ? and (coalesce(sheet, -1), coalesce(row, -1), coalesce(col, -1), id) > (?, ?, ?, ?)
                order by sheet nulls first, row nulls first, col nulls first, id limit ?\
                """)
            .params(
                importId,
                after.number(0),
                after.number(1),
                after.number(2),
                after.number(3),
                page.sizeToFind())
            .query(RowResources::found)
            .list();
    Map<Integer, StagedSheet> sheets = stagedRows.sheets(importId);
    return new Page<>(
        page.page(found).stream()
            .map(
                each ->
                    ProblemResource.of(each.problem(), nameOfSheet(each.problem(), sheets), texts))
            .toList(),
        page.next(found, Found::cursor));
  }

  private static Found found(ResultSet row, int number) throws SQLException {
    Problem problem = Problems.read(row);
    return new Found(
        problem,
        Cursor.of(
            orMinusOne(problem.location().sheet()),
            orMinusOne(problem.location().row()),
            orMinusOne(problem.location().column()),
            row.getLong("id")));
  }

  private static int orMinusOne(@Nullable Integer number) {
    return number == null ? -1 : number;
  }

  private static @Nullable String nameOfSheet(Problem problem, Map<Integer, StagedSheet> sheets) {
    Integer position = problem.location().sheet();
    StagedSheet sheet = position == null ? null : sheets.get(position);
    return sheet == null ? null : sheet.name();
  }
}
