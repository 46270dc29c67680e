package orderimport.web.imports;

import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.Imports;
import orderimport.web.ResourceNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Leaves imports out of the list, and takes them back. Nothing else of them changes. */
@Controller
class ArchiveController {
  private final Imports imports;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;

  ArchiveController(Imports imports, AuditLog auditLog, TransactionTemplate transaction) {
    this.imports = imports;
    this.auditLog = auditLog;
    this.transaction = transaction;
  }

  @PostMapping("/imports/{id}/archive")
  String archive(@PathVariable long id, Authentication user, RedirectAttributes flash) {
    if (!change(id, true, user.getName())) {
      flash.addFlashAttribute("notice", "archive.stale");
      return "redirect:/imports/" + id;
    }
    flash.addFlashAttribute("notice", "archived");
    flash.addFlashAttribute("noticeValues", new String[] {String.valueOf(id)});
    flash.addFlashAttribute("archivedImport", id);
    return "redirect:/imports";
  }

  @PostMapping("/imports/{id}/unarchive")
  String unarchive(@PathVariable long id, Authentication user, RedirectAttributes flash) {
    if (change(id, false, user.getName())) {
      flash.addFlashAttribute("notice", "unarchived");
    }
    return "redirect:/imports/" + id;
  }

  private boolean change(long id, boolean archived, String userName) {
    if (imports.find(id).isEmpty()) {
      throw new ResourceNotFoundException("import " + id);
    }
    return transaction.execute(
        status -> {
          boolean changed = imports.archive(id, archived);
          if (changed) {
            auditLog.add(id, userName, archived ? Action.ARCHIVED : Action.UNARCHIVED, null);
          }
          return changed;
        });
  }
}
