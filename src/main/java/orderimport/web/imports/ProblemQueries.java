package orderimport.web.imports;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import orderimport.imports.OrderIdentity;
import orderimport.imports.OrderKey;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.problem.ProblemTexts;
import orderimport.report.ResultStatus;
import orderimport.spreadsheet.Cell;
import orderimport.web.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists the problems of imports, by group and by row. */
@Component
class ProblemQueries {
  private static final int MAX_GROUPS = 100;

  private static final String FILTER =
      """
       and (:severity::text is null or p.severity = :severity)
       and (:code::text is null or p.code = :code)
       and (:heading::text is null or p.heading = :heading)
      """;

  private final JdbcClient jdbc;
  private final StagedRows stagedRows;

  ProblemQueries(DataSource dataSource, StagedRows stagedRows) {
    this.jdbc = JdbcClient.create(dataSource);
    this.stagedRows = stagedRows;
  }

  /** The first 100 groups of problems: the most severe first, then the most frequent. */
  List<ProblemGroup> groups(long importId) {
    return jdbc.sql(
            """
            select severity, code, heading, count(*) as n, min(arguments::text) as arguments,
                   count(distinct arguments -> 'message') > 1 as several
            from problem_result where import_id = ?
            group by severity, code, heading
            order by case severity when 'ERROR' then 1 when 'WARNING' then 2 else 3 end, n desc,
                     min(sheet) nulls first, min(row) nulls first, min(id)
            limit ?\
            """)
        .params(importId, MAX_GROUPS)
        .query(
            (row, number) -> {
              ProblemTexts texts = ProblemTexts.ofJson(row.getString("arguments"));
              return new ProblemGroup(
                  row.getString("severity"),
                  row.getString("code"),
                  row.getString("heading"),
                  row.getLong("n"),
                  texts.message(),
                  texts.hintOrUsual(),
                  row.getBoolean("several"));
            })
        .list();
  }

  /**
   * A page of rows, in the order of the file: those with matching problems, or all.
   *
   * @return the positions of the rows
   */
  Slice<Long> positions(long importId, ProblemFilter filter) {
    long after = filter.afterPosition();
    String order = filter.order();
    if (order != null) {
      return Slice.of(ofOrder(importId, String.valueOf(filter.carrier()), order, after), 1);
    }
    return Slice.of(
        filter.isAllRows()
            ? stagedRows.positions(importId, after, Slice.SIZE + 1)
            : withProblems(importId, filter, after),
        1);
  }

  private List<Long> ofOrder(long importId, String carrier, String orderRef, long after) {
    return jdbc.sql(
            """
            select place from order_result cross join unnest(rows) as place
            where import_id = ? and carrier = ? and order_key = ? and place > ?
            order by place limit ?\
            """)
        .params(importId, carrier, OrderKey.of(orderRef), after, Slice.SIZE + 1)
        .query(Long.class)
        .list();
  }

  /** The first of the most severe problems of each of these orders, by the order's id. */
  Map<Long, OrderView.FirstProblem> firstOfOrders(long importId, Collection<Long> orderIds) {
    Map<Long, OrderView.FirstProblem> first = new HashMap<>();
    jdbc.sql(
            """
            with place as (
              select o.id, (r.row >> 32)::int as sheet, (r.row & 4294967295)::int as row
              from order_result o cross join unnest(o.rows) as r(row)
              where o.id = any(:orders) and o.import_id = :import),
            found as (
              select place.id as of_order, p.* from place cross join lateral (
                select * from problem_result where import_id = :import and sheet = place.sheet
                  and row = place.row and order_id is null) p
              union all
              select p.order_id as of_order, p.* from problem_result p where p.order_id = any(:orders))
            select distinct on (of_order) of_order, severity, arguments,
              count(*) over (partition by of_order) as n
            from found
            order by of_order, case severity when 'ERROR' then 1 when 'WARNING' then 2 else 3 end,
              sheet, row, col nulls first, id\
            """)
        .param("import", importId)
        .param("orders", orderIds.toArray(Long[]::new))
        .query(
            row -> {
              ProblemTexts texts = ProblemTexts.ofJson(row.getString("arguments"));
              first.put(
                  row.getLong("of_order"),
                  new OrderView.FirstProblem(
                      texts.message(),
                      texts.hintOrUsual(),
                      row.getString("severity"),
                      row.getLong("n") - 1));
            });
    return first;
  }

  private List<Long> withProblems(long importId, ProblemFilter filter, long after) {
    return jdbc.sql(
            """
            select p.sheet::bigint << 32 | p.row as position
            from problem_result p
            cross join lateral (
              select rows from row_source where import_id = p.import_id and sheet = p.sheet
                and first_row <= p.row order by first_row desc limit 1) block
            where p.import_id = :import and (p.sheet, p.row) > (:sheet, :row)
              and block.rows @> p.row %s
            group by p.sheet, p.row
            order by p.sheet, p.row limit :limit\
            """
                .formatted(FILTER))
        .param("import", importId)
        .param("severity", filter.severity())
        .param("code", filter.code())
        .param("heading", filter.heading())
        .param("limit", Slice.SIZE + 1)
        .param("sheet", (int) (after >> 32))
        .param("row", (int) after)
        .query(Long.class)
        .list();
  }

  /** Rows by position, with all of their problems, by sheet. */
  List<SheetGrid> grids(long importId, Collection<Long> positions) {
    List<FoundRow> rows = rows(importId, positions);
    Map<ProblemLocation, List<ProblemView>> problems =
        of(importId, rows.stream().map(FoundRow::location).toList());
    Map<Integer, StagedSheet> sheets = stagedRows.sheets(importId);
    Map<Integer, List<FoundRow>> bySheet = new TreeMap<>();
    rows.forEach(
        row -> bySheet.computeIfAbsent(row.row().sheet(), first -> new ArrayList<>()).add(row));
    return bySheet.entrySet().stream()
        .map(
            each ->
                grid(Objects.requireNonNull(sheets.get(each.getKey())), each.getValue(), problems))
        .toList();
  }

  /** The problems of an order and of its rows, at most 100. */
  List<ProblemView> ofOrder(long importId, long orderId) {
    return jdbc.sql(
            """
            with place as (
              select (r.row >> 32)::int as sheet, (r.row & 4294967295)::int as row
              from order_result o cross join unnest(o.rows) as r(row)
              where o.id = :order and o.import_id = :import)
            select p.*, s.name from problem_result p
            left join sheet_result s on s.import_id = p.import_id and s.position = p.sheet
            where p.import_id = :import
              and (p.order_id = :order or (p.sheet, p.row) in (select sheet, row from place))
            order by p.sheet, p.row, p.col nulls first, p.id limit 100\
            """)
        .param("import", importId)
        .param("order", orderId)
        .query(
            (found, number) ->
                view(
                    found,
                    location(
                        found.getString("name"),
                        found.getObject("col", Integer.class),
                        found.getObject("row", Integer.class))))
        .list();
  }

  private static ProblemView view(ResultSet found, String place) throws SQLException {
    ProblemTexts texts = ProblemTexts.ofJson(found.getString("arguments"));
    return new ProblemView(
        found.getLong("id"),
        found.getString("severity"),
        place,
        anchor(
            found.getObject("sheet", Integer.class),
            found.getObject("row", Integer.class),
            found.getObject("col", Integer.class)),
        found.getObject("col", Integer.class),
        found.getString("heading"),
        texts.message(),
        texts.hintOrUsual());
  }

  private static String anchor(
      @Nullable Integer sheet, @Nullable Integer row, @Nullable Integer column) {
    if (sheet == null || row == null) {
      return "";
    }
    return column == null
        ? "row-%d-%d".formatted(sheet, row)
        : "c-%d-%d-%d".formatted(sheet, row, column);
  }

  private static String location(
      @Nullable String sheet, @Nullable Integer column, @Nullable Integer row) {
    String cell = (column == null ? "" : Cell.letters(column)) + (row == null ? "" : row);
    return sheet == null ? cell : sheet + " " + cell;
  }

  /** The location of a row: the position of its sheet, and the row number. */
  private record ProblemLocation(int sheet, int row) {}

  /** A row and what the page shows of its order. */
  private record FoundRow(
      StagedRow row,
      @Nullable String orderRef,
      ResultStatus status,
      boolean leftOut,
      boolean locked) {
    ProblemLocation location() {
      return new ProblemLocation(row.sheet(), row.number());
    }
  }

  private List<FoundRow> rows(long importId, Collection<Long> positions) {
    List<StagedRow> rows = stagedRows.at(importId, positions);
    Map<OrderIdentity, OrderOfRow> orders = orders(importId, rows);
    Set<Long> withError =
        jdbc.sql(
                """
                select place.position from unnest(?::bigint[]) as place(position)
                where exists (
                  select 1 from problem_result where import_id = ? and sheet = place.position >> 32
                    and row = place.position & 4294967295 and severity = 'ERROR' offset 0)\
                """)
            .params(positions.toArray(Long[]::new), importId)
            .query(Long.class)
            .set();
    Set<Long> skipped =
        stagedRows.originals(importId, positions).stream()
            .filter(StagedRow::hidden)
            .map(StagedRow::position)
            .collect(toSet());
    return rows.stream()
        .map(
            row -> {
              OrderOfRow order =
                  row.hidden()
                      ? null
                      : orders.get(
                          new OrderIdentity(
                              String.valueOf(row.carrier()), String.valueOf(row.orderKey())));
              return new FoundRow(
                  row,
                  order == null ? row.orderRef() : order.orderRef(),
                  ResultStatus.ofRow(
                      row.hidden(),
                      order == null ? null : order.status(),
                      withError.contains(row.position())),
                  row.hidden() && !skipped.contains(row.position()),
                  order != null && order.attempts() > 0 || skipped.contains(row.position()));
            })
        .toList();
  }

  /** What the page shows of the order of a row. */
  private record OrderOfRow(String orderRef, ResultStatus status, int attempts) {}

  private Map<OrderIdentity, OrderOfRow> orders(long importId, List<StagedRow> rows) {
    Map<OrderIdentity, OrderOfRow> orders = new HashMap<>();
    jdbc.sql(
            """
            select o.carrier, o.order_key, o.order_ref, o.status, o.attempts
            from unnest(?::text[], ?::text[]) as of_row(carrier, order_key)
            cross join lateral (
              select * from order_result where import_id = ? and carrier = of_row.carrier
                and order_key = of_row.order_key) o\
            """)
        .params(
            rows.stream().map(StagedRow::carrier).toArray(String[]::new),
            rows.stream().map(StagedRow::orderKey).toArray(String[]::new),
            importId)
        .query(
            row -> {
              orders.put(
                  new OrderIdentity(row.getString("carrier"), row.getString("order_key")),
                  new OrderOfRow(
                      row.getString("order_ref"),
                      ResultStatus.valueOf(row.getString("status")),
                      row.getInt("attempts")));
            });
    return orders;
  }

  private Map<ProblemLocation, List<ProblemView>> of(
      long importId, List<ProblemLocation> locations) {
    Map<ProblemLocation, List<ProblemView>> problems = new HashMap<>();
    jdbc.sql(
            """
            select p.* from unnest(?::int[], ?::int[]) as place(sheet, row)
            cross join lateral (
              select * from problem_result
              where import_id = ? and sheet = place.sheet and row = place.row
              order by col nulls first, id limit 100) p
            order by p.sheet, p.row, p.col nulls first, p.id\
            """)
        .params(
            locations.stream().map(ProblemLocation::sheet).toArray(Integer[]::new),
            locations.stream().map(ProblemLocation::row).toArray(Integer[]::new),
            importId)
        .query(
            found -> {
              Integer column = found.getObject("col", Integer.class);
              int row = found.getInt("row");
              problems
                  .computeIfAbsent(
                      new ProblemLocation(found.getInt("sheet"), row),
                      problemLocation -> new ArrayList<>())
                  .add(view(found, column == null ? "" : Cell.letters(column) + row));
            });
    return problems;
  }

  private static SheetGrid grid(
      StagedSheet sheet, List<FoundRow> rows, Map<ProblemLocation, List<ProblemView>> problems) {
    TreeMap<Integer, String> headings = new TreeMap<>();
    sheet.headings().forEach(cell -> headings.put(cell.column(), cell.text()));
    rows.forEach(row -> row.row().cells().forEach(cell -> headings.putIfAbsent(cell.column(), "")));
    return new SheetGrid(
        sheet.name(),
        headings.entrySet().stream()
            .map(each -> new SheetGrid.Heading(Cell.letters(each.getKey()), each.getValue()))
            .toList(),
        rows.stream()
            .map(row -> view(row, headings, problems.getOrDefault(row.location(), List.of())))
            .toList());
  }

  private static RowWithProblems view(
      FoundRow row, Map<Integer, String> headings, List<ProblemView> problems) {
    Map<Integer, String> texts = new HashMap<>();
    row.row().cells().forEach(cell -> texts.put(cell.column(), cell.text()));
    int number = row.location().row();
    List<CellView> cells = new ArrayList<>();
    headings.forEach(
        (column, heading) -> {
          List<ProblemView> ofCell =
              problems.stream().filter(problem -> column.equals(problem.column())).toList();
          cells.add(
              new CellView(
                  Cell.letters(column) + number,
                  column,
                  heading.isEmpty() ? Cell.letters(column) : heading,
                  texts.getOrDefault(column, ""),
                  ofCell.stream()
                      .map(ProblemView::severity)
                      .reduce(ProblemQueries::moreSevere)
                      .orElse(""),
                  ofCell.stream().map(each -> "p" + each.id()).collect(joining(" "))));
        });
    return new RowWithProblems(
        row.location().sheet(),
        number,
        row.row().carrier(),
        row.orderRef(),
        row.status().name(),
        row.leftOut(),
        row.locked(),
        cells,
        problems);
  }

  private static String moreSevere(String one, String other) {
    return one.equals("ERROR") || other.equals("NOTICE") ? one : other;
  }
}
