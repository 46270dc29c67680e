package orderimport.web.imports;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.background.ImportTaskExecutor;
import orderimport.carrier.Carriers;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.job.UploadService;
import orderimport.web.ResourceNotFoundException;
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
  private final Imports imports;
  private final UploadService uploadService;
  private final ImportTaskExecutor importTaskExecutor;
  private final ImportProgressService importProgressService;
  private final SheetViewFactory sheetViewFactory;
  private final Carriers carriers;

  RereadController(
      Imports imports,
      UploadService uploadService,
      ImportTaskExecutor importTaskExecutor,
      ImportProgressService importProgressService,
      SheetViewFactory sheetViewFactory,
      Carriers carriers) {
    this.imports = imports;
    this.uploadService = uploadService;
    this.importTaskExecutor = importTaskExecutor;
    this.importProgressService = importProgressService;
    this.sheetViewFactory = sheetViewFactory;
    this.carriers = carriers;
  }

  /**
   * Re-reads the file. Options and headings that the form does not contain keep their values.
   *
   * @param fields with each {@code heading} of the file and its {@code meaning}; a blank meaning
   *     takes the heading as it is
   */
  @PostMapping("/imports/{id}/reread")
  String reread(
      @PathVariable long id,
      // As a list parameter, a single heading would be split at its commas.
      @RequestParam MultiValueMap<String, String> fields,
      ReadOptionsForm form,
      Authentication user,
      RedirectAttributes flash)
      throws IOException {
    Import orderImport =
        imports.find(id).orElseThrow(() -> new ResourceNotFoundException("import " + id));
    ImportStage importStage =
        importProgressService
            .find(id)
            .orElseThrow(() -> new ResourceNotFoundException("import " + id))
            .stage();
    UploadService.Reread reread = new UploadService.Reread.TooLate();
    if (importStage == ImportStage.PREVIEW || importStage == ImportStage.FAILED) {
      ImportOptions before = orderImport.options();
      reread =
          uploadService.reread(
              id,
              form.options(carriers, fields.keySet(), before, headings(fields, before.headings())),
              user.getName());
    }
    if (reread instanceof UploadService.Reread.Replaced replaced) {
      long replacement = replaced.replacement().id();
      importTaskExecutor.execute(new PendingRequest(replacement, RequestedAction.PROCESS));
      return "redirect:/imports/" + replacement;
    }
    flash.addFlashAttribute(
        "notice", reread instanceof UploadService.Reread.Busy ? "busy" : "reread.stale");
    return "redirect:/imports/" + id;
  }

  /** The previous choices, replaced for the headings in the form. */
  private Map<String, String> headings(
      MultiValueMap<String, String> form, Map<String, String> before) {
    List<String> headings = form.getOrDefault("heading", List.of());
    List<String> meanings = form.getOrDefault("meaning", List.of());
    List<String> fields = sheetViewFactory.choices(List.of());
    Map<String, String> chosen = new HashMap<>(before);
    headings.forEach(chosen::remove);
    for (int i = 0; i < Math.min(headings.size(), meanings.size()); i++) {
      String heading = headings.get(i);
      String meaning = meanings.get(i);
      boolean known = fields.contains(meaning) || meaning.equals("_");
      // A heading of two sheets is in the form twice: the changed meaning counts.
      if (known && !heading.isBlank() && !meaning.equals(before.get(heading))) {
        chosen.put(heading, meaning);
      } else if (known && !heading.isBlank()) {
        chosen.putIfAbsent(heading, meaning);
      }
    }
    return chosen;
  }
}
