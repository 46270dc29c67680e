package orderimport.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import orderimport.inbox.OpenRun.Cause;
import orderimport.job.ConnectionBudget;
import orderimport.job.ImportRuns;
import orderimport.message.Outbox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works through inboxes: one process an inbox at a time. A run that a process left unfinished is
 * gone on with by the next one; its end and what people are told of it are one transaction.
 */
@Component
public class InboxRuns {
  private static final Logger log = LoggerFactory.getLogger(InboxRuns.class);
  static final Predicate<Path> EVERY_FILE = file -> true;

  private final ImportRuns runs;
  private final RunBooks books;
  private final InboxReports reports;
  private final RunLetters letters;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final DataSource dataSource;
  private final Clock clock;

  InboxRuns(
      ImportRuns runs,
      RunBooks books,
      InboxReports reports,
      RunLetters letters,
      Outbox outbox,
      TransactionTemplate transaction,
      DataSource dataSource,
      Clock clock) {
    this.runs = runs;
    this.books = books;
    this.reports = reports;
    this.letters = letters;
    this.outbox = outbox;
    this.transaction = transaction;
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /**
   * Works through an inbox because somebody says so.
   *
   * @throws UncheckedIOException if its folder cannot be read
   */
  public InboxResult run(InboxSettings inbox, Onlooker onlooker) {
    return withTurn(
        inbox,
        () -> {
          OpenRun run =
              goOn(inbox).orElseGet(() -> books.begin(inbox.name(), Cause.COMMAND, null, false));
          return work(run, inbox, EVERY_FILE, onlooker);
        });
  }

  /** Deletes runs that ended before a time; the last one of each inbox is kept. */
  public void deleteBefore(Instant time) {
    books.deleteBefore(time);
  }

  /** Does something with an inbox while nobody else does. */
  InboxResult withTurn(InboxSettings inbox, Supplier<InboxResult> work) {
    Inbox folder = new Inbox(inbox.folder());
    try (ConnectionBudget.Share connection = runs.connections().forInbox()) {
      log.trace("The inbox {} has {}", inbox.name(), connection);
      Optional<Turn> taken = Turn.take(inbox.name(), folder, dataSource);
      if (taken.isEmpty()) {
        return new InboxResult.Busy(folder.holder());
      }
      try (Turn turn = taken.get()) {
        log.debug("Has {}", turn);
        return work.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes on with the run that was left unfinished, if there is one. Needs the turn. */
  Optional<OpenRun> goOn(InboxSettings inbox) {
    return books.open(inbox.name()).map(books::goOn);
  }

  /**
   * Works through an inbox and ends the run. Needs the turn.
   *
   * @param wanted which of its files to take
   */
  InboxResult work(OpenRun run, InboxSettings inbox, Predicate<Path> wanted, Onlooker onlooker) {
    log.info("Run {} through the inbox {} begins", run.id(), inbox.name());
    Inbox folder = new Inbox(inbox.folder());
    String trouble = null;
    try {
      if (folder.exists()) {
        new InboxWork(runs, books, run, folder, inbox.options(), onlooker, clock).through(wanted);
      } else {
        trouble = "There is no folder %s.".formatted(inbox.folder());
      }
    } catch (UncheckedIOException e) {
      log.error("Run {} failed", run.id(), e);
      trouble = onlooker.explain("reading the inbox " + inbox.name(), e);
    }
    if (runs.stopped()) {
      if (run.cause() != Cause.COMMAND) {
        return new InboxResult.LeftOff();
      }
      trouble = "It was stopped before it was through; the next run resumes it.";
    }
    return new InboxResult.Done(end(run, inbox, trouble));
  }

  /** Ends a run, and keeps what people are to be told. Needs the turn. */
  InboxReport end(OpenRun run, InboxSettings inbox, @Nullable String trouble) {
    Instant now = Instant.now(clock).truncatedTo(ChronoUnit.MILLIS);
    InboxReport report = reports.of(run, inbox, now, trouble);
    transaction.executeWithoutResult(
        status -> {
          books.end(run, now, trouble);
          if (letters.isWanted(report, inbox)) {
            outbox.add(letters.of(report, inbox));
          }
        });
    log.info(
        "Run {} through the inbox {} ended with {} files, code {}",
        run.id(),
        inbox.name(),
        report.files().size(),
        report.exitCode());
    return report;
  }
}
