package orderimport.web.imports;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers which changes of orders at their carriers each user has seen. */
@Component
class SeenChanges {
  private final JdbcClient jdbc;

  SeenChanges(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * The id of the last change that a user has seen; of one who has seen none, that of the last one
   * before the past seven days.
   */
  long of(String userName) {
    return jdbc.sql("select change_id from seen_change where user_name = ?")
        .param(userName)
        .query(Long.class)
        .optional()
        .orElseGet(
            () ->
                jdbc.sql(
                        "select coalesce(min(id) - 1, 0) from status_change_result"
                            + " where noticed_at > clock_timestamp() - interval '7 days'")
                    .query(Long.class)
                    .single());
  }

  /** The id of the last change; 0 without one. */
  long last() {
    return jdbc.sql("select coalesce(max(id), 0) from status_change_result")
        .query(Long.class)
        .single();
  }

  /** Records that a user has seen the changes up to one of them. */
  void see(String userName, long upTo) {
    jdbc.sql(
            """
            insert into seen_change (user_name, change_id) values (?, least(?, ?))
            on conflict (user_name) do update
            set change_id = greatest(seen_change.change_id, excluded.change_id)\
            """)
        .params(userName, upTo, last())
        .update();
  }
}
