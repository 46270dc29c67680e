package orderimport.web.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.background.ImportTaskExecutor;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.job.UploadService;
import orderimport.job.UploadService.UploadResult;
import orderimport.problem.Problem.Location;
import orderimport.problem.Text.Entry;
import orderimport.report.Reports;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.TemporaryFiles;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Applies suggestions: uploads the rows to fix of an import with the suggested values, as a user
 * does with a file. The new import waits to be placed; the old one does not change.
 */
@Controller
class SuggestionController {
  private static final Pattern CHOICE = Pattern.compile("(\\d{1,18}):(\\d{1,3})");

  private final Imports imports;
  private final ImportProgressService importProgressService;
  private final Suggestions suggestions;
  private final Reports reports;
  private final UploadService uploadService;
  private final ImportTaskExecutor importTaskExecutor;
  private final TemporaryFiles temporaryFiles;

  SuggestionController(
      Imports imports,
      ImportProgressService importProgressService,
      Suggestions suggestions,
      Reports reports,
      UploadService uploadService,
      ImportTaskExecutor importTaskExecutor,
      TemporaryFiles temporaryFiles) {
    this.imports = imports;
    this.importProgressService = importProgressService;
    this.suggestions = suggestions;
    this.reports = reports;
    this.uploadService = uploadService;
    this.importTaskExecutor = importTaskExecutor;
    this.temporaryFiles = temporaryFiles;
  }

  /**
   * Applies suggestions.
   *
   * @param fields a {@code choice} for each problem, {@code PROBLEM:NUMBER} or blank, in fields of
   *     any name that begins so; that of the pressed button, in {@code use}, has precedence
   * @param all applies the suggestions of all problems that have exactly one, instead
   */
  @PostMapping("/imports/{id}/suggestions")
  String apply(
      @PathVariable long id,
      @RequestParam MultiValueMap<String, String> fields,
      @RequestParam(defaultValue = "false") boolean all,
      Authentication user,
      RedirectAttributes flash)
      throws IOException {
    ImportProgress importProgress =
        imports
            .find(id)
            .filter(orderImport -> orderImport.kind() == Import.Kind.IMPORT)
            .flatMap(orderImport -> importProgressService.find(id))
            .orElseThrow(() -> new ResourceNotFoundException("import " + id));
    Map<Long, Integer> choices = all ? suggestions.singles(id) : choices(fields);
    if (importProgress.stage().isActive()) {
      return unchanged(id, "suggestions.active", flash);
    } else if (choices.isEmpty()) {
      return unchanged(id, all ? "suggestions.stale" : "suggestions.none", flash);
    } else if (!importTaskExecutor.hasCapacity()) {
      return unchanged(id, "busy", flash);
    }
    Optional<UploadResult> result = upload(id, choices, user.getName());
    if (result.isEmpty()) {
      return unchanged(id, "suggestions.stale", flash);
    }
    long corrected = result.get().orderImport().id();
    if (result.get().isNew()) {
      importTaskExecutor.execute(new PendingRequest(corrected, RequestedAction.PROCESS));
    }
    flash.addFlashAttribute(
        "notice", result.get().isNew() ? "suggestions.applied" : "suggestions.before");
    flash.addFlashAttribute("noticeImport", id);
    return "redirect:/imports/" + corrected;
  }

  private static String unchanged(long id, String notice, RedirectAttributes flash) {
    flash.addFlashAttribute("notice", notice);
    return "redirect:/imports/" + id + "/problems";
  }

  /** The choices by problem; what is not a choice becomes one that no problem has. */
  private static Map<Long, Integer> choices(MultiValueMap<String, String> fields) {
    Map<Long, Integer> choices = new HashMap<>();
    fields.forEach(
        (name, values) -> {
          if (name.startsWith("choice")) {
            values.forEach(value -> add(value, choices));
          }
        });
    fields.getOrDefault("use", List.of()).forEach(value -> add(value, choices));
    return choices;
  }

  private static void add(String value, Map<Long, Integer> choices) {
    Matcher choice = CHOICE.matcher(value);
    if (choice.matches()) {
      choices.put(Long.valueOf(choice.group(1)), Integer.valueOf(choice.group(2)));
    } else if (!value.isBlank()) {
      choices.put(-1L, -1);
    }
  }

  /** Returns empty, and uploads nothing, if one of the choices does not apply. */
  private Optional<UploadResult> upload(long id, Map<Long, Integer> choices, String userName)
      throws IOException {
    Optional<Map<Location, List<Entry>>> entries = suggestions.entries(id, choices);
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory(temporaryFiles.folder(), "suggestions");
    Path file = folder.resolve("import-%d-fix-and-reimport.xlsx".formatted(id));
    try {
      return reports.writeCorrected(id, file, entries.get())
          ? Optional.of(
              uploadService.receiveCorrected(file, file.getFileName().toString(), id, userName))
          : Optional.empty();
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}
