package orderimport.database;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/**
 * Configures the server that spring.datasource.url names, or else the embedded one in the data
 * folder.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:orderimport/database/pool.properties")
class DatabaseConfiguration {

  /** Static, so that it is created before the pool. */
  @Bean
  static SessionSettings sessionSettings() {
    return new SessionSettings();
  }

  @Bean
  FlywayConfigurationCustomizer schemaHistory() {
    return Schema::configure;
  }

  @Bean
  FlywayMigrationStrategy schema(
      @Value("${spring.datasource.url:}") String jdbcUrl,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    Schema schema = Schema.at(jdbcUrl, dataDir);
    return flyway -> {
      new PoolerCheck(flyway.getConfiguration().getDataSource()).verify(schema.location());
      schema.migrate(flyway);
    };
  }

  @Bean
  @Conditional(OnNoDatasourceUrl.class)
  EmbeddedPostgres embeddedPostgres(@Value("${order-import.data-dir:./data}") String dataDir) {
    return EmbeddedPostgres.open(Path.of(dataDir));
  }

  @Bean
  @Conditional(OnNoDatasourceUrl.class)
  JdbcConnectionDetails embeddedConnection(EmbeddedPostgres postgres) {
    return new EmbeddedConnection(postgres);
  }

  private record EmbeddedConnection(EmbeddedPostgres postgres) implements JdbcConnectionDetails {
    @Override
    public String getUsername() {
      return postgres.username();
    }

    @Override
    public String getPassword() {
      return postgres.password();
    }

    @Override
    public String getJdbcUrl() {
      return postgres.jdbcUrl();
    }
  }
}
