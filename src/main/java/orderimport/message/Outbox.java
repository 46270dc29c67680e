package orderimport.message;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import orderimport.message.Letter.Attachment;
import orderimport.message.Message.Route;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The messages in PostgreSQL. One is added in the transaction that ends what it tells of, so that
 * neither is there without the other.
 */
@Repository
public class Outbox {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_ERROR = 500;

  private final JdbcClient jdbc;
  private final MessageSettings settings;
  private final Clock clock;

  public Outbox(DataSource dataSource, MessageSettings settings, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.settings = settings;
    this.clock = clock;
  }

  private record KeptAttachment(String file, String name) {}

  /** Whether anybody is told anything; {@code to} as in a {@link Letter}. */
  public boolean isWanted(List<String> to) {
    return !to.isEmpty() || !settings.mail().to().isEmpty() || !settings.webhook().url().isBlank();
  }

  /** Keeps a letter for each way that it is to go, in the transaction of the caller. */
  public void add(Letter letter) {
    List<String> to = letter.to().isEmpty() ? settings.mail().to() : letter.to();
    if (!to.isEmpty()) {
      insert(Route.MAIL, String.join(",", to), letter, letter.plain(), letter.html());
    }
    if (!settings.webhook().url().isBlank()) {
      insert(Route.WEBHOOK, null, letter, letter.json(), null);
    }
  }

  private void insert(
      Route route, @Nullable String recipients, Letter letter, String body, @Nullable String html) {
    OffsetDateTime now = at(Instant.now(clock));
    jdbc.sql(
            "insert into message (id, route, recipients, subject, body, html, attachments,"
                + " created_at, next_try) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(UUID.randomUUID())
        .param(route.name())
        .param(recipients)
        .param(letter.subject())
        .param(body)
        .param(html)
        .param(write(route == Route.MAIL ? letter.attachments() : List.of()))
        .param(now)
        .param(now)
        .update();
  }

  private static String write(List<Attachment> attachments) {
    return JSON.writeValueAsString(
        attachments.stream()
            .map(each -> new KeptAttachment(each.file().toString(), each.name()))
            .toList());
  }

  /**
   * A message whose time has come and that nobody else is sending, which stays so until the
   * caller's transaction ends.
   */
  Optional<Message> next() {
    return jdbc.sql(
            "select * from message where sent_at is null and next_try <= ?"
                + " order by next_try, created_at limit 1 for update skip locked")
        .param(at(Instant.now(clock)))
        .query(Outbox::read)
        .optional();
  }

  /** It has arrived, as far as a sender can know. */
  void sent(Message message) {
    jdbc.sql(
            "update message set sent_at = ?, tries = tries + 1, last_error = null, body = '',"
                + " html = null where id = ?")
        .param(at(Instant.now(clock)))
        .param(message.id())
        .update();
  }

  /** It has not; it is tried again after the pause. */
  void failed(Message message, String why, Duration pause) {
    jdbc.sql("update message set tries = tries + 1, last_error = ?, next_try = ? where id = ?")
        .param(why.length() > LONGEST_ERROR ? why.substring(0, LONGEST_ERROR) : why)
        .param(at(Instant.now(clock).plus(pause)))
        .param(message.id())
        .update();
  }

  /** How many have not arrived yet. */
  long waiting() {
    return jdbc.sql("select count(*) from message where sent_at is null")
        .query(Long.class)
        .single();
  }

  /** Forgets messages that arrived before a time. */
  void forgetArrivedBefore(Instant time) {
    jdbc.sql("delete from message where sent_at < ?").param(at(time)).update();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static Message read(ResultSet row, int number) throws SQLException {
    String recipients = row.getString("recipients");
    return new Message(
        row.getObject("id", UUID.class),
        Route.valueOf(row.getString("route")),
        recipients == null ? List.of() : List.of(recipients.split(",")),
        row.getString("subject"),
        row.getString("body"),
        row.getString("html"),
        JSON
            .readValue(row.getString("attachments"), new TypeReference<List<KeptAttachment>>() {})
            .stream()
            .map(kept -> new Attachment(Path.of(kept.file()), kept.name()))
            .toList(),
        row.getInt("tries"));
  }
}
