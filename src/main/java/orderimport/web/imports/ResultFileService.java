package orderimport.web.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import orderimport.imports.ChangeLog;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.job.ImportService;
import orderimport.report.ImportCounts;
import orderimport.report.Reports;
import orderimport.report.ResultStatus;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gives access to the result files of imports, and to no other file of their folders. */
@Component
public class ResultFileService {
  static final String FIX_FILE = "fix-and-reimport.xlsx";
  private static final String CHANGES_FILE = "changes.xlsx";
  private static final String SUMMARY_FILE = "summary.json";
  private static final List<String> NAMES =
      List.of(
          FIX_FILE,
          "result.xlsx",
          "report.html",
          "rows.csv",
          "problems.csv",
          "orders.jsonl",
          CHANGES_FILE,
          SUMMARY_FILE);

  /** Written with the others, and again each time that carriers were asked. */
  private static final List<String> TRACKING_NAMES = List.of("tracking.csv", "offers.xlsx");

  private final ImportService importService;
  private final Imports imports;
  private final Reports reportWriter;
  private final ChangeLog changeLog;
  private final Path reports;

  ResultFileService(
      ImportService importService,
      Imports imports,
      Reports reportWriter,
      ChangeLog changeLog,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    this.importService = importService;
    this.imports = imports;
    this.reportWriter = reportWriter;
    this.changeLog = changeLog;
    this.reports = dataDir.resolve("reports");
  }

  /** The names of the result files of an import that exist, or that {@link #find} would write. */
  public List<String> findByImport(Import orderImport, Supplier<ImportCounts> counts) {
    return Stream.concat(
            results(orderImport, counts).stream(),
            reportWriter.trackingFiles(orderImport.id()).stream())
        .toList();
  }

  private List<String> results(Import orderImport, Supplier<ImportCounts> counts) {
    if (orderImport.state() == Import.State.RUNNING || isCurrent(orderImport)) {
      return existing(orderImport);
    }
    ImportCounts current = counts.get();
    boolean rowsPurged = current.read() == 0 && current.total() > 0;
    return rowsPurged
        ? existing(orderImport)
        : NAMES.stream()
            .filter(name -> !name.equals(FIX_FILE) || hasFailedRows(current))
            .filter(name -> !name.equals(CHANGES_FILE) || changeLog.exists(orderImport.id()))
            .toList();
  }

  private List<String> existing(Import orderImport) {
    return NAMES.stream().filter(name -> Files.isRegularFile(file(orderImport, name))).toList();
  }

  private static boolean hasFailedRows(ImportCounts importCounts) {
    return ResultStatus.OF_ROWS.stream()
        .anyMatch(status -> status.failed() && importCounts.rows(status) > 0);
  }

  private Path file(Import orderImport, String name) {
    return reports.resolve(String.valueOf(orderImport.id())).resolve(name);
  }

  /**
   * Whether the files here are from the import's last end. If another server has worked on the
   * import since, they are outdated.
   */
  private boolean isCurrent(Import orderImport) {
    try {
      JsonNode summary = JsonMapper.shared().readTree(file(orderImport, SUMMARY_FILE).toFile());
      return summary.path("finished").asString("").equals(String.valueOf(orderImport.finishedAt()))
          && summary.path("state").asString("").equals(orderImport.state().name());
    } catch (JacksonException e) {
      return false;
    }
  }

  /**
   * A result file of an import. Writes the files again if they are outdated, because another server
   * worked on the import since.
   *
   * @return empty if there is no file of that name
   */
  public Optional<Path> find(Import orderImport, String name) {
    if (TRACKING_NAMES.contains(name)) {
      Path folder = reports.resolve(String.valueOf(orderImport.id()));
      return reportWriter.writeTracking(orderImport.id(), folder).contains(name)
          ? Optional.of(folder.resolve(name))
          : Optional.empty();
    } else if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    refresh(orderImport);
    return Optional.of(file(orderImport, name)).filter(Files::isRegularFile);
  }

  /** Synchronized, so that two requests do not write the same files at once. */
  private synchronized void refresh(Import orderImport) {
    if (orderImport.state() != Import.State.RUNNING
        && !isCurrent(orderImport)
        && !imports.isLocked(orderImport.id())) {
      importService.report(orderImport.id());
    }
  }
}
