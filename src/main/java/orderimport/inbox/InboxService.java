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
import orderimport.imports.ImportOptions;
import orderimport.inbox.InboxRun.Trigger;
import orderimport.job.ConnectionBudget;
import orderimport.job.ImportService;
import orderimport.notification.Outbox;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Processes inboxes, each by one process at a time. The next process resumes a run that was left
 * unfinished. The end of a run and its notification are recorded in one transaction.
 */
@Component
public class InboxService {
  private static final Logger log = LoggerFactory.getLogger(InboxService.class);
  static final Predicate<Path> EVERY_FILE = file -> true;

  private final ImportService importService;
  private final InboxRunRepository runRepository;
  private final InboxReportBuilder reports;
  private final RunNotificationFactory notificationFactory;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final DataSource dataSource;
  private final Clock clock;

  InboxService(
      ImportService importService,
      InboxRunRepository runRepository,
      InboxReportBuilder reports,
      RunNotificationFactory notificationFactory,
      Outbox outbox,
      TransactionTemplate transaction,
      DataSource dataSource,
      Clock clock) {
    this.importService = importService;
    this.runRepository = runRepository;
    this.reports = reports;
    this.notificationFactory = notificationFactory;
    this.outbox = outbox;
    this.transaction = transaction;
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /**
   * Processes an inbox on request.
   *
   * @throws UncheckedIOException if its folder cannot be read
   */
  public InboxResult run(InboxProperties inbox, InboxRunListener inboxRunListener) {
    return run(inbox, Trigger.COMMAND, inboxRunListener);
  }

  /**
   * As {@link #run(InboxProperties, InboxRunListener)}.
   *
   * @param trigger what a new run is triggered by
   */
  public InboxResult run(
      InboxProperties inbox, Trigger trigger, InboxRunListener inboxRunListener) {
    return withLock(
        inbox,
        () -> {
          InboxRun run =
              resumeOpenRun(inbox)
                  .orElseGet(
                      () ->
                          runRepository.begin(
                              inbox.name(),
                              trigger,
                              null,
                              false,
                              trigger == Trigger.PAGE && inbox.hold()));
          return work(run, inbox, EVERY_FILE, inboxRunListener);
        });
  }

  /** Deletes runs that ended before a time, except the last one of each inbox. */
  public void deleteBefore(Instant time) {
    runRepository.deleteBefore(time);
  }

  /** Does work while holding the inbox lock. */
  InboxResult withLock(InboxProperties inbox, Supplier<InboxResult> work) {
    Inbox folder = new Inbox(inbox.folder());
    try (ConnectionBudget.Share connection = importService.connections().forInbox()) {
      log.trace("The inbox {} has {}", inbox.name(), connection);
      Optional<InboxLock> acquired = InboxLock.tryAcquire(inbox.name(), folder, dataSource);
      if (acquired.isEmpty()) {
        return new InboxResult.Busy(folder.holder());
      }
      try (InboxLock inboxLock = acquired.get()) {
        log.debug("Acquired {}", inboxLock);
        return work.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resumes the unfinished run, if there is one. Requires the lock. */
  Optional<InboxRun> resumeOpenRun(InboxProperties inbox) {
    return runRepository.findOpen(inbox.name()).map(runRepository::resume);
  }

  /**
   * Processes an inbox and ends the run. Requires the lock. If a user of the page requested the run
   * and its orders wait for another one, they also do so if the schedule resumes it.
   *
   * @param filter which files to process
   */
  InboxResult work(
      InboxRun run,
      InboxProperties inbox,
      Predicate<Path> filter,
      InboxRunListener inboxRunListener) {
    log.info("Run {} of the inbox {} started", run.id(), inbox.name());
    Inbox folder = new Inbox(inbox.folder());
    Text failure = null;
    try {
      if (folder.exists()) {
        ImportOptions options = inbox.options();
        new InboxProcessor(
                importService,
                runRepository,
                run,
                folder,
                run.hold() ? options.withHold() : options,
                inboxRunListener,
                clock)
            .processAll(filter);
      } else {
        failure = InboxText.NO_FOLDER.text(inbox.folder());
      }
    } catch (UncheckedIOException e) {
      log.error("Run {} failed", run.id(), e);
      failure = inboxRunListener.explain(InboxText.READING.text(inbox.name()), e);
    }
    if (importService.stopped()) {
      if (run.trigger() != Trigger.COMMAND) {
        return new InboxResult.Interrupted();
      }
      failure = InboxText.STOPPED.text();
    }
    return new InboxResult.Done(finish(run, inbox, failure));
  }

  /** Ends a run and stores its notification. Requires the lock. */
  InboxReport finish(InboxRun run, InboxProperties inbox, @Nullable Text failure) {
    Instant now = Instant.now(clock).truncatedTo(ChronoUnit.MILLIS);
    InboxReport report = reports.of(run, inbox, now, failure);
    transaction.executeWithoutResult(
        status -> {
          runRepository.recordEnd(run, now, failure);
          if (notificationFactory.isConfigured(report, inbox)) {
            outbox.add(notificationFactory.of(report, inbox));
          }
        });
    log.info(
        "Run {} of the inbox {} ended with {} files, code {}",
        run.id(),
        inbox.name(),
        report.files().size(),
        report.exitCode());
    return report;
  }
}
