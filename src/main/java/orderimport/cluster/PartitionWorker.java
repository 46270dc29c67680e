package orderimport.cluster;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import orderimport.job.BuildPartitions;
import orderimport.job.BuildPartitions.Partition;
import orderimport.job.ImportStarted;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.integration.jdbc.channel.PostgresChannelMessageTableSubscriber.Subscription;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.SubscribableChannel;

/**
 * Builds parts of imports, whichever process works on the import. A part whose process dies is
 * built again by another one: the transaction that has removed its message ends with the process.
 */
public final class PartitionWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(PartitionWorker.class);

  /** How often a part is built again whose process died, or could not store its end. */
  static final int MOST_ATTEMPTS = 3;

  /** The exit code of a part that is not built again. */
  static final String GIVEN_UP = "GIVEN_UP";

  /** A message that returns because its process has died is announced to no other process. */
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

  private static final Duration LIFE_INTERVAL = Duration.ofSeconds(5);
  private static final int VALIDATION_SECONDS = 5;

  /** A part takes a few seconds; another process builds a longer one again. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(7);

  private final SubscribableChannel requests;
  private final MessageSessions sessions;
  private final BuildPartitions partitions;
  private final ClusterMembers members;
  private final BuildFingerprint fingerprint;
  private final boolean servesPage;
  private final Host host = Host.here();
  private final UUID id = UUID.randomUUID();
  private final MessageHandler handler = this::handle;
  private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();
  private final Map<Long, Optional<Throwable>> begun = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService timer;
  private @Nullable Thread leaving;
  private boolean stopped;

  /**
   * @param servesPage whether this process serves the page, and so works for others at any time
   */
  PartitionWorker(
      SubscribableChannel requests,
      MessageSessions sessions,
      BuildPartitions partitions,
      ClusterMembers members,
      BuildFingerprint fingerprint,
      boolean servesPage) {
    this.requests = requests;
    this.sessions = sessions;
    this.partitions = partitions;
    this.members = members;
    this.fingerprint = fingerprint;
    this.servesPage = servesPage;
  }

  /** Identifies this process among the members. */
  UUID id() {
    return id;
  }

  @Override
  public boolean isAutoStartup() {
    return servesPage;
  }

  @EventListener(ImportStarted.class)
  @Override
  public void start() {
    start(servesPage ? Role.SERVE : Role.IMPORT);
  }

  /** Begins to build parts; does nothing if it has begun, or the process is stopping. */
  public synchronized void start(Role role) {
    if (timer != null || stopped) {
      return;
    }
    members.join(id, partitions.worker(), role, fingerprint, host);
    ScheduledExecutorService started =
        Executors.newScheduledThreadPool(
            2, BasicThreadFactory.builder().namingPattern("cluster-%d").daemon().build());
    timer = started;
    requests.subscribe(handler);
    sessions.subscriber().start();
    schedule(started, this::poll, POLL_INTERVAL);
    schedule(started, this::showLife, LIFE_INTERVAL);
  }

  private static void schedule(ScheduledExecutorService timer, Runnable task, Duration interval) {
    var unused =
        timer.scheduleWithFixedDelay(
            task, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void poll() {
    if (requests instanceof Subscription subscription) {
      subscription.notifyUpdate();
    }
  }

  /**
   * Keeps PostgreSQL from ending the sessions of messages, and shows others that this process lives
   * and what its imports report.
   */
  private void showLife() {
    try {
      if (inUse.removeIf(connection -> !isValid(connection))) {
        log.warn("The session of a part's message was lost; another process builds the part");
      }
      members.touch(id, partitions.lastMessages());
    } catch (RuntimeException e) {
      log.warn("This process could not show the others that it lives", e);
    }
  }

  private static boolean isValid(Connection connection) {
    try {
      return connection.isValid(VALIDATION_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  private void handle(Message<?> message) {
    long stepExecutionId = ((StepExecutionRequest) message.getPayload()).getStepExecutionId();
    Optional<Partition> partition = partitions.find(stepExecutionId);
    if (partition.isPresent()) {
      build(stepExecutionId, partition.get());
    }
    members.end(stepExecutionId);
  }

  private void build(long stepExecutionId, Partition partition) {
    List<String> hosts = members.begin(stepExecutionId, partition, id, host.name());
    if (hosts.size() > MOST_ATTEMPTS) {
      partition.fail(GIVEN_UP, String.join(", ", hosts.subList(0, hosts.size() - 1)));
      return;
    }
    Connection session = sessions.current();
    inUse.add(session);
    begun.put(stepExecutionId, Optional.empty());
    MDC.put("import", String.valueOf(partition.importId()));
    try {
      log.info(
          "Builds {} of import {}, attempt {}",
          partition.name(),
          partition.importId(),
          hosts.size());
      partition.run();
      begun.put(stepExecutionId, partition.failure());
    } finally {
      if (!partition.isOfThisProcess()) {
        begun.remove(stepExecutionId);
      }
      MDC.remove("import");
      inUse.remove(session);
    }
  }

  /** Whether this process has begun to build a part. */
  boolean hasBegun(long stepExecutionId) {
    return begun.containsKey(stepExecutionId);
  }

  /** Why a part failed; empty if it did not, or failed elsewhere. */
  Optional<Throwable> failure(long stepExecutionId) {
    return begun.getOrDefault(stepExecutionId, Optional.empty());
  }

  /** Forgets which parts of an import this process has built. */
  void forget(Set<Long> stepExecutionIds) {
    begun.keySet().removeAll(stepExecutionIds);
  }

  /** Begins no further part; those under way are built. */
  @EventListener(ContextClosedEvent.class)
  public synchronized void stopTaking() {
    stopped = true;
    if (timer != null && leaving == null) {
      // It waits for the parts under way, and keeps others from being taken meanwhile.
      leaving = new Thread(() -> requests.unsubscribe(handler), "cluster-leaving");
      leaving.setDaemon(true);
      leaving.start();
    }
  }

  /**
   * Waits for the parts under way, but not for long: what is not finished by then, another process
   * builds as if this one had died, as soon as the sessions end.
   */
  @Override
  public void stop() {
    stopTaking();
    Thread waiting;
    synchronized (this) {
      waiting = leaving;
    }
    if (waiting == null) {
      return;
    }
    try {
      waiting.join(STOP_TIMEOUT.toMillis());
      if (waiting.isAlive()) {
        log.info("Parts under way are left to other processes");
        members.leaveParts(id);
      }
      sessions.subscriber().stop();
      members.leave(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("This process could not leave the others in order", e);
    } finally {
      end();
    }
  }

  private synchronized void end() {
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return timer != null;
  }
}
