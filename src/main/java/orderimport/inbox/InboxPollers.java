package orderimport.inbox;

import java.time.Clock;
import java.util.List;
import orderimport.job.ImportService;
import org.springframework.stereotype.Component;

/** The pollers of all configured inboxes. */
@Component
public class InboxPollers {
  private final InboxesProperties settings;
  private final InboxService inboxService;
  private final InboxRunRepository runRepository;
  private final ImportService importService;
  private final Clock clock;

  InboxPollers(
      InboxesProperties settings,
      InboxService inboxService,
      InboxRunRepository runRepository,
      ImportService importService,
      Clock clock) {
    this.settings = settings;
    this.inboxService = inboxService;
    this.runRepository = runRepository;
    this.importService = importService;
    this.clock = clock;
  }

  /** Asks running imports to stop; no new ones are started. */
  public void stop() {
    importService.stop();
  }

  /** One task for each inbox that has a schedule or is watched, to be run every second. */
  public List<Runnable> ticks(InboxRunListener inboxRunListener) {
    return settings.inboxes().stream()
        .filter(inbox -> inbox.watch() || inbox.schedule().isPresent())
        .map(
            inbox ->
                new InboxPoller(
                    inbox, inboxService, runRepository, importService, inboxRunListener, clock))
        .<Runnable>map(poller -> poller::tick)
        .toList();
  }
}
