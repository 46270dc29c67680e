package orderimport.web.imports;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import orderimport.background.ImportTaskExecutor;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.AuditLog.AuditEvent;
import orderimport.imports.ChangeLog;
import orderimport.imports.Import;
import orderimport.imports.Problems;
import orderimport.job.RowEditService;
import orderimport.job.UploadService;
import orderimport.order.Orders;
import orderimport.problem.Text;
import orderimport.report.ImportCounts;
import orderimport.report.Reports;
import orderimport.report.ResultStatus;
import orderimport.web.ReaderZone;
import orderimport.web.Slice;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One import: its preview, its progress and its results. */
@Controller
class ImportController {
  private static final int MAX_FILE_PROBLEMS = 50;
  private static final Set<Action> EDITS = EnumSet.of(Action.EDITED, Action.UNDONE, Action.REDONE);

  private final ImportFinder importFinder;
  private final ImportProgressService importProgressService;
  private final Reports reports;
  private final CarrierSummaries carrierSummaries;
  private final SheetColumnsFactory sheetColumnsFactory;
  private final Problems problems;
  private final ProblemQueries problemQueries;
  private final RowGrids rowGrids;
  private final RowEditService rowEditService;
  private final ChangeLog changeLog;
  private final OrderQueries orderQueries;
  private final Orders orders;
  private final PlacingTime placingTime;
  private final AuditLog auditLog;
  private final UploadService uploadService;
  private final ImportTaskExecutor importTaskExecutor;
  private final ImportEventStream importEventStream;
  private final ResultFileService resultFileService;
  private final Carriers carriers;
  private final ReviewModel reviewModel;
  private final CorrectionQueries corrections;
  private final InboxOriginQueries origins;
  private final OrderTotals orderTotals;
  private final ImportQueries importQueries;
  private final ReaderZone readerZone;

  ImportController(
      ImportFinder importFinder,
      ImportProgressService importProgressService,
      Reports reports,
      CarrierSummaries carrierSummaries,
      SheetColumnsFactory sheetColumnsFactory,
      Problems problems,
      ProblemQueries problemQueries,
      RowGrids rowGrids,
      RowEditService rowEditService,
      ChangeLog changeLog,
      OrderQueries orderQueries,
      Orders orders,
      PlacingTime placingTime,
      AuditLog auditLog,
      UploadService uploadService,
      ImportTaskExecutor importTaskExecutor,
      ImportEventStream importEventStream,
      ResultFileService resultFileService,
      Carriers carriers,
      ReviewModel reviewModel,
      CorrectionQueries corrections,
      InboxOriginQueries origins,
      OrderTotals orderTotals,
      ImportQueries importQueries,
      ReaderZone readerZone) {
    this.importFinder = importFinder;
    this.importProgressService = importProgressService;
    this.reports = reports;
    this.carrierSummaries = carrierSummaries;
    this.sheetColumnsFactory = sheetColumnsFactory;
    this.problems = problems;
    this.problemQueries = problemQueries;
    this.rowGrids = rowGrids;
    this.rowEditService = rowEditService;
    this.changeLog = changeLog;
    this.orderQueries = orderQueries;
    this.orders = orders;
    this.placingTime = placingTime;
    this.auditLog = auditLog;
    this.uploadService = uploadService;
    this.importTaskExecutor = importTaskExecutor;
    this.importEventStream = importEventStream;
    this.resultFileService = resultFileService;
    this.carriers = carriers;
    this.reviewModel = reviewModel;
    this.corrections = corrections;
    this.origins = origins;
    this.orderTotals = orderTotals;
    this.importQueries = importQueries;
    this.readerZone = readerZone;
  }

  @GetMapping("/imports/{id}")
  String overview(@PathVariable long id, Authentication user, Model model) {
    Import orderImport = importFinder.get(id);
    ImportProgress importProgress = addHeader(orderImport, "overview", model);
    if (!importProgress.stage().isActive()) {
      addSummary(orderImport, user, model);
      reviewModel.add(orderImport, user, model);
      if (importProgress.stage() == ImportStage.PREVIEW) {
        model.addAttribute("totals", orderTotals.ofHeld(id).orElse(null));
      }
    }
    return "import";
  }

  /** Adds the attributes of the header of all pages of an import. */
  private ImportProgress addHeader(Import orderImport, String tab, Model model) {
    ImportProgress importProgress = importProgressService.get(orderImport.id());
    model.addAttribute("importView", orderImport);
    model.addAttribute("tab", tab);
    addProgress(orderImport, importProgress, model);
    return importProgress;
  }

  private void addProgress(Import orderImport, ImportProgress importProgress, Model model) {
    model.addAttribute("importView", orderImport);
    model.addAttribute("progress", importProgress);
    model.addAttribute("stage", importProgress.stage().name());
    model.addAttribute("badge", importProgress.badge().name());
    Optional<Text> lastMessage = importTaskExecutor.lastMessage(orderImport);
    boolean local = importTaskExecutor.isLocal(orderImport.id());
    model.addAttribute(
        "lastMessage",
        lastMessage.or(() -> local ? Optional.empty() : importProgress.lastMessage()).orElse(null));
    model.addAttribute("local", local);
    model.addAttribute(
        "resumable",
        !local && lastMessage.isPresent() && importTaskExecutor.canResume(orderImport.id()));
    model.addAttribute("requested", importProgressService.isRequested(orderImport.id()));
    if (importProgress.stage() == ImportStage.PLACING) {
      model.addAttribute("time", placingTime.remaining(orderImport.id()).orElse(null));
    } else if (importProgress.stage() == ImportStage.PREVIEW) {
      model.addAttribute(
          "time", placingTime.of(orders.heldByCarrier(orderImport.id())).orElse(null));
    }
  }

  private void addSummary(Import orderImport, Authentication user, Model model) {
    ImportCounts importCounts = reports.counts(orderImport.id());
    List<CarrierSummary> summaries = carrierSummaries.findByImport(orderImport.id());
    model.addAttribute("counts", importCounts);
    model.addAttribute("rowStatuses", ResultStatus.OF_ROWS);
    model.addAttribute("carrierSummaries", summaries);
    List<SheetColumns> sheets = sheetColumnsFactory.of(orderImport, user.getName());
    model.addAttribute("sheets", sheets);
    model.addAttribute("unknownHeadings", sheets.stream().mapToLong(SheetColumns::unknown).sum());
    model.addAttribute("openValues", sheets.stream().mapToLong(SheetColumns::openValues).sum());
    model.addAttribute("matchedColumns", sheets.stream().mapToLong(SheetColumns::matched).sum());
    model.addAttribute(
        "remembered", sheets.stream().anyMatch(sheet -> sheet.rememberedFrom() != null));
    model.addAttribute("unnamed", sheets.stream().anyMatch(SheetColumns::unnamed));
    List<ProblemGroup> groups = problemQueries.groups(orderImport.id());
    model.addAttribute("kinds", groups);
    model.addAttribute(
        "ofFile", problems.ofFile(orderImport.id()).stream().limit(MAX_FILE_PROBLEMS).toList());
    model.addAttribute("corrections", corrections.findCorrecting(orderImport.id()));
    model.addAttribute("corrected", corrections.findCorrected(orderImport.id()));
    model.addAttribute("inbox", origins.inbox(orderImport.id()).orElse(null));
    model.addAttribute("history", joined(auditLog.findByImport(orderImport.id())));
    model.addAttribute("uploaded", !auditLog.contributors(orderImport.id()).isEmpty());
    model.addAttribute("hasFile", uploadService.hasFile(orderImport.id()));
    List<String> files = resultFileService.findByImport(orderImport, () -> importCounts);
    model.addAttribute("files", files);
    model.addAttribute("edited", changeLog.exists(orderImport.id()));
    model.addAttribute("archived", importQueries.isArchived(orderImport.id()));
    model.addAttribute("editable", rowEditService.isEditable(orderImport));
    model.addAttribute("carriers", carriers.all().stream().map(Carrier::name).toList());
  }

  /** The events, with the last of successive edits by one user in place of all of them. */
  private static List<AuditEvent> joined(List<AuditEvent> events) {
    List<AuditEvent> joined = new ArrayList<>();
    for (AuditEvent event : events) {
      int last = joined.size() - 1;
      if (last >= 0
          && EDITS.contains(event.action())
          && EDITS.contains(joined.get(last).action())
          && event.actor().equals(joined.get(last).actor())) {
        joined.remove(last);
      }
      joined.add(
          EDITS.contains(event.action())
              ? new AuditEvent(
                  event.occurredAt(), event.actor(), Action.EDITED, event.detail(), null)
              : event);
    }
    return joined;
  }

  /** The fragment that is updated during the import. */
  @GetMapping("/imports/{id}/progress")
  String progress(@PathVariable long id, Model model) {
    Import orderImport = importFinder.get(id);
    addProgress(orderImport, importProgressService.get(id), model);
    return "progress :: progress";
  }

  @GetMapping(path = "/imports/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> events(@PathVariable long id) {
    importFinder.get(id);
    return importEventStream.stream(id);
  }

  @GetMapping("/imports/{id}/problems")
  String problems(@PathVariable long id, ProblemFilter filter, Authentication user, Model model) {
    Import orderImport = importFinder.get(id);
    addHeader(orderImport, "problems", model);
    List<ProblemGroup> groups = problemQueries.groups(id);
    model.addAttribute("filter", filter);
    model.addAttribute("hasFile", uploadService.hasFile(id));
    model.addAttribute("kinds", groups);
    model.addAttribute(
        "headingsWithProblems",
        groups.stream()
            .flatMap(group -> Stream.ofNullable(group.heading()))
            .distinct()
            .sorted()
            .toList());
    model.addAttribute("ofFile", problems.ofFile(id).stream().limit(MAX_FILE_PROBLEMS).toList());
    Slice<Long> rows = problemQueries.positions(id, filter);
    model.addAttribute("page", rows);
    if (rows.hasNext()) {
      long last = rows.items().get(rows.items().size() - 1);
      model.addAttribute("next", (last >> 32) + "-" + (int) last);
    }
    rowGrids.addRows(id, rows.items(), model);
    rowGrids.addState(orderImport, user, model);
    model.addAttribute(
        "files", resultFileService.findByImport(orderImport, () -> reports.counts(id)));
    return "problems";
  }

  @GetMapping("/imports/{id}/orders")
  String orders(
      @PathVariable long id,
      OrderFilter filter,
      @RequestParam(defaultValue = "1") int page,
      Model model) {
    Import orderImport = importFinder.get(id);
    addHeader(orderImport, "orders", model);
    List<CarrierSummary> summaries = carrierSummaries.findByImport(id);
    model.addAttribute("filter", filter);
    Set<String> columns = columns(filter, summaries);
    model.addAttribute("columns", columns);
    model.addAttribute(
        "sorts", Stream.of(OrderSort.values()).filter(sort -> sort.isIn(columns)).toList());
    model.addAttribute("carrierSummaries", summaries);
    model.addAttribute("statuses", ResultStatus.OF_ORDERS);
    model.addAttribute(
        "page", orderQueries.page(id, filter, readerZone.startOf(filter.since(), 0), page));
    return "orders";
  }

  /** What the shown orders can have, by their carriers. */
  private Set<String> columns(OrderFilter filter, List<CarrierSummary> summaries) {
    Set<String> columns = new HashSet<>();
    summaries.stream()
        .map(CarrierSummary::carrier)
        .filter(carrier -> filter.carrier() == null || carrier.equals(filter.carrier()))
        .flatMap(carrier -> carriers.find(carrier).stream())
        .map(Carrier::summaryFields)
        .forEach(
            fields -> {
              fields.paths().keySet().forEach(part -> columns.add(part.name()));
              if (fields.prices() != null) {
                columns.add("PRICES");
              }
            });
    return columns;
  }
}
