package orderimport.inbox;

import java.time.Clock;
import java.util.List;
import orderimport.job.ImportService;
import org.springframework.stereotype.Component;

/** The watches over all inboxes of the configuration. */
@Component
public class InboxPollers {
  private final InboxesProperties settings;
  private final InboxService inboxService;
  private final InboxRunRepository books;
  private final ImportService runs;
  private final Clock clock;

  InboxPollers(
      InboxesProperties settings,
      InboxService inboxService,
      InboxRunRepository books,
      ImportService runs,
      Clock clock) {
    this.settings = settings;
    this.inboxService = inboxService;
    this.books = books;
    this.runs = runs;
    this.clock = clock;
  }

  /** Tells what is under way to end soon; nothing new is begun. */
  public void stop() {
    runs.stop();
  }

  /** One for each that has set times or is watched; each to be run every second. */
  public List<Runnable> ticks(InboxRunListener inboxRunListener) {
    return settings.inboxes().stream()
        .filter(inbox -> inbox.watch() || inbox.times().isPresent())
        .map(inbox -> new InboxPoller(inbox, inboxService, books, runs, inboxRunListener, clock))
        .<Runnable>map(watch -> watch::tick)
        .toList();
  }
}
