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
 * Works through one inbox when it is time to, on behalf of a process that stays. Several may watch
 * the same one, in one process or on several machines: the database knows which set times were
 * dealt with, and a run that one of them left unfinished another one goes on with.
 */
final class InboxPoller {
  private static final Logger log = LoggerFactory.getLogger(InboxPoller.class);

  /** A set time is missed if nothing ran so long after it. */
  static final Duration LATE = Duration.ofMinutes(5);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

  private final InboxProperties inbox;
  private final InboxService inboxService;
  private final InboxRunRepository books;
  private final ImportService runs;
  private final InboxRunListener inboxRunListener;
  private final Clock clock;
  private final StableFileDetector stableFileDetector;
  private Instant nextLook = Instant.MIN;

  InboxPoller(
      InboxProperties inbox,
      InboxService inboxService,
      InboxRunRepository books,
      ImportService runs,
      InboxRunListener inboxRunListener,
      Clock clock) {
    this.inbox = inbox;
    this.inboxService = inboxService;
    this.books = books;
    this.runs = runs;
    this.inboxRunListener = inboxRunListener;
    this.clock = clock;
    this.stableFileDetector = new StableFileDetector(new Inbox(inbox.folder()), clock);
  }

  /** Does what is due now, to be called each second; trouble is logged, and tried again. */
  void tick() {
    try {
      if (!runs.stopped() && !clock.instant().isBefore(nextLook)) {
        poll();
      }
      if (!runs.stopped() && inbox.watch() && stableFileDetector.hasReadyFile()) {
        inboxService.withLock(inbox, this::takeArrivals);
      }
    } catch (RuntimeException | Error e) {
      log.error("Trouble with the inbox {}", inbox.name(), e);
      nextLook = clock.instant().plus(BETWEEN_LOOKS);
    }
  }

  /** For runs that were left unfinished, and for set times. */
  private void poll() {
    if (books.open(inbox.name()).isPresent() || due().isPresent()) {
      inboxService.withLock(inbox, this::runIfDue);
    }
    Instant soon = clock.instant().plus(BETWEEN_LOOKS);
    Instant next = inbox.times().map(times -> times.next(clock.instant())).orElse(null);
    nextLook = next != null && next.isBefore(soon) ? next : soon;
  }

  private Optional<CronSchedule.DueTime> due() {
    return inbox
        .times()
        .flatMap(times -> times.between(books.dueUntil(inbox.name()), clock.instant()));
  }

  private InboxResult runIfDue() {
    InboxResult result = new InboxResult.Interrupted();
    Optional<InboxRun> unfinished = inboxService.resumeOpenRun(inbox);
    if (unfinished.isPresent()) {
      result =
          inboxService.work(unfinished.get(), inbox, InboxService.EVERY_FILE, inboxRunListener);
    }
    Optional<CronSchedule.DueTime> due = due();
    return due.isEmpty() || runs.stopped() ? result : run(due.get());
  }

  private InboxResult run(CronSchedule.DueTime dueTime) {
    boolean late = isLate(dueTime.last());
    InboxRun run = books.begin(inbox.name(), Trigger.SCHEDULE, dueTime, late);
    if (late && inbox.missed() == MisfirePolicy.SAY) {
      return new InboxResult.Done(
          inboxService.finish(
              run,
              inbox,
              "Its set time was missed, since order-import did not run then; what lies in the"
                  + " inbox waits for the next one."));
    }
    return inboxService.work(run, inbox, InboxService.EVERY_FILE, inboxRunListener);
  }

  /** Not if an earlier run, of whatever machine, was still at it. */
  private boolean isLate(Instant due) {
    Optional<Instant> lastEnd = books.lastEnd(inbox.name());
    return due.isBefore(clock.instant().minus(LATE))
        && !(lastEnd.isPresent() && lastEnd.get().isAfter(due));
  }

  private InboxResult takeArrivals() {
    InboxRun run =
        inboxService
            .resumeOpenRun(inbox)
            .orElseGet(() -> books.begin(inbox.name(), Trigger.WATCH, null, false));
    InboxResult result =
        inboxService.work(run, inbox, stableFileDetector::isReady, inboxRunListener);
    if (result instanceof InboxResult.Done done) {
      stableFileDetector.backOff(
          done.report().files().stream()
              .map(FileReport::file)
              .filter(file -> file.stays() != null)
              .map(InboxFile::name)
              .toList());
    }
    return result;
  }
}
