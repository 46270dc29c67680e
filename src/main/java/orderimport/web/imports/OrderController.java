package orderimport.web.imports;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import orderimport.imports.Import;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.job.UploadService.UploadResult;
import orderimport.tracking.Trackings;
import orderimport.web.ResourceNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One order: what happened to it, its request and its response. */
@Controller
class OrderController {
  private final ImportFinder importFinder;
  private final OrderQueries orderQueries;
  private final OrderTimeline timeline;
  private final OrderOffers offers;
  private final RequestFields requestFields;
  private final ProblemQueries problemQueries;
  private final CorrectionQueries corrections;
  private final Trackings trackings;
  private final StagedRows stagedRows;

  OrderController(
      ImportFinder importFinder,
      OrderQueries orderQueries,
      OrderTimeline timeline,
      OrderOffers offers,
      RequestFields requestFields,
      ProblemQueries problemQueries,
      CorrectionQueries corrections,
      Trackings trackings,
      StagedRows stagedRows) {
    this.importFinder = importFinder;
    this.orderQueries = orderQueries;
    this.timeline = timeline;
    this.offers = offers;
    this.requestFields = requestFields;
    this.problemQueries = problemQueries;
    this.corrections = corrections;
    this.trackings = trackings;
    this.stagedRows = stagedRows;
  }

  /** By name: the number of an order changes when its rows are edited. */
  @GetMapping("/imports/{id}/order")
  String order(
      @PathVariable long id, @RequestParam String carrier, @RequestParam String ref, Model model) {
    return show(
        importFinder.get(id), orderQueries.detail(id, carrier, ref), carrier + " " + ref, model);
  }

  /** By number, as the API and older links have it. */
  @GetMapping("/imports/{id}/orders/{orderId}")
  String order(@PathVariable long id, @PathVariable long orderId, Model model) {
    return show(
        importFinder.get(id), orderQueries.detail(id, orderId), String.valueOf(orderId), model);
  }

  /** Uploads a file that orders on an offer, so that it is reviewed and placed as any other. */
  @PostMapping("/imports/{id}/offer")
  String orderOffer(
      @PathVariable long id,
      @RequestParam String carrier,
      @RequestParam String ref,
      @RequestParam String offer,
      Authentication user,
      RedirectAttributes target)
      throws IOException {
    OrderDetail order =
        orderQueries
            .detail(importFinder.get(id).id(), carrier, ref)
            .orElseThrow(() -> new ResourceNotFoundException("order " + carrier + " " + ref));
    Optional<UploadResult> uploaded = offers.upload(order, id, offer, user.getName());
    if (uploaded.isPresent()) {
      return "redirect:/imports/" + uploaded.get().orderImport().id();
    }
    target.addFlashAttribute("notice", "offer-gone");
    target.addAttribute("carrier", carrier);
    target.addAttribute("ref", ref);
    return "redirect:/imports/%d/order".formatted(id);
  }

  private String show(Import orderImport, Optional<OrderDetail> found, String name, Model model) {
    OrderDetail order = found.orElseThrow(() -> new ResourceNotFoundException("order " + name));
    long id = orderImport.id();
    model.addAttribute("importView", orderImport);
    model.addAttribute("order", order);
    model.addAttribute("rows", rows(id, order.positions()));
    model.addAttribute("timeline", timeline.of(orderImport, order));
    model.addAttribute(
        "fields",
        order.isInvalid() ? List.of() : requestFields.of(order.summary().carrier(), order.exact()));
    model.addAttribute("problems", problemQueries.ofOrder(id, order.id()));
    model.addAttribute("corrections", corrections.findCorrectingOrder(order.id()));
    model.addAttribute("tracking", trackings.findByOrder(order.id()).orElse(null));
    model.addAttribute("offers", offers.ofOrder(order.id()));
    return "order";
  }

  /** A row of the order. */
  record OrderRow(String sheet, int position, int number) {}

  private List<OrderRow> rows(long importId, List<Long> positions) {
    var sheets = stagedRows.sheets(importId);
    return positions.stream()
        .map(
            position -> {
              int sheet = (int) (position >> 32);
              StagedSheet staged = sheets.get(sheet);
              return new OrderRow(
                  staged == null ? "" : staged.name(), sheet, (int) (position & 0xffffffffL));
            })
        .toList();
  }
}
