package orderimport.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import orderimport.imports.PrefetchingIterator;
import org.springframework.jdbc.UncategorizedSQLException;

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

  /** Every parameter of the query is the import. */
  <T> void each(String sql, long importId, Reading<T> reading, Consumer<T> consumer)
      throws SQLException {
    try (Cursor<T> cursor = open(sql, importId, reading)) {
      cursor.forEachRemaining(consumer);
    }
  }

  /**
   * As {@link #each}, for long results: they are read on while the consumer is at work, which must
   * not ask the database meanwhile.
   */
  <T> void stream(String sql, long importId, Reading<T> reading, Consumer<T> consumer)
      throws SQLException {
    try (Cursor<T> cursor = open(sql, importId, reading);
        PrefetchingIterator<T> ahead = new PrefetchingIterator<>(cursor)) {
      for (T next = ahead.next(); next != null; next = ahead.next()) {
        consumer.accept(next);
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
    long parameters = sql.chars().filter(c -> c == '?').count();
    for (int i = 1; i <= parameters; i++) {
      statement.setLong(i, importId);
    }
    return new Cursor<>(statement, reading);
  }

  static RuntimeException unreadable(SQLException e) {
    return new UncategorizedSQLException("reading results", null, e);
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
  static final class Cursor<T> implements Iterator<T>, AutoCloseable {
    private final PreparedStatement statement;
    private final ResultSet result;
    private final Reading<T> reading;
    private boolean there;

    private Cursor(PreparedStatement statement, Reading<T> reading) throws SQLException {
      this.statement = statement;
      this.reading = reading;
      this.result = statement.executeQuery();
    }

    @Override
    public boolean hasNext() {
      try {
        there = there || result.next();
        return there;
      } catch (SQLException e) {
        throw unreadable(e);
      }
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      there = false;
      try {
        return reading.of(result);
      } catch (SQLException e) {
        throw unreadable(e);
      }
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }
}
