package orderimport.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.job.ImportService;
import orderimport.report.ImportCounts;
import orderimport.report.Status;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of imports' results: those by name, and no others. */
@Component
class ResultFileService {
  private static final String FIX = "fix-and-reimport.xlsx";
  private static final String SUMMARY = "summary.json";
  private static final List<String> NAMES =
      List.of(
          FIX, "result.xlsx", "report.html", "rows.csv", "problems.csv", "orders.jsonl", SUMMARY);

  private final ImportService runs;
  private final Imports imports;
  private final Path reports;

  ResultFileService(
      ImportService runs, Imports imports, @Value("${order-import.data-dir:./data}") Path dataDir) {
    this.runs = runs;
    this.imports = imports;
    this.reports = dataDir.resolve("reports");
  }

  /** The names of those that an import has, here or as soon as somebody asks for one. */
  List<String> of(Import imported, Supplier<ImportCounts> figures) {
    if (imported.state() == Import.State.RUNNING || isCurrent(imported)) {
      return here(imported);
    }
    ImportCounts now = figures.get();
    boolean rowsLeft = now.read() == 0 && now.total() > 0;
    return rowsLeft
        ? here(imported)
        : NAMES.stream().filter(name -> !name.equals(FIX) || hasFailedRows(now)).toList();
  }

  private List<String> here(Import imported) {
    return NAMES.stream().filter(name -> Files.isRegularFile(file(imported, name))).toList();
  }

  private static boolean hasFailedRows(ImportCounts importCounts) {
    return Status.OF_ROWS.stream()
        .anyMatch(status -> status.failed() && importCounts.rows(status) > 0);
  }

  private Path file(Import imported, String name) {
    return reports.resolve(String.valueOf(imported.id())).resolve(name);
  }

  /** Whether what is here was written at the import's last end, and not before it elsewhere. */
  private boolean isCurrent(Import imported) {
    try {
      JsonNode summary = JsonMapper.shared().readTree(file(imported, SUMMARY).toFile());
      return summary.path("finished").asString("").equals(String.valueOf(imported.finishedAt()))
          && summary.path("state").asString("").equals(imported.state().name());
    } catch (JacksonException e) {
      return false;
    }
  }

  /**
   * A file of an import; written again if another machine wrote it last.
   *
   * @return empty if there is none of that name
   */
  Optional<Path> find(Import imported, String name) {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    refresh(imported);
    return Optional.of(file(imported, name)).filter(Files::isRegularFile);
  }

  /** One at a time: two that write the same results would stumble over each other. */
  private synchronized void refresh(Import imported) {
    if (imported.state() != Import.State.RUNNING
        && !isCurrent(imported)
        && !imports.isLocked(imported.id())) {
      runs.report(imported.id());
    }
  }
}
