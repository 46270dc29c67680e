package orderimport.inbox;

import java.time.Instant;
import java.util.Objects;
import orderimport.database.MachineZone;
import orderimport.imports.Import;
import orderimport.job.ImportService;
import orderimport.job.RunResult;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes together what a run came to, from the database alone. */
@Component
class InboxReportBuilder {
  private final InboxRunRepository books;
  private final ImportService runs;

  InboxReportBuilder(InboxRunRepository books, ImportService runs) {
    this.books = books;
    this.runs = runs;
  }

  /**
   * Does it for a run that is about to end.
   *
   * @param trouble why it failed as a whole; null if it did not
   */
  InboxReport of(InboxRun run, InboxProperties inbox, Instant ended, @Nullable String trouble) {
    return new InboxReport(
        run,
        inbox.folder(),
        Objects.requireNonNullElseGet(inbox.zone(), MachineZone::get),
        ended,
        books.files(run).stream().map(file -> report(file, run)).toList(),
        trouble);
  }

  private FileReport report(InboxFile file, InboxRun run) {
    Long importId = file.importId();
    if (importId != null && runs.show(importId) instanceof RunResult.Finished imported) {
      return new FileReport(file, imported, file.ran() ? null : before(imported.imported(), run));
    }
    return new FileReport(file, null, null);
  }

  private static @Nullable Instant before(Import imported, InboxRun run) {
    Instant finished = imported.finishedAt();
    return finished != null && finished.isBefore(run.startedAt()) ? finished : null;
  }
}
