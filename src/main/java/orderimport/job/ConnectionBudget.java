package orderimport.job;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Limits the connections of the pool that are held for long, by leases on imports and locks on
 * inboxes. Their holders need further connections for their work, so about half of the pool is
 * reserved for that work and for the page; otherwise the holders could wait for each other.
 */
@Component
public final class ConnectionBudget {
  private static final int UNPOOLED = 1_000;
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(200);

  private final int connections;
  private final int leases;
  private final Semaphore imports;
  private final Semaphore held;
  private final Semaphore inboxes;

  ConnectionBudget(DataSource dataSource) {
    this.connections = poolSize(dataSource);
    this.leases = Math.max(1, connections / 2);
    this.imports = new Semaphore(importsAtOnce(), true);
    this.held = new Semaphore(leases, true);
    this.inboxes = new Semaphore(Math.max(1, connections - 1 - leases), true);
  }

  private static int poolSize(DataSource dataSource) {
    try {
      return dataSource.isWrapperFor(HikariDataSource.class)
          ? dataSource.unwrap(HikariDataSource.class).getMaximumPoolSize()
          : UNPOOLED;
    } catch (SQLException e) {
      throw new IllegalStateException("The size of the connection pool is unknown", e);
    }
  }

  /** The right to hold one connection until this share is closed. */
  public interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * The number of threads that may work on one import at the same time, each with one connection.
   */
  public int threadsOfImport() {
    return Math.max(1, (connections - 1) / 2);
  }

  /**
   * The number of imports that may be processed at the same time; one more lease is reserved for
   * short actions.
   */
  public int importsAtOnce() {
    return Math.max(1, leases - 1);
  }

  /**
   * Acquires a share for the lease on an import that is to be processed.
   *
   * @param cancelled checked while waiting; ends the wait
   * @return empty if the wait was cancelled or the thread was interrupted
   */
  Optional<Share> forImport(BooleanSupplier cancelled) {
    return wait(imports, cancelled)
        .flatMap(
            importShare -> {
              Optional<Share> lease = wait(held, cancelled);
              if (lease.isEmpty()) {
                importShare.close();
              }
              return lease.map(
                  share ->
                      () -> {
                        share.close();
                        importShare.close();
                      });
            });
  }

  /**
   * Acquires a share for a lease that is held briefly, if one is available within the given time.
   */
  Optional<Share> forShortAction(Duration timeout) {
    return acquire(held, timeout);
  }

  /** Acquires a share for the lock on an inbox; waits until one is available. */
  public Share forInbox() {
    inboxes.acquireUninterruptibly();
    return inboxes::release;
  }

  private static Optional<Share> wait(Semaphore semaphore, BooleanSupplier cancelled) {
    Optional<Share> share;
    do {
      share = acquire(semaphore, RETRY_INTERVAL);
    } while (share.isEmpty()
        && !cancelled.getAsBoolean()
        && !Thread.currentThread().isInterrupted());
    return share;
  }

  private static Optional<Share> acquire(Semaphore semaphore, Duration timeout) {
    try {
      return semaphore.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.of(semaphore::release)
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
