package orderimport.web.imports;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import orderimport.job.ImportService;
import orderimport.order.InDoubtOrder;
import orderimport.order.InDoubtOrders;
import orderimport.order.Order;
import orderimport.order.Orders;
import orderimport.order.Resolution;
import orderimport.problem.Text;
import orderimport.web.Slice;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lists the orders in doubt, and records what operators find out about them. */
@Controller
class InDoubtController {
  private final InDoubtOrders inDoubtOrders;
  private final Orders orders;
  private final ImportService importService;
  private final InDoubtResolver inDoubtResolver;

  InDoubtController(
      InDoubtOrders inDoubtOrders,
      Orders orders,
      ImportService importService,
      InDoubtResolver inDoubtResolver) {
    this.inDoubtOrders = inDoubtOrders;
    this.orders = orders;
    this.importService = importService;
    this.inDoubtResolver = inDoubtResolver;
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
    if (id.isEmpty() || id.length() > InDoubtResolver.MAX_ID_LENGTH) {
      flash.addFlashAttribute("notice", "doubt.id-missing");
      return "redirect:/in-doubt";
    }
    return resolve(
        carrier,
        orderRef,
        environment,
        order -> inDoubtResolver.accepted(order, id, user.getName()),
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
        order -> inDoubtResolver.notReceived(order, user.getName()),
        "doubt.not-received",
        flash);
  }

  /**
   * @param outcome records the outcome
   * @param done message code on success
   */
  private String resolve(
      String carrier,
      String orderRef,
      String environment,
      Function<Order, Resolution> outcome,
      String done,
      RedirectAttributes flash) {
    Optional<Order> order =
        orders.findInDoubt(carrier, orderRef).stream()
            .filter(each -> each.environment().equals(environment))
            .findFirst();
    Resolution resolution = order.map(outcome).orElseGet(Resolution.NotInDoubt::new);
    if (order.isPresent() && resolution instanceof Resolution.Resolved) {
      flash.addFlashAttribute("notice", done);
      flash.addFlashAttribute("noticeValues", new String[] {carrier, order.get().orderRef()});
      flash.addFlashAttribute("noticeImport", order.get().importId());
    } else {
      flash.addFlashAttribute(
          "notice", resolution instanceof Resolution.IdTaken ? "doubt.id-taken" : "doubt.stale");
    }
    return "redirect:/in-doubt";
  }
}
