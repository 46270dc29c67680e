package orderimport.job;

import static orderimport.imports.Import.State.COMPLETED;
import static orderimport.imports.Import.State.FAILED;
import static orderimport.imports.Import.State.HELD;
import static orderimport.imports.Import.State.STOPPED;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import orderimport.binding.OrderRefSpellingCheck;
import orderimport.imports.FileRejectedException;
import orderimport.imports.Import;
import orderimport.imports.Import.Kind;
import orderimport.imports.Import.State;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.order.Orders;
import orderimport.placement.DuplicateOrderReport;
import orderimport.problem.Problem;
import orderimport.report.ImportOutline;
import orderimport.report.Reports;
import orderimport.report.ResultStatus;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Completes imports: sets state and exit code and writes the results. */
@Component
class ImportCompletion {
  /** The codes of warnings that lead to exit code 4. */
  private static final List<String> NEEDS_ATTENTION =
      List.of(
          DuplicateOrderReport.DIFFERS,
          DuplicateOrderReport.OTHER_HOST,
          OrderRefSpellingCheck.DIFFER);

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
    return !isWithheld(imports.get(importId), () -> reports.outline(importId));
  }

  private static boolean isWithheld(Import orderImport, Supplier<ImportOutline> outline) {
    return orderImport.kind() == Kind.DRY_RUN
        || orderImport.options().hold()
        || (orderImport.options().allOrNothing() && outline.get().failed() > 0);
  }

  /** Ends an import whose steps have completed, and writes its results. */
  void complete(Lease lease) {
    recordEnd(lease);
    write(lease.importId());
  }

  /** Sets state and exit code from the orders and problems in the database. */
  void recordEnd(Lease lease) {
    Import orderImport = imports.get(lease.importId());
    ImportOutline outline = reports.outline(orderImport.id());
    State state = state(orderImport, outline);
    imports.finish(lease, state, exitCode(orderImport.id(), state, outline));
  }

  /** Ends an import that was cancelled before it was finished, and writes its results so far. */
  void stop(Lease lease) {
    imports.finish(lease, STOPPED, ExitCodes.STOPPED);
    write(lease.importId());
  }

  private static State state(Import orderImport, ImportOutline outline) {
    if (orderImport.kind() == Kind.DRY_RUN || outline.orders(ResultStatus.HELD) == 0) {
      return COMPLETED;
    }
    return isWithheld(orderImport, () -> outline) ? HELD : STOPPED;
  }

  private int exitCode(long importId, State state, ImportOutline outline) {
    if (state == STOPPED) {
      return ExitCodes.STOPPED;
    } else if (outline.orders(ResultStatus.IN_DOUBT) > 0 || orders.duplicatesInDoubt(importId)) {
      return ExitCodes.IN_DOUBT;
    } else if (outline.failed() + outline.orders(ResultStatus.REJECTED) > 0
        || problems.exists(importId, NEEDS_ATTENTION)) {
      return ExitCodes.WITH_ERRORS;
    }
    return ExitCodes.OK;
  }

  /**
   * Rejects an import whose file contains no readable orders, and writes the results with the
   * reason.
   */
  void reject(Lease lease, FileRejectedException rejection) {
    reject(lease, rejection.problem(), rejection.sheet());
  }

  /** Rejects an import whose file could not be read, and writes the results with the reason. */
  void reject(Lease lease, UnreadableSpreadsheetException rejection) {
    reject(lease, rejection.problem(), Optional.empty());
  }

  private void reject(Lease lease, Problem problem, Optional<StagedSheet> sheet) {
    long importId = lease.importId();
    imports.requireLease(lease);
    stagedRows.delete(importId);
    sheet.ifPresent(rejected -> stagedRows.addSheet(importId, rejected));
    problems.add(importId, List.of(problem));
    imports.finish(lease, FAILED, ExitCodes.UNREADABLE);
    write(importId);
  }

  /** Writes the results from the database. */
  Path write(long importId) {
    return reports.write(importId, folderOf(imports.get(importId)));
  }

  /**
   * Writes the results of a finished import if they were purged or a dead process left them
   * incomplete.
   */
  void writeMissing(Import orderImport) {
    if (!reports.areIn(folderOf(orderImport))) {
      write(orderImport.id());
    }
  }

  /** The folder of an import's results. */
  Path folderOf(Import orderImport) {
    return folder.resolve(
        orderImport.kind() == Kind.DRY_RUN
            ? "validate-" + -orderImport.id()
            : String.valueOf(orderImport.id()));
  }
}
