package orderimport.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A PostgreSQL advisory lock at session level, on a dedicated connection. It is held until it is
 * closed or the process ends. Its connection is used periodically, so that no firewall or proxy
 * drops it as idle; if the connection breaks nevertheless, the lock is acquired again if it is
 * still free. PostgreSQL ends the session of a process that is suspended or cut off for a minute,
 * so that others can acquire the lock. A session lock survives the return of its connection to a
 * pool, so a connection that may still hold it is discarded.
 */
public final class AdvisoryLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdvisoryLock.class);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);
  private static final int VALIDATION_TIMEOUT_SECONDS = 5;

  private static final String UNLOCK =
      "select pg_advisory_unlock(?), set_config('idle_session_timeout', '0', false)";

  private static final ScheduledExecutorService KEEP_ALIVE =
      Executors.newSingleThreadScheduledExecutor(
          BasicThreadFactory.builder().namingPattern("advisory-locks").daemon().build());

  private final DataSource dataSource;
  private final long key;
  private Connection connection;
  private @Nullable ScheduledFuture<?> check;
  private boolean closed;

  private AdvisoryLock(DataSource dataSource, Connection connection, long key) {
    this.dataSource = dataSource;
    this.connection = connection;
    this.key = key;
  }

  /**
   * Acquires the lock if it is free.
   *
   * @param key the lock's key, common to all programs that share the database
   * @return empty if another session holds it
   * @throws org.springframework.dao.DataAccessException if the database is not available
   */
  public static Optional<AdvisoryLock> tryAcquire(DataSource dataSource, long key) {
    return tryAcquire(dataSource, key, CHECK_INTERVAL);
  }

  /**
   * @param checkInterval how often the lock's session is checked
   */
  static Optional<AdvisoryLock> tryAcquire(
      DataSource dataSource, long key, Duration checkInterval) {
    Optional<AdvisoryLock> lock =
        connectionWithLock(dataSource, key)
            .map(connection -> new AdvisoryLock(dataSource, connection, key));
    lock.ifPresent(held -> held.keepAlive(checkInterval));
    return lock;
  }

  private static Optional<Connection> connectionWithLock(DataSource dataSource, long key) {
    Connection connection = connect(dataSource);
    try {
      // A pool may be configured to disable auto-commit.
      connection.setAutoCommit(true);
      if (call(connection, "select pg_try_advisory_lock(?)", key)) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(SilenceTimeout.OF_LOCK.sql());
        }
        return Optional.of(connection);
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException e) {
      // The server may have granted the lock nevertheless.
      discard(connection);
      throw new UncategorizedSQLException("Acquire an advisory lock", null, e);
    }
  }

  private void keepAlive(Duration checkInterval) {
    check =
        KEEP_ALIVE.scheduleWithFixedDelay(
            this::checkSession,
            checkInterval.toMillis(),
            checkInterval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private synchronized void checkSession() {
    try {
      if (closed || connection.isValid(VALIDATION_TIMEOUT_SECONDS)) {
        return;
      }
      log.warn(
          "The session of the advisory lock {} was lost; acquiring the lock again if it is free",
          key);
      discard(connection);
      connectionWithLock(dataSource, key).ifPresent(newConnection -> connection = newConnection);
    } catch (SQLException | RuntimeException | Error e) {
      log.warn("The session of the advisory lock {} cannot be checked", key, e);
    }
  }

  private static Connection connect(DataSource dataSource) {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("No connection for an advisory lock", e);
    }
  }

  /** Derives a key from a name. */
  public static long keyOf(DataSource dataSource, String name) {
    return JdbcClient.create(dataSource)
        .sql("select hashtextextended(?, 0)")
        .param(name)
        .query(Long.class)
        .single();
  }

  /** Whether any session holds the lock. */
  public static boolean isHeld(DataSource dataSource, long key) {
    return JdbcClient.create(dataSource)
        .sql(
            "select exists (select 1 from pg_locks where locktype = 'advisory' and granted"
                + " and database = (select oid from pg_database where datname = current_database())"
                + " and objsubid = 1 and ((classid::bigint << 32) | objid::bigint) = ?)")
        .param(key)
        .query(Boolean.class)
        .single();
  }

  private static boolean call(Connection connection, String sql, long key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  /** Releases the lock before its connection is returned to the pool; idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (check != null) {
      check.cancel(false);
    }
    try {
      if (!call(connection, UNLOCK, key)) {
        log.warn("The advisory lock {} was lost before it was released", key);
      }
      connection.close();
    } catch (SQLException e) {
      log.debug("The advisory lock {} ends with its session", key, e);
      discard(connection);
    }
  }

  /**
   * Aborts the connection, which ends the session and the lock; a pool evicts an aborted
   * connection.
   */
  private static void discard(Connection connection) {
    try (connection) {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      log.debug("The connection of an advisory lock was broken", e);
    }
  }
}
