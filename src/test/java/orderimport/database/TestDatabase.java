package orderimport.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import orderimport.ForkFolder;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Databases for tests, on one embedded server for the whole JVM; or on the server that the
 * environment names by ORDER_IMPORT_TEST_JDBC_URL, _USERNAME and _PASSWORD, whose user may create
 * databases.
 */
public final class TestDatabase {
  /** A separate database for a test, with the migrations applied. */
  public record Database(String url, String username, String password, DataSource dataSource) {
    /** The environment variables with which a program connects to it. */
    public Map<String, String> environment() {
      return Map.of(
          "SPRING_DATASOURCE_URL", url,
          "SPRING_DATASOURCE_USERNAME", username,
          "SPRING_DATASOURCE_PASSWORD", password);
    }

    /** Another pool, as another process has it. */
    public DataSource anotherPool() {
      return SHARED.pool(this, null);
    }

    /** Another pool, whose sessions each begin with a statement. */
    DataSource anotherPool(String initialStatement) {
      return SHARED.pool(this, initialStatement);
    }
  }

  static final DataFolder EMBEDDED = DataFolder.at(ForkFolder.of("test-database"));

  private static final int OPEN_POOLS = 10;
  private static final TestDatabase SHARED = new TestDatabase();

  private final @Nullable EmbeddedPostgres embedded;
  private final String url;
  private final String username;
  private final String password;
  private final String prefix = "test_" + ProcessHandle.current().pid() + "_" + System.nanoTime();
  private final List<String> created = new ArrayList<>();
  private final Deque<HikariDataSource> pools = new ArrayDeque<>();

  private TestDatabase() {
    String given = System.getenv("ORDER_IMPORT_TEST_JDBC_URL");
    if (given == null || given.isBlank()) {
      embedded = EMBEDDED.open();
      url = embedded.jdbcUrl();
      username = embedded.username();
      password = embedded.password();
      // It would start a process for each of the databases again and again.
      execute("alter system set autovacuum = off");
      execute("select pg_reload_conf()");
    } else {
      embedded = null;
      url = given;
      username = System.getenv("ORDER_IMPORT_TEST_JDBC_USERNAME");
      password = System.getenv("ORDER_IMPORT_TEST_JDBC_PASSWORD");
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    create(template(), "template0");
    Schema.at(url, EMBEDDED.path())
        .migrate(
            Schema.configure(Flyway.configure())
                .dataSource(url(template()), username, password)
                .load());
  }

  /** A pool of up to four connections to a new database with all migrations applied. */
  public static DataSource fresh() {
    return database().dataSource();
  }

  /** As {@link #fresh()}, with the settings with which another process connects. */
  public static Database database() {
    return SHARED.newDatabase(SHARED.template());
  }

  /** As {@link #database()}, without any table. */
  public static Database empty() {
    return SHARED.newDatabase("template0");
  }

  private synchronized Database newDatabase(String template) {
    String name = prefix + "_" + created.size();
    create(name, template);
    DataSource pool = pool(url(name), username, password, null);
    return new Database(url(name), username, password, pool);
  }

  private DataSource pool(Database database, @Nullable String initialStatement) {
    return pool(database.url(), database.username(), database.password(), initialStatement);
  }

  private synchronized DataSource pool(
      String url, String username, String password, @Nullable String initialStatement) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(url.replaceFirst(".*/", "").replaceFirst("\\?.*", ""));
    config.setJdbcUrl(url);
    config.setUsername(username);
    config.setPassword(password);
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(0);
    config.setConnectionInitSql(initialStatement);
    SessionSettings.addTo(config);
    HikariDataSource pool = new HikariDataSource(config);
    pools.add(pool);
    if (pools.size() > OPEN_POOLS) {
      // This closes only its idle connections; if its test still runs, the pool opens new ones.
      pools.remove().getHikariPoolMXBean().softEvictConnections();
    }
    return pool;
  }

  private String template() {
    return prefix + "_template";
  }

  private void create(String name, String template) {
    execute("create database " + name + " template " + template);
    created.add(name);
  }

  private void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url, username, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private String url(String database) {
    return url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + database);
  }

  /**
   * A server of its own is killed and deleted: to stop it, or to drop a database, writes it all.
   */
  private void close() {
    if (embedded == null) {
      created.forEach(name -> execute("drop database " + name + " with (force)"));
      return;
    }
    try (FileChannel channel =
            FileChannel.open(
                EMBEDDED.path().resolve("postgres/start-or-stop.lock"), StandardOpenOption.WRITE);
        // Without the lock, its supervisor would start it again and wait for the recovery.
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      EMBEDDED.kill();
      FileSystemUtils.deleteRecursively(EMBEDDED.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
