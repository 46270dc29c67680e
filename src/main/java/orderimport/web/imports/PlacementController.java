package orderimport.web.imports;

import java.util.Optional;
import orderimport.background.ImportTaskExecutor;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.web.LayoutModelAdvice;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.security.Role;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Previews, starts, pauses and resumes the placement of orders. */
@Controller
class PlacementController {
  private final Imports imports;
  private final WorkRequests workRequests;
  private final AuditLog auditLog;
  private final CarrierSummaries carrierSummaries;
  private final ImportProgressService importProgressService;
  private final ImportTaskExecutor importTaskExecutor;
  private final LayoutModelAdvice layoutModelAdvice;
  private final FourEyesPolicy fourEyesPolicy;

  PlacementController(
      Imports imports,
      WorkRequests workRequests,
      AuditLog auditLog,
      CarrierSummaries carrierSummaries,
      ImportProgressService importProgressService,
      ImportTaskExecutor importTaskExecutor,
      LayoutModelAdvice layoutModelAdvice,
      FourEyesPolicy fourEyesPolicy) {
    this.imports = imports;
    this.workRequests = workRequests;
    this.auditLog = auditLog;
    this.carrierSummaries = carrierSummaries;
    this.importProgressService = importProgressService;
    this.importTaskExecutor = importTaskExecutor;
    this.layoutModelAdvice = layoutModelAdvice;
    this.fourEyesPolicy = fourEyesPolicy;
  }

  private Import get(long id) {
    return imports
        .find(id)
        .filter(orderImport -> orderImport.kind() == Import.Kind.IMPORT)
        .orElseThrow(() -> new ResourceNotFoundException("import " + id));
  }

  private ImportStage stage(long id) {
    return importProgressService
        .find(id)
        .orElseThrow(() -> new ResourceNotFoundException("import " + id))
        .stage();
  }

  @GetMapping("/imports/{id}/place")
  String showPreview(@PathVariable long id, Authentication user, Model model) {
    Import orderImport = get(id);
    ImportStage importStage = stage(id);
    // Read first: a later change makes the version stale, so outdated figures cannot be confirmed.
    PlacementPreview placementPreview =
        workRequests.preview(id).orElseThrow(() -> new ResourceNotFoundException("import " + id));
    if (importStage != ImportStage.PREVIEW || placementPreview.held() == 0) {
      return "redirect:/imports/" + id;
    }
    var held =
        carrierSummaries.findByImport(id).stream().filter(summary -> summary.held() > 0).toList();
    model.addAttribute("importView", orderImport);
    model.addAttribute("preview", placementPreview);
    model.addAttribute("carrierSummaries", held);
    model.addAttribute(
        "real",
        held.stream().filter(summary -> !summary.sandbox()).mapToLong(CarrierSummary::held).sum());
    model.addAttribute("contributors", String.join(", ", auditLog.contributors(id)));
    model.addAttribute("needsOther", fourEyesPolicy.needsOtherUser(id, user));
    return "place";
  }

  @PostMapping("/imports/{id}/place")
  String place(
      @PathVariable long id,
      @RequestParam long version,
      @RequestParam long held,
      @RequestParam(defaultValue = "false") boolean sure,
      Authentication user,
      RedirectAttributes flash) {
    get(id);
    boolean real =
        carrierSummaries.findByImport(id).stream()
            .anyMatch(summary -> summary.held() > 0 && !summary.sandbox());
    if (fourEyesPolicy.needsOtherUser(id, user)) {
      flash.addFlashAttribute("notice", "place.needs-other");
    } else if (real && !sure) {
      flash.addFlashAttribute("notice", "place.not-sure");
      return "redirect:/imports/" + id + "/place";
    } else if (workRequests.requestPlacement(
        id, new PlacementPreview(version, held), user.getName())) {
      importTaskExecutor.execute(new PendingRequest(id, RequestedAction.PLACE));
    } else {
      flash.addFlashAttribute("notice", "place.stale");
    }
    return "redirect:/imports/" + id;
  }

  @PostMapping("/imports/{id}/pause")
  String pause(@PathVariable long id, Authentication user, RedirectAttributes flash) {
    Import orderImport = get(id);
    if (!canControl(orderImport, user)) {
      flash.addFlashAttribute("notice", "move.not-allowed");
    } else if (workRequests.pause(id, user.getName())) {
      // If another server works on it, that server sees the withdrawn request and ends the work.
      importTaskExecutor.pause(id);
    } else {
      flash.addFlashAttribute("notice", "pause.not-here");
    }
    return "redirect:/imports/" + id;
  }

  @PostMapping("/imports/{id}/resume")
  String resume(@PathVariable long id, Authentication user, RedirectAttributes flash) {
    Import orderImport = get(id);
    if (!canControl(orderImport, user)) {
      flash.addFlashAttribute("notice", "move.not-allowed");
    } else if (!orderImport.options().hold() && fourEyesPolicy.needsOtherUser(id, user)) {
      flash.addFlashAttribute("notice", "place.needs-other");
    } else if (stage(id).canResume()
        && workRequests.requestResume(id, Action.RESUMED, user.getName())) {
      importTaskExecutor.execute(new PendingRequest(id, RequestedAction.PROCESS));
    } else {
      flash.addFlashAttribute("notice", "resume.stale");
    }
    return "redirect:/imports/" + id;
  }

  /** Reading may be controlled by the roles UPLOAD and PLACE, placing only by PLACE. */
  private boolean canControl(Import orderImport, Authentication user) {
    Optional<RequestedAction> requested = workRequests.findByImport(orderImport.id());
    boolean reading =
        orderImport.options().hold()
            && requested.orElse(RequestedAction.PROCESS) != RequestedAction.PLACE;
    return layoutModelAdvice.hasRole(user, Role.PLACE)
        || (reading && layoutModelAdvice.hasRole(user, Role.UPLOAD));
  }
}
