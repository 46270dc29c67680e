package orderimport.background;

import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import orderimport.inbox.InboxProperties;
import orderimport.inbox.InboxResult;
import orderimport.inbox.InboxRun.Trigger;
import orderimport.inbox.InboxRunListener;
import orderimport.inbox.InboxService;
import orderimport.job.FailureExplainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Runs inboxes that a user of the page requested, one after another on each server. The lock of the
 * inbox keeps other processes from it meanwhile.
 */
@Component
@ConditionalOnWebApplication
public class InboxRunRequests {
  private static final Logger log = LoggerFactory.getLogger(InboxRunRequests.class);
  private static final long SHUTDOWN_TIMEOUT_SECONDS = 120;

  private final InboxService inboxService;
  private final ObjectProvider<InboxRunListener> listener;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final Set<String> requested = ConcurrentHashMap.newKeySet();
  private final Map<String, String> busy = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  InboxRunRequests(InboxService inboxService, ObjectProvider<InboxRunListener> listener) {
    this.inboxService = inboxService;
    this.listener = listener;
  }

  /**
   * Requests a run of an inbox.
   *
   * @return false if one is requested already
   */
  public boolean add(InboxProperties inbox) {
    if (stopped || !requested.add(inbox.name())) {
      return false;
    }
    executor.execute(() -> run(inbox));
    return true;
  }

  private void run(InboxProperties inbox) {
    try {
      busy.remove(inbox.name());
      if (!stopped
          && inboxService.run(
                  inbox,
                  Trigger.PAGE,
                  listener.getIfAvailable(() -> FailureExplainer.GENERAL::explain))
              instanceof InboxResult.Busy other) {
        busy.put(inbox.name(), other.holder());
      }
    } catch (RuntimeException e) {
      log.error("The inbox {} could not be run", inbox.name(), e);
    } finally {
      requested.remove(inbox.name());
    }
  }

  /** Whether a run of an inbox is requested on this server and has not ended. */
  public boolean isRequested(String inbox) {
    return requested.contains(inbox);
  }

  /** The process that worked on an inbox when its last run was requested on this server. */
  public Optional<String> busyWith(String inbox) {
    return Optional.ofNullable(busy.get(inbox));
  }

  /** Starts no further run; the one in progress ends after the file that it works on. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopped = true;
  }

  @PreDestroy
  void end() throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(SHUTDOWN_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      log.warn("An inbox run did not end in time; it is resumed by the next one");
    }
  }
}
