package orderimport.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.carrier.Carriers;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.job.UploadService;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Reading a file again, with what a person said of it. */
@Controller
class RereadController {
  private final Imports imports;
  private final UploadService uploadService;
  private final ImportTaskExecutor importTaskExecutor;
  private final ImportProgressService importProgressService;
  private final SheetViewFactory sheets;
  private final Carriers carriers;

  RereadController(
      Imports imports,
      UploadService uploadService,
      ImportTaskExecutor importTaskExecutor,
      ImportProgressService importProgressService,
      SheetViewFactory sheets,
      Carriers carriers) {
    this.imports = imports;
    this.uploadService = uploadService;
    this.importTaskExecutor = importTaskExecutor;
    this.importProgressService = importProgressService;
    this.sheets = sheets;
    this.carriers = carriers;
  }

  /**
   * What the form does not name stays as it was.
   *
   * @param fields with each {@code heading} as it stands and the {@code meaning} it is to be read
   *     as, blank for as it stands
   */
  @PostMapping("/imports/{id}/read-anew")
  String readAnew(
      @PathVariable long id,
      // A list by itself would be split at the commas of a single heading.
      @RequestParam MultiValueMap<String, String> fields,
      ReadOptionsForm form,
      Authentication person,
      RedirectAttributes flash)
      throws IOException {
    Import imported =
        imports.find(id).orElseThrow(() -> new ResourceNotFoundException("import " + id));
    ImportStage importStage =
        importProgressService
            .of(id)
            .orElseThrow(() -> new ResourceNotFoundException("import " + id))
            .stage();
    UploadService.Reread reread = new UploadService.Reread.TooLate();
    if (importStage == ImportStage.PREVIEW || importStage == ImportStage.FAILED) {
      ImportOptions before = imported.options();
      reread =
          uploadService.reread(
              id,
              form.options(carriers, fields.keySet(), before, headings(fields, before.headings())),
              person.getName());
    }
    if (reread instanceof UploadService.Reread.Replaced replaced) {
      long replacement = replaced.replacement().id();
      importTaskExecutor.begin(new PendingRequest(replacement, RequestedAction.GO_ON));
      return "redirect:/imports/" + replacement;
    }
    flash.addFlashAttribute(
        "notice", reread instanceof UploadService.Reread.Busy ? "busy" : "read-anew.stale");
    return "redirect:/imports/" + id;
  }

  /** What was chosen before, but for the headings that the form names. */
  private Map<String, String> headings(
      MultiValueMap<String, String> form, Map<String, String> before) {
    List<String> headings = form.getOrDefault("heading", List.of());
    List<String> meanings = form.getOrDefault("meaning", List.of());
    List<String> fields = sheets.choices(List.of());
    Map<String, String> chosen = new HashMap<>(before);
    headings.forEach(chosen::remove);
    for (int i = 0; i < Math.min(headings.size(), meanings.size()); i++) {
      String heading = headings.get(i);
      String meaning = meanings.get(i);
      boolean known = fields.contains(meaning) || meaning.equals("_");
      // A heading that two sheets have is in the form twice: the choice that is new counts.
      if (known && !heading.isBlank() && !meaning.equals(before.get(heading))) {
        chosen.put(heading, meaning);
      } else if (known && !heading.isBlank()) {
        chosen.putIfAbsent(heading, meaning);
      }
    }
    return chosen;
  }
}
