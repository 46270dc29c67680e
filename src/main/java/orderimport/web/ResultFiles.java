package orderimport.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import orderimport.imports.Import;
import orderimport.job.ImportRuns;
import orderimport.job.RunResult;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The files of imports' results: those by name, and no others. */
@Component
class ResultFiles {
  private static final List<String> NAMES =
      List.of(
          "fix-and-reimport.xlsx",
          "result.xlsx",
          "report.html",
          "rows.csv",
          "problems.csv",
          "orders.jsonl",
          "summary.json");

  private final ImportRuns runs;
  private final Path reports;

  ResultFiles(ImportRuns runs, @Value("${order-import.data-dir:./data}") Path dataDir) {
    this.runs = runs;
    this.reports = dataDir.resolve("reports");
  }

  /** The names of those that an import has. */
  List<String> of(Import imported) {
    return NAMES.stream().filter(name -> Files.isRegularFile(file(imported, name))).toList();
  }

  private Path file(Import imported, String name) {
    return reports.resolve(String.valueOf(imported.id())).resolve(name);
  }

  /**
   * A file of an import; written again if another machine wrote it.
   *
   * @return empty if there is none of that name
   */
  Optional<Path> find(Import imported, String name) {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    if (!Files.isDirectory(reports.resolve(String.valueOf(imported.id())))
        && imported.state() != Import.State.RUNNING) {
      RunResult written = runs.report(imported.id());
      if (!(written instanceof RunResult.Imported)) {
        return Optional.empty();
      }
    }
    return Optional.of(file(imported, name)).filter(Files::isRegularFile);
  }
}
