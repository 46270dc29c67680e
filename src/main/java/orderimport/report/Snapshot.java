package orderimport.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The database at one moment: all that is read through it agrees. Results come in streams. */
final class Snapshot implements AutoCloseable {

  private static final int FETCH = 1_000;

  /** Reads the row at which a result stands. */
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private final Connection connection;

  private Snapshot(Connection connection) {
    this.connection = connection;
  }

  static Snapshot of(DataSource dataSource) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return new Snapshot(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  <T> void each(String sql, long importId, Reading<T> reading, Consumer<T> consumer)
      throws SQLException {
    try (Cursor<T> cursor = open(sql, importId, reading)) {
      while (cursor.next()) {
        consumer.accept(cursor.get());
      }
    }
  }

  <T> List<T> list(String sql, long importId, Reading<T> reading) throws SQLException {
    List<T> list = new ArrayList<>();
    each(sql, importId, reading, list::add);
    return list;
  }

  <T> Cursor<T> open(String sql, long importId, Reading<T> reading) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setFetchSize(FETCH);
    statement.setLong(1, importId);
    return new Cursor<>(statement, reading);
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
      connection.setReadOnly(false);
      connection.setAutoCommit(true);
    }
  }

  /** A result that is read one by one. */
  static final class Cursor<T> implements AutoCloseable {
    private final PreparedStatement statement;
    private final ResultSet result;
    private final Reading<T> reading;

    private Cursor(PreparedStatement statement, Reading<T> reading) throws SQLException {
      this.statement = statement;
      this.reading = reading;
      this.result = statement.executeQuery();
    }

    boolean next() throws SQLException {
      return result.next();
    }

    T get() throws SQLException {
      return reading.of(result);
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }
}
