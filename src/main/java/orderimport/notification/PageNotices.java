package orderimport.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import orderimport.database.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Notifications that the page shows to single users. They are stored beside those that are sent,
 * never due to be sent, and deleted with them.
 */
@Repository
public class PageNotices {
  private final JdbcClient jdbc;
  private final Clock clock;

  PageNotices(DataSource dataSource, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  /**
   * A notification for a user.
   *
   * @param json what the page renders
   * @param seen whether the user has seen it
   */
  public record PageNotice(UUID id, String json, Instant createdAt, boolean seen) {}

  /**
   * Stores a notification for each user, in the caller's transaction.
   *
   * @param subject a summary in one line
   */
  public void add(Collection<String> users, String subject, String json) {
    for (String user : users) {
      jdbc.sql(
              "insert into notification (id, channel, recipients, subject, body, created_at,"
                  + " next_attempt_at) values (?, 'PAGE', ?, ?, ?, ?, 'infinity')")
          .param(UUID.randomUUID())
          .param(user)
          .param(subject)
          .param(json)
          .param(now())
          .update();
    }
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  /** The latest notifications of a user, the newest first. */
  public List<PageNotice> findLatest(String user, int limit) {
    return jdbc.sql(
            "select * from notification where channel = 'PAGE' and recipients = ?"
                + " order by created_at desc, id limit ?")
        .params(user, limit)
        .query(PageNotices::read)
        .list();
  }

  /** The number of notifications that a user has not seen. */
  public long countUnseen(String user) {
    return jdbc.sql(
            "select count(*) from notification where channel = 'PAGE' and recipients = ?"
                + " and sent_at is null")
        .param(user)
        .query(Long.class)
        .single();
  }

  /** Records that a user has seen all notifications up to now. */
  public void markSeen(String user) {
    jdbc.sql(
            "update notification set sent_at = ? where channel = 'PAGE' and recipients = ?"
                + " and sent_at is null")
        .params(now(), user)
        .update();
  }

  private static PageNotice read(ResultSet row, int number) throws SQLException {
    return new PageNotice(
        row.getObject("id", UUID.class),
        row.getString("body"),
        SqlTime.instant(row, "created_at"),
        row.getObject("sent_at") != null);
  }
}
