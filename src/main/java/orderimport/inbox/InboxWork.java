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
import orderimport.inbox.OpenRun.Cause;
import orderimport.inbox.RunBooks.Stayed;
import orderimport.job.ExitCodes;
import orderimport.job.ImportRuns;
import orderimport.job.RunResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports what lies in an inbox and moves it away. Should the process die in between, whoever goes
 * on finds the import finished, and only moves the file.
 */
final class InboxWork {
  private static final Logger log = LoggerFactory.getLogger(InboxWork.class);

  /** A file that was left alone for that long is complete. */
  static final Duration QUIET = Duration.ofSeconds(4);

  private final ImportRuns runs;
  private final RunBooks books;
  private final OpenRun run;
  private final Inbox inbox;
  private final ImportOptions options;
  private final Onlooker onlooker;
  private final Clock clock;

  InboxWork(
      ImportRuns runs,
      RunBooks books,
      OpenRun run,
      Inbox inbox,
      ImportOptions options,
      Onlooker onlooker,
      Clock clock) {
    this.runs = runs;
    this.books = books;
    this.run = run;
    this.inbox = inbox;
    this.options = options;
    this.onlooker = onlooker;
    this.clock = clock;
  }

  /**
   * Imports file by file; ends early when the process is stopped. A failure of one file does not
   * affect the others.
   *
   * @param wanted which of the files to take
   */
  void through(Predicate<Path> wanted) {
    Instant began = Instant.now(clock);
    Map<String, Stayed> stayedBefore = books.stayedBefore(run);
    inbox.links().stream().filter(wanted).forEach(this::leaveLink);
    Map<Path, Inbox.Look> looks = inbox.look();
    looks.keySet().removeIf(wanted.negate());
    for (Map.Entry<Path, Inbox.Look> entry : looks.entrySet()) {
      if (runs.stopped()) {
        return;
      }
      Path file = entry.getKey();
      try {
        take(file, entry.getValue(), began);
      } catch (IOException | RuntimeException | Error e) {
        leaveFailed(file, e, stayedBefore.get(ShownName.of(file)));
      }
    }
  }

  private void leaveLink(Path link) {
    stays(
        link,
        "it is a symbolic link, which is not followed; put the file itself there",
        ExitCodes.OK,
        null);
  }

  /** With its stack trace where that is news, rather than night after night. */
  private void leaveFailed(Path file, Throwable failure, @Nullable Stayed before) {
    String name = ShownName.of(file);
    String why = onlooker.explain("importing " + name, failure);
    if (before != null && before.why().equals(why) && !inbox.isNewerThan(before.run(), name)) {
      log.warn("{} still cannot be imported: {}", name, why);
    } else {
      log.error("{} cannot be imported", name, failure);
    }
    stays(file, why, ExitCodes.STOPPED, null);
  }

  private void take(Path file, Inbox.Look look, Instant began) throws IOException {
    if (isComplete(file, look, began)) {
      importOne(file, look);
    } else if (run.cause() != Cause.WATCH) {
      stays(file, "it is still being written", ExitCodes.OK, null);
    }
  }

  private boolean isComplete(Path file, Inbox.Look look, Instant began) throws IOException {
    Instant quietFrom = look.modified().toInstant();
    // Of a clock that goes ahead of ours nothing can be told, so that the file is watched.
    if (!quietFrom.isBefore(began.minus(QUIET))) {
      pause(Duration.between(Instant.now(clock), began.plus(QUIET)));
    }
    return Inbox.unchanged(file, look);
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

  private void importOne(Path file, Inbox.Look look) throws IOException {
    RunResult result =
        onlooker.look(
            ShownName.of(file),
            progress -> runs.importFile(file, options, false, progress, LinkOption.NOFOLLOW_LINKS));
    Long importId = importId(result);
    if (!(result instanceof RunResult.Imported imported)
        || result.exitCode() == ExitCodes.STOPPED) {
      stays(file, whyUnfinished(file, result), result.exitCode(), importId);
    } else if (!Inbox.unchanged(file, look)) {
      stays(file, "it was changed meanwhile", result.exitCode(), importId);
    } else {
      move(file, imported);
    }
  }

  private static @Nullable Long importId(RunResult result) {
    Import imported =
        result instanceof RunResult.Imported done
            ? done.imported()
            : result instanceof RunResult.BrokenOff brokenOff ? brokenOff.imported() : null;
    return imported == null ? null : imported.id();
  }

  private String whyUnfinished(Path file, RunResult result) {
    if (result instanceof RunResult.Refused refused) {
      return refused.message();
    } else if (result instanceof RunResult.WorkedOnElsewhere elsewhere) {
      return elsewhere.message();
    } else if (result instanceof RunResult.BrokenOff brokenOff) {
      return onlooker.explain("importing " + ShownName.of(file), brokenOff.cause());
    } else if (result instanceof RunResult.Imported imported) {
      return "its import did not finish: " + imported.figures().ordersBalance();
    }
    return "its import did not finish";
  }

  private void stays(Path file, String why, int exitCode, @Nullable Long importId) {
    books.record(
        run,
        new InboxFile(
            ShownName.of(file), ShownName.path(file), why, exitCode, importId, null, false));
    onlooker.tell(
        "  %s stays in %s for the next run: %s%s"
            .formatted(ShownName.of(file), inbox.folder(), why, why.endsWith(".") ? "" : "."));
  }

  private void move(Path file, RunResult.Imported imported) throws IOException {
    String to = imported.exitCode() == ExitCodes.OK ? "done" : "failed";
    Delivery delivery = new Delivery(file, imported);
    Delivery.Target target = delivery.prepare(inbox.folder().resolve(to));
    books.record(
        run,
        new InboxFile(
            ShownName.of(file),
            ShownName.path(target.file()),
            null,
            imported.exitCode(),
            imported.imported().id(),
            target.results(),
            imported.ranNow()));
    delivery.moveTo(target);
    onlooker.tell("  Moved to " + ShownName.path(target.file()));
  }
}
