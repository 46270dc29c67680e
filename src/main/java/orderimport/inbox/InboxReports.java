package orderimport.inbox;

import java.time.Instant;
import java.util.Objects;
import orderimport.database.MachineZone;
import orderimport.imports.Import;
import orderimport.job.ImportRuns;
import orderimport.job.RunResult;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes together what a run came to, from the database alone. */
@Component
class InboxReports {
  private final RunBooks books;
  private final ImportRuns runs;

  InboxReports(RunBooks books, ImportRuns runs) {
    this.books = books;
    this.runs = runs;
  }

  /**
   * Does it for a run that is about to end.
   *
   * @param trouble why it failed as a whole; null if it did not
   */
  InboxReport of(OpenRun run, InboxSettings inbox, Instant ended, @Nullable String trouble) {
    return new InboxReport(
        run,
        inbox.folder(),
        Objects.requireNonNullElseGet(inbox.zone(), MachineZone::get),
        ended,
        books.files(run).stream().map(file -> report(file, run)).toList(),
        trouble);
  }

  private FileReport report(InboxFile file, OpenRun run) {
    Long importId = file.importId();
    if (importId != null && runs.show(importId) instanceof RunResult.Imported imported) {
      return new FileReport(file, imported, file.ran() ? null : before(imported.imported(), run));
    }
    return new FileReport(file, null, null);
  }

  private static @Nullable Instant before(Import imported, OpenRun run) {
    Instant finished = imported.finishedAt();
    return finished != null && finished.isBefore(run.startedAt()) ? finished : null;
  }
}
