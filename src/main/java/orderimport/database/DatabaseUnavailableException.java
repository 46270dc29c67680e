package orderimport.database;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used. The message is for the user: what is wrong, and what to do. It names
 * folders, hosts and ports, never a password.
 */
public final class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public DatabaseUnavailableException(String message) {
    this(message, null);
  }

  /**
   * What a failure says to the user if the database is its cause, at any depth; empty if it is not.
   *
   * @param jdbcUrl the given server's address, of which host, port and database are named; null for
   *     the embedded server
   */
  public static Optional<String> explain(Throwable failure, @Nullable String jdbcUrl) {
    return DatabaseFailure.explain(failure, jdbcUrl);
  }

  /** As {@link #explain(Throwable, String)}, where no address is known. */
  public static Optional<String> explain(Throwable failure) {
    return explain(failure, null);
  }
}
