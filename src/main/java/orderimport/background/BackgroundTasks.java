package orderimport.background;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import orderimport.inbox.InboxPollers;
import orderimport.inbox.InboxRunListener;
import orderimport.job.FailureExplainer;
import orderimport.job.ImportService;
import orderimport.notification.NotificationDispatcher;
import orderimport.retention.Retention;
import orderimport.tracking.OrderTracker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Polls the inboxes, sends notifications, looks up orders in doubt, tracks accepted orders and
 * purges expired data while the web page is served. Shutdown waits up to two minutes for the tasks
 * in progress.
 */
@Component
@ConditionalOnWebApplication
class BackgroundTasks implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(BackgroundTasks.class);
  private static final Duration INBOX_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LOOKUP_INTERVAL = Duration.ofSeconds(10);
  private static final Duration TRACKING_INTERVAL = Duration.ofMinutes(1);
  private static final Duration NOTIFICATION_INTERVAL = Duration.ofSeconds(5);
  private static final Duration PURGE_INTERVAL = Duration.ofHours(24);
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMinutes(2);

  private final InboxPollers inboxes;
  private final NotificationDispatcher notificationDispatcher;
  private final Retention retention;
  private final ImportService importService;
  private final OrderTracker orderTracker;
  private final ObjectProvider<InboxRunListener> listener;
  private @Nullable ThreadPoolTaskScheduler scheduler;

  BackgroundTasks(
      InboxPollers inboxes,
      NotificationDispatcher notificationDispatcher,
      Retention retention,
      ImportService importService,
      OrderTracker orderTracker,
      ObjectProvider<InboxRunListener> listener) {
    this.inboxes = inboxes;
    this.notificationDispatcher = notificationDispatcher;
    this.retention = retention;
    this.importService = importService;
    this.orderTracker = orderTracker;
    this.listener = listener;
  }

  @Override
  public synchronized void start() {
    List<Runnable> polls =
        inboxes.ticks(listener.getIfAvailable(() -> FailureExplainer.GENERAL::explain));
    ThreadPoolTaskScheduler started = new ThreadPoolTaskScheduler();
    started.setPoolSize(polls.size() + 4);
    started.setErrorHandler(e -> log.error("A background task failed; it will be retried", e));
    started.setWaitForTasksToCompleteOnShutdown(true);
    started.setAwaitTerminationMillis(SHUTDOWN_TIMEOUT.toMillis());
    started.initialize();
    polls.forEach(poll -> schedule(INBOX_INTERVAL, poll, started));
    schedule(NOTIFICATION_INTERVAL, notificationDispatcher::sendDue, started);
    schedule(LOOKUP_INTERVAL, importService::lookUpDue, started);
    schedule(TRACKING_INTERVAL, orderTracker::trackDue, started);
    schedule(PURGE_INTERVAL, retention::purge, started);
    scheduler = started;
  }

  /** The pause starts when the task ends, so that a slow task does not run back to back. */
  private static void schedule(Duration pause, Runnable task, TaskScheduler scheduler) {
    var unused =
        scheduler.scheduleWithFixedDelay(task, Instant.now().plus(pause.dividedBy(2)), pause);
  }

  /** The next process to start resumes an inbox run that does not end in time. */
  @Override
  public synchronized void stop() {
    ThreadPoolTaskScheduler started = scheduler;
    if (started != null) {
      scheduler = null;
      inboxes.stop();
      orderTracker.stop();
      started.shutdown();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return scheduler != null;
  }
}
