package orderimport.web.imports;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import orderimport.problem.Text;
import orderimport.web.Slice;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lists the orders in doubt, and records what operators find out about them. */
@Controller
class InDoubtController {
  private static final int MAX_ID_LENGTH = 200;
  private static final String STALE = "doubt.stale";

  private final InDoubtOrders inDoubtOrders;
  private final Orders orders;
  private final Ledger ledger;
  private final ImportService importService;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;

  InDoubtController(
      InDoubtOrders inDoubtOrders,
      Orders orders,
      Ledger ledger,
      ImportService importService,
      AuditLog auditLog,
      TransactionTemplate transaction) {
    this.inDoubtOrders = inDoubtOrders;
    this.orders = orders;
    this.ledger = ledger;
    this.importService = importService;
    this.auditLog = auditLog;
    this.transaction = transaction;
  }

  @GetMapping("/in-doubt")
  String list(@RequestParam(defaultValue = "1") int page, Model model) {
    List<InDoubtOrder> all = inDoubtOrders.findAll();
    List<InDoubtOrder> rest = all.stream().skip(Slice.offset(page)).toList();
    model.addAttribute("page", Slice.of(rest, page));
    model.addAttribute("total", all.size());
    Map<Long, Text> notLookedUp = new HashMap<>();
    Map<Long, Instant> lookedUpFrom = new HashMap<>();
    for (InDoubtOrder order : Slice.of(rest, page).items()) {
      importService.whyNotLookedUp(order).ifPresent(why -> notLookedUp.put(order.id(), why));
      importService.lookedUpFrom(order).ifPresent(from -> lookedUpFrom.put(order.id(), from));
    }
    model.addAttribute("notLookedUp", notLookedUp);
    model.addAttribute("lookedUpFrom", lookedUpFrom);
    return "in-doubt";
  }

  @PostMapping("/in-doubt/accepted")
  String accepted(
      @RequestParam String carrier,
      @RequestParam String orderRef,
      @RequestParam String environment,
      @RequestParam String carrierOrderId,
      Authentication user,
      RedirectAttributes flash) {
    String id = carrierOrderId.strip();
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
      flash.addFlashAttribute("notice", "doubt.id-missing");
      return "redirect:/in-doubt";
    }
    return resolve(
        carrier,
        orderRef,
        environment,
        user.getName(),
        (order, userName) -> failureCode(ledger.resolveAccepted(order, id, userName)),
        "doubt.accepted",
        flash);
  }

  @PostMapping("/in-doubt/not-received")
  String notReceived(
      @RequestParam String carrier,
      @RequestParam String orderRef,
      @RequestParam String environment,
      Authentication user,
      RedirectAttributes flash) {
    return resolve(
        carrier,
        orderRef,
        environment,
        user.getName(),
        (order, userName) ->
            ledger.resolveNotReceived(order, userName) ? Optional.empty() : Optional.of(STALE),
        "doubt.not-received",
        flash);
  }

  /** The message code of the reason why nothing changed; empty on success. */
  private static Optional<String> failureCode(Resolution resolution) {
    if (resolution instanceof Resolution.IdTaken) {
      return Optional.of("doubt.id-taken");
    }
    return resolution instanceof Resolution.NotInDoubt ? Optional.of(STALE) : Optional.empty();
  }

  /**
   * @param outcome records the outcome; returns the message code of the reason why nothing changed,
   *     or empty on success
   * @param done message code on success
   */
  private String resolve(
      String carrier,
      String orderRef,
      String environment,
      String userName,
      BiFunction<Order, String, Optional<String>> outcome,
      String done,
      RedirectAttributes flash) {
    Optional<Order> order =
        orders.findInDoubt(carrier, orderRef).stream()
            .filter(each -> each.environment().equals(environment))
            .findFirst();
    boolean heldAgain = done.equals("doubt.not-received");
    Optional<String> failureCode =
        order.isEmpty()
            ? Optional.of(STALE)
            : Objects.requireNonNull(
                transaction.execute(status -> resolve(order.get(), userName, outcome, heldAgain)));
    if (order.isEmpty() || failureCode.isPresent()) {
      flash.addFlashAttribute("notice", failureCode.orElse(STALE));
      return "redirect:/in-doubt";
    }
    long importId = order.get().importId();
    importService.resolved(importId, heldAgain);
    flash.addFlashAttribute("notice", done);
    flash.addFlashAttribute("noticeValues", new String[] {carrier, order.get().orderRef()});
    flash.addFlashAttribute("noticeImport", importId);
    return "redirect:/in-doubt";
  }

  private Optional<String> resolve(
      Order order,
      String userName,
      BiFunction<Order, String, Optional<String>> outcome,
      boolean heldAgain) {
    Optional<String> failureCode = outcome.apply(order, userName);
    if (failureCode.isEmpty()) {
      auditLog.add(
          order.importId(),
          userName,
          heldAgain ? Action.RESOLVED_NOT_RECEIVED : Action.RESOLVED_ACCEPTED,
          order.carrier() + " " + order.orderRef());
    }
    return failureCode;
  }
}
