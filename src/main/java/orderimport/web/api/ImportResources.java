package orderimport.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.order.OrderStatus;
import orderimport.report.ImportCounts;
import orderimport.report.Reports;
import orderimport.report.ResultStatus;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.imports.ImportProgress;
import orderimport.web.imports.ImportProgressService;
import orderimport.web.imports.ImportStage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds imports and represents them. */
@Component
class ImportResources {
  private static final String UPLOADERS =
      """
      select i.id, i.assignee, (select actor from event_result e
                    where e.import_id = i.id and e.action = 'UPLOADED' order by e.id limit 1) as uploader
      from import_result i where i.kind = 'IMPORT'
      """;

  private final JdbcClient jdbc;
  private final Imports imports;
  private final ImportProgressService importProgressService;
  private final Reports reports;

  ImportResources(
      DataSource dataSource,
      Imports imports,
      ImportProgressService importProgressService,
      Reports reports) {
    this.jdbc = JdbcClient.create(dataSource);
    this.imports = imports;
    this.importProgressService = importProgressService;
    this.reports = reports;
  }

  private record Row(long id, @Nullable String assignee, @Nullable String uploader) {}

  /**
   * An import.
   *
   * @throws ResourceNotFoundException if it does not exist, or is a dry run
   */
  Import get(long id) {
    return imports.findImport(id).orElseThrow(() -> new ResourceNotFoundException("import " + id));
  }

  /** The imports, the newest first. */
  Page<ImportResource> page(PageRequest page) {
    List<Row> found =
        jdbc.sql(UPLOADERS + " and i.id < ? order by i.id desc limit ?")
            .params(page.after(Long.MAX_VALUE).number(0), page.sizeToFind())
            .query(Row.class)
            .list();
    List<Row> rows = page.page(found);
    List<Long> ids = rows.stream().map(Row::id).toList();
    Map<Long, Import> all = imports.findAll(ids);
    Map<Long, ImportProgress> progress = importProgressService.findAll(ids);
    return new Page<>(
        rows.stream()
            .flatMap(row -> represent(row, all.get(row.id()), progress.get(row.id())))
            .toList(),
        page.next(found, row -> Cursor.of(row.id())));
  }

  private static Stream<ImportResource> represent(
      Row row, @Nullable Import orderImport, @Nullable ImportProgress progress) {
    if (orderImport == null || progress == null) {
      return Stream.empty();
    }
    Map<String, Long> orders = new LinkedHashMap<>();
    orders.put("total", progress.total());
    for (OrderStatus status : OrderStatus.values()) {
      orders.put(status.name(), progress.orders().getOrDefault(status, 0L));
    }
    return Stream.of(
        represent(row, orderImport, progress, Map.of("read", progress.rows()), orders));
  }

  /**
   * An import with all counts.
   *
   * @throws ResourceNotFoundException if it does not exist, or is a dry run
   */
  ImportResource find(long id) {
    Import orderImport = get(id);
    ImportProgress progress = importProgressService.get(id);
    Row row = jdbc.sql(UPLOADERS + " and i.id = ?").param(id).query(Row.class).single();
    ImportCounts counts = reports.counts(id);
    return represent(
        row,
        orderImport,
        progress,
        counts("read", counts.read(), counts.rows()),
        counts("total", counts.total(), counts.orders()));
  }

  static Map<String, Long> counts(String sumName, long sum, Map<ResultStatus, Long> byStatus) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put(sumName, sum);
    byStatus.forEach((status, count) -> counts.put(status.name(), count));
    return counts;
  }

  private static ImportResource represent(
      Row row,
      Import orderImport,
      ImportProgress progress,
      Map<String, Long> rows,
      Map<String, Long> orders) {
    boolean active = progress.stage().isActive();
    return new ImportResource(
        orderImport.id(),
        orderImport.fileName(),
        orderImport.sha256(),
        state(orderImport.state(), progress.stage()),
        progress.stage(),
        active ? null : orderImport.exitCode(),
        rows,
        orders,
        orderImport.createdAt(),
        active ? null : orderImport.finishedAt(),
        orderImport.environments(),
        row.uploader(),
        progress.review() == null ? null : progress.review().name(),
        row.assignee(),
        active ? null : endReason(orderImport));
  }

  private static @Nullable String endReason(Import orderImport) {
    return orderImport.endReason() == null
        ? null
        : ResultsApiController.texts(LocaleContextHolder.getLocale())
            .render(orderImport.endReason().sentence());
  }

  /** An import whose process died is as good as stopped: it can be resumed. */
  private static Import.State state(Import.State state, ImportStage stage) {
    if (stage.isActive()) {
      return Import.State.RUNNING;
    }
    return state == Import.State.RUNNING ? Import.State.STOPPED : state;
  }
}
