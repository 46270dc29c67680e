package orderimport.database;

import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks whether committed transactions survive a failure of the database's machine. If they may
 * not, no order may be placed, as it could be sent twice.
 */
@Component
public class DurabilityCheck {
  private static final Logger log = LoggerFactory.getLogger(DurabilityCheck.class);
  private static final Set<String> DURABLE_COMMITS = Set.of("on", "remote_apply");

  private final JdbcClient jdbc;

  DurabilityCheck(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  private record Settings(String fsync, String synchronousCommit, String fullPageWrites) {}

  /**
   * Verifies the server's current settings.
   *
   * @throws DatabaseUnavailableException if the database is not durable; it is misconfigured
   */
  public void verify() {
    obstacle()
        .ifPresent(
            message -> {
              throw DatabaseUnavailableException.misconfigured(message, null);
            });
  }

  /** The reason why no order is placed, and the next step; empty if the database is durable. */
  public Optional<String> obstacle() {
    Settings settings =
        jdbc.sql(
                "select current_setting('fsync'), current_setting('synchronous_commit'),"
                    + " current_setting('full_page_writes')")
            .query(
                (row, number) -> new Settings(row.getString(1), row.getString(2), row.getString(3)))
            .single();
    if (settings.fullPageWrites().equals("off")) {
      log.warn(
          "full_page_writes is off: if the machine of the database fails, the database may be"
              + " damaged. Set it to on, unless the file system never writes half a page.");
    }
    if (!settings.fsync().equals("on")) {
      return Optional.of(
          "Nothing is placed: fsync is off in the database server, so that a power failure could"
              + " make it forget which orders were sent. Set fsync = on (ALTER SYSTEM SET fsync ="
              + " on; SELECT pg_reload_conf();), then try again.");
    }
    if (!DURABLE_COMMITS.contains(settings.synchronousCommit())) {
      return Optional.of(
          ("Nothing is placed: synchronous_commit is %s in the database sessions though"
                  + " order-import sets it to on, so that a power failure could make the database"
                  + " forget which orders were sent. Connect without a connection pooler in between,"
                  + " and leave spring.datasource.type unset; then try again.")
              .formatted(settings.synchronousCommit()));
    }
    return Optional.empty();
  }
}
