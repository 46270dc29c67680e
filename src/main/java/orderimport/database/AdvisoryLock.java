package orderimport.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A session lock in PostgreSQL, on a connection of its own: it ends when it is closed or when the
 * process ends, and not before, however long that takes. Its connection is used now and then, so
 * that nothing between takes it for idle; should it break all the same, the lock is taken again if
 * it is still free. It survives the return of its connection to a pool, so a connection that may
 * still have it is thrown away.
 */
public final class AdvisoryLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdvisoryLock.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
  private static final int SECONDS_FOR_AN_ANSWER = 5;

  private static final ScheduledExecutorService KEEP_ALIVE =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "advisory-locks");
            thread.setDaemon(true);
            return thread;
          });

  private final DataSource dataSource;
  private final long key;
  private Connection connection;
  private @Nullable ScheduledFuture<?> look;
  private boolean closed;

  private AdvisoryLock(DataSource dataSource, Connection connection, long key) {
    this.dataSource = dataSource;
    this.connection = connection;
    this.key = key;
  }

  /**
   * Takes the lock if it is free.
   *
   * @param key known to all programs that share the database
   * @return empty if another session has it
   * @throws org.springframework.dao.DataAccessException if the database cannot be asked
   */
  public static Optional<AdvisoryLock> tryAcquire(DataSource dataSource, long key) {
    return tryAcquire(dataSource, key, BETWEEN_LOOKS);
  }

  /**
   * @param betweenLooks how often its session is looked after
   */
  static Optional<AdvisoryLock> tryAcquire(DataSource dataSource, long key, Duration betweenLooks) {
    Optional<AdvisoryLock> lock =
        connectionWithLock(dataSource, key)
            .map(connection -> new AdvisoryLock(dataSource, connection, key));
    lock.ifPresent(held -> held.keepAlive(betweenLooks));
    return lock;
  }

  private static Optional<Connection> connectionWithLock(DataSource dataSource, long key) {
    Connection connection = connect(dataSource);
    try {
      // A pool may hand out connections that begin a transaction by themselves.
      connection.setAutoCommit(true);
      if (call(connection, "select pg_try_advisory_lock(?)", key)) {
        return Optional.of(connection);
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException e) {
      // The server may have granted it all the same.
      discard(connection);
      throw new UncategorizedSQLException("Take an advisory lock", null, e);
    }
  }

  private void keepAlive(Duration betweenLooks) {
    look =
        KEEP_ALIVE.scheduleWithFixedDelay(
            this::checkSession,
            betweenLooks.toMillis(),
            betweenLooks.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private synchronized void checkSession() {
    try {
      if (closed || connection.isValid(SECONDS_FOR_AN_ANSWER)) {
        return;
      }
      log.warn("The session of the advisory lock {} is gone; it is taken again if it is free", key);
      discard(connection);
      connectionWithLock(dataSource, key).ifPresent(again -> connection = again);
    } catch (SQLException | RuntimeException | Error e) {
      log.warn("The advisory lock {} cannot be looked after now", key, e);
    }
  }

  private static Connection connect(DataSource dataSource) {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("No connection for an advisory lock", e);
    }
  }

  /** The key of a name. */
  public static long keyOf(DataSource dataSource, String name) {
    return JdbcClient.create(dataSource)
        .sql("select hashtextextended(?, 0)")
        .param(name)
        .query(Long.class)
        .single();
  }

  /** Whether any session has a lock. */
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

  /** Lets the lock go, before its connection can have another user; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (look != null) {
      look.cancel(false);
    }
    try {
      if (!call(connection, "select pg_advisory_unlock(?)", key)) {
        log.warn("The advisory lock {} was lost before it was released", key);
      }
      connection.close();
    } catch (SQLException e) {
      log.debug("The advisory lock {} ends with its session", key, e);
      discard(connection);
    }
  }

  /** Ends its session, and with it the lock; a pool drops a connection that is broken. */
  private static void discard(Connection connection) {
    try (connection) {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      log.debug("The connection of an advisory lock was broken", e);
    }
  }
}
