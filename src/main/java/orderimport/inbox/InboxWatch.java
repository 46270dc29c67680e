package orderimport.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import orderimport.inbox.InboxSettings.Missed;
import orderimport.inbox.OpenRun.Cause;
import orderimport.job.ImportRuns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through one inbox when it is time to, on behalf of a process that stays. Several may watch
 * the same one, in one process or on several machines: the database knows which set times were
 * dealt with, and a run that one of them left unfinished another one goes on with.
 */
final class InboxWatch {
  private static final Logger log = LoggerFactory.getLogger(InboxWatch.class);

  /** A set time is missed if nothing ran so long after it. */
  static final Duration LATE = Duration.ofMinutes(5);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

  private final InboxSettings inbox;
  private final InboxRuns inboxRuns;
  private final RunBooks books;
  private final ImportRuns runs;
  private final Onlooker onlooker;
  private final Clock clock;
  private final Arrivals arrivals;
  private Instant nextLook = Instant.MIN;

  InboxWatch(
      InboxSettings inbox,
      InboxRuns inboxRuns,
      RunBooks books,
      ImportRuns runs,
      Onlooker onlooker,
      Clock clock) {
    this.inbox = inbox;
    this.inboxRuns = inboxRuns;
    this.books = books;
    this.runs = runs;
    this.onlooker = onlooker;
    this.clock = clock;
    this.arrivals = new Arrivals(new Inbox(inbox.folder()), clock);
  }

  /** Does what is due now, to be called each second; trouble is logged, and tried again. */
  void tick() {
    try {
      if (!runs.stopped() && !clock.instant().isBefore(nextLook)) {
        look();
      }
      if (!runs.stopped() && inbox.watch() && arrivals.any()) {
        inboxRuns.withTurn(inbox, this::takeArrivals);
      }
    } catch (RuntimeException | Error e) {
      log.error("Trouble with the inbox {}", inbox.name(), e);
      nextLook = clock.instant().plus(BETWEEN_LOOKS);
    }
  }

  /** For runs that were left unfinished, and for set times. */
  private void look() {
    if (books.open(inbox.name()).isPresent() || due().isPresent()) {
      inboxRuns.withTurn(inbox, this::runIfDue);
    }
    Instant soon = clock.instant().plus(BETWEEN_LOOKS);
    Instant next = inbox.times().map(times -> times.next(clock.instant())).orElse(null);
    nextLook = next != null && next.isBefore(soon) ? next : soon;
  }

  private Optional<SetTimes.Due> due() {
    return inbox
        .times()
        .flatMap(times -> times.between(books.dueUntil(inbox.name()), clock.instant()));
  }

  private InboxResult runIfDue() {
    InboxResult result = new InboxResult.LeftOff();
    Optional<OpenRun> unfinished = inboxRuns.goOn(inbox);
    if (unfinished.isPresent()) {
      result = inboxRuns.work(unfinished.get(), inbox, InboxRuns.EVERY_FILE, onlooker);
    }
    Optional<SetTimes.Due> due = due();
    return due.isEmpty() || runs.stopped() ? result : run(due.get());
  }

  private InboxResult run(SetTimes.Due due) {
    boolean late = isLate(due.last());
    OpenRun run = books.begin(inbox.name(), Cause.SCHEDULE, due, late);
    if (late && inbox.missed() == Missed.SAY) {
      return new InboxResult.Done(
          inboxRuns.end(
              run,
              inbox,
              "Its set time was missed, since order-import did not run then; what lies in the"
                  + " inbox waits for the next one."));
    }
    return inboxRuns.work(run, inbox, InboxRuns.EVERY_FILE, onlooker);
  }

  /** Not if an earlier run, of whatever machine, was still at it. */
  private boolean isLate(Instant due) {
    Optional<Instant> lastEnd = books.lastEnd(inbox.name());
    return due.isBefore(clock.instant().minus(LATE))
        && !(lastEnd.isPresent() && lastEnd.get().isAfter(due));
  }

  private InboxResult takeArrivals() {
    OpenRun run =
        inboxRuns.goOn(inbox).orElseGet(() -> books.begin(inbox.name(), Cause.WATCH, null, false));
    InboxResult result = inboxRuns.work(run, inbox, arrivals::isReady, onlooker);
    if (result instanceof InboxResult.Done done) {
      arrivals.putOff(
          done.report().files().stream()
              .map(FileReport::file)
              .filter(file -> file.stays() != null)
              .map(InboxFile::name)
              .toList());
    }
    return result;
  }
}
