package orderimport.imports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The right of one process to work on an import: a session lock in PostgreSQL, which ends with the
 * process and not before, and a fence that grows with each takeover, so that a process that lost
 * its session is found out before it sends anything.
 */
public final class Lease implements AutoCloseable {
  /** Keeps the locks of imports apart from other users of advisory locks. */
  private static final long NAMESPACE = 0x6f72_6465_0000_0000L;

  private final long importId;
  private final long fence;
  private final String runner;
  private final Connection connection;

  Lease(long importId, long fence, String runner, Connection connection) {
    this.importId = importId;
    this.fence = fence;
    this.runner = runner;
    this.connection = connection;
  }

  /** Of the lock on an import. */
  static long key(long importId) {
    return NAMESPACE + importId;
  }

  static boolean lock(Connection connection, long importId) throws SQLException {
    return call(connection, "select pg_try_advisory_lock(?)", importId);
  }

  private static boolean call(Connection connection, String sql, long importId)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key(importId));
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  public long importId() {
    return importId;
  }

  /** Grows with each takeover of the import. */
  public long fence() {
    return fence;
  }

  /** The process, in words. */
  public String runner() {
    return runner;
  }

  @Override
  public void close() {
    try (connection) {
      call(connection, "select pg_advisory_unlock(?)", importId);
    } catch (SQLException e) {
      // The session is gone, and the lock with it.
    }
  }
}
