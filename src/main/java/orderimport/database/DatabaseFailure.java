package orderimport.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** Explains database failures in plain words. */
final class DatabaseFailure {
  private static final String PREFIX = "jdbc:postgresql:";

  // Excludes the query, which may contain a password.
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
    List<Throwable> all = new ArrayList<>(connected(failure));
    // The deepest cause is the most specific.
    Collections.reverse(all);
    Optional<DatabaseUnavailableException> explained =
        all.stream()
            .filter(DatabaseUnavailableException.class::isInstance)
            .map(DatabaseUnavailableException.class::cast)
            .findFirst();
    if (explained.isPresent()) {
      return explained;
    }
    List<SQLException> sqlExceptions =
        all.stream().filter(SQLException.class::isInstance).map(SQLException.class::cast).toList();
    // A closed connection is often only the consequence of an earlier error.
    return Stream.concat(
            sqlExceptions.stream().filter(each -> !isConnectionFailure(each)),
            sqlExceptions.stream().filter(DatabaseFailure::isConnectionFailure))
        .flatMap(each -> explainState(each).stream())
        .findFirst();
  }

  /** A failure with all related exceptions, each once, as causes may be cyclic. */
  static Set<Throwable> connected(Throwable failure) {
    Set<Throwable> found = new LinkedHashSet<>();
    Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
    while (!open.isEmpty()) {
      Throwable next = open.remove();
      if (found.add(next)) {
        Stream.of(
                Stream.ofNullable(next.getCause()),
                Arrays.stream(next.getSuppressed()),
                Stream.ofNullable(next instanceof SQLException sql ? sql.getNextException() : null),
                // The original exception of a transaction whose rollback failed as well.
                Stream.ofNullable(
                    next instanceof TransactionSystemException transaction
                        ? transaction.getApplicationException()
                        : null))
            .flatMap(each -> each)
            .forEach(open::add);
      }
    }
    return found;
  }

  private static boolean isConnectionFailure(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.startsWith("08");
  }

  private Optional<DatabaseUnavailableException> explainState(SQLException failure) {
    String state = failure.getSQLState();
    if (state != null) {
      return explainState(state);
    }
    return failure instanceof SQLTransientConnectionException
        ? explain(
            "all connections that order-import may have to %s are in use. Try again, or raise"
                + " spring.datasource.hikari.maximum-pool-size.")
        : Optional.empty();
  }

  /**
   * @param state an SQLSTATE; see "Error Codes" in PostgreSQL's documentation
   */
  private Optional<DatabaseUnavailableException> explainState(String state) {
    return switch (state) {
      case "28P01", "28000" ->
          explain(
              "%s rejects the user name or the password. Check spring.datasource.username and"
                  + " spring.datasource.password, and that the server accepts connections from this machine.");
      case "3D000" -> explain("%s does not exist. Create it, or correct spring.datasource.url.");
      case "42501" ->
          explain(
              "%s does not allow its user to create tables. Make that user the database's owner.");
      case "42P07" ->
          explain(
              "%s has a table or an index of the same name as one of order-import's. Use another"
                  + " database or schema: spring.datasource.url.");
      case "25006" ->
          explain(
              "%s is read-only. If an administrator made it so, set default_transaction_read_only ="
                  + " off for it; if another server took over, let spring.datasource.url name that"
                  + " one, or all of them with targetServerType=primary. Then try again.");
      case "25P03" ->
          explain(
              "%s ended a transaction that had to wait (idle_in_transaction_session_timeout). Set"
                  + " a longer one for its user, then try again.");
      case "25P04" ->
          explain(
              "%s ended a transaction that took too long for it (transaction_timeout). Set"
                  + " transaction_timeout = 0 for its user, then try again.");
      case "40P01", "40001" -> explain("%s could not do two changes at the same time. Try again.");
      case "53100" -> explain("%s has no space left on its disk. Free some space, then try again.");
      case "53200" ->
          explain(
              "%s has no memory left. Give its server more, or end other programs, then try"
                  + " again.");
      case "53300" ->
          explain(
              "%s takes no more connections. End other programs that use it, or raise its"
                  + " max_connections.");
      case "55P03" ->
          explain(
              "%s did not get a lock that another session holds in time (lock_timeout). End that"
                  + " session, which pg_stat_activity shows, or wait for it; then try again.");
      case "57014" ->
          explain(
              "%s cancelled a statement: it took longer than statement_timeout, or an administrator"
                  + " did so. Set statement_timeout = 0 for its user, then try again.");
      case "57P03" -> explain("%s is starting or stopping. Try again in a minute.");
      case "57P01", "57P02" ->
          explain(
              "%s was stopped in the meantime, or its administrator ended the session. "
                  + startIt());
      case "57P05" ->
          explain(
              "%s ended a session that had nothing to do (idle_session_timeout). Set"
                  + " idle_session_timeout = 0 for its user, then try again.");
      case "58030" -> explain("%s cannot read or write its files. Check its disk, then try again.");
      case "XX001", "XX002" ->
          explain("%s has damaged files. Have its administrator restore it from a backup.");
      default ->
          state.startsWith("08") ? explain("%s cannot be reached. " + startIt()) : Optional.empty();
    };
  }

  private Optional<DatabaseUnavailableException> explain(String sentence) {
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
    return jdbcUrl == null ? "the database in the data directory" : nameOf(jdbcUrl);
  }

  /** Names the database and the server of a JDBC URL. */
  static String nameOf(String jdbcUrl) {
    Matcher address = ADDRESS.matcher(jdbcUrl);
    return address.lookingAt()
        ? "the database %s at %s".formatted(address.group("database"), address.group("hosts"))
        : "the database that spring.datasource.url names";
  }
}
