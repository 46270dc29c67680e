package orderimport.database;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means, in plain words. */
final class DatabaseFailure {
  private static final String PREFIX = "jdbc:postgresql:";

  // Without what follows the question mark: a password may stand there.
  private static final Pattern ADDRESS =
      Pattern.compile(PREFIX + "//(?<hosts>[^/?@]+)/(?<database>[^?]+)");

  private final @Nullable String jdbcUrl;

  private DatabaseFailure(@Nullable String jdbcUrl) {
    this.jdbcUrl = jdbcUrl == null || jdbcUrl.isBlank() ? null : jdbcUrl;
  }

  static Optional<DatabaseUnavailableException> explain(
      Throwable failure, @Nullable String jdbcUrl) {
    return new DatabaseFailure(jdbcUrl).explain(failure);
  }

  private Optional<DatabaseUnavailableException> explain(Throwable failure) {
    if (jdbcUrl != null && !jdbcUrl.startsWith(PREFIX)) {
      return unavailable(
          "spring.datasource.url has to name a PostgreSQL server:"
              + " jdbc:postgresql://host:5432/database");
    }
    // A set, as causes can go round in a circle.
    Set<Throwable> causes = new LinkedHashSet<>();
    for (Throwable cause = failure; cause != null && causes.add(cause); ) {
      cause = cause.getCause();
    }
    // The deepest cause knows best.
    return causes.stream()
        .flatMap(cause -> meaning(cause).stream())
        .reduce((outer, inner) -> inner);
  }

  private Optional<DatabaseUnavailableException> meaning(Throwable cause) {
    if (cause instanceof DatabaseUnavailableException unavailable) {
      return Optional.of(unavailable);
    }
    return cause instanceof SQLException trouble && trouble.getSQLState() != null
        ? meaning(trouble.getSQLState())
        : Optional.empty();
  }

  /**
   * @param state as in PostgreSQL's documentation, "Error Codes"
   */
  private Optional<DatabaseUnavailableException> meaning(String state) {
    return switch (state) {
      case "28P01", "28000" ->
          said(
              "%s refuses the user name or the password. Check spring.datasource.username and"
                  + " spring.datasource.password, and that the server lets this machine in.");
      case "3D000" -> said("%s does not exist. Create it, or correct spring.datasource.url.");
      case "42501" ->
          said("%s lets its user create no tables there. Make that user the database's owner.");
      case "53100" -> said("%s has no room left on its disk. Free some space, then go on.");
      case "53300" ->
          said(
              "%s takes no more connections. End other programs that use it, or raise its"
                  + " max_connections.");
      case "57P03" -> said("%s is starting or stopping. Try again in a minute.");
      case "57P01", "57P02" -> said("%s was stopped in the meantime. " + startIt());
      default ->
          state.startsWith("08") ? said("%s cannot be reached. " + startIt()) : Optional.empty();
    };
  }

  private Optional<DatabaseUnavailableException> said(String sentence) {
    String text = sentence.formatted(server());
    return unavailable(Character.toUpperCase(text.charAt(0)) + text.substring(1));
  }

  private static Optional<DatabaseUnavailableException> unavailable(String message) {
    return Optional.of(new DatabaseUnavailableException(message));
  }

  private String startIt() {
    return jdbcUrl == null
        ? "The next command starts it again."
        : "Check that it runs, and that spring.datasource.url names its host and port.";
  }

  private String server() {
    return jdbcUrl == null ? "the database in the data folder" : nameOf(jdbcUrl);
  }

  /** The database and the server that an address names. */
  static String nameOf(String jdbcUrl) {
    Matcher address = ADDRESS.matcher(jdbcUrl);
    return address.lookingAt()
        ? "the database %s at %s".formatted(address.group("database"), address.group("hosts"))
        : "the database that spring.datasource.url names";
  }
}
