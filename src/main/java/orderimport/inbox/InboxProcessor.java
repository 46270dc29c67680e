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
import orderimport.inbox.InboxRunRepository.LeftFile;
import orderimport.job.ExitCodes;
import orderimport.job.ImportService;
import orderimport.job.JobText;
import orderimport.job.RunResult;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports the files of an inbox and moves them. If the process dies between the two, the next run
 * finds the import finished and only moves the file.
 */
final class InboxProcessor {
  private static final Logger log = LoggerFactory.getLogger(InboxProcessor.class);

  /** A file that has not changed for this long is complete. */
  static final Duration QUIET = Duration.ofSeconds(4);

  private final ImportService importService;
  private final InboxRunRepository runRepository;
  private final InboxRun run;
  private final Inbox inbox;
  private final ImportOptions options;
  private final InboxRunListener inboxRunListener;
  private final Clock clock;

  InboxProcessor(
      ImportService importService,
      InboxRunRepository runRepository,
      InboxRun run,
      Inbox inbox,
      ImportOptions options,
      InboxRunListener inboxRunListener,
      Clock clock) {
    this.importService = importService;
    this.runRepository = runRepository;
    this.run = run;
    this.inbox = inbox;
    this.options = options;
    this.inboxRunListener = inboxRunListener;
    this.clock = clock;
  }

  /**
   * Imports the files one by one; returns early when the process is stopped. A failure of one file
   * does not affect the others.
   *
   * @param filter which files to process
   */
  void processAll(Predicate<Path> filter) {
    Instant startedAt = Instant.now(clock);
    Map<String, LeftFile> previouslyLeft = runRepository.previouslyLeftFiles(run);
    inbox.links().stream().filter(filter).forEach(this::leaveLink);
    Map<Path, Inbox.FileSnapshot> snapshots = inbox.snapshots();
    snapshots.keySet().removeIf(filter.negate());
    for (Map.Entry<Path, Inbox.FileSnapshot> entry : snapshots.entrySet()) {
      if (importService.stopped()) {
        return;
      }
      Path file = entry.getKey();
      try {
        process(file, entry.getValue(), startedAt);
      } catch (IOException | RuntimeException | Error e) {
        leaveFailed(file, e, previouslyLeft.get(ShownName.of(file)));
      }
    }
  }

  private void leaveLink(Path link) {
    leave(link, InboxText.WHY_LINK.text(), ExitCodes.OK, null);
  }

  /** Logs the stack trace only if the failure is new, not after every run. */
  private void leaveFailed(Path file, Throwable failure, @Nullable LeftFile before) {
    String name = ShownName.of(file);
    Text why = inboxRunListener.explain(JobText.IMPORTING.text(name), failure);
    if (before != null
        && before.reason().equals(why)
        && !inbox.isNewerThan(before.runStartedAt(), name)) {
      log.warn("{} still cannot be imported: {}", name, TextRenderer.ENGLISH.render(why));
    } else {
      log.error("{} cannot be imported", name, failure);
    }
    leave(file, why, ExitCodes.STOPPED, null);
  }

  private void process(Path file, Inbox.FileSnapshot fileSnapshot, Instant startedAt)
      throws IOException {
    if (isComplete(file, fileSnapshot, startedAt)) {
      importOne(file, fileSnapshot);
    } else if (run.trigger() != Trigger.WATCH) {
      leave(file, InboxText.WHY_WRITING.text(), ExitCodes.OK, null);
    }
  }

  private boolean isComplete(Path file, Inbox.FileSnapshot fileSnapshot, Instant startedAt)
      throws IOException {
    Instant quietFrom = fileSnapshot.modified().toInstant();
    // If the file server's clock is ahead of ours, the file's age is unknown: wait and compare.
    if (!quietFrom.isBefore(startedAt.minus(QUIET))) {
      pause(Duration.between(Instant.now(clock), startedAt.plus(QUIET)));
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
                importService.importFile(
                    file, options, false, progressListener, LinkOption.NOFOLLOW_LINKS));
    Long importId = importId(result);
    if (!(result instanceof RunResult.Finished finished)
        || result.exitCode() == ExitCodes.STOPPED) {
      leave(file, whyUnfinished(file, result), result.exitCode(), importId);
    } else if (!Inbox.unchanged(file, fileSnapshot)) {
      leave(file, InboxText.WHY_CHANGED.text(), result.exitCode(), importId);
    } else {
      move(file, finished);
    }
  }

  private static @Nullable Long importId(RunResult result) {
    Import orderImport =
        result instanceof RunResult.Finished done
            ? done.orderImport()
            : result instanceof RunResult.Aborted aborted ? aborted.orderImport() : null;
    return orderImport == null ? null : orderImport.id();
  }

  private Text whyUnfinished(Path file, RunResult result) {
    if (result instanceof RunResult.Rejected rejected) {
      return rejected.message();
    } else if (result instanceof RunResult.WorkedOnElsewhere elsewhere) {
      return elsewhere.message();
    } else if (result instanceof RunResult.Aborted aborted) {
      return inboxRunListener.explain(JobText.IMPORTING.text(ShownName.of(file)), aborted.cause());
    } else if (result instanceof RunResult.Finished finished) {
      return InboxText.WHY_UNFINISHED.text(finished.counts().ordersBalance());
    }
    return InboxText.WHY_NOT_FINISHED.text();
  }

  private void leave(Path file, Text why, int exitCode, @Nullable Long importId) {
    runRepository.record(
        run,
        new InboxFile(
            ShownName.of(file), ShownName.path(file), why, exitCode, importId, null, false));
    inboxRunListener.onMessage(InboxText.FILE_STAYS.text(ShownName.of(file), inbox.folder(), why));
  }

  private void move(Path file, RunResult.Finished finished) throws IOException {
    String to = finished.exitCode() == ExitCodes.OK ? "done" : "failed";
    ProcessedFileMover processedFileMover = new ProcessedFileMover(file, finished);
    ProcessedFileMover.Destination destination =
        processedFileMover.prepare(inbox.folder().resolve(to));
    runRepository.record(
        run,
        new InboxFile(
            ShownName.of(file),
            ShownName.path(destination.file()),
            null,
            finished.exitCode(),
            finished.orderImport().id(),
            destination.results(),
            finished.ranNow()));
    processedFileMover.moveTo(destination);
    inboxRunListener.onMessage(InboxText.MOVED.text(ShownName.path(destination.file())));
  }
}
