package orderimport.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ThreadPoolExecutor;
import javax.sql.DataSource;
import orderimport.database.SilenceTimeout;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.integration.jdbc.channel.PostgresChannelMessageTableSubscriber;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The database sessions of messages, and the threads that handle them. A message is locked by a
 * transaction for as long as its part is built, in a session apart from those in which the part's
 * chunks are committed. PostgreSQL ends the session if its process does not use it for a time, and
 * the message is then free for others.
 */
final class MessageSessions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MessageSessions.class);

  /** Tells an administrator which sessions are idle in transactions on purpose. */
  private static final String NAME = "order-import-messages";

  /** The longest silence is much longer than {@link PartitionWorker} needs to use each session. */
  private static final String SETTINGS =
      SilenceTimeout.OF_SESSION.sql() + "; set application_name = '" + NAME + "'";

  private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(2);
  private static final int NOTIFICATION_SECONDS = 20;

  /** Starts with the first message. */
  private final HikariDataSource pool = new HikariDataSource();

  private final DataSourceTransactionManager transactions;
  private final PostgresChannelMessageTableSubscriber subscriber;
  private final ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();

  /**
   * @param mostThreads the number of parts that this process may build at the same time
   */
  MessageSessions(DataSource dataSource, int mostThreads) {
    int number = Math.min(mostThreads, Runtime.getRuntime().availableProcessors());
    HikariConfig config = configuration(dataSource);
    config.setPoolName(NAME);
    config.setMaximumPoolSize(number + 2);
    config.setMinimumIdle(0);
    config.copyStateTo(pool);
    transactions = new DataSourceTransactionManager(pool);
    // Otherwise the part's own transactions would be synchronized with the end of the message's.
    transactions.setTransactionSynchronization(DataSourceTransactionManager.SYNCHRONIZATION_NEVER);
    subscriber = new PostgresChannelMessageTableSubscriber(() -> connectToListen(config));
    subscriber.setNotificationTimeout(Duration.ofSeconds(NOTIFICATION_SECONDS));
    threads.setCorePoolSize(number);
    threads.setMaxPoolSize(number);
    threads.setQueueCapacity(number);
    threads.setDaemon(true);
    threads.setThreadNamePrefix("part-");
    // Each thread continues until there is no message, so no message is lost.
    threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    threads.afterPropertiesSet();
  }

  /** The settings of the program's own pool, whose size and use differ. */
  private static HikariConfig configuration(DataSource dataSource) {
    HikariConfig config = new HikariConfig();
    try {
      dataSource.unwrap(HikariDataSource.class).copyStateTo(config);
    } catch (SQLException e) {
      throw new IllegalStateException("The settings of the connection pool are unknown", e);
    }
    config.setConnectionInitSql(config.getConnectionInitSql() + "\n;\n" + SETTINGS);
    return config;
  }

  /** Retries until the database is available: the caller would retry without a pause. */
  private static PgConnection connectToListen(HikariConfig config) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(config.getDataSourceProperties());
    properties.setProperty("ApplicationName", NAME);
    properties.setProperty("user", String.valueOf(config.getUsername()));
    properties.setProperty("password", String.valueOf(config.getPassword()));
    boolean reported = false;
    while (true) {
      try {
        return DriverManager.getConnection(config.getJdbcUrl(), properties)
            .unwrap(PgConnection.class);
      } catch (SQLException e) {
        if (!reported) {
          log.warn("Messages of other machines cannot be received; retrying", e);
          reported = true;
        }
        pause(e);
      }
    }
  }

  private static void pause(SQLException failure) throws SQLException {
    try {
      Thread.sleep(RECONNECT_PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  DataSource dataSource() {
    return pool;
  }

  DataSourceTransactionManager transactions() {
    return transactions;
  }

  PostgresChannelMessageTableSubscriber subscriber() {
    return subscriber;
  }

  ThreadPoolTaskExecutor threads() {
    return threads;
  }

  /** The session of the message that the current thread handles. */
  Connection current() {
    return DataSourceUtils.getConnection(pool);
  }

  @Override
  public void close() {
    threads.shutdown();
    pool.close();
  }
}
