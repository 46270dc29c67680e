package orderimport.web.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import orderimport.imports.OrderIdentity;
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

  /** A page of the rows with matching problems, in the order of the file, with all problems. */
  Slice<RowWithProblems> rows(long importId, ProblemFilter filter, int number) {
    Map<Long, Boolean> withError = new LinkedHashMap<>();
    jdbc.sql(
            """
            select p.position, exists (
              select 1 from problem_result e where e.import_id = :import and e.sheet = p.sheet
                and e.row = p.row and e.severity = 'ERROR') as with_error
            from (
              select p.sheet, p.row, p.sheet::bigint << 32 | p.row as position
              from problem_result p
              cross join lateral (
                select rows from row_source where import_id = p.import_id and sheet = p.sheet
                  and first_row <= p.row order by first_row desc limit 1) block
              where p.import_id = :import and block.rows @> p.row %s
              group by p.sheet, p.row
              order by p.sheet, p.row limit :limit offset :offset) p
            order by p.position\
            """
                .formatted(FILTER))
        .param("import", importId)
        .param("severity", filter.severity())
        .param("code", filter.code())
        .param("heading", filter.heading())
        .param("limit", Slice.SIZE + 1)
        .param("offset", Slice.offset(number))
        .query(
            row -> {
              withError.put(row.getLong("position"), row.getBoolean("with_error"));
            });
    List<FoundRow> rows = rows(importId, withError);
    Map<ProblemLocation, List<Located>> problems =
        of(importId, rows.stream().map(FoundRow::location).toList());
    Map<Integer, StagedSheet> sheets = stagedRows.sheets(importId);
    return Slice.of(
        rows.stream()
            .map(
                row ->
                    row(
                        row,
                        sheets.get(row.location().sheet()),
                        problems.getOrDefault(row.location(), List.of())))
            .toList(),
        number);
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
        found.getString("heading"),
        texts.message(),
        texts.hintOrUsual());
  }

  private static String location(
      @Nullable String sheet, @Nullable Integer column, @Nullable Integer row) {
    String cell = (column == null ? "" : Cell.letters(column)) + (row == null ? "" : row);
    return sheet == null ? cell : sheet + " " + cell;
  }

  /** The location of a row: the position of its sheet, and the row number. */
  private record ProblemLocation(int sheet, int row) {}

  /** A row with matching problems. */
  private record FoundRow(StagedRow row, @Nullable String orderRef, ResultStatus status) {
    ProblemLocation location() {
      return new ProblemLocation(row.sheet(), row.number());
    }
  }

  /**
   * Reads rows and their status.
   *
   * @param withError whether the row at a position has an error
   */
  private List<FoundRow> rows(long importId, Map<Long, Boolean> withError) {
    List<StagedRow> rows = stagedRows.at(importId, withError.keySet());
    Map<OrderIdentity, OrderOfRow> orders = orders(importId, rows);
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
                      withError.getOrDefault(row.position(), false)));
            })
        .toList();
  }

  /** What the page shows of the order of a row. */
  private record OrderOfRow(String orderRef, ResultStatus status) {}

  private Map<OrderIdentity, OrderOfRow> orders(long importId, List<StagedRow> rows) {
    Map<OrderIdentity, OrderOfRow> orders = new HashMap<>();
    jdbc.sql(
            """
            select o.carrier, o.order_key, o.order_ref, o.status
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
                      row.getString("order_ref"), ResultStatus.valueOf(row.getString("status"))));
            });
    return orders;
  }

  /** A problem and its column, from 0; null if it belongs to the whole row. */
  private record Located(@Nullable Integer column, ProblemView problem) {}

  private Map<ProblemLocation, List<Located>> of(long importId, List<ProblemLocation> locations) {
    Map<ProblemLocation, List<Located>> problems = new HashMap<>();
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
                  .add(
                      new Located(
                          column, view(found, column == null ? "" : Cell.letters(column) + row)));
            });
    return problems;
  }

  private static RowWithProblems row(
      FoundRow row, @Nullable StagedSheet sheet, List<Located> problems) {
    int number = row.location().row();
    Map<Integer, String> headings = new HashMap<>();
    if (sheet != null) {
      sheet.headings().forEach(cell -> headings.put(cell.column(), cell.text()));
    }
    Map<Integer, String> worst = new HashMap<>();
    for (Located located : problems) {
      if (located.column() != null) {
        worst.merge(located.column(), located.problem().severity(), ProblemQueries::moreSevere);
      }
    }
    Map<Integer, String> texts = new TreeMap<>();
    worst.keySet().forEach(column -> texts.put(column, ""));
    row.row().cells().forEach(cell -> texts.put(cell.column(), cell.text()));
    List<CellView> cells = new ArrayList<>();
    texts.forEach(
        (column, text) ->
            cells.add(
                new CellView(
                    Cell.letters(column) + number,
                    headings.getOrDefault(column, Cell.letters(column)),
                    text,
                    worst.getOrDefault(column, ""))));
    return new RowWithProblems(
        sheet == null ? "" : sheet.name(),
        number,
        row.row().carrier(),
        row.orderRef(),
        row.status().name(),
        cells,
        problems.stream().map(Located::problem).toList());
  }

  private static String moreSevere(String one, String other) {
    return one.equals("ERROR") || other.equals("NOTICE") ? one : other;
  }
}
