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
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A read-only snapshot of the database: all queries see the same state. Within a transaction it
 * sees what that has changed.
 */
final class Snapshot implements AutoCloseable {

  private static final int FETCH = 1_000;

  /** Maps the current row of a result set. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final boolean ofTransaction;

  private Snapshot(Connection connection, boolean ofTransaction) {
    this.connection = connection;
    this.ofTransaction = ofTransaction;
  }

  static Snapshot of(DataSource dataSource) throws SQLException {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return new Snapshot(DataSourceUtils.getConnection(dataSource), true);
    }
    Connection connection = dataSource.getConnection();
    try {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return new Snapshot(connection, false);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Consumes all rows of a query. The import id is the value of each parameter. */
  <T> void each(String sql, long importId, RowMapper<T> mapper, Consumer<T> consumer)
      throws SQLException {
    try (Cursor<T> cursor = open(sql, importId, mapper)) {
      cursor.forEachRemaining(consumer);
    }
  }

  /**
   * As {@link #each}, for long results: rows are prefetched in another thread while the consumer
   * works. The consumer must not use this snapshot.
   */
  <T> void stream(String sql, long importId, RowMapper<T> mapper, Consumer<T> consumer)
      throws SQLException {
    try (Cursor<T> cursor = open(sql, importId, mapper)) {
      stream(cursor, consumer);
    }
  }

  /** As {@link #each}, with an iterator that reads from this snapshot. */
  static <T> void stream(Iterator<T> items, Consumer<T> consumer) {
    try (PrefetchingIterator<T> ahead = new PrefetchingIterator<>(items)) {
      for (T next = ahead.next(); next != null; next = ahead.next()) {
        consumer.accept(next);
      }
    }
  }

  <T> List<T> list(String sql, long importId, RowMapper<T> mapper) throws SQLException {
    List<T> list = new ArrayList<>();
    each(sql, importId, mapper, list::add);
    return list;
  }

  <T> Cursor<T> open(String sql, long importId, RowMapper<T> mapper) throws SQLException {
    return open(sql, importId, FETCH, mapper);
  }

  /**
   * @param fetch the number of rows in memory
   */
  <T> Cursor<T> open(String sql, long importId, int fetch, RowMapper<T> mapper)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setFetchSize(fetch);
    long parameters = sql.chars().filter(c -> c == '?').count();
    for (int i = 1; i <= parameters; i++) {
      statement.setLong(i, importId);
    }
    return new Cursor<>(statement, mapper);
  }

  PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  static RuntimeException unreadable(SQLException e) {
    return new UncategorizedSQLException("reading results", null, e);
  }

  @Override
  public void close() throws SQLException {
    if (ofTransaction) {
      return;
    }
    try (connection) {
      connection.rollback();
      connection.setReadOnly(false);
      connection.setAutoCommit(true);
    }
  }

  /** A result that is fetched in parts. */
  static final class Cursor<T> implements Iterator<T>, AutoCloseable {
    private final PreparedStatement statement;
    private final ResultSet result;
    private final RowMapper<T> mapper;
    private boolean rowAvailable;

    private Cursor(PreparedStatement statement, RowMapper<T> mapper) throws SQLException {
      this.statement = statement;
      this.mapper = mapper;
      this.result = statement.executeQuery();
    }

    @Override
    public boolean hasNext() {
      try {
        rowAvailable = rowAvailable || result.next();
        return rowAvailable;
      } catch (SQLException e) {
        throw unreadable(e);
      }
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      rowAvailable = false;
      try {
        return mapper.map(result);
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
