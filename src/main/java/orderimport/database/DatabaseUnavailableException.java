package orderimport.database;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used. The message tells the user what is wrong and what to do. It names
 * folders, hosts and ports, never a password.
 */
public final class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean misconfigured;

  DatabaseUnavailableException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private DatabaseUnavailableException(
      String message, @Nullable Throwable cause, boolean misconfigured) {
    super(message, cause);
    this.misconfigured = misconfigured;
  }

  DatabaseUnavailableException(String message) {
    this(message, null);
  }

  /** A failure that persists until the server or the configuration is changed. */
  static DatabaseUnavailableException misconfigured(String message, @Nullable Throwable cause) {
    return new DatabaseUnavailableException(message, cause, true);
  }

  /**
   * Whether the server or the configuration has to be changed; otherwise the failure may be
   * transient.
   */
  public boolean isMisconfigured() {
    return misconfigured;
  }

  /**
   * Explains a failure to the user if the database is its cause, at any depth; otherwise empty.
   *
   * @param jdbcUrl the server's address, of which the message names host, port and database; null
   *     for the embedded server
   */
  public static Optional<DatabaseUnavailableException> explain(
      Throwable failure, @Nullable String jdbcUrl) {
    return DatabaseFailure.explain(failure, jdbcUrl);
  }
}
