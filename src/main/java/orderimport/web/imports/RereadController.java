package orderimport.web.imports;

import java.io.IOException;
import orderimport.carrier.Carriers;
import orderimport.job.UploadService.Reread;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Reads the file of an import again, with other options. */
@Controller
class RereadController {
  private final ImportRereader importRereader;
  private final Carriers carriers;

  RereadController(ImportRereader importRereader, Carriers carriers) {
    this.importRereader = importRereader;
    this.carriers = carriers;
  }

  /**
   * Re-reads the file. Options that the form does not contain keep their values.
   *
   * @param fields of the form
   */
  @PostMapping("/imports/{id}/reread")
  String reread(
      @PathVariable long id,
      @RequestParam MultiValueMap<String, String> fields,
      ReadOptionsForm form,
      Authentication user,
      RedirectAttributes flash)
      throws IOException {
    Reread reread =
        importRereader.reread(
            id, before -> form.options(carriers, fields.keySet(), before), user.getName());
    if (!(reread instanceof Reread.Replaced)) {
      flash.addFlashAttribute("notice", ImportRereader.notice(reread));
    }
    return "redirect:/imports/" + ImportRereader.shown(id, reread);
  }
}
