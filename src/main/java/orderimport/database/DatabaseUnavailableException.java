package orderimport.database;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used. The message is for the user: what is wrong, and what to do. It names
 * folders, hosts and ports, never a password.
 */
public final class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean misconfigured;

  public DatabaseUnavailableException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private DatabaseUnavailableException(
      String message, @Nullable Throwable cause, boolean misconfigured) {
    super(message, cause);
    this.misconfigured = misconfigured;
  }

  public DatabaseUnavailableException(String message) {
    this(message, null);
  }

  /** As long as the server or the configuration is not changed, it stays so. */
  static DatabaseUnavailableException misconfigured(String message, @Nullable Throwable cause) {
    return new DatabaseUnavailableException(message, cause, true);
  }

  /** Whether the server or the configuration has to be changed; else it may pass by itself. */
  public boolean isMisconfigured() {
    return misconfigured;
  }

  /**
   * What a failure says to the user if the database is its cause, at any depth; empty if it is not.
   *
   * @param jdbcUrl the given server's address, of which host, port and database are named; null for
   *     the embedded server
   */
  public static Optional<DatabaseUnavailableException> explain(
      Throwable failure, @Nullable String jdbcUrl) {
    return DatabaseFailure.explain(failure, jdbcUrl);
  }

  /** As {@link #explain(Throwable, String)}, where no address is known. */
  public static Optional<DatabaseUnavailableException> explain(Throwable failure) {
    return explain(failure, null);
  }
}
