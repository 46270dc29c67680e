package orderimport.web.imports;

import java.util.Locale;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.web.imports.ReviewService.Act;
import orderimport.web.imports.ReviewService.Result;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Reviews and assigns imports. */
@Controller
class ReviewController {
  private final ImportFinder importFinder;
  private final ReviewService reviewService;

  ReviewController(ImportFinder importFinder, ReviewService reviewService) {
    this.importFinder = importFinder;
    this.reviewService = reviewService;
  }

  @PostMapping("/imports/{id}/review")
  String review(
      @PathVariable long id,
      @RequestParam Act act,
      @RequestParam(defaultValue = "") String comment,
      @RequestParam(defaultValue = "-1") long version,
      @RequestParam(defaultValue = "-1") long held,
      Authentication user,
      RedirectAttributes flash) {
    Result result =
        reviewService.review(
            importFinder.get(id), act, comment, new PlacementPreview(version, held), user);
    if (result != Result.DONE) {
      // What the user wrote is not lost.
      flash.addFlashAttribute("comment", comment);
    }
    return redirect(id, result, act.name(), flash);
  }

  @PostMapping("/imports/{id}/assign")
  String assign(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String assignee,
      Authentication user,
      RedirectAttributes flash) {
    Result result = reviewService.assign(importFinder.get(id), assignee, user);
    return result == Result.STALE
        ? "redirect:/imports/" + id
        : redirect(id, result, "ASSIGN", flash);
  }

  private static String redirect(long id, Result result, String act, RedirectAttributes flash) {
    flash.addFlashAttribute(
        "notice",
        result == Result.DONE
            ? "review.done." + act
            : "review." + result.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return "redirect:/imports/" + id;
  }
}
