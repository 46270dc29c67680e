package orderimport.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/** Tells failures that end with an outage of the database from others. */
public final class DatabaseOutage {
  private DatabaseOutage() {}

  /** Whether the database was restarted, or could not be reached, so that work can be resumed. */
  public static boolean isCauseOf(Throwable failure) {
    return DatabaseFailure.connected(failure).stream()
        .anyMatch(
            each ->
                each instanceof DataAccessResourceFailureException
                    || (each instanceof SQLException cause && isOutage(cause.getSQLState())));
  }

  /** Class 08: connection exceptions; 57P: the server was stopped, or has ended the session. */
  private static boolean isOutage(@Nullable String state) {
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }
}
