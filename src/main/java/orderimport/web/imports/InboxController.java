package orderimport.web.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.background.InboxRunRequests;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.inbox.InboxOverview;
import orderimport.inbox.InboxOverview.InboxStatus;
import orderimport.inbox.InboxProperties;
import orderimport.web.LayoutModelAdvice;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.security.Role;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The inboxes, their schedules and runs. */
@Controller
class InboxController {
  private final InboxOverview inboxOverview;
  private final InboxRunRequests inboxRunRequests;
  private final AuditLog auditLog;
  private final FourEyesPolicy fourEyes;
  private final LayoutModelAdvice layoutModelAdvice;

  InboxController(
      InboxOverview inboxOverview,
      InboxRunRequests inboxRunRequests,
      AuditLog auditLog,
      FourEyesPolicy fourEyes,
      LayoutModelAdvice layoutModelAdvice) {
    this.inboxOverview = inboxOverview;
    this.inboxRunRequests = inboxRunRequests;
    this.auditLog = auditLog;
    this.fourEyes = fourEyes;
    this.layoutModelAdvice = layoutModelAdvice;
  }

  @GetMapping("/inboxes")
  String list(Model model) {
    List<InboxStatus> all = inboxOverview.findAll();
    Map<String, String> busy = new HashMap<>();
    all.forEach(
        inbox ->
            inboxRunRequests
                .busyWith(inbox.name())
                .ifPresent(holder -> busy.put(inbox.name(), holder)));
    model.addAttribute("inboxes", all);
    model.addAttribute(
        "requested",
        all.stream().map(InboxStatus::name).filter(inboxRunRequests::isRequested).toList());
    model.addAttribute("busy", busy);
    model.addAttribute("fourEyes", fourEyes.isEnabled());
    return "inboxes";
  }

  /**
   * Unless an inbox holds its orders, a run places them, which needs the role PLACE. If placing
   * needs two users, the orders of a run that a user starts wait for another decision.
   */
  @PostMapping("/inboxes/run")
  String run(@RequestParam String name, Authentication user, RedirectAttributes flash) {
    InboxProperties inbox =
        inboxOverview.find(name).orElseThrow(() -> new ResourceNotFoundException("inbox " + name));
    boolean holds = inbox.hold() || fourEyes.isEnabled();
    if (!holds && !layoutModelAdvice.hasRole(user, Role.PLACE)) {
      throw new AccessDeniedException("The inbox places its orders");
    }
    auditLog.add(user.getName(), Action.INBOX_RUN, name);
    boolean added = inboxRunRequests.add(holds ? inbox.withHold() : inbox);
    flash.addFlashAttribute("notice", added ? "inbox.requested" : "inbox.requested-before");
    flash.addFlashAttribute("noticeValues", new String[] {name});
    return "redirect:/inboxes";
  }
}
