package orderimport.web.imports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.background.LookupRequests;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.AuditLog.AuditEvent;
import orderimport.job.ImportService;
import orderimport.order.InDoubtOrder;
import orderimport.order.InDoubtOrders;
import orderimport.order.LookupEvidence;
import orderimport.order.Lookups;
import orderimport.order.Order;
import orderimport.order.Orders;
import orderimport.order.Resolution;
import orderimport.problem.Text;
import orderimport.web.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lists the orders in doubt, and records what operators find out about them. */
@Controller
class InDoubtController {
  private static final String PAGE = "redirect:/in-doubt";

  /** The names of the fields with the carrier's id, and with a note, end with the order's id. */
  private static final String ID = "id-";

  private static final String NOTE = "note-";

  private static final int LONGEST_NOTE = 2_000;
  private static final int MOST_NAMED = 5;

  private final InDoubtOrders inDoubtOrders;
  private final Orders orders;
  private final Lookups lookups;
  private final AuditLog auditLog;
  private final ImportService importService;
  private final InDoubtResolver inDoubtResolver;
  private final LookupRequests lookupRequests;
  private final ResolutionQueries resolutionQueries;

  InDoubtController(
      InDoubtOrders inDoubtOrders,
      Orders orders,
      Lookups lookups,
      AuditLog auditLog,
      ImportService importService,
      InDoubtResolver inDoubtResolver,
      LookupRequests lookupRequests,
      ResolutionQueries resolutionQueries) {
    this.inDoubtOrders = inDoubtOrders;
    this.orders = orders;
    this.lookups = lookups;
    this.auditLog = auditLog;
    this.importService = importService;
    this.inDoubtResolver = inDoubtResolver;
    this.lookupRequests = lookupRequests;
    this.resolutionQueries = resolutionQueries;
  }

  @GetMapping("/in-doubt")
  String list(@RequestParam(defaultValue = "1") int page, Model model) {
    List<InDoubtOrder> all = inDoubtOrders.findAll();
    Slice<InDoubtOrder> slice = Slice.of(all.stream().skip(Slice.offset(page)).toList(), page);
    model.addAttribute("page", slice);
    model.addAttribute("total", all.size());
    Map<Long, Text> notLookedUp = new HashMap<>();
    Map<Long, Instant> lookedUpFrom = new HashMap<>();
    Map<Long, List<LookupEvidence>> evidence = new HashMap<>();
    for (InDoubtOrder order : slice.items()) {
      importService.whyNotLookedUp(order).ifPresent(why -> notLookedUp.put(order.id(), why));
      importService.lookedUpFrom(order).ifPresent(from -> lookedUpFrom.put(order.id(), from));
      if (order.lookups() > 1) {
        evidence.put(order.id(), lookups.findByOrder(order.id()));
      }
    }
    model.addAttribute("notLookedUp", notLookedUp);
    model.addAttribute("lookedUpFrom", lookedUpFrom);
    model.addAttribute("evidence", evidence);
    model.addAttribute(
        "notes", notes(slice.items().stream().map(InDoubtOrder::id).collect(Collectors.toSet())));
    model.addAttribute("recent", resolutionQueries.recent());
    addLookups(model);
    model.asMap().putIfAbsent("selected", Set.of());
    model.asMap().putIfAbsent("typed", Map.of());
    model.asMap().putIfAbsent("typedNotes", Map.of());
    return "in-doubt";
  }

  private Map<Long, List<AuditEvent>> notes(Set<Long> ids) {
    Map<Long, List<AuditEvent>> notes = new HashMap<>();
    auditLog
        .findByOrders(ids)
        .forEach(
            (order, events) ->
                notes.put(
                    order, events.stream().filter(event -> event.comment() != null).toList()));
    return notes;
  }

  private void addLookups(Model model) {
    model.addAttribute("pending", lookupRequests.pending());
    model.addAttribute("answers", lookupRequests.answers());
  }

  /** The fragment that says how many orders are still to be looked up. */
  @GetMapping("/in-doubt/lookups")
  String lookups(Model model) {
    addLookups(model);
    return "in-doubt :: lookups";
  }

  @PostMapping("/in-doubt/accepted")
  String accepted(
      @RequestParam MultiValueMap<String, String> fields,
      Authentication user,
      RedirectAttributes flash) {
    Map<Long, String> typed = texts(fields, ID);
    Set<Long> selected = selected(fields);
    Set<Long> chosen = selected.isEmpty() ? typed.keySet() : selected;
    boolean complete =
        chosen.stream()
            .map(id -> typed.getOrDefault(id, ""))
            .noneMatch(id -> id.isEmpty() || id.length() > InDoubtResolver.MAX_ID_LENGTH);
    if (chosen.isEmpty() || !complete) {
      return again(chosen.isEmpty() ? "doubt.none-selected" : "doubt.id-missing", fields, flash);
    }
    Map<Order, String> ids = new LinkedHashMap<>();
    find(chosen).forEach(order -> ids.put(order, typed.getOrDefault(order.id(), "")));
    report(inDoubtResolver.accepted(ids, user.getName()), "doubt.accepted", chosen, fields, flash);
    return PAGE;
  }

  @PostMapping("/in-doubt/not-received")
  String notReceived(
      @RequestParam MultiValueMap<String, String> fields,
      Authentication user,
      RedirectAttributes flash) {
    Set<Long> selected = selected(fields);
    if (selected.isEmpty() || !"true".equals(fields.getFirst("sure"))) {
      return again(selected.isEmpty() ? "doubt.none-selected" : "doubt.not-sure", fields, flash);
    }
    report(
        inDoubtResolver.notReceived(find(selected).toList(), user.getName()),
        "doubt.not-received",
        selected,
        fields,
        flash);
    return PAGE;
  }

  @PostMapping("/in-doubt/look-up")
  String lookUp(
      @RequestParam MultiValueMap<String, String> fields,
      Authentication user,
      RedirectAttributes flash) {
    Set<Long> selected = selected(fields);
    if (selected.isEmpty()) {
      return again("doubt.none-selected", fields, flash);
    }
    auditLog.add(user.getName(), Action.LOOKED_UP, String.valueOf(selected.size()));
    lookupRequests.add(selected);
    keepTyped(fields, flash);
    return PAGE;
  }

  /**
   * Adds a note.
   *
   * @param about the order whose button was pressed; null if Enter was pressed in a field: the note
   *     is then about the only order that has one
   */
  @PostMapping("/in-doubt/note")
  String note(
      @RequestParam(required = false) @Nullable Long about,
      @RequestParam MultiValueMap<String, String> fields,
      Authentication user,
      RedirectAttributes flash) {
    Map<Long, String> notes = texts(fields, NOTE);
    if (about == null && notes.size() != 1) {
      return again("doubt.press-button", fields, flash);
    }
    long id = about == null ? notes.keySet().iterator().next() : about;
    String note = notes.getOrDefault(id, "");
    Optional<Order> order = orders.find(id);
    if (note.isEmpty() || note.length() > LONGEST_NOTE || order.isEmpty()) {
      return again("doubt.note-missing", fields, flash);
    }
    inDoubtResolver.addNote(order.get(), note, user.getName());
    fields.remove(NOTE + id);
    return again("doubt.noted", fields, flash);
  }

  @PostMapping("/in-doubt/undo")
  String undo(
      @RequestParam long order,
      @RequestParam(defaultValue = "") String comment,
      Authentication user,
      RedirectAttributes flash) {
    String why = comment.strip();
    boolean possible = !why.isEmpty() && why.length() <= LONGEST_NOTE;
    flash.addFlashAttribute(
        "notice",
        !possible
            ? "doubt.undo-why"
            : resolutionQueries.isUndoable(order)
                    && orders
                        .find(order)
                        .filter(found -> inDoubtResolver.undo(found, why, user.getName()))
                        .isPresent()
                ? "doubt.undone"
                : "doubt.not-undone");
    return PAGE;
  }

  private static Set<Long> selected(MultiValueMap<String, String> fields) {
    return fields.getOrDefault("order", List.of()).stream()
        .filter(InDoubtController::isId)
        .map(Long::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isId(String text) {
    return text.matches("[0-9]{1,18}");
  }

  /** What the user typed in the fields with a prefix, by order; without blank ones. */
  private static Map<Long, String> texts(MultiValueMap<String, String> fields, String prefix) {
    Map<Long, String> texts = new LinkedHashMap<>();
    fields.forEach(
        (name, values) -> {
          String text = values.get(0).strip();
          if (name.startsWith(prefix) && isId(name.substring(prefix.length())) && !text.isEmpty()) {
            texts.put(Long.valueOf(name.substring(prefix.length())), text);
          }
        });
    return texts;
  }

  private Stream<Order> find(Set<Long> ids) {
    return ids.stream().flatMap(id -> orders.find(id).stream());
  }

  /** Shows the page with what the user selected and typed. */
  private static String again(
      String notice, MultiValueMap<String, String> fields, RedirectAttributes flash) {
    flash.addFlashAttribute("notice", notice);
    flash.addFlashAttribute("selected", selected(fields));
    keepTyped(fields, flash);
    return PAGE;
  }

  /** Shows again what the user typed about orders that are still in doubt. */
  private static void keepTyped(MultiValueMap<String, String> fields, RedirectAttributes flash) {
    flash.addFlashAttribute("typed", texts(fields, ID));
    flash.addFlashAttribute("typedNotes", texts(fields, NOTE));
  }

  /**
   * @param done message code on success
   * @param chosen the ids of the orders that the user chose
   */
  private static void report(
      Map<Order, Resolution> results,
      String done,
      Set<Long> chosen,
      MultiValueMap<String, String> fields,
      RedirectAttributes flash) {
    List<Order> resolved = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    results.forEach(
        (order, resolution) -> {
          if (resolution instanceof Resolution.Resolved) {
            resolved.add(order);
          } else if (resolution instanceof Resolution.IdTaken) {
            taken.add(order.orderRef());
          }
        });
    keepTyped(fields, flash);
    if (!taken.isEmpty()) {
      again("doubt.id-taken", fields, flash);
      flash.addFlashAttribute(
          "noticeValues", new String[] {String.valueOf(resolved.size()), joined(taken)});
    } else if (resolved.isEmpty()) {
      flash.addFlashAttribute("notice", "doubt.stale");
    } else if (chosen.size() == 1) {
      Order order = resolved.get(0);
      flash.addFlashAttribute("notice", done);
      flash.addFlashAttribute("noticeValues", new String[] {order.carrier(), order.orderRef()});
      flash.addFlashAttribute("noticeImport", order.importId());
    } else {
      flash.addFlashAttribute("notice", done + ".n");
      flash.addFlashAttribute(
          "noticeValues",
          new String[] {String.valueOf(resolved.size()), String.valueOf(chosen.size())});
    }
  }

  private static String joined(List<String> names) {
    return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMED ? ", …" : "");
  }
}
