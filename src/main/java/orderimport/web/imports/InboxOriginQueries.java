package orderimport.web.imports;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the inboxes that imports came from. */
@Component
class InboxOriginQueries {
  /** SQL: the name of the inbox of import {@code i}; null if it came from none. */
  static final String INBOX =
      """
      (select f.inbox from inbox_result f
       where f.import_id = i.id and f.processed order by f.position limit 1)
      """;

  private final JdbcClient jdbc;

  InboxOriginQueries(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** The name of the inbox that an import came from; empty if it came from none. */
  Optional<String> inbox(long importId) {
    return jdbc.sql(
            "select inbox from (select "
                + INBOX
                + " as inbox from import_result i where id = ?) of"
                + " where inbox is not null")
        .param(importId)
        .query(String.class)
        .optional();
  }
}
