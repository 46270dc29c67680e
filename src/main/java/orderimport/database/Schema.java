package orderimport.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.StringUtils;

/**
 * The tables of order-import in a database. They have a history of their own, so that tables and a
 * Flyway history of other programs may stand beside them.
 *
 * @param place where they are, as the beginning of a sentence
 * @param elsewhere how the user has them made elsewhere, as the end of a sentence
 */
record Schema(String place, String elsewhere) {
  static final String HISTORY = "order_import_schema_history";

  private static final String MIGRATIONS = "classpath:db/migration/*.sql";
  private static final Pattern CREATION =
      Pattern.compile(
          "^\\s*create\\s+(?:(?:unlogged|unique|materialized)\\s+)*(?:table|view|sequence|index)"
              + "\\s+(?:concurrently\\s+)?(?:if\\s+not\\s+exists\\s+)?(\\w+)",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  /** Tables that no version of order-import lacked. */
  private static final Set<String> EVER = Set.of("import", "staged_row", "orders");

  /** A migration that was never released. */
  private static final String UNRELEASED = "V2__order_import.sql";

  /**
   * That of the given server's database, or else that of the data folder.
   *
   * @param jdbcUrl blank or null for the data folder
   */
  static Schema at(@Nullable String jdbcUrl, Path dataDir) {
    return StringUtils.hasText(jdbcUrl)
        ? new Schema(
            StringUtils.capitalize(DatabaseFailure.nameOf(jdbcUrl)),
            "another database or schema: spring.datasource.url")
        : new Schema("The data folder " + dataDir, "a new data folder by --data-dir");
  }

  /** How Flyway has to be set up for the tables. */
  static FluentConfiguration configure(FluentConfiguration flyway) {
    return flyway
        .table(HISTORY)
        // Beside tables of others.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        // Those of a newer release are not to be worked with.
        .ignoreMigrationPatterns(new String[0]);
  }

  /**
   * Makes the tables, or brings them up to date.
   *
   * @throws DatabaseUnavailableException if there are others, which stay as they are
   */
  void migrate(Flyway flyway) {
    checkThatNothingIsInTheWay(JdbcClient.create(flyway.getConfiguration().getDataSource()));
    try {
      flyway.migrate();
    } catch (FlywayValidateException e) {
      boolean newer =
          Arrays.stream(flyway.info().applied())
              .anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
      throw newer ? madeByNewerRelease(e) : madeByEarlierVersion(e);
    }
  }

  private void checkThatNothingIsInTheWay(JdbcClient sql) {
    if (sql.sql("select current_schema()").query(String.class).optional().isEmpty()) {
      throw DatabaseUnavailableException.misconfigured(
          "%s has no schema of the name that its user or spring.datasource.url asks for. Create it (CREATE SCHEMA), or correct currentSchema in spring.datasource.url."
              .formatted(place),
          null);
    }
    if (exists(sql, HISTORY)) {
      return;
    }
    Set<String> names = ours();
    names.add(HISTORY);
    // At one moment, as another program may be making them.
    List<String> present = present(sql, names);
    if (present.contains(HISTORY)) {
      return;
    }
    if (present.containsAll(EVER) || wasMigratedEarlier(sql)) {
      throw madeByEarlierVersion(null);
    }
    if (!present.isEmpty()) {
      throw DatabaseUnavailableException.misconfigured(
          "%s has something called %s already, which is not order-import's. Give order-import %s, with ?currentSchema=NAME for a schema."
              .formatted(place, String.join(", ", present), elsewhere),
          null);
    }
  }

  private static boolean exists(JdbcClient sql, String table) {
    return !present(sql, Set.of(table)).isEmpty();
  }

  private static List<String> present(JdbcClient sql, Set<String> names) {
    return sql.sql(
            "select relname from pg_class where relnamespace = current_schema()::regnamespace"
                + " and relname = any(?) order by relname")
        .param(names.toArray(new String[0]))
        .query(String.class)
        .list();
  }

  private static boolean wasMigratedEarlier(JdbcClient sql) {
    return exists(sql, "flyway_schema_history")
        && !sql.sql("select script from flyway_schema_history where script = ?")
            .param(UNRELEASED)
            .query(String.class)
            .list()
            .isEmpty();
  }

  /** The names that the migrations give, in lower case. */
  private static Set<String> ours() {
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

  private DatabaseUnavailableException madeByEarlierVersion(@Nullable Throwable cause) {
    return DatabaseUnavailableException.misconfigured(
        "%s was made by an earlier, unreleased version of order-import. Use %s."
            .formatted(place, elsewhere),
        cause);
  }

  private DatabaseUnavailableException madeByNewerRelease(Throwable cause) {
    return DatabaseUnavailableException.misconfigured(
        "%s was made by a newer release of order-import. Use that release or a newer one, or %s."
            .formatted(place, elsewhere),
        cause);
  }
}
