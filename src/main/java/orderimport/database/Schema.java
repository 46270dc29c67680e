package orderimport.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.StringUtils;

/**
 * The tables of order-import in a database. They have a separate Flyway history, so that other
 * programs may have tables and a Flyway history in the same schema.
 *
 * @param location the tables' location, as the beginning of a sentence
 * @param elsewhere how the user can choose another location, as the end of a sentence
 */
record Schema(String location, String elsewhere) {
  private static final int MAX_ATTEMPTS = 15;
  private static final Duration RETRY_PAUSE = Duration.ofMillis(300);

  static final String HISTORY = "order_import_schema_history";

  private static final String MIGRATIONS = "classpath:db/migration/*.sql";
  private static final Pattern CREATION =
      Pattern.compile(
          "^\\s*create\\s+(?:(?:unlogged|unique|materialized)\\s+)*(?:table|view|sequence|index)"
              + "\\s+(?:concurrently\\s+)?(?:if\\s+not\\s+exists\\s+)?(\\w+)",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  /** Tables that exist in every version of order-import. */
  private static final Set<String> ALWAYS_PRESENT = Set.of("import", "sheet", "orders");

  /** A migration that was never released. */
  private static final String UNRELEASED = "V2__order_import.sql";

  /**
   * The schema of the configured server's database, or else of the data directory.
   *
   * @param jdbcUrl blank or null for the data directory
   */
  static Schema at(@Nullable String jdbcUrl, Path dataDir) {
    return StringUtils.hasText(jdbcUrl)
        ? new Schema(
            StringUtils.capitalize(DatabaseFailure.nameOf(jdbcUrl)),
            "another database or schema: spring.datasource.url")
        : new Schema("The data directory " + dataDir, "a new data directory with --data-dir");
  }

  /** Configures Flyway for the tables. */
  static FluentConfiguration configure(FluentConfiguration flyway) {
    return flyway
        .table(HISTORY)
        // The schema may contain other programs' tables.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        // A schema of a newer release must not be used.
        .ignoreMigrationPatterns(new String[0]);
  }

  /**
   * Creates or migrates the tables.
   *
   * @throws DatabaseUnavailableException if there are conflicting objects, which are not changed
   */
  void migrate(Flyway flyway) {
    JdbcClient jdbc = JdbcClient.create(flyway.getConfiguration().getDataSource());
    checkForConflicts(jdbc);
    try {
      migrate(flyway, jdbc);
    } catch (FlywayValidateException e) {
      boolean newer =
          Arrays.stream(flyway.info().applied())
              .anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
      throw newer ? createdByNewerRelease(e) : createdByEarlierVersion(e);
    }
  }

  /** Retries while another program, started at the same time, creates the tables. */
  private static void migrate(Flyway flyway, JdbcClient jdbc) {
    for (int attempt = 1; ; attempt++) {
      try {
        flyway.migrate();
        return;
      } catch (FlywayValidateException e) {
        throw e;
      } catch (FlywayException e) {
        if (attempt == MAX_ATTEMPTS || !exists(jdbc, HISTORY)) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
  }

  private void checkForConflicts(JdbcClient jdbc) {
    if (jdbc.sql("select current_schema()").query(String.class).optional().isEmpty()) {
      throw DatabaseUnavailableException.misconfigured(
          "%s does not have the schema that its user or spring.datasource.url specifies. Create it (CREATE SCHEMA), or correct currentSchema in spring.datasource.url."
              .formatted(location),
          null);
    }
    if (exists(jdbc, HISTORY)) {
      return;
    }
    Set<String> names = createdNames();
    names.add(HISTORY);
    // One query, as another program may be creating them.
    List<String> present = present(jdbc, names);
    if (present.contains(HISTORY)) {
      return;
    }
    if (present.containsAll(ALWAYS_PRESENT) || wasMigratedEarlier(jdbc)) {
      throw createdByEarlierVersion(null);
    }
    if (!present.isEmpty()) {
      throw DatabaseUnavailableException.misconfigured(
          "%s already has %s, which order-import did not create. Use %s, with ?currentSchema=NAME for a schema."
              .formatted(location, String.join(", ", present), elsewhere),
          null);
    }
  }

  private static boolean exists(JdbcClient jdbc, String table) {
    return !present(jdbc, Set.of(table)).isEmpty();
  }

  private static List<String> present(JdbcClient jdbc, Set<String> names) {
    return jdbc.sql(
            "select relname from pg_class where relnamespace = current_schema()::regnamespace"
                + " and relname = any(?) order by relname")
        .param(names.toArray(new String[0]))
        .query(String.class)
        .list();
  }

  private static boolean wasMigratedEarlier(JdbcClient jdbc) {
    return exists(jdbc, "flyway_schema_history")
        && !jdbc.sql("select script from flyway_schema_history where script = ?")
            .param(UNRELEASED)
            .query(String.class)
            .list()
            .isEmpty();
  }

  /** The names of the objects that the migrations create, in lower case. */
  private static Set<String> createdNames() {
    Set<String> names = new TreeSet<>();
    try {
      for (Resource script : new PathMatchingResourcePatternResolver().getResources(MIGRATIONS)) {
        CREATION
            .matcher(script.getContentAsString(StandardCharsets.UTF_8))
            .results()
            .forEach(creation -> names.add(creation.group(1).toLowerCase(Locale.ROOT)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The migrations cannot be read", e);
    }
    return names;
  }

  private DatabaseUnavailableException createdByEarlierVersion(@Nullable Throwable cause) {
    return DatabaseUnavailableException.misconfigured(
        "%s was created by an earlier, unreleased version of order-import. Use %s."
            .formatted(location, elsewhere),
        cause);
  }

  private DatabaseUnavailableException createdByNewerRelease(Throwable cause) {
    return DatabaseUnavailableException.misconfigured(
        "%s was created by a newer release of order-import. Use that release or a newer one, or %s."
            .formatted(location, elsewhere),
        cause);
  }
}
