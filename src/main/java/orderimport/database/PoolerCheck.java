package orderimport.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * Detects a connection pooler that assigns a session to each transaction, such as PgBouncer with
 * {@code pool_mode = transaction}. An advisory lock belongs to a session: behind such a pooler it
 * does not protect an import, and remains after its program has ended.
 */
final class PoolerCheck {
  private static final int ATTEMPTS = 20;

  private final DataSource dataSource;

  PoolerCheck(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @param location the database's description, as the beginning of a sentence
   * @throws DatabaseUnavailableException if there is such a pooler; it is misconfigured
   * @throws org.springframework.dao.DataAccessException if the database is not available
   */
  void verify(String location) {
    try (Connection connection = dataSource.getConnection()) {
      if (isPooled(connection) && sessionsAreShared(connection)) {
        throw DatabaseUnavailableException.misconfigured(
            "%s is reached through a connection pooler that gives each transaction another session (PgBouncer: pool_mode = transaction). Locks that keep orders from being placed twice need a session of their own. Let spring.datasource.url name the server itself, or set pool_mode = session for this database."
                .formatted(location),
            null);
      }
    } catch (SQLException e) {
      throw new UncategorizedSQLException("Check for a connection pooler", null, e);
    }
  }

  /**
   * During the connection startup, a pooler does not report the server's process id to the driver.
   */
  private static boolean isPooled(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID() != backendPid(connection);
  }

  private boolean sessionsAreShared(Connection connection) throws SQLException {
    int backendPid = backendPid(connection);
    for (int i = 0; i < ATTEMPTS; i++) {
      // Twice: a pooler that alternates between two sessions returns the same one every second
      // time.
      if (backendPidInTransaction() == backendPid
          || backendPid(connection) != backendPid
          || backendPid(connection) != backendPid) {
        return true;
      }
    }
    return false;
  }

  private int backendPidInTransaction() throws SQLException {
    try (Connection other = dataSource.getConnection()) {
      other.setAutoCommit(false);
      int backendPid = backendPid(other);
      other.rollback();
      return backendPid;
    }
  }

  private static int backendPid(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select pg_backend_pid()")) {
      result.next();
      return result.getInt(1);
    }
  }
}
