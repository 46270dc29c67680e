package orderimport.web.imports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import orderimport.database.SqlTime;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.problem.Text;
import orderimport.tracking.Trackings;
import orderimport.web.LayoutModelAdvice;
import orderimport.web.imports.WorkList.ChangeTask;
import orderimport.web.imports.WorkList.ImportTask;
import orderimport.web.imports.WorkList.InboxTask;
import orderimport.web.imports.WorkList.OfferTask;
import orderimport.web.imports.WorkList.OrderTask;
import orderimport.web.imports.WorkList.RunningImport;
import orderimport.web.imports.WorkList.Section;
import orderimport.web.security.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Finds what needs someone. Imports that are archived need no one. */
@Component
class WorkListQueries {
  /** Of each kind, no more are counted. */
  static final int MOST_COUNTED = 99;

  private static final Duration SOON = Duration.ofDays(7);

  private final JdbcClient jdbc;
  private final Imports imports;
  private final ImportQueries importQueries;
  private final CorrectionQueries corrections;
  private final FourEyesPolicy fourEyesPolicy;
  private final LayoutModelAdvice layoutModelAdvice;
  private final SeenChanges seenChanges;
  private final Clock clock;

  WorkListQueries(
      DataSource dataSource,
      Imports imports,
      ImportQueries importQueries,
      CorrectionQueries corrections,
      FourEyesPolicy fourEyesPolicy,
      LayoutModelAdvice layoutModelAdvice,
      SeenChanges seenChanges,
      Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.imports = imports;
    this.importQueries = importQueries;
    this.corrections = corrections;
    this.fourEyesPolicy = fourEyesPolicy;
    this.layoutModelAdvice = layoutModelAdvice;
    this.seenChanges = seenChanges;
    this.clock = clock;
  }

  WorkList of(Authentication user) {
    List<ImportTask> toPlace = new ArrayList<>();
    List<ImportTask> byOther = new ArrayList<>();
    boolean mayPlace = layoutModelAdvice.hasRole(user, Role.PLACE);
    for (ImportTask task : held()) {
      boolean own = mayPlace && !fourEyesPolicy.needsOtherUser(task.importId(), user);
      (own ? toPlace : byOther).add(task);
    }
    List<ImportTask> toResume = new ArrayList<>(find("i.state = 'STOPPED'"));
    List<RunningImport> running = running();
    running.stream()
        .filter(each -> each.progress().stage().canResume())
        .map(each -> new ImportTask(each.importId(), each.fileName(), clock.instant(), null, 0))
        .forEach(toResume::add);
    long seen = seenChanges.of(user.getName());
    return new WorkList(
        counted(toPlace),
        counted(byOther),
        Section.of(toFix()),
        Section.of(toResume),
        inDoubt(),
        Section.of(running.stream().filter(each -> each.progress().stage().isActive()).toList()),
        Section.of(offers()),
        Section.of(inboxes()),
        changes(seen),
        seenChanges.last());
  }

  private List<ImportTask> held() {
    return find(
        """
        i.state in ('HELD', 'COMPLETED') and coalesce(i.review, 'APPROVED') = 'APPROVED'
        and exists (select 1 from order_result where import_id = i.id and status = 'HELD')\
        """);
  }

  /** The newest imports that meet a condition, without a number of orders. */
  private List<ImportTask> find(String condition) {
    return jdbc.sql(
            """
            select i.id as import_id, i.file_name, i.created_at, i.assignee, 0 as orders
            from import_result i
            where i.kind = 'IMPORT' and i.archived_at is null and i.requested_action is null
              and %s
            order by i.id desc limit ?\
            """
                .formatted(condition))
        .param(MOST_COUNTED)
        .query(ImportTask.class)
        .list();
  }

  /** Adds the number of orders on hold to the imports that are shown. */
  private Section<ImportTask> counted(List<ImportTask> all) {
    Section<ImportTask> section = Section.of(all);
    Map<Long, Long> held =
        counts(
            "select import_id, count(*) as orders from order_result"
                + " where status = 'HELD' and import_id = any(?) group by import_id",
            section.items());
    return Section.of(
        section.items().stream()
            .map(each -> each.with(held.getOrDefault(each.importId(), 0L)))
            .toList(),
        section.total());
  }

  private Map<Long, Long> counts(String sql, List<ImportTask> tasks) {
    Map<Long, Long> counts = new HashMap<>();
    if (!tasks.isEmpty()) {
      jdbc.sql(sql)
          .param(tasks.stream().map(ImportTask::importId).toArray(Long[]::new))
          .query(
              row -> {
                counts.put(row.getLong("import_id"), row.getLong("orders"));
              });
    }
    return counts;
  }

  private List<ImportTask> toFix() {
    List<ImportTask> candidates =
        find(
            """
            i.purged_at is null and i.review is distinct from 'REJECTED' and (
              i.state = 'FAILED' or i.review = 'SENT_BACK' or i.state in ('HELD', 'COMPLETED') and (exists (
                select 1 from order_result
                where import_id = i.id and status in ('INVALID', 'REJECTED'))
              or not exists (select 1 from order_result where import_id = i.id)
                and exists (
                  select 1 from problem_result where import_id = i.id and severity = 'ERROR')))\
            """);
    Map<Long, Long> failed =
        counts(
            "select import_id, count(*) as orders from order_result"
                + " where status in ('INVALID', 'REJECTED') and import_id = any(?) group by import_id",
            candidates);
    Map<Long, Long> fixed = corrections.counts(failed.keySet());
    return candidates.stream()
        .map(
            each ->
                each.with(
                    failed.getOrDefault(each.importId(), 0L)
                        - fixed.getOrDefault(each.importId(), 0L)))
        .filter(each -> each.orders() > 0 || !failed.containsKey(each.importId()))
        .toList();
  }

  private List<RunningImport> running() {
    Map<Long, ImportProgress> active = importQueries.state().active();
    Map<Long, Import> found = imports.findAll(active.keySet());
    return active.entrySet().stream()
        .filter(each -> found.containsKey(each.getKey()))
        .map(
            each ->
                new RunningImport(
                    each.getKey(),
                    Objects.requireNonNull(found.get(each.getKey())).fileName(),
                    each.getValue()))
        .sorted(Comparator.comparing(RunningImport::importId).reversed())
        .toList();
  }

  private Section<OrderTask> inDoubt() {
    List<OrderTask> first =
        jdbc.sql(
                """
                select o.import_id, i.file_name, o.carrier, o.order_ref
                from order_result o join import_result i on i.id = o.import_id
                where o.status = 'IN_DOUBT' order by o.id desc limit ?\
                """)
            .param(MOST_COUNTED)
            .query(OrderTask.class)
            .list();
    return Section.of(first);
  }

  /** Offers that no order was placed on, and orders on hold on offers that end soon. */
  private List<OfferTask> offers() {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            with offered as (
              select o.import_id, o.carrier, o.order_ref, o.environment, t.offers,
                jsonb_path_query_first(t.offers, '$[0].cells[*] ? (@.heading == "expires").value')
                  #>> '{}' as expires,
                jsonb_path_query_first(t.offers, '$[0].cells[*] ? (@.heading == "request").value')
                  #>> '{}' as request
              from tracking_result t join order_result o on o.id = t.order_id
              where not t.final and t.offers <> '[]'),
            ending as (
              select import_id, carrier, order_ref, false as held,
                (case when expires ~ '^\\d{4}-\\d{2}-\\d{2}$' then expires::date + 1 end)::timestamp
                  at time zone 'UTC' as ends_at
              from offered
              where not exists (
                select 1 from order_result x
                where x.environment = offered.environment
                  and x.carrier = offered.offers #>> '{0,carrier}'
                  and x.offer_request = lower(offered.request)
                  and x.status in ('SENDING', 'ACCEPTED', 'IN_DOUBT'))
              union all
              select o.import_id, o.carrier, o.order_ref, true, o.offer_ends_at
              from order_result o join import_result i on i.id = o.import_id and i.archived_at is null
              where o.status = 'HELD' and o.offer_ends_at is not null)
            select * from ending
            where (ends_at > :now or ends_at is null) and (not held or ends_at <= :soon)
            order by ends_at, order_ref limit :limit\
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("soon", now.plus(SOON).atOffset(ZoneOffset.UTC))
        .param("limit", MOST_COUNTED)
        .query(OfferTask.class)
        .list();
  }

  /** The inboxes whose last run of the last seven days failed. */
  private List<InboxTask> inboxes() {
    return jdbc.sql(
            """
            select * from (
              select distinct on (inbox) inbox, ended_at, error, failed_files
              from inbox_run_result where ended_at > :since order by inbox, ended_at desc) last
            where error is not null or failed_files > 0 order by ended_at desc limit :limit\
            """)
        .param("since", clock.instant().minus(SOON).atOffset(ZoneOffset.UTC))
        .param("limit", MOST_COUNTED)
        .query(
            (row, number) ->
                new InboxTask(
                    row.getString("inbox"),
                    SqlTime.instant(row, "ended_at"),
                    Text.ofJson(row.getString("error")),
                    row.getLong("failed_files")))
        .list();
  }

  /** The first state of an order is news only if nothing follows. */
  private Section<ChangeTask> changes(long seen) {
    return Section.of(
        jdbc.sql(
                """
                select o.import_id, o.carrier, o.order_ref, c.previous, c.status,
                       c.details, c.noticed_at
                from status_change_result c join order_result o on o.id = c.order_id
                where c.id > ? and (c.previous is not null or c.final)
                order by c.id desc limit ?\
                """)
            .params(seen, MOST_COUNTED)
            .query(
                (row, number) ->
                    new ChangeTask(
                        row.getLong("import_id"),
                        row.getString("carrier"),
                        row.getString("order_ref"),
                        row.getString("previous"),
                        row.getString("status"),
                        Trackings.details(row),
                        SqlTime.instant(row, "noticed_at")))
            .list());
  }
}
