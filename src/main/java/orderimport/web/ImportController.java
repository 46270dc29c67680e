package orderimport.web;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.imports.AuditLog;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.Problems;
import orderimport.job.UploadService;
import orderimport.order.Orders;
import orderimport.report.ImportCounts;
import orderimport.report.Reports;
import orderimport.report.Status;
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
  private static final int MOST_OF_FILE = 50;
  private static final Pattern OPTION =
      Pattern.compile("--(carrier|sheet|hidden-rows|decimal|date-order|encoding|delimiter)\\b");

  private final Imports imports;
  private final ImportProgressService importProgressService;
  private final Reports reports;
  private final CarrierSummaries carrierSummaries;
  private final SheetViewFactory sheets;
  private final Problems problems;
  private final ProblemQueries problemQueries;
  private final OrderQueries orderQueries;
  private final Orders orders;
  private final PlacingTime time;
  private final AuditLog auditLog;
  private final UploadService uploadService;
  private final ImportTaskExecutor importTaskExecutor;
  private final ImportEventStream importEventStream;
  private final ResultFileService files;
  private final Carriers carriers;
  private final FourEyesPolicy fourEyesPolicy;
  private final Corrections corrections;
  private final Origins origins;

  ImportController(
      Imports imports,
      ImportProgressService importProgressService,
      Reports reports,
      CarrierSummaries carrierSummaries,
      SheetViewFactory sheets,
      Problems problems,
      ProblemQueries problemQueries,
      OrderQueries orderQueries,
      Orders orders,
      PlacingTime time,
      AuditLog auditLog,
      UploadService uploadService,
      ImportTaskExecutor importTaskExecutor,
      ImportEventStream importEventStream,
      ResultFileService files,
      Carriers carriers,
      FourEyesPolicy fourEyesPolicy,
      Corrections corrections,
      Origins origins) {
    this.imports = imports;
    this.importProgressService = importProgressService;
    this.reports = reports;
    this.carrierSummaries = carrierSummaries;
    this.sheets = sheets;
    this.problems = problems;
    this.problemQueries = problemQueries;
    this.orderQueries = orderQueries;
    this.orders = orders;
    this.time = time;
    this.auditLog = auditLog;
    this.uploadService = uploadService;
    this.importTaskExecutor = importTaskExecutor;
    this.importEventStream = importEventStream;
    this.files = files;
    this.carriers = carriers;
    this.fourEyesPolicy = fourEyesPolicy;
    this.corrections = corrections;
    this.origins = origins;
  }

  @GetMapping("/imports/{id}")
  String overview(@PathVariable long id, Authentication person, Model model) {
    Import imported = get(id);
    ImportProgress importProgress = head(imported, "overview", model);
    if (!importProgress.stage().isActive()) {
      summary(imported, model);
      model.addAttribute("needsOther", fourEyesPolicy.needOther(id, person));
    }
    return "import";
  }

  private Import get(long id) {
    return imports
        .find(id)
        .filter(imported -> imported.kind() == Import.Kind.IMPORT)
        .orElseThrow(() -> new ResourceNotFoundException("import " + id));
  }

  /** What stands above all pages of an import. */
  private ImportProgress head(Import imported, String tab, Model model) {
    ImportProgress importProgress = importProgressService.of(imported.id()).orElseThrow();
    model.addAttribute("it", imported);
    model.addAttribute("tab", tab);
    pulse(imported, importProgress, model);
    return importProgress;
  }

  private void pulse(Import imported, ImportProgress importProgress, Model model) {
    model.addAttribute("it", imported);
    model.addAttribute("pulse", importProgress);
    model.addAttribute("stage", importProgress.stage().name());
    model.addAttribute("badge", importProgress.badge().name());
    model.addAttribute("said", importTaskExecutor.lastMessage(imported.id()).orElse(null));
    model.addAttribute("brokeOff", importTaskExecutor.brokeOff(imported.id()));
    model.addAttribute("ours", importTaskExecutor.has(imported.id()));
    model.addAttribute("wanted", importProgressService.isWatched(imported.id()));
    if (importProgress.stage() == ImportStage.PLACING) {
      model.addAttribute("time", time.left(imported.id()).orElse(null));
    } else if (importProgress.stage() == ImportStage.PREVIEW) {
      model.addAttribute("time", time.of(orders.heldByCarrier(imported.id())).orElse(null));
    }
  }

  private void summary(Import imported, Model model) {
    ImportCounts importCounts = reports.figures(imported.id());
    List<CarrierSummary> ofCarriers = carrierSummaries.of(imported.id());
    List<String> names = ofCarriers.stream().map(CarrierSummary::carrier).toList();
    model.addAttribute("figures", importCounts);
    model.addAttribute("rowStatuses", Status.OF_ROWS);
    model.addAttribute("shares", ofCarriers);
    List<SheetView> ofSheets = sheets.of(imported, names);
    model.addAttribute("sheets", ofSheets);
    model.addAttribute("unknownHeadings", ofSheets.stream().mapToLong(SheetView::unknown).sum());
    model.addAttribute(
        "matchedHeadings", ofSheets.stream().mapToInt(sheet -> sheet.matched().size()).sum());
    model.addAttribute("unnamed", ofSheets.stream().anyMatch(SheetView::unnamed));
    model.addAttribute("choices", sheets.choices(names));
    List<ProblemGroup> kinds = problemQueries.kinds(imported.id());
    model.addAttribute("kinds", kinds);
    model.addAttribute("namesOptions", kinds.stream().anyMatch(ImportController::namesOption));
    model.addAttribute(
        "ofFile", problems.ofFile(imported.id()).stream().limit(MOST_OF_FILE).toList());
    model.addAttribute("corrections", corrections.by(imported.id()));
    model.addAttribute("corrected", corrections.of(imported.id()));
    model.addAttribute("inbox", origins.inbox(imported.id()).orElse(null));
    model.addAttribute("history", auditLog.of(imported.id()));
    model.addAttribute("uploaded", !auditLog.contributors(imported.id()).isEmpty());
    model.addAttribute("keeps", uploadService.hasFile(imported.id()));
    model.addAttribute("files", files.of(imported, () -> importCounts));
    model.addAttribute("carriers", carriers.all().stream().map(Carrier::name).toList());
  }

  private static boolean namesOption(ProblemGroup kind) {
    return OPTION.matcher(kind.hint()).find();
  }

  /** The part that changes while the import runs. */
  @GetMapping("/imports/{id}/progress")
  String progress(@PathVariable long id, Model model) {
    Import imported = get(id);
    pulse(imported, importProgressService.of(id).orElseThrow(), model);
    return "progress :: progress";
  }

  @GetMapping(path = "/imports/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> events(@PathVariable long id) {
    get(id);
    return importEventStream.stream(id);
  }

  @GetMapping("/imports/{id}/problems")
  String problems(
      @PathVariable long id,
      ProblemFilter filter,
      @RequestParam(defaultValue = "1") int page,
      Model model) {
    Import imported = get(id);
    head(imported, "problems", model);
    List<ProblemGroup> kinds = problemQueries.kinds(id);
    model.addAttribute("filter", filter);
    model.addAttribute("namesOptions", kinds.stream().anyMatch(ImportController::namesOption));
    model.addAttribute("keeps", uploadService.hasFile(id));
    model.addAttribute("kinds", kinds);
    model.addAttribute(
        "headingsWithProblems",
        kinds.stream()
            .flatMap(kind -> Stream.ofNullable(kind.heading()))
            .distinct()
            .sorted()
            .toList());
    model.addAttribute("ofFile", problems.ofFile(id).stream().limit(MOST_OF_FILE).toList());
    model.addAttribute("page", problemQueries.rows(id, filter, page));
    model.addAttribute("files", files.of(imported, () -> reports.figures(id)));
    return "problems";
  }

  @GetMapping("/imports/{id}/orders")
  String orders(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String carrier,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "1") int page,
      Model model) {
    Import imported = get(id);
    head(imported, "orders", model);
    model.addAttribute("status", status);
    model.addAttribute("carrier", carrier);
    model.addAttribute("q", q);
    model.addAttribute("shares", carrierSummaries.of(id));
    model.addAttribute("statuses", Status.OF_ORDERS);
    model.addAttribute("page", orderQueries.page(id, status, carrier, q, page));
    return "orders";
  }

  @GetMapping("/imports/{id}/orders/{orderId}")
  String order(@PathVariable long id, @PathVariable long orderId, Model model) {
    model.addAttribute("it", get(id));
    model.addAttribute(
        "order",
        orderQueries
            .detail(id, orderId)
            .orElseThrow(() -> new ResourceNotFoundException("order " + orderId)));
    model.addAttribute("problems", problemQueries.ofOrder(id, orderId));
    model.addAttribute("corrections", corrections.ofOrder(orderId));
    return "order :: order";
  }
}
