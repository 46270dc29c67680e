package orderimport.inbox;

import java.time.Clock;
import java.util.List;
import orderimport.job.ImportRuns;
import org.springframework.stereotype.Component;

/** The watches over all inboxes of the configuration. */
@Component
public class InboxWatches {
  private final InboxesSettings settings;
  private final InboxRuns inboxRuns;
  private final RunBooks books;
  private final ImportRuns runs;
  private final Clock clock;

  InboxWatches(
      InboxesSettings settings, InboxRuns inboxRuns, RunBooks books, ImportRuns runs, Clock clock) {
    this.settings = settings;
    this.inboxRuns = inboxRuns;
    this.books = books;
    this.runs = runs;
    this.clock = clock;
  }

  /** Tells what is under way to end soon; nothing new is begun. */
  public void stop() {
    runs.stop();
  }

  /** One for each that has set times or is watched; each to be run every second. */
  public List<Runnable> ticks(Onlooker onlooker) {
    return settings.inboxes().stream()
        .filter(inbox -> inbox.watch() || inbox.times().isPresent())
        .map(inbox -> new InboxWatch(inbox, inboxRuns, books, runs, onlooker, clock))
        .<Runnable>map(watch -> watch::tick)
        .toList();
  }
}
