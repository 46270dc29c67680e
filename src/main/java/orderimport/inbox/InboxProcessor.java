package orderimport.inbox;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.ShownName;
import orderimport.inbox.InboxRun.Trigger;
import orderimport.inbox.InboxRunRepository.Stayed;
import orderimport.job.ExitCodes;
import orderimport.job.ImportService;
import orderimport.job.RunResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports what lies in an inbox and moves it away. Should the process die in between, whoever goes
 * on finds the import finished, and only moves the file.
 */
final class InboxProcessor {
  private static final Logger log = LoggerFactory.getLogger(InboxProcessor.class);

  /** A file that was left alone for that long is complete. */
  static final Duration QUIET = Duration.ofSeconds(4);

  private final ImportService runs;
  private final InboxRunRepository books;
  private final InboxRun run;
  private final Inbox inbox;
  private final ImportOptions options;
  private final InboxRunListener inboxRunListener;
  private final Clock clock;

  InboxProcessor(
      ImportService runs,
      InboxRunRepository books,
      InboxRun run,
      Inbox inbox,
      ImportOptions options,
      InboxRunListener inboxRunListener,
      Clock clock) {
    this.runs = runs;
    this.books = books;
    this.run = run;
    this.inbox = inbox;
    this.options = options;
    this.inboxRunListener = inboxRunListener;
    this.clock = clock;
  }

  /**
   * Imports file by file; ends early when the process is stopped. A failure of one file does not
   * affect the others.
   *
   * @param wanted which of the files to take
   */
  void processAll(Predicate<Path> wanted) {
    Instant began = Instant.now(clock);
    Map<String, Stayed> stayedBefore = books.previouslyLeftFiles(run);
    inbox.links().stream().filter(wanted).forEach(this::leaveLink);
    Map<Path, Inbox.FileSnapshot> looks = inbox.snapshots();
    looks.keySet().removeIf(wanted.negate());
    for (Map.Entry<Path, Inbox.FileSnapshot> entry : looks.entrySet()) {
      if (runs.stopped()) {
        return;
      }
      Path file = entry.getKey();
      try {
        process(file, entry.getValue(), began);
      } catch (IOException | RuntimeException | Error e) {
        leaveFailed(file, e, stayedBefore.get(ShownName.of(file)));
      }
    }
  }

  private void leaveLink(Path link) {
    leave(
        link,
        "it is a symbolic link, which is not followed; put the file itself there",
        ExitCodes.OK,
        null);
  }

  /** With its stack trace where that is news, rather than night after night. */
  private void leaveFailed(Path file, Throwable failure, @Nullable Stayed before) {
    String name = ShownName.of(file);
    String why = inboxRunListener.explain("importing " + name, failure);
    if (before != null && before.why().equals(why) && !inbox.isNewerThan(before.run(), name)) {
      log.warn("{} still cannot be imported: {}", name, why);
    } else {
      log.error("{} cannot be imported", name, failure);
    }
    leave(file, why, ExitCodes.STOPPED, null);
  }

  private void process(Path file, Inbox.FileSnapshot fileSnapshot, Instant began)
      throws IOException {
    if (isComplete(file, fileSnapshot, began)) {
      importOne(file, fileSnapshot);
    } else if (run.cause() != Trigger.WATCH) {
      leave(file, "it is still being written", ExitCodes.OK, null);
    }
  }

  private boolean isComplete(Path file, Inbox.FileSnapshot fileSnapshot, Instant began)
      throws IOException {
    Instant quietFrom = fileSnapshot.modified().toInstant();
    // Of a clock that goes ahead of ours nothing can be told, so that the file is watched.
    if (!quietFrom.isBefore(began.minus(QUIET))) {
      pause(Duration.between(Instant.now(clock), began.plus(QUIET)));
    }
    return Inbox.unchanged(file, fileSnapshot);
  }

  private static void pause(Duration length) {
    if (length.isNegative()) {
      return;
    }
    try {
      Thread.sleep(length.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void importOne(Path file, Inbox.FileSnapshot fileSnapshot) throws IOException {
    RunResult result =
        inboxRunListener.aroundImport(
            ShownName.of(file),
            progressListener ->
                runs.importFile(file, options, false, progressListener, LinkOption.NOFOLLOW_LINKS));
    Long importId = importId(result);
    if (!(result instanceof RunResult.Finished finished)
        || result.exitCode() == ExitCodes.STOPPED) {
      leave(file, whyUnfinished(file, result), result.exitCode(), importId);
    } else if (!Inbox.unchanged(file, fileSnapshot)) {
      leave(file, "it was changed meanwhile", result.exitCode(), importId);
    } else {
      move(file, finished);
    }
  }

  private static @Nullable Long importId(RunResult result) {
    Import imported =
        result instanceof RunResult.Finished done
            ? done.imported()
            : result instanceof RunResult.Aborted aborted ? aborted.imported() : null;
    return imported == null ? null : imported.id();
  }

  private String whyUnfinished(Path file, RunResult result) {
    if (result instanceof RunResult.Rejected rejected) {
      return rejected.message();
    } else if (result instanceof RunResult.WorkedOnElsewhere elsewhere) {
      return elsewhere.message();
    } else if (result instanceof RunResult.Aborted aborted) {
      return inboxRunListener.explain("importing " + ShownName.of(file), aborted.cause());
    } else if (result instanceof RunResult.Finished finished) {
      return "its import did not finish: " + finished.figures().ordersBalance();
    }
    return "its import did not finish";
  }

  private void leave(Path file, String why, int exitCode, @Nullable Long importId) {
    books.record(
        run,
        new InboxFile(
            ShownName.of(file), ShownName.path(file), why, exitCode, importId, null, false));
    inboxRunListener.onMessage(
        "  %s stays in %s for the next run: %s%s"
            .formatted(ShownName.of(file), inbox.folder(), why, why.endsWith(".") ? "" : "."));
  }

  private void move(Path file, RunResult.Finished finished) throws IOException {
    String to = finished.exitCode() == ExitCodes.OK ? "done" : "failed";
    ProcessedFileMover processedFileMover = new ProcessedFileMover(file, finished);
    ProcessedFileMover.Destination destination =
        processedFileMover.prepare(inbox.folder().resolve(to));
    books.record(
        run,
        new InboxFile(
            ShownName.of(file),
            ShownName.path(destination.file()),
            null,
            finished.exitCode(),
            finished.imported().id(),
            destination.results(),
            finished.ranNow()));
    processedFileMover.moveTo(destination);
    inboxRunListener.onMessage("  Moved to " + ShownName.path(destination.file()));
  }
}
