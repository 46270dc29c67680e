package orderimport.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.job.ImportService;
import orderimport.order.InDoubtOrder;
import orderimport.order.InDoubtOrders;
import orderimport.order.Ledger;
import orderimport.order.Order;
import orderimport.order.Orders;
import orderimport.order.Resolution;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The orders whose outcome nobody knows, and what people find out about them. */
@Controller
class InDoubtController {
  private static final int LONGEST_ID = 200;
  private static final String STALE = "doubt.stale";

  private final InDoubtOrders doubtful;
  private final Orders orders;
  private final Ledger ledger;
  private final ImportService runs;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;

  InDoubtController(
      InDoubtOrders doubtful,
      Orders orders,
      Ledger ledger,
      ImportService runs,
      AuditLog auditLog,
      TransactionTemplate transaction) {
    this.doubtful = doubtful;
    this.orders = orders;
    this.ledger = ledger;
    this.runs = runs;
    this.auditLog = auditLog;
    this.transaction = transaction;
  }

  @GetMapping("/in-doubt")
  String list(@RequestParam(defaultValue = "1") int page, Model model) {
    List<InDoubtOrder> all = doubtful.all();
    List<InDoubtOrder> from = all.stream().skip(Slice.offset(page)).toList();
    model.addAttribute("page", Slice.of(from, page));
    model.addAttribute("total", all.size());
    return "in-doubt";
  }

  @PostMapping("/in-doubt/accepted")
  String accepted(
      @RequestParam String carrier,
      @RequestParam String orderRef,
      @RequestParam String environment,
      @RequestParam String carrierOrderId,
      Authentication person,
      RedirectAttributes flash) {
    String id = carrierOrderId.strip();
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      flash.addFlashAttribute("notice", "doubt.id-missing");
      return "redirect:/in-doubt";
    }
    return resolve(
        carrier,
        orderRef,
        environment,
        person.getName(),
        (order, who) -> notDone(ledger.resolveAccepted(order, id, who)),
        "doubt.accepted",
        flash);
  }

  @PostMapping("/in-doubt/not-received")
  String notReceived(
      @RequestParam String carrier,
      @RequestParam String orderRef,
      @RequestParam String environment,
      Authentication person,
      RedirectAttributes flash) {
    return resolve(
        carrier,
        orderRef,
        environment,
        person.getName(),
        (order, who) ->
            ledger.resolveNotReceived(order, who) ? Optional.empty() : Optional.of(STALE),
        "doubt.not-received",
        flash);
  }

  /** The notice that says why nothing was changed; empty if something was. */
  private static Optional<String> notDone(Resolution resolution) {
    if (resolution instanceof Resolution.IdTaken) {
      return Optional.of("doubt.id-taken");
    }
    return resolution instanceof Resolution.NotInDoubt ? Optional.of(STALE) : Optional.empty();
  }

  /**
   * @param outcome gives the notice that says why nothing was changed; empty if something was
   */
  private String resolve(
      String carrier,
      String orderRef,
      String environment,
      String who,
      BiFunction<Order, String, Optional<String>> outcome,
      String done,
      RedirectAttributes flash) {
    Optional<Order> order =
        orders.inDoubt(carrier, orderRef).stream()
            .filter(each -> each.environment().equals(environment))
            .findFirst();
    boolean heldAgain = done.equals("doubt.not-received");
    Optional<String> notDone =
        order.isEmpty()
            ? Optional.of(STALE)
            : Objects.requireNonNull(
                transaction.execute(status -> resolve(order.get(), who, outcome, heldAgain)));
    if (order.isEmpty() || notDone.isPresent()) {
      flash.addFlashAttribute("notice", notDone.orElse(STALE));
      return "redirect:/in-doubt";
    }
    long importId = order.get().importId();
    runs.resolved(importId, heldAgain);
    flash.addFlashAttribute("notice", done);
    flash.addFlashAttribute("noticeValues", new String[] {carrier, order.get().orderRef()});
    flash.addFlashAttribute("noticeImport", importId);
    return "redirect:/in-doubt";
  }

  private Optional<String> resolve(
      Order order,
      String who,
      BiFunction<Order, String, Optional<String>> outcome,
      boolean heldAgain) {
    Optional<String> notDone = outcome.apply(order, who);
    if (notDone.isEmpty()) {
      auditLog.add(
          order.importId(),
          who,
          Action.RESOLVED,
          "%s %s: %s"
              .formatted(order.carrier(), order.orderRef(), heldAgain ? "HELD" : "ACCEPTED"));
    }
    return notDone;
  }
}
