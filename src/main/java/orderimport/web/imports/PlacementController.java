package orderimport.web.imports;

import orderimport.imports.AuditLog;
import orderimport.imports.Import;
import orderimport.imports.Reviews;
import orderimport.imports.Reviews.Review;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.imports.PlacementService.Result;
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
  private final ImportFinder importFinder;
  private final WorkRequests workRequests;
  private final AuditLog auditLog;
  private final Reviews reviews;
  private final CarrierSummaries carrierSummaries;
  private final ImportProgressService importProgressService;
  private final PlacementService placementService;
  private final FourEyesPolicy fourEyesPolicy;
  private final OrderTotals orderTotals;

  PlacementController(
      ImportFinder importFinder,
      WorkRequests workRequests,
      AuditLog auditLog,
      Reviews reviews,
      CarrierSummaries carrierSummaries,
      ImportProgressService importProgressService,
      PlacementService placementService,
      FourEyesPolicy fourEyesPolicy,
      OrderTotals orderTotals) {
    this.importFinder = importFinder;
    this.workRequests = workRequests;
    this.auditLog = auditLog;
    this.reviews = reviews;
    this.carrierSummaries = carrierSummaries;
    this.importProgressService = importProgressService;
    this.placementService = placementService;
    this.fourEyesPolicy = fourEyesPolicy;
    this.orderTotals = orderTotals;
  }

  @GetMapping("/imports/{id}/place")
  String showPreview(@PathVariable long id, Authentication user, Model model) {
    Import orderImport = importFinder.get(id);
    ImportStage importStage = importProgressService.get(id).stage();
    // Read first: a later change makes the version stale, so outdated figures cannot be confirmed.
    PlacementPreview placementPreview =
        workRequests.preview(id).orElseThrow(() -> new ResourceNotFoundException("import " + id));
    boolean permitted = reviews.find(id).filter(Review::permitsPlacing).isPresent();
    if (importStage != ImportStage.PREVIEW || placementPreview.held() == 0 || !permitted) {
      return "redirect:/imports/" + id;
    }
    model.addAttribute("totals", orderTotals.ofHeld(id).orElse(null));
    var held =
        carrierSummaries.findByImport(id).stream().filter(summary -> summary.held() > 0).toList();
    model.addAttribute("importView", orderImport);
    model.addAttribute("preview", placementPreview);
    model.addAttribute("carrierSummaries", held);
    model.addAttribute(
        "real", held.stream().filter(CarrierSummary::live).mapToLong(CarrierSummary::held).sum());
    model.addAttribute("sandbox", held.stream().allMatch(CarrierSummary::sandbox));
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
    Import orderImport = importFinder.get(id);
    boolean real =
        carrierSummaries.findByImport(id).stream()
            .anyMatch(summary -> summary.held() > 0 && summary.live());
    if (real && !sure && !fourEyesPolicy.needsOtherUser(id, user)) {
      flash.addFlashAttribute("notice", "place.not-sure");
      return "redirect:/imports/" + id + "/place";
    }
    return redirect(
        id,
        placementService.place(orderImport, new PlacementPreview(version, held), user),
        "place.stale",
        flash);
  }

  private static String redirect(long id, Result result, String stale, RedirectAttributes flash) {
    switch (result) {
      case DONE -> {}
      case NEEDS_OTHER_USER -> flash.addFlashAttribute("notice", "place.needs-other");
      case NOT_ALLOWED -> flash.addFlashAttribute("notice", "move.not-allowed");
      case STALE -> flash.addFlashAttribute("notice", stale);
    }
    return "redirect:/imports/" + id;
  }

  @PostMapping("/imports/{id}/pause")
  String pause(@PathVariable long id, Authentication user, RedirectAttributes flash) {
    return redirect(
        id, placementService.pause(importFinder.get(id), user), "pause.not-here", flash);
  }

  @PostMapping("/imports/{id}/resume")
  String resume(@PathVariable long id, Authentication user, RedirectAttributes flash) {
    return redirect(id, placementService.resume(importFinder.get(id), user), "resume.stale", flash);
  }
}
