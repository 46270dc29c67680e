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
 * Applies the required settings to each session of the pool, overriding those of the server, the
 * database, the role and the pool. They are in {@code session.sql}.
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

  /**
   * Appends the settings to the initial statement of a pool that has not opened a connection yet.
   */
  static void addTo(HikariConfig pool) {
    String configured = pool.getConnectionInitSql();
    pool.setConnectionInitSql(configured == null ? SQL : configured + "\n;\n" + SQL);
  }

  /**
   * At this point, Spring Boot has applied the configuration to the pool, and nothing wraps it yet.
   */
  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    if (bean instanceof HikariDataSource pool) {
      addTo(pool);
    }
    return bean;
  }
}
