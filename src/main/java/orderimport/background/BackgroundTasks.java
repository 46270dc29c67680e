package orderimport.background;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import orderimport.inbox.InboxPollers;
import orderimport.inbox.InboxRunListener;
import orderimport.job.FailureExplainer;
import orderimport.notification.NotificationDispatcher;
import orderimport.retention.Retention;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Polls the inboxes, sends notifications and purges expired data while the web page is served.
 * Shutdown waits up to two minutes for the tasks in progress.
 */
@Component
@ConditionalOnWebApplication
class BackgroundTasks implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(BackgroundTasks.class);
  private static final Duration INBOX_INTERVAL = Duration.ofSeconds(1);
  private static final Duration NOTIFICATION_INTERVAL = Duration.ofSeconds(5);
  private static final Duration PURGE_INTERVAL = Duration.ofHours(24);
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMinutes(2);

  private final InboxPollers inboxes;
  private final NotificationDispatcher notificationDispatcher;
  private final Retention retention;
  private final ObjectProvider<InboxRunListener> listener;
  private @Nullable ScheduledExecutorService scheduler;

  BackgroundTasks(
      InboxPollers inboxes,
      NotificationDispatcher notificationDispatcher,
      Retention retention,
      ObjectProvider<InboxRunListener> listener) {
    this.inboxes = inboxes;
    this.notificationDispatcher = notificationDispatcher;
    this.retention = retention;
    this.listener = listener;
  }

  @Override
  public synchronized void start() {
    List<Runnable> polls =
        inboxes.ticks(listener.getIfAvailable(() -> FailureExplainer.GENERAL::explain));
    ScheduledExecutorService started = Executors.newScheduledThreadPool(polls.size() + 2);
    polls.forEach(poll -> schedule(INBOX_INTERVAL, poll, started));
    schedule(NOTIFICATION_INTERVAL, notificationDispatcher::sendDue, started);
    schedule(PURGE_INTERVAL, retention::purge, started);
    scheduler = started;
  }

  /** The pause starts when the task ends, so that a slow task does not run back to back. */
  private static void schedule(Duration pause, Runnable task, ScheduledExecutorService scheduler) {
    var unused =
        scheduler.scheduleWithFixedDelay(
            () -> logAndContinue(task),
            pause.toMillis() / 2,
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** The executor would drop a task that throws, such as during a database outage. */
  private static void logAndContinue(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("A background task failed; it will be retried", e);
    }
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService started = scheduler;
    if (started == null) {
      return;
    }
    scheduler = null;
    inboxes.stop();
    started.shutdown();
    try {
      if (!started.awaitTermination(SHUTDOWN_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("An inbox run is still in progress; the next process to start resumes it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return scheduler != null;
  }
}
