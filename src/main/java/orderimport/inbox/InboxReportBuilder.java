package orderimport.inbox;

import java.time.Instant;
import java.util.Objects;
import orderimport.database.MachineZone;
import orderimport.imports.Import;
import orderimport.job.ImportService;
import orderimport.job.RunResult;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Builds the report of a run from the database alone. */
@Component
class InboxReportBuilder {
  private final InboxRunRepository runRepository;
  private final ImportService importService;

  InboxReportBuilder(InboxRunRepository runRepository, ImportService importService) {
    this.runRepository = runRepository;
    this.importService = importService;
  }

  /**
   * Builds the report of a run that is about to end.
   *
   * @param failure why the run failed as a whole; null if it did not
   */
  InboxReport of(InboxRun run, InboxProperties inbox, Instant ended, @Nullable Text failure) {
    return new InboxReport(
        run,
        inbox.folder(),
        Objects.requireNonNullElseGet(inbox.zone(), MachineZone::get),
        ended,
        runRepository.findFiles(run).stream().map(file -> report(file, run)).toList(),
        failure);
  }

  private FileReport report(InboxFile file, InboxRun run) {
    Long importId = file.importId();
    if (importId != null && importService.show(importId) instanceof RunResult.Finished finished) {
      return new FileReport(
          file, finished, file.processed() ? null : importedBefore(finished.orderImport(), run));
    }
    return new FileReport(file, null, null);
  }

  private static @Nullable Instant importedBefore(Import orderImport, InboxRun run) {
    Instant finished = orderImport.finishedAt();
    return finished != null && finished.isBefore(run.startedAt()) ? finished : null;
  }
}
