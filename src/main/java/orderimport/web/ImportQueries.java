package orderimport.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The list of imports, and the search in it. */
@Component
class ImportQueries {
  private static final int MOST_ORDERS = 20;

  private static final String LIST =
      """
      select i.id, e.who, %s as inbox from import i
      left join lateral (select who from import_event e
                         where e.import_id = i.id and e.what = 'UPLOADED' order by e.id limit 1) e
        on true
      where i.kind = 'IMPORT'
      """
          .formatted(Origins.INBOX);
  private static final String MATCHES =
      """
       and (i.file_name ilike :part escape '\\'
         or i.id in (select import_id from orders
                     where lower(order_ref) like :start escape '\\')
         or i.id in (select import_id from orders
                     where lower(carrier_order_id) like :start escape '\\'))
      """;

  private final JdbcClient jdbc;
  private final Imports imports;
  private final ImportProgressService importProgressService;

  ImportQueries(
      DataSource dataSource, Imports imports, ImportProgressService importProgressService) {
    this.jdbc = JdbcClient.create(dataSource);
    this.imports = imports;
    this.importProgressService = importProgressService;
  }

  private record Row(long id, @Nullable String who, @Nullable String inbox) {}

  /**
   * What the list depends on; equal as long as the list stays as it is.
   *
   * @param version changes with what is done with imports
   * @param moving those that are worked on, or were when their process died
   */
  record State(String version, Map<Long, ImportProgress> moving) {}

  State state() {
    List<Long> moving =
        jdbc.sql(
                "select id from import where kind = 'IMPORT'"
                    + " and (state = 'RUNNING' or wanted is not null)")
            .query(Long.class)
            .list();
    return new State(
        jdbc.sql(
                """
                select concat_ws(' ', count(*), max(id), sum(fence), max(finished_at),
                  (select max(id) from import_event), (select max(position) from inbox_file)) from import where kind = 'IMPORT'""")
            .query(String.class)
            .single(),
        importProgressService.all(moving));
  }

  /**
   * The newest first.
   *
   * @param text a part of the file's name, or how an order's name or the carrier's id begins; blank
   *     for all
   */
  Slice<ImportListItem> page(String text, int number) {
    String sql = text.isBlank() ? LIST : LIST + MATCHES;
    var query =
        jdbc.sql(sql + " order by i.id desc limit :limit offset :offset")
            .param("limit", Slice.SIZE + 1)
            .param("offset", Slice.offset(number));
    if (!text.isBlank()) {
      query = query.param("part", "%" + literal(text) + "%").param("start", literal(text) + "%");
    }
    List<Row> rows = query.query(ImportQueries::row).list();
    List<Long> ids = rows.stream().map(Row::id).toList();
    Map<Long, Import> found = imports.all(ids);
    Map<Long, ImportProgress> now = importProgressService.all(ids);
    List<ImportListItem> lines = new ArrayList<>();
    for (Row row : rows) {
      Import imported = found.get(row.id());
      ImportProgress importProgress = now.get(row.id());
      if (imported != null && importProgress != null) {
        lines.add(line(row, imported, importProgress));
      }
    }
    return Slice.of(lines, number);
  }

  private static ImportListItem line(Row row, Import imported, ImportProgress importProgress) {
    return new ImportListItem(
        row.id(),
        imported.fileName(),
        importProgress,
        imported.createdAt(),
        row.who(),
        row.inbox());
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(row.getLong("id"), row.getString("who"), row.getString("inbox"));
  }

  private static String literal(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
  }

  /** The newest orders whose name, or the carrier's id, begins with a text; none without a text. */
  List<OrderSearchResult> orders(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select o.*, i.file_name from orders o join import i on i.id = o.import_id
            where i.kind = 'IMPORT' and o.id in (
              select id from orders where lower(order_ref) like :start escape '\\'
              union select id from orders where lower(carrier_order_id) like :start escape '\\')
            order by o.id desc limit :most""")
        .param("start", literal(text) + "%")
        .param("most", MOST_ORDERS)
        .query(
            (row, number) ->
                new OrderSearchResult(
                    row.getLong("import_id"),
                    row.getString("file_name"),
                    row.getString("carrier"),
                    row.getString("order_ref"),
                    row.getString("status"),
                    row.getString("carrier_order_id")))
        .list();
  }
}
