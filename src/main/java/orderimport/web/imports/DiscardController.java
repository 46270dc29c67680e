package orderimport.web.imports;

import orderimport.job.UploadService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Discards imports of which no order was sent and none can be, to remove them from the list. */
@Controller
class DiscardController {
  private static final Logger log = LoggerFactory.getLogger(DiscardController.class);

  private final ImportProgressService importProgressService;
  private final UploadService uploadService;

  DiscardController(ImportProgressService importProgressService, UploadService uploadService) {
    this.importProgressService = importProgressService;
    this.uploadService = uploadService;
  }

  @PostMapping("/imports/{id}/discard")
  String discard(@PathVariable long id, Authentication user, RedirectAttributes flash) {
    if (!importProgressService.get(id).isDiscardable()
        || !uploadService.discard(id, user.getName())) {
      flash.addFlashAttribute("notice", "discard.stale");
      return "redirect:/imports/" + id;
    }
    log.info("Import {} was discarded by {}", id, user.getName());
    flash.addFlashAttribute("notice", "discarded");
    flash.addFlashAttribute("noticeValues", new String[] {String.valueOf(id)});
    return "redirect:/imports";
  }
}
