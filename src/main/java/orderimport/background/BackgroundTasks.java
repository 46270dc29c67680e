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
 * Watches the inboxes, sends the messages and purges, from the start of a program that stays to its
 * end, which waits for what is under way to end cleanly.
 */
@Component
@ConditionalOnWebApplication
class BackgroundTasks implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(BackgroundTasks.class);
  private static final Duration INBOXES = Duration.ofSeconds(1);
  private static final Duration MESSAGES = Duration.ofSeconds(5);
  private static final Duration PURGES = Duration.ofHours(24);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final InboxPollers inboxes;
  private final NotificationDispatcher notificationDispatcher;
  private final Retention retention;
  private final ObjectProvider<InboxRunListener> onlooker;
  private @Nullable ScheduledExecutorService threads;

  BackgroundTasks(
      InboxPollers inboxes,
      NotificationDispatcher notificationDispatcher,
      Retention retention,
      ObjectProvider<InboxRunListener> onlooker) {
    this.inboxes = inboxes;
    this.notificationDispatcher = notificationDispatcher;
    this.retention = retention;
    this.onlooker = onlooker;
  }

  @Override
  public synchronized void start() {
    List<Runnable> watches =
        inboxes.ticks(onlooker.getIfAvailable(() -> FailureExplainer.GENERAL::explain));
    ScheduledExecutorService started = Executors.newScheduledThreadPool(watches.size() + 2);
    watches.forEach(watch -> each(INBOXES, watch, started));
    each(MESSAGES, notificationDispatcher::sendDue, started);
    each(PURGES, retention::purge, started);
    threads = started;
  }

  /** After each has ended, so that one that takes long is not caught up with. */
  private static void each(Duration pause, Runnable work, ScheduledExecutorService threads) {
    var unused =
        threads.scheduleWithFixedDelay(
            () -> logAndContinue(work),
            pause.toMillis() / 2,
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** A failure, such as of the database or of memory, is no reason to never try again. */
  private static void logAndContinue(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      log.error("Something that goes on by itself failed; it is tried again", e);
    }
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService started = threads;
    if (started == null) {
      return;
    }
    threads = null;
    inboxes.stop();
    started.shutdown();
    try {
      if (!started.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("An inbox is still being worked on; whoever starts next goes on with it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return threads != null;
  }
}
