package orderimport.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import orderimport.inbox.InboxProperties.MisfirePolicy;
import orderimport.inbox.InboxRun.Trigger;
import orderimport.job.ImportService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes one inbox on schedule, and as files arrive if it is watched. Several pollers may share
 * an inbox, in one process or on several machines: the database records which scheduled times were
 * handled, and any poller resumes a run that another left unfinished.
 */
final class InboxPoller {
  private static final Logger log = LoggerFactory.getLogger(InboxPoller.class);

  /** A scheduled time counts as missed if no run started within this time. */
  static final Duration LATE = Duration.ofMinutes(5);

  private static final Duration POLL_INTERVAL = Duration.ofSeconds(30);

  private final InboxProperties inbox;
  private final InboxService inboxService;
  private final InboxRunRepository runRepository;
  private final ImportService importService;
  private final InboxRunListener inboxRunListener;
  private final Clock clock;
  private final StableFileDetector stableFileDetector;
  private Instant nextPoll = Instant.MIN;

  InboxPoller(
      InboxProperties inbox,
      InboxService inboxService,
      InboxRunRepository runRepository,
      ImportService importService,
      InboxRunListener inboxRunListener,
      Clock clock) {
    this.inbox = inbox;
    this.inboxService = inboxService;
    this.runRepository = runRepository;
    this.importService = importService;
    this.inboxRunListener = inboxRunListener;
    this.clock = clock;
    this.stableFileDetector = new StableFileDetector(new Inbox(inbox.folder()), clock);
  }

  /** Does what is due now. To be called every second. Errors are logged and the work is retried. */
  void tick() {
    try {
      if (!importService.stopped() && !clock.instant().isBefore(nextPoll)) {
        poll();
      }
      if (!importService.stopped() && inbox.watch() && stableFileDetector.hasReadyFile()) {
        inboxService.withLock(inbox, this::importReadyFiles);
      }
    } catch (RuntimeException | Error e) {
      log.error("Polling the inbox {} failed", inbox.name(), e);
      nextPoll = clock.instant().plus(POLL_INTERVAL);
    }
  }

  /** Checks for unfinished runs and for scheduled times that are due. */
  private void poll() {
    if (runRepository.findOpen(inbox.name()).isPresent() || due().isPresent()) {
      inboxService.withLock(inbox, this::runIfDue);
    }
    Instant soon = clock.instant().plus(POLL_INTERVAL);
    Instant next = inbox.schedule().map(times -> times.next(clock.instant())).orElse(null);
    nextPoll = next != null && next.isBefore(soon) ? next : soon;
  }

  private Optional<CronSchedule.DueTime> due() {
    return inbox
        .schedule()
        .flatMap(times -> times.between(runRepository.lastDueAt(inbox.name()), clock.instant()));
  }

  private InboxResult runIfDue() {
    InboxResult result = new InboxResult.Interrupted();
    Optional<InboxRun> unfinished = inboxService.resumeOpenRun(inbox);
    if (unfinished.isPresent()) {
      result =
          inboxService.work(unfinished.get(), inbox, InboxService.EVERY_FILE, inboxRunListener);
    }
    Optional<CronSchedule.DueTime> due = due();
    return due.isEmpty() || importService.stopped() ? result : run(due.get());
  }

  private InboxResult run(CronSchedule.DueTime dueTime) {
    boolean late = isLate(dueTime.last());
    InboxRun run = runRepository.begin(inbox.name(), Trigger.SCHEDULE, dueTime, late, false);
    if (late && inbox.misfire() == MisfirePolicy.NOTIFY) {
      return new InboxResult.Done(
          inboxService.finish(run, inbox, InboxText.SCHEDULE_MISSED.text()));
    }
    return inboxService.work(run, inbox, InboxService.EVERY_FILE, inboxRunListener);
  }

  /** A run is not late if an earlier one, on any machine, ended after the scheduled time. */
  private boolean isLate(Instant due) {
    Optional<Instant> lastEnd = runRepository.findLastEnd(inbox.name());
    return due.isBefore(clock.instant().minus(LATE))
        && !(lastEnd.isPresent() && lastEnd.get().isAfter(due));
  }

  private InboxResult importReadyFiles() {
    InboxRun run =
        inboxService
            .resumeOpenRun(inbox)
            .orElseGet(() -> runRepository.begin(inbox.name(), Trigger.WATCH, null, false, false));
    InboxResult result =
        inboxService.work(run, inbox, stableFileDetector::isReady, inboxRunListener);
    if (result instanceof InboxResult.Done done) {
      stableFileDetector.backOff(
          done.report().files().stream()
              .map(FileReport::file)
              .filter(file -> file.leftReason() != null)
              .map(InboxFile::name)
              .toList());
    }
    return result;
  }
}
