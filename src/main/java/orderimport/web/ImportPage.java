package orderimport.web;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.imports.History;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.Problems;
import orderimport.job.Uploads;
import orderimport.order.Orders;
import orderimport.report.Figures;
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
class ImportPage {
  private static final int MOST_OF_FILE = 50;
  private static final Pattern OPTION =
      Pattern.compile("--(carrier|sheet|hidden-rows|decimal|date-order|encoding|delimiter)\\b");

  private final Imports imports;
  private final Pulses pulses;
  private final Reports reports;
  private final Shares shares;
  private final SheetViews sheets;
  private final Problems problems;
  private final ProblemList problemList;
  private final OrderList orderList;
  private final Orders orders;
  private final PlacingTime time;
  private final History history;
  private final Uploads uploads;
  private final Works works;
  private final Watch watch;
  private final ResultFiles files;
  private final Carriers carriers;
  private final TwoPersons twoPersons;
  private final Corrections corrections;
  private final Origins origins;

  ImportPage(
      Imports imports,
      Pulses pulses,
      Reports reports,
      Shares shares,
      SheetViews sheets,
      Problems problems,
      ProblemList problemList,
      OrderList orderList,
      Orders orders,
      PlacingTime time,
      History history,
      Uploads uploads,
      Works works,
      Watch watch,
      ResultFiles files,
      Carriers carriers,
      TwoPersons twoPersons,
      Corrections corrections,
      Origins origins) {
    this.imports = imports;
    this.pulses = pulses;
    this.reports = reports;
    this.shares = shares;
    this.sheets = sheets;
    this.problems = problems;
    this.problemList = problemList;
    this.orderList = orderList;
    this.orders = orders;
    this.time = time;
    this.history = history;
    this.uploads = uploads;
    this.works = works;
    this.watch = watch;
    this.files = files;
    this.carriers = carriers;
    this.twoPersons = twoPersons;
    this.corrections = corrections;
    this.origins = origins;
  }

  @GetMapping("/imports/{id}")
  String overview(@PathVariable long id, Authentication person, Model model) {
    Import imported = get(id);
    Pulse pulse = head(imported, "overview", model);
    if (!pulse.stage().moves()) {
      summary(imported, model);
      model.addAttribute("needsOther", twoPersons.needOther(id, person));
    }
    return "import";
  }

  private Import get(long id) {
    return imports
        .find(id)
        .filter(imported -> imported.kind() == Import.Kind.IMPORT)
        .orElseThrow(() -> new Missing("import " + id));
  }

  /** What stands above all pages of an import. */
  private Pulse head(Import imported, String tab, Model model) {
    Pulse pulse = pulses.of(imported.id()).orElseThrow();
    model.addAttribute("it", imported);
    model.addAttribute("tab", tab);
    pulse(imported, pulse, model);
    return pulse;
  }

  private void pulse(Import imported, Pulse pulse, Model model) {
    model.addAttribute("it", imported);
    model.addAttribute("pulse", pulse);
    model.addAttribute("stage", pulse.stage().name());
    model.addAttribute("badge", pulse.badge().name());
    model.addAttribute("said", works.said(imported.id()).orElse(null));
    model.addAttribute("brokeOff", works.brokeOff(imported.id()));
    model.addAttribute("ours", works.has(imported.id()));
    model.addAttribute("wanted", pulses.isWanted(imported.id()));
    if (pulse.stage() == Stage.PLACING) {
      model.addAttribute("time", time.left(imported.id()).orElse(null));
    } else if (pulse.stage() == Stage.PREVIEW) {
      model.addAttribute("time", time.of(orders.heldByCarrier(imported.id())).orElse(null));
    }
  }

  private void summary(Import imported, Model model) {
    Figures figures = reports.figures(imported.id());
    List<CarrierShare> ofCarriers = shares.of(imported.id());
    List<String> names = ofCarriers.stream().map(CarrierShare::carrier).toList();
    model.addAttribute("figures", figures);
    model.addAttribute("rowStatuses", Status.OF_ROWS);
    model.addAttribute("shares", ofCarriers);
    List<SheetView> ofSheets = sheets.of(imported, names);
    model.addAttribute("sheets", ofSheets);
    model.addAttribute("unknownHeadings", ofSheets.stream().mapToLong(SheetView::unknown).sum());
    model.addAttribute(
        "matchedHeadings", ofSheets.stream().mapToInt(sheet -> sheet.matched().size()).sum());
    model.addAttribute("unnamed", ofSheets.stream().anyMatch(SheetView::unnamed));
    model.addAttribute("choices", sheets.choices(names));
    List<ProblemKind> kinds = problemList.kinds(imported.id());
    model.addAttribute("kinds", kinds);
    model.addAttribute("namesOptions", kinds.stream().anyMatch(ImportPage::namesOption));
    model.addAttribute(
        "ofFile", problems.ofFile(imported.id()).stream().limit(MOST_OF_FILE).toList());
    model.addAttribute("corrections", corrections.by(imported.id()));
    model.addAttribute("corrected", corrections.of(imported.id()));
    model.addAttribute("inbox", origins.inbox(imported.id()).orElse(null));
    model.addAttribute("history", history.of(imported.id()));
    model.addAttribute("uploaded", !history.contributors(imported.id()).isEmpty());
    model.addAttribute("keeps", uploads.keeps(imported.id()));
    model.addAttribute("files", files.of(imported, () -> figures));
    model.addAttribute("carriers", carriers.all().stream().map(Carrier::name).toList());
  }

  private static boolean namesOption(ProblemKind kind) {
    return OPTION.matcher(kind.hint()).find();
  }

  /** The part that changes while the import runs. */
  @GetMapping("/imports/{id}/progress")
  String progress(@PathVariable long id, Model model) {
    Import imported = get(id);
    pulse(imported, pulses.of(id).orElseThrow(), model);
    return "progress :: progress";
  }

  @GetMapping(path = "/imports/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> events(@PathVariable long id) {
    get(id);
    return watch.stream(id);
  }

  @GetMapping("/imports/{id}/problems")
  String problems(
      @PathVariable long id,
      ProblemFilter filter,
      @RequestParam(defaultValue = "1") int page,
      Model model) {
    Import imported = get(id);
    head(imported, "problems", model);
    List<ProblemKind> kinds = problemList.kinds(id);
    model.addAttribute("filter", filter);
    model.addAttribute("kinds", kinds);
    model.addAttribute(
        "headingsWithProblems",
        kinds.stream()
            .flatMap(kind -> Stream.ofNullable(kind.heading()))
            .distinct()
            .sorted()
            .toList());
    model.addAttribute("ofFile", problems.ofFile(id).stream().limit(MOST_OF_FILE).toList());
    model.addAttribute("page", problemList.rows(id, filter, page));
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
    model.addAttribute("shares", shares.of(id));
    model.addAttribute("statuses", Status.OF_ORDERS);
    model.addAttribute("page", orderList.page(id, status, carrier, q, page));
    return "orders";
  }

  @GetMapping("/imports/{id}/orders/{orderId}")
  String order(@PathVariable long id, @PathVariable long orderId, Model model) {
    model.addAttribute("it", get(id));
    model.addAttribute(
        "order", orderList.detail(id, orderId).orElseThrow(() -> new Missing("order " + orderId)));
    model.addAttribute("problems", problemList.ofOrder(id, orderId));
    model.addAttribute("corrections", corrections.ofOrder(orderId));
    return "order :: order";
  }
}
