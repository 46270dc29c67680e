package orderimport.web;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where imports come from that nobody uploaded. */
@Component
class Origins {
  /** The inbox of an import {@code i}, as part of a query; null if it is from none. */
  static final String INBOX =
      """
      (select r.inbox from inbox_file f join inbox_run r on r.id = f.run_id
       where f.import_id = i.id and f.ran order by f.position limit 1)
      """;

  private final JdbcClient jdbc;

  Origins(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** The name of the inbox that an import was found in; empty if it is from none. */
  Optional<String> inbox(long importId) {
    return jdbc.sql(
            "select inbox from (select "
                + INBOX
                + " as inbox from import i where id = ?) of"
                + " where inbox is not null")
        .param(importId)
        .query(String.class)
        .optional();
  }
}
