package orderimport.inbox;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to work through an inbox: over all machines that share the database a session lock in
 * PostgreSQL, and over all that share the folder a file lock. Both end with the process and not
 * before, however long the work takes: no lock with a term could promise that.
 */
final class Turn implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Turn.class);

  private final String inbox;
  private final Connection connection;
  private final Optional<Inbox.Turn> ofFolder;

  private Turn(String inbox, Connection connection, Optional<Inbox.Turn> ofFolder) {
    this.inbox = inbox;
    this.connection = connection;
    this.ofFolder = ofFolder;
  }

  /**
   * Takes it.
   *
   * @param folder where there is none, its lock is not needed
   * @return empty if somebody else has it
   */
  static Optional<Turn> take(String name, Inbox folder, DataSource dataSource) throws IOException {
    Connection connection = null;
    Turn turn = null;
    try {
      connection = dataSource.getConnection();
      if (call(connection, "select pg_try_advisory_lock(hashtextextended(?, 0))", name)) {
        Optional<Inbox.Turn> ofFolder = folder.exists() ? folder.turn() : Optional.empty();
        if (ofFolder.isPresent() || !folder.exists()) {
          turn = new Turn(name, connection, ofFolder);
        } else {
          unlock(connection, name);
        }
      }
      return Optional.ofNullable(turn);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot lock the inbox " + name, e);
    } finally {
      if (turn == null && connection != null) {
        close(connection);
      }
    }
  }

  private static boolean call(Connection connection, String sql, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, "inbox " + name);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private static void unlock(Connection connection, String name) throws SQLException {
    call(connection, "select pg_advisory_unlock(hashtextextended(?, 0))", name);
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("A connection could not be given back", e);
    }
  }

  @Override
  public void close() {
    try {
      if (ofFolder.isPresent()) {
        ofFolder.get().close();
      }
      unlock(connection, inbox);
    } catch (IOException | SQLException e) {
      // The session is gone, and the lock with it.
      log.debug("The turn at {} ended by itself", inbox, e);
    } finally {
      close(connection);
    }
  }
}
