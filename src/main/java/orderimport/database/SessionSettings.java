package orderimport.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Sets what the program relies on in each session of the pool, whatever the server, the database,
 * its role or the configuration of the pool say. It is one of PostgreSQL's own statements, {@code
 * session.sql}.
 */
final class SessionSettings implements BeanPostProcessor {
  private static final String SQL = read();

  private static String read() {
    try (InputStream sql = SessionSettings.class.getResourceAsStream("session.sql")) {
      return new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds them to a pool that has not opened a connection yet, after its own initial statement. */
  static void addTo(HikariConfig pool) {
    String own = pool.getConnectionInitSql();
    pool.setConnectionInitSql(own == null ? SQL : own + "\n;\n" + SQL);
  }

  /** By then Spring Boot has applied the configuration to the pool, and nothing wraps it yet. */
  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    if (bean instanceof HikariDataSource pool) {
      addTo(pool);
    }
    return bean;
  }
}
