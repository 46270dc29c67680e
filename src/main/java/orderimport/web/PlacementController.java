package orderimport.web;

import java.util.Optional;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.imports.WorkRequests.RequestedAction;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Placing: what would be placed, the word to do so, and pausing. */
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
        .filter(imported -> imported.kind() == Import.Kind.IMPORT)
        .orElseThrow(() -> new ResourceNotFoundException("import " + id));
  }

  private ImportStage stage(long id) {
    return importProgressService
        .of(id)
        .orElseThrow(() -> new ResourceNotFoundException("import " + id))
        .stage();
  }

  @GetMapping("/imports/{id}/place")
  String showPreview(@PathVariable long id, Authentication person, Model model) {
    Import imported = get(id);
    ImportStage importStage = stage(id);
    // Asked for first: what happens after it makes the offer stale, never what is shown.
    PlacementPreview placementPreview =
        workRequests.offer(id).orElseThrow(() -> new ResourceNotFoundException("import " + id));
    if (importStage != ImportStage.PREVIEW || placementPreview.held() == 0) {
      return "redirect:/imports/" + id;
    }
    var held = carrierSummaries.of(id).stream().filter(share -> share.held() > 0).toList();
    model.addAttribute("it", imported);
    model.addAttribute("offer", placementPreview);
    model.addAttribute("shares", held);
    model.addAttribute(
        "real",
        held.stream().filter(share -> !share.sandbox()).mapToLong(CarrierSummary::held).sum());
    model.addAttribute("contributors", String.join(", ", auditLog.contributors(id)));
    model.addAttribute("needsOther", fourEyesPolicy.needOther(id, person));
    return "place";
  }

  @PostMapping("/imports/{id}/place")
  String place(
      @PathVariable long id,
      @RequestParam long version,
      @RequestParam long held,
      @RequestParam(defaultValue = "false") boolean sure,
      Authentication person,
      RedirectAttributes flash) {
    get(id);
    boolean real =
        carrierSummaries.of(id).stream().anyMatch(share -> share.held() > 0 && !share.sandbox());
    if (fourEyesPolicy.needOther(id, person)) {
      flash.addFlashAttribute("notice", "place.needs-other");
    } else if (real && !sure) {
      flash.addFlashAttribute("notice", "place.not-sure");
      return "redirect:/imports/" + id + "/place";
    } else if (workRequests.place(id, new PlacementPreview(version, held), person.getName())) {
      importTaskExecutor.begin(new PendingRequest(id, RequestedAction.PLACE));
    } else {
      flash.addFlashAttribute("notice", "place.stale");
    }
    return "redirect:/imports/" + id;
  }

  @PostMapping("/imports/{id}/pause")
  String pause(@PathVariable long id, Authentication person, RedirectAttributes flash) {
    Import imported = get(id);
    if (!canControl(imported, person)) {
      flash.addFlashAttribute("notice", "move.not-allowed");
    } else if (workRequests.pause(id, person.getName())) {
      // Another server sees that it is not wanted any more, and ends it.
      importTaskExecutor.pause(id);
    } else {
      flash.addFlashAttribute("notice", "pause.not-here");
    }
    return "redirect:/imports/" + id;
  }

  @PostMapping("/imports/{id}/go-on")
  String resume(@PathVariable long id, Authentication person, RedirectAttributes flash) {
    Import imported = get(id);
    if (!canControl(imported, person)) {
      flash.addFlashAttribute("notice", "move.not-allowed");
    } else if (!imported.options().hold() && fourEyesPolicy.needOther(id, person)) {
      flash.addFlashAttribute("notice", "place.needs-other");
    } else if (stage(id).canResume()
        && workRequests.requestProcessing(id, Action.WENT_ON, person.getName())) {
      importTaskExecutor.begin(new PendingRequest(id, RequestedAction.GO_ON));
    } else {
      flash.addFlashAttribute("notice", "go-on.stale");
    }
    return "redirect:/imports/" + id;
  }

  /** Reading belongs to those who upload, placing to those who place. */
  private boolean canControl(Import imported, Authentication person) {
    Optional<RequestedAction> wish = workRequests.of(imported.id());
    boolean reads =
        imported.options().hold() && wish.orElse(RequestedAction.GO_ON) != RequestedAction.PLACE;
    return layoutModelAdvice.may(person, Role.PLACE)
        || (reads && layoutModelAdvice.may(person, Role.UPLOAD));
  }
}
