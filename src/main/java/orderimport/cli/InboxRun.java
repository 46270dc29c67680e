package orderimport.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orderimport.imports.ImportOptions;
import orderimport.job.ExitCodes;
import orderimport.job.ImportRuns;
import orderimport.job.RunResult;

/**
 * A nightly run: imports what lies in an inbox and moves it away. Should the process die in
 * between, the next run finds the import finished, and only moves the file.
 */
final class InboxRun implements Callable<Integer> {
  /** A file that was left alone for that long is complete. */
  private static final Duration QUIET = Duration.ofSeconds(4);

  private final Program program;
  private final Inbox inbox;
  private final ImportOptions options;
  private final Clock clock;

  InboxRun(Program program, Inbox inbox, ImportOptions options, Clock clock) {
    this.program = program;
    this.inbox = inbox;
    this.options = options;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(inbox.folder())) {
      throw program.wrongUsage("There is no folder %s.".formatted(inbox.folder()));
    }
    try {
      Optional<Inbox.Turn> taken = inbox.turn();
      if (taken.isEmpty()) {
        program
            .err()
            .printf(
                "%s is being worked on by %s. Wait until that ends.%n",
                inbox.folder(), inbox.holder());
        return ExitCodes.STOPPED;
      }
      try (Inbox.Turn turn = taken.get()) {
        assert turn.lock().isValid();
        return importAll();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int importAll() throws IOException {
    Instant began = Instant.now(clock);
    Map<Path, Inbox.Look> looks = inbox.look();
    if (looks.isEmpty()) {
      program.out().printf("There is no spreadsheet in %s: nothing to do.%n", inbox.folder());
      return ExitCodes.OK;
    }
    return Session.of(program, application -> importAll(looks, began, application));
  }

  private int importAll(Map<Path, Inbox.Look> looks, Instant began, Application application) {
    ImportRuns runs = application.get(ImportRuns.class);
    EachFile each = new EachFile(program, runs, "This content was imported before.");
    List<Integer> codes = new ArrayList<>();
    looks.forEach(
        (file, look) -> {
          try {
            if (runs.stopped()) {
              codes.add(ExitCodes.STOPPED);
            } else if (isComplete(file, look, began)) {
              codes.add(importOne(file, look, runs, each));
            } else {
              program.out().printf("%s is still being written: left for the next run.%n", file);
            }
          } catch (IOException e) {
            codes.add(new Troubles(program).handle(e));
          }
        });
    return ExitCodes.worst(codes);
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

  private int importOne(Path file, Inbox.Look look, ImportRuns runs, EachFile each)
      throws IOException {
    RunResult result =
        each.result(
            String.valueOf(file.getFileName()),
            progress -> runs.importFile(file, options, false, progress));
    if (!(result instanceof RunResult.Imported imported)
        || result.exitCode() == ExitCodes.STOPPED) {
      program.out().printf("  It stays in %s for the next run.%n", inbox.folder());
    } else if (!Inbox.unchanged(file, look)) {
      program.out().printf("  %s was changed meanwhile: left for the next run.%n", file);
    } else {
      String to = result.exitCode() == ExitCodes.OK ? "done" : "failed";
      program
          .out()
          .println("  Moved to " + new Delivery(file, imported).into(inbox.folder().resolve(to)));
    }
    return result.exitCode();
  }
}
