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
 * Who may hold a connection of the pool for long: the lease on an import and the lock on an inbox
 * do so while their holder needs further connections for its work. About half of the pool is left
 * for that work and for the page, so that the holders never wait for each other.
 */
@Component
public final class ConnectionBudget {
  private static final int WITHOUT_POOL = 1_000;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

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
          : WITHOUT_POOL;
    } catch (SQLException e) {
      throw new IllegalStateException("The size of the connection pool is unknown", e);
    }
  }

  /** The right to hold one connection until it is closed. */
  public interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /** How many threads may work at once on one import, each with a connection at a time. */
  int threadsOfImport() {
    return Math.max(1, (connections - 1) / 2);
  }

  /** How many imports may be read and placed at once; one lease more is left for short acts. */
  public int importsAtOnce() {
    return Math.max(1, leases - 1);
  }

  /**
   * For the lease on an import that is worked through.
   *
   * @param ended asked while it is waited for; ends the waiting
   * @return empty if the waiting was ended, or the thread interrupted
   */
  Optional<Share> forImport(BooleanSupplier ended) {
    return wait(imports, ended)
        .flatMap(
            oneOfImports -> {
              Optional<Share> lease = wait(held, ended);
              if (lease.isEmpty()) {
                oneOfImports.close();
              }
              return lease.map(
                  share ->
                      () -> {
                        share.close();
                        oneOfImports.close();
                      });
            });
  }

  /** For a lease on an import that is held for a moment, if that is possible within a time. */
  Optional<Share> forShortAct(Duration longestWait) {
    return acquire(held, longestWait);
  }

  /** For the lock on an inbox; waits until it may be held. */
  public Share forInbox() {
    inboxes.acquireUninterruptibly();
    return inboxes::release;
  }

  private static Optional<Share> wait(Semaphore semaphore, BooleanSupplier ended) {
    Optional<Share> share;
    do {
      share = acquire(semaphore, BETWEEN_TRIES);
    } while (share.isEmpty() && !ended.getAsBoolean() && !Thread.currentThread().isInterrupted());
    return share;
  }

  private static Optional<Share> acquire(Semaphore semaphore, Duration longestWait) {
    try {
      return semaphore.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.of(semaphore::release)
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
