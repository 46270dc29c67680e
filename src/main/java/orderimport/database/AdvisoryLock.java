package orderimport.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A session lock in PostgreSQL, on a connection of its own: it ends when it is closed or when the
 * process ends, and not before, however long that takes. It survives the return of its connection
 * to a pool, so a connection that may still have it is thrown away.
 */
public final class AdvisoryLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdvisoryLock.class);

  private final Connection connection;
  private final long key;

  private AdvisoryLock(Connection connection, long key) {
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
    Connection connection = connect(dataSource);
    AdvisoryLock lock = new AdvisoryLock(connection, key);
    try {
      // A pool may hand out connections that begin a transaction by themselves.
      connection.setAutoCommit(true);
      if (lock.call("select pg_try_advisory_lock(?)")) {
        return Optional.of(lock);
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException e) {
      // The server may have granted it all the same.
      lock.discardConnection();
      throw new UncategorizedSQLException("Take an advisory lock", null, e);
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

  private boolean call(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  /** Lets the lock go, before its connection can have another user. */
  @Override
  public void close() {
    try {
      if (!call("select pg_advisory_unlock(?)")) {
        log.warn("The advisory lock {} was lost before it was released", key);
      }
      connection.close();
    } catch (SQLException e) {
      log.debug("The advisory lock {} ends with its session", key, e);
      discardConnection();
    }
  }

  /** Ends its session, and with it the lock; a pool drops a connection that is broken. */
  private void discardConnection() {
    try (connection) {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      log.debug("The connection of the advisory lock {} was broken", key, e);
    }
  }
}
