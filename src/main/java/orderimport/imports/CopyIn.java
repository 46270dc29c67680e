package orderimport.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** PostgreSQL's COPY, in its text format, within the caller's transaction. */
public final class CopyIn {
  private static final int FLUSH_AT = 1 << 20;

  private final DataSource dataSource;

  public CopyIn(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Begins to fill columns of a table; the lines are there once closed. */
  public Lines into(String table, String columns) {
    return new Lines("copy %s (%s) from stdin".formatted(table, columns));
  }

  /** The lines being copied; each is its values in the columns' order, then {@link #end}. */
  public final class Lines implements AutoCloseable {
    private final String statement;
    private final StringBuilder text = new StringBuilder();
    private boolean lineBegun;

    private Lines(String statement) {
      this.statement = statement;
    }

    public Lines value(@Nullable Object value) {
      if (lineBegun) {
        text.append('\t');
      }
      lineBegun = true;
      if (value == null) {
        text.append("\\N");
      } else {
        escape(value.toString());
      }
      return this;
    }

    private void escape(String value) {
      int done = 0;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == '\\' || c < ' ') {
          String escaped = escaped(c);
          if (escaped != null) {
            text.append(value, done, i).append(escaped);
            done = i + 1;
          }
        }
      }
      text.append(value, done, value.length());
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

    public void end() {
      text.append('\n');
      lineBegun = false;
      if (text.length() > FLUSH_AT) {
        close();
      }
    }

    @Override
    public void close() {
      if (text.isEmpty()) {
        return;
      }
      Connection connection = DataSourceUtils.getConnection(dataSource);
      try {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.copyIn(statement, new ByteArrayInputStream(bytes));
        text.setLength(0);
      } catch (SQLException e) {
        throw new IllegalStateException("Cannot copy into the database: " + statement, e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        DataSourceUtils.releaseConnection(connection, dataSource);
      }
    }
  }
}
