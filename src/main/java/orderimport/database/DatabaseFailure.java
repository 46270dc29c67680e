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
  // Without what follows the question mark: a password may stand there.
  private static final Pattern ADDRESS =
      Pattern.compile("jdbc:postgresql://(?<hosts>[^/?@]+)/(?<database>[^?]+)");

  private DatabaseFailure() {}

  static Optional<String> explain(Throwable failure, @Nullable String jdbcUrl) {
    // A set, as causes can go round in a circle.
    Set<Throwable> causes = new LinkedHashSet<>();
    for (Throwable cause = failure; cause != null && causes.add(cause); cause = cause.getCause()) {
      if (cause instanceof DatabaseUnavailableException known) {
        return Optional.ofNullable(known.getMessage());
      }
    }
    return causes.stream()
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .flatMap(trouble -> meaning(trouble, server(jdbcUrl)).stream())
        // The deepest cause knows best.
        .reduce((outer, inner) -> inner);
  }

  private static Optional<String> meaning(SQLException trouble, String server) {
    String state = trouble.getSQLState();
    if (state == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        switch (state) {
          case "28P01", "28000" ->
              "The database "
                  + server
                  + " refuses the user name or the password. Check spring.datasource.username and"
                  + " spring.datasource.password, and that the server lets this machine in.";
          case "3D000" ->
              "There is no such database: "
                  + server
                  + ". Create it, or correct spring.datasource.url.";
          case "42501" ->
              "The user of the database "
                  + server
                  + " lacks a permission. It has to own the database or its schema: tables are"
                  + " created there.";
          case "53100" ->
              "The disk of the database "
                  + server
                  + " is full. Make room and go on; what was recorded so far is safe.";
          case "53200" -> "The database " + server + " has run out of memory. Try again later.";
          case "53300" ->
              "The database "
                  + server
                  + " takes no more connections. End other programs that use it, or raise its"
                  + " max_connections.";
          case "57P03" -> "The database " + server + " is starting or stopping. Try again soon.";
          case "57P01", "57P02" ->
              "The database " + server + " was stopped meanwhile. Start it, and go on.";
          default ->
              state.startsWith("08")
                  ? "The database "
                      + server
                      + " cannot be reached. Check that it runs, and that spring.datasource.url"
                      + " names its host and port."
                  : null;
        });
  }

  private static String server(@Nullable String jdbcUrl) {
    Matcher address = ADDRESS.matcher(jdbcUrl == null ? "" : jdbcUrl);
    if (address.lookingAt()) {
      return "'%s' at %s".formatted(address.group("database"), address.group("hosts"));
    }
    return jdbcUrl == null ? "in the data folder" : "that spring.datasource.url names";
  }
}
