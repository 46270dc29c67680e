package orderimport.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * Detects a connection pooler that gives each transaction a session of its choice, as PgBouncer
 * does with {@code pool_mode = transaction}. An advisory lock belongs to a session: behind such a
 * pooler it protects no import, and stays when its program is gone.
 */
final class PoolerCheck {
  private static final int TRIES = 20;

  private final DataSource dataSource;

  PoolerCheck(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @param place the database, as the beginning of a sentence
   * @throws DatabaseUnavailableException if there is such a pooler; it is misconfigured
   * @throws org.springframework.dao.DataAccessException if the database cannot be asked
   */
  void verify(String place) {
    try (Connection connection = dataSource.getConnection()) {
      if (isPooled(connection) && sessionsAreShared(connection)) {
        throw DatabaseUnavailableException.misconfigured(
            "%s is reached through a connection pooler that gives each transaction another session (PgBouncer: pool_mode = transaction). Locks that keep orders from being placed twice need a session of their own. Let spring.datasource.url name the server itself, or set pool_mode = session for this database."
                .formatted(place),
            null);
      }
    } catch (SQLException e) {
      throw new UncategorizedSQLException("Look for a connection pooler", null, e);
    }
  }

  /** A pooler does not know the server's process when it says hello to the driver. */
  private static boolean isPooled(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID() != process(connection);
  }

  private boolean sessionsAreShared(Connection connection) throws SQLException {
    int process = process(connection);
    for (int i = 0; i < TRIES; i++) {
      // Twice: a pooler of two sessions that hands them out in turn gives every second one back.
      if (processInTransaction() == process
          || process(connection) != process
          || process(connection) != process) {
        return true;
      }
    }
    return false;
  }

  private int processInTransaction() throws SQLException {
    try (Connection other = dataSource.getConnection()) {
      other.setAutoCommit(false);
      int process = process(other);
      other.rollback();
      return process;
    }
  }

  private static int process(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select pg_backend_pid()")) {
      result.next();
      return result.getInt(1);
    }
  }
}
