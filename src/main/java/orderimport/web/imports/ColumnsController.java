package orderimport.web.imports;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.imports.ChangeLog;
import orderimport.imports.Import;
import orderimport.imports.RememberedMappings;
import orderimport.imports.SheetMapping;
import orderimport.job.UploadService;
import orderimport.job.UploadService.Reread;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The columns of an import: how each is read, and how a user matches them. What a user chose is
 * remembered for the next upload with the same headings (ADR 0024).
 */
@Controller
class ColumnsController {
  private final ImportFinder importFinder;
  private final ImportProgressService importProgressService;
  private final SheetColumnsFactory sheetColumnsFactory;
  private final RememberedMappings rememberedMappings;
  private final UploadService uploadService;
  private final ChangeLog changeLog;
  private final ImportRereader importRereader;

  ColumnsController(
      ImportFinder importFinder,
      ImportProgressService importProgressService,
      SheetColumnsFactory sheetColumnsFactory,
      RememberedMappings rememberedMappings,
      UploadService uploadService,
      ChangeLog changeLog,
      ImportRereader importRereader) {
    this.importFinder = importFinder;
    this.importProgressService = importProgressService;
    this.sheetColumnsFactory = sheetColumnsFactory;
    this.rememberedMappings = rememberedMappings;
    this.uploadService = uploadService;
    this.changeLog = changeLog;
    this.importRereader = importRereader;
  }

  @GetMapping("/imports/{id}/columns")
  String columns(@PathVariable long id, Authentication user, Model model) {
    Import orderImport = importFinder.get(id);
    return page(orderImport, sheetColumnsFactory.of(orderImport, user.getName()), Map.of(), model);
  }

  private String page(
      Import orderImport, List<SheetColumns> sheets, Map<String, String> unknown, Model model) {
    ImportProgress progress = importProgressService.get(orderImport.id());
    model.addAttribute("importView", orderImport);
    model.addAttribute("tab", "columns");
    model.addAttribute("badge", progress.badge().name());
    model.addAttribute("sheets", sheets);
    model.addAttribute("unknown", unknown);
    model.addAttribute("active", progress.stage().isActive());
    model.addAttribute("edited", changeLog.exists(orderImport.id()));
    model.addAttribute("readable", ImportRereader.isReadable(progress.stage()));
    model.addAttribute("hasFile", uploadService.hasFile(orderImport.id()));
    return "columns";
  }

  /**
   * Re-reads the file with what a user chose, and remembers it.
   *
   * @param form as in {@link ColumnChoices}
   */
  @PostMapping("/imports/{id}/columns")
  String match(
      @PathVariable long id,
      @RequestParam MultiValueMap<String, String> form,
      Authentication user,
      Model model,
      RedirectAttributes flash)
      throws IOException {
    Import orderImport = importFinder.get(id);
    List<SheetColumns> sheets = sheetColumnsFactory.of(orderImport, user.getName());
    Map<String, SheetMapping> before = orderImport.options().mappings();
    ColumnChoices choices = new ColumnChoices(sheetColumnsFactory, form);
    Map<String, SheetMapping> after = choices.applyTo(sheets, before);
    if (!choices.unknown().isEmpty()) {
      return page(orderImport, sheets, choices.unknown(), model);
    } else if (after.equals(before)) {
      flash.addFlashAttribute("notice", "columns.unchanged");
      return "redirect:/imports/%d/columns".formatted(id);
    }
    Reread reread =
        importRereader.reread(id, options -> options.withMappings(after), user.getName());
    if (!(reread instanceof Reread.Replaced)) {
      flash.addFlashAttribute("notice", ImportRereader.notice(reread));
      return "redirect:/imports/%d/columns".formatted(id);
    }
    Map<String, SheetMapping> remembered = new HashMap<>();
    for (SheetColumns sheet : sheets) {
      if (!sheet.signature().isEmpty()) {
        remembered.put(sheet.signature(), after.getOrDefault(sheet.signature(), SheetMapping.NONE));
      }
    }
    rememberedMappings.remember(user.getName(), orderImport.fileName(), remembered);
    return "redirect:/imports/" + ImportRereader.shown(id, reread);
  }

  /**
   * Forgets what a user chose for the headings of an import, and re-reads the file without it, as
   * long as that is possible.
   */
  @PostMapping("/imports/{id}/columns/forget")
  String forget(@PathVariable long id, Authentication user, RedirectAttributes flash)
      throws IOException {
    Import orderImport = importFinder.get(id);
    List<String> signatures =
        sheetColumnsFactory.of(orderImport, user.getName()).stream()
            .map(SheetColumns::signature)
            .toList();
    rememberedMappings.forget(user.getName(), signatures);
    Reread reread =
        signatures.stream().anyMatch(orderImport.options().mappings()::containsKey)
            ? importRereader.reread(id, options -> options.withMappings(Map.of()), user.getName())
            : new Reread.TooLate();
    flash.addFlashAttribute(
        "notice",
        reread instanceof Reread.Replaced ? "columns.forgotten.reread" : "columns.forgotten");
    return "redirect:/imports/" + ImportRereader.shown(id, reread);
  }
}
