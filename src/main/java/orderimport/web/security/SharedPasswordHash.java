package orderimport.web.security;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The hash of the first password in a database that several servers share. */
final class SharedPasswordHash implements FirstPassword.HashStore {
  private final JdbcClient jdbc;

  SharedPasswordHash(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  @Override
  public Optional<String> find() {
    return jdbc.sql("select hash from admin_password").query(String.class).optional();
  }

  @Override
  public String store(String hash) {
    jdbc.sql("insert into admin_password (hash) values (?) on conflict do nothing")
        .param(hash)
        .update();
    return find().orElseThrow();
  }
}
