package orderimport.imports;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** PostgreSQL's COPY in text format, within the caller's transaction. */
public final class PostgresCopy {
  private static final int FLUSH_AT = 1 << 16;

  private final DataSource dataSource;

  public PostgresCopy(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Starts copying into columns of a table; the lines are in the table once closed. */
  public Lines into(String table, String columns) {
    return new Lines("copy %s (%s) from stdin".formatted(table, columns));
  }

  /** The lines being copied. */
  public final class Lines implements AutoCloseable {
    private final String statement;
    private final StringBuilder text = new StringBuilder();
    private @Nullable Connection connection;
    private org.postgresql.copy.@Nullable CopyIn copy;

    private Lines(String statement) {
      this.statement = statement;
    }

    /** Adds a line, with a value for each column in the columns' order. */
    public void add(@Nullable Object... values) {
      for (int i = 0; i < values.length; i++) {
        if (i > 0) {
          text.append('\t');
        }
        Object value = values[i];
        if (value == null) {
          text.append("\\N");
        } else {
          escape(value.toString());
        }
      }
      text.append('\n');
      if (text.length() > FLUSH_AT) {
        send();
      }
    }

    private void escape(String value) {
      int copied = 0;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == '\\' || c < ' ') {
          String escaped = escaped(c);
          if (escaped != null) {
            text.append(value, copied, i).append(escaped);
            copied = i + 1;
          }
        }
      }
      text.append(value, copied, value.length());
    }

    private static @Nullable String escaped(char c) {
      return switch (c) {
        case '\\' -> "\\\\";
        case '\t' -> "\\t";
        case '\n' -> "\\n";
        case '\r' -> "\\r";
        case 0 -> "\uFFFD";
        default -> null;
      };
    }

    /** The server processes these lines while the next ones are prepared. */
    private void send() {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      text.setLength(0);
      try {
        if (copy == null) {
          connection = DataSourceUtils.getConnection(dataSource);
          copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        }
        copy.writeToCopy(bytes, 0, bytes.length);
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    private IllegalStateException failed(SQLException e) {
      return new IllegalStateException("Cannot copy into the database: " + statement, e);
    }

    @Override
    public void close() {
      try {
        if (!text.isEmpty()) {
          send();
        }
        if (copy != null) {
          copy.endCopy();
        }
      } catch (SQLException e) {
        throw failed(e);
      } finally {
        copy = null;
        DataSourceUtils.releaseConnection(connection, dataSource);
        connection = null;
      }
    }
  }
}
