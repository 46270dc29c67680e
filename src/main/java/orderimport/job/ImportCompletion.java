package orderimport.job;

import static orderimport.imports.Import.State.COMPLETED;
import static orderimport.imports.Import.State.FAILED;
import static orderimport.imports.Import.State.HELD;
import static orderimport.imports.Import.State.STOPPED;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import orderimport.column.Spellings;
import orderimport.imports.FileRejectedException;
import orderimport.imports.Import;
import orderimport.imports.Import.Kind;
import orderimport.imports.Import.State;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.imports.Problems;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.order.Orders;
import orderimport.placement.DuplicateOrderReport;
import orderimport.report.ImportCounts;
import orderimport.report.Reports;
import orderimport.report.Status;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How an import ends: its state, its exit code and its results. */
@Component
class ImportCompletion {
  /** The codes of warnings that end an import with code 4. */
  private static final List<String> NEED_A_LOOK =
      List.of(DuplicateOrderReport.DIFFERS, DuplicateOrderReport.OTHER_HOST, Spellings.DIFFER);

  private final Imports imports;
  private final StagedRows stagedRows;
  private final Orders orders;
  private final Problems problems;
  private final Reports reports;
  private final Path folder;

  ImportCompletion(
      Imports imports,
      StagedRows stagedRows,
      Orders orders,
      Problems problems,
      Reports reports,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    this.imports = imports;
    this.stagedRows = stagedRows;
    this.orders = orders;
    this.problems = problems;
    this.reports = reports;
    this.folder = dataDir.resolve("reports");
  }

  /** Whether the orders of an import are to be placed now. */
  boolean mayPlace(long importId) {
    return !withheld(imports.get(importId), () -> reports.figures(importId));
  }

  private static boolean withheld(Import imported, Supplier<ImportCounts> figures) {
    return imported.kind() == Kind.VALIDATION
        || imported.options().hold()
        || (imported.options().allOrNothing() && figures.get().rows(Status.INVALID) > 0);
  }

  /** Ends an import that went through its steps, and writes its results. */
  void complete(Lease lease) {
    recordEnd(lease);
    write(lease.importId());
  }

  /** Settles state and exit code by what the database says. */
  private void recordEnd(Lease lease) {
    Import imported = imports.get(lease.importId());
    ImportCounts importCounts = reports.figures(imported.id());
    State state = state(imported, importCounts);
    imports.finish(lease, state, exitCode(imported.id(), state, importCounts));
  }

  /** Ends an import that was told to stop before it was through, and writes its results so far. */
  void stop(Lease lease) {
    imports.finish(lease, STOPPED, ExitCodes.STOPPED);
    write(lease.importId());
  }

  private static State state(Import imported, ImportCounts importCounts) {
    if (imported.kind() == Kind.VALIDATION || importCounts.orders(Status.HELD) == 0) {
      return COMPLETED;
    }
    return withheld(imported, () -> importCounts) ? HELD : STOPPED;
  }

  private int exitCode(long importId, State state, ImportCounts importCounts) {
    if (state == STOPPED) {
      return ExitCodes.STOPPED;
    } else if (importCounts.orders(Status.IN_DOUBT) > 0 || orders.duplicatesInDoubt(importId)) {
      return ExitCodes.IN_DOUBT;
    } else if (importCounts.rows(Status.INVALID) + importCounts.orders(Status.REJECTED) > 0
        || problems.exists(importId, NEED_A_LOOK)) {
      return ExitCodes.WITH_ERRORS;
    }
    return ExitCodes.OK;
  }

  /** Ends an import whose file could not be read as orders, and writes why. */
  void reject(Lease lease, FileRejectedException rejection) {
    reject(lease, rejection.problem(), rejection.sheet());
  }

  /** Ends an import whose file could not be read at all, and writes why. */
  void reject(Lease lease, UnreadableSpreadsheetException rejection) {
    reject(lease, unreadable(rejection), Optional.empty());
  }

  private void reject(Lease lease, Problem problem, Optional<StagedSheet> sheet) {
    long importId = lease.importId();
    imports.requireLease(lease);
    stagedRows.delete(importId);
    sheet.ifPresent(named -> stagedRows.addSheet(importId, named));
    problems.add(importId, List.of(problem));
    imports.finish(lease, FAILED, ExitCodes.UNREADABLE);
    write(importId);
  }

  private static Problem unreadable(UnreadableSpreadsheetException file) {
    return new Problem(
        Location.FILE, null, null, "unreadable", Severity.ERROR, file.reason(), file.hint());
  }

  /** Writes the results, from the database. */
  Path write(long importId) {
    return reports.write(importId, folderOf(imports.get(importId)));
  }

  /** Writes the results of a finished import, if they were purged or a dead process began them. */
  void writeMissing(Import imported) {
    if (!reports.areIn(folderOf(imported))) {
      write(imported.id());
    }
  }

  /** Where an import's results are. */
  Path folderOf(Import imported) {
    return folder.resolve(
        imported.kind() == Kind.VALIDATION
            ? "validate-" + -imported.id()
            : String.valueOf(imported.id()));
  }
}
