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
import orderimport.inbox.InboxRun.Trigger;
import orderimport.job.ConnectionBudget;
import orderimport.job.ImportService;
import orderimport.notification.Outbox;
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
public class InboxService {
  private static final Logger log = LoggerFactory.getLogger(InboxService.class);
  static final Predicate<Path> EVERY_FILE = file -> true;

  private final ImportService runs;
  private final InboxRunRepository books;
  private final InboxReportBuilder reports;
  private final RunNotificationFactory letters;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final DataSource dataSource;
  private final Clock clock;

  InboxService(
      ImportService runs,
      InboxRunRepository books,
      InboxReportBuilder reports,
      RunNotificationFactory letters,
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
  public InboxResult run(InboxProperties inbox, InboxRunListener inboxRunListener) {
    return withLock(
        inbox,
        () -> {
          InboxRun run =
              resumeOpenRun(inbox)
                  .orElseGet(() -> books.begin(inbox.name(), Trigger.COMMAND, null, false));
          return work(run, inbox, EVERY_FILE, inboxRunListener);
        });
  }

  /** Deletes runs that ended before a time; the last one of each inbox is kept. */
  public void deleteBefore(Instant time) {
    books.deleteBefore(time);
  }

  /** Does something with an inbox while nobody else does. */
  InboxResult withLock(InboxProperties inbox, Supplier<InboxResult> work) {
    Inbox folder = new Inbox(inbox.folder());
    try (ConnectionBudget.Share connection = runs.connections().forInbox()) {
      log.trace("The inbox {} has {}", inbox.name(), connection);
      Optional<InboxLock> taken = InboxLock.tryAcquire(inbox.name(), folder, dataSource);
      if (taken.isEmpty()) {
        return new InboxResult.Busy(folder.holder());
      }
      try (InboxLock inboxLock = taken.get()) {
        log.debug("Has {}", inboxLock);
        return work.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes on with the run that was left unfinished, if there is one. Needs the turn. */
  Optional<InboxRun> resumeOpenRun(InboxProperties inbox) {
    return books.open(inbox.name()).map(books::resume);
  }

  /**
   * Works through an inbox and ends the run. Needs the turn.
   *
   * @param wanted which of its files to take
   */
  InboxResult work(
      InboxRun run,
      InboxProperties inbox,
      Predicate<Path> wanted,
      InboxRunListener inboxRunListener) {
    log.info("Run {} through the inbox {} begins", run.id(), inbox.name());
    Inbox folder = new Inbox(inbox.folder());
    String trouble = null;
    try {
      if (folder.exists()) {
        new InboxProcessor(runs, books, run, folder, inbox.options(), inboxRunListener, clock)
            .processAll(wanted);
      } else {
        trouble = "There is no folder %s.".formatted(inbox.folder());
      }
    } catch (UncheckedIOException e) {
      log.error("Run {} failed", run.id(), e);
      trouble = inboxRunListener.explain("reading the inbox " + inbox.name(), e);
    }
    if (runs.stopped()) {
      if (run.cause() != Trigger.COMMAND) {
        return new InboxResult.Interrupted();
      }
      trouble = "It was stopped before it was through; the next run resumes it.";
    }
    return new InboxResult.Done(finish(run, inbox, trouble));
  }

  /** Ends a run, and keeps what people are to be told. Needs the turn. */
  InboxReport finish(InboxRun run, InboxProperties inbox, @Nullable String trouble) {
    Instant now = Instant.now(clock).truncatedTo(ChronoUnit.MILLIS);
    InboxReport report = reports.of(run, inbox, now, trouble);
    transaction.executeWithoutResult(
        status -> {
          books.recordEnd(run, now, trouble);
          if (letters.isConfigured(report, inbox)) {
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
