package orderimport.web.imports;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.OrderKey;
import orderimport.web.ReaderZone;
import orderimport.web.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists and searches imports. */
@Component
class ImportQueries {
  private static final int MAX_ORDERS = 20;

  private static final String LIST =
      """
      select i.id, e.actor as uploader, %s as inbox from import_result i
      left join lateral (select actor from event_result e
                         where e.import_id = i.id and e.action = 'UPLOADED' order by e.id limit 1) e
        on true
      where i.kind = 'IMPORT' and (i.archived_at is not null) = :archived
        and (:by::text is null or e.actor = :by)
        and (:from::timestamptz is null or i.created_at >= :from)
        and (:to::timestamptz is null or i.created_at < :to)
        and (:carrier::text is null or exists (
          select 1 from sheet_result s where s.import_id = i.id and :carrier = any(s.carriers)))
      """
          .formatted(InboxOriginQueries.INBOX);
  private static final String MATCHES =
      """
       and (i.file_name ilike :part escape '\\'
         or i.id in (select import_id from order_result
                     where order_key like :key escape '\\')
         or i.id in (select import_id from order_result
                     where lower(carrier_order_id) like :start escape '\\'))
      """;

  private final JdbcClient jdbc;
  private final Imports imports;
  private final ImportProgressService importProgressService;
  private final ReaderZone readerZone;

  ImportQueries(
      DataSource dataSource,
      Imports imports,
      ImportProgressService importProgressService,
      ReaderZone readerZone) {
    this.jdbc = JdbcClient.create(dataSource);
    this.imports = imports;
    this.importProgressService = importProgressService;
    this.readerZone = readerZone;
  }

  private record Row(long id, @Nullable String uploader, @Nullable String inbox) {}

  /**
   * The state that the list of imports shows: equal as long as the list has not changed.
   *
   * @param version changes when an import is added, changed or removed
   * @param active the progress of imports in progress, or interrupted when their process died
   */
  record State(String version, Map<Long, ImportProgress> active) {}

  State state() {
    List<Long> active =
        jdbc.sql(
                "select id from import_result where kind = 'IMPORT'"
                    + " and (state = 'RUNNING' or requested_action is not null)")
            .query(Long.class)
            .list();
    return new State(
        jdbc.sql(
                """
                select concat_ws(' ', count(*), max(id), sum(fencing_token), max(finished_at),
                  (select max(id) from event_result), (select max(position) from inbox_result),
                  (select max(id) from status_change_result)) from import_result where kind = 'IMPORT'\
                """)
            .query(String.class)
            .single(),
        importProgressService.findAll(active));
  }

  /** Whether the list leaves an import out. */
  boolean isArchived(long importId) {
    return jdbc.sql("select archived_at is not null from import_result where id = ?")
        .param(importId)
        .query(Boolean.class)
        .single();
  }

  /** The users who uploaded files, by name. */
  List<String> uploaders() {
    return jdbc.sql("select distinct actor from event_result where action = 'UPLOADED' order by 1")
        .query(String.class)
        .list();
  }

  /**
   * A page of the imports, newest first.
   *
   * @param number of the page, from 1
   */
  Slice<ImportListItem> page(ImportFilter filter, int number) {
    String text = Objects.requireNonNullElse(filter.q(), "");
    String state = filter.state();
    StringBuilder sql = new StringBuilder(LIST);
    if (!text.isEmpty()) {
      sql.append(MATCHES);
    }
    if (state != null) {
      sql.append(" and ").append(ImportFilter.State.valueOf(state).sql());
    }
    var query =
        jdbc.sql(sql + " order by i.id desc limit :limit offset :offset")
            .param("archived", filter.archived() != null)
            .param("by", filter.by())
            .param("from", startOf(filter.from(), 0))
            .param("to", startOf(filter.to(), 1))
            .param("carrier", filter.carrier())
            .param("limit", Slice.SIZE + 1)
            .param("offset", Slice.offset(number));
    if (!text.isEmpty()) {
      query =
          query
              .param("part", "%" + escapeLike(text) + "%")
              .param("key", key(text))
              .param("start", escapeLike(text) + "%");
    }
    List<Row> rows = query.query(Row.class).list();
    List<Long> ids = rows.stream().map(Row::id).toList();
    Map<Long, Import> found = imports.findAll(ids);
    Map<Long, ImportProgress> progress = importProgressService.findAll(ids);
    List<ImportListItem> items = new ArrayList<>();
    for (Row row : rows) {
      Import orderImport = found.get(row.id());
      ImportProgress importProgress = progress.get(row.id());
      if (orderImport != null && importProgress != null) {
        items.add(item(row, orderImport, importProgress));
      }
    }
    return Slice.of(items, number);
  }

  /** The start of a day, or of a later one, in the time zone of the page; null for null. */
  private @Nullable OffsetDateTime startOf(@Nullable String day, int daysLater) {
    Instant start = readerZone.startOf(day, daysLater);
    return start == null ? null : start.atOffset(ZoneOffset.UTC);
  }

  private static ImportListItem item(Row row, Import orderImport, ImportProgress importProgress) {
    return new ImportListItem(
        row.id(),
        orderImport.fileName(),
        importProgress,
        orderImport.createdAt(),
        row.uploader(),
        row.inbox());
  }

  /** The pattern of the orders whose name begins with a text, in whatever spelling. */
  private static String key(String text) {
    return escapeLike(OrderKey.of(text)) + "%";
  }

  private static String escapeLike(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
  }

  /** The newest orders whose ref or carrier order id begins with a text; none if it is null. */
  List<OrderSearchResult> orders(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    return jdbc.sql(
            """
            select o.*, i.file_name from order_result o join import_result i on i.id = o.import_id
            where i.kind = 'IMPORT' and o.id in (
              select id from order_result where order_key like :key escape '\\'
              union select id from order_result where lower(carrier_order_id) like :start escape '\\')
            order by o.id desc limit :most\
            """)
        .param("key", key(text))
        .param("start", escapeLike(text) + "%")
        .param("most", MAX_ORDERS)
        .query(OrderSearchResult.class)
        .list();
  }
}
