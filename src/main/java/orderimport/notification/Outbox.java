package orderimport.notification;

import java.nio.file.InvalidPathException;
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
import java.util.stream.Stream;
import javax.sql.DataSource;
import orderimport.database.SqlTime;
import orderimport.notification.Notification.Attachment;
import orderimport.notification.OutboxMessage.Channel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outbox in PostgreSQL. A message is added in the transaction that ends the run it reports, so
 * that both are stored or neither. See ADR 0015.
 */
@Repository
public class Outbox {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_ERROR_LENGTH = 500;

  private final JdbcClient jdbc;
  private final NotificationProperties settings;
  private final Clock clock;

  public Outbox(DataSource dataSource, NotificationProperties settings, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.settings = settings;
    this.clock = clock;
  }

  private record StoredAttachment(String file, String name) {}

  /** Whether a notification would have recipients; {@code to} as in a {@link Notification}. */
  public boolean hasRecipients(List<String> to) {
    return !to.isEmpty() || !settings.mail().to().isEmpty() || !settings.webhook().url().isBlank();
  }

  /** Stores a message for each channel, in the caller's transaction. */
  public void add(Notification notification) {
    List<String> to = notification.to().isEmpty() ? settings.mail().to() : notification.to();
    if (!to.isEmpty()) {
      addMail(notification, to);
    }
    if (!settings.webhook().url().isBlank()) {
      insert(Channel.WEBHOOK, null, notification, notification.json(), null);
    }
  }

  /**
   * Stores a mail, in the caller's transaction.
   *
   * @param to at least one mail address
   */
  public void addMail(Notification notification, List<String> to) {
    insert(
        Channel.MAIL,
        String.join(",", to),
        notification,
        notification.plain(),
        notification.html());
  }

  /** Whether the webhook is to get messages about the work on imports, and their reviews. */
  public boolean hasWebhookForImports() {
    return settings.webhook().imports() && !settings.webhook().url().isBlank();
  }

  /**
   * Stores a message for the webhook alone, in the caller's transaction.
   *
   * @param subject a summary in one line
   */
  public void addForWebhook(String subject, String json) {
    insert(
        Channel.WEBHOOK,
        null,
        new Notification(subject, "", "", json, List.of(), List.of()),
        json,
        null);
  }

  private void insert(
      Channel channel,
      @Nullable String recipients,
      Notification notification,
      String body,
      @Nullable String html) {
    jdbc.sql(
            "insert into notification (id, channel, recipients, subject, body, html, attachments,"
                + " created_at, next_attempt_at) values (?, ?, ?, ?, ?, ?, ?, ?,"
                + " clock_timestamp())")
        .param(UUID.randomUUID())
        .param(channel.name())
        .param(recipients)
        .param(notification.subject())
        .param(body)
        .param(html)
        .param(write(channel == Channel.MAIL ? notification.attachments() : List.of()))
        .param(at(Instant.now(clock)))
        .update();
  }

  private static String write(List<Attachment> attachments) {
    return JSON.writeValueAsString(
        attachments.stream()
            .map(each -> new StoredAttachment(each.file().toString(), each.name()))
            .toList());
  }

  /**
   * Claims a due message for this process. When the claim expires, the process is assumed dead and
   * another one may claim the message. Uses the database's clock, because those of machines differ.
   *
   * @param length the duration of the claim, longer than sending can take
   */
  Optional<OutboxMessage> claim(Duration length) {
    return jdbc.sql(
            """
            update notification set next_attempt_at = clock_timestamp() + make_interval(secs => ?)
            where id = (
              select id from notification where sent_at is null and next_attempt_at <= clock_timestamp()
              order by next_attempt_at, created_at limit 1 for update skip locked)
            returning *\
            """)
        .param(length.toSeconds())
        .query(Outbox::read)
        .optional();
  }

  /**
   * Marks a message as sent.
   *
   * @param rejections a description of the rejected recipients; null for none
   */
  void recordSent(OutboxMessage outboxMessage, @Nullable String rejections) {
    jdbc.sql(
            "update notification set sent_at = ?, attempts = attempts + 1, last_error = ?, body ="
                + " '', html = null where id = ?")
        .param(at(Instant.now(clock)))
        .param(shortened(rejections))
        .param(outboxMessage.id())
        .update();
  }

  /** Marks a message as sent to all but these recipients; it is sent to them after the pause. */
  void recordPartlySent(OutboxMessage outboxMessage, List<String> later, Duration pause) {
    jdbc.sql("update notification set recipients = ? where id = ?")
        .param(String.join(",", later))
        .param(outboxMessage.id())
        .update();
    recordFailure(outboxMessage, "not accepted yet for " + String.join(", ", later), pause);
  }

  /** Records a failed attempt; the next one is made after the pause. */
  void recordFailure(OutboxMessage outboxMessage, String why, Duration pause) {
    jdbc.sql(
            """
            update notification set attempts = attempts + 1, last_error = ?,
              next_attempt_at = clock_timestamp() + make_interval(secs => ?)
            where id = ? and sent_at is null\
            """)
        .param(shortened(why))
        .param(pause.toSeconds())
        .param(outboxMessage.id())
        .update();
  }

  /** Records a failed attempt after which the message is given up. */
  void recordGivenUp(OutboxMessage outboxMessage, String why) {
    jdbc.sql(
            "update notification set attempts = attempts + 1, last_error = ?, next_attempt_at ="
                + " 'infinity' where id = ? and sent_at is null")
        .param(shortened(why))
        .param(outboxMessage.id())
        .update();
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null || text.length() <= MAX_ERROR_LENGTH
        ? text
        : text.substring(0, MAX_ERROR_LENGTH);
  }

  /** The number of messages not sent yet, without those given up. */
  long countPending() {
    return jdbc.sql(
            "select count(*) from notification where sent_at is null and next_attempt_at <"
                + " 'infinity'")
        .query(Long.class)
        .single();
  }

  /**
   * Deletes messages that were sent or given up and were created before a time; returns their
   * number.
   */
  int deleteBefore(Instant time) {
    return jdbc.sql(
            "delete from notification where created_at < ?"
                + " and (sent_at is not null or next_attempt_at = 'infinity')")
        .param(at(time))
        .update();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static OutboxMessage read(ResultSet row, int number) throws SQLException {
    String recipients = row.getString("recipients");
    return new OutboxMessage(
        row.getObject("id", UUID.class),
        Channel.valueOf(row.getString("channel")),
        recipients == null ? List.of() : List.of(recipients.split(",")),
        row.getString("subject"),
        row.getString("body"),
        row.getString("html"),
        JSON
            .readValue(row.getString("attachments"), new TypeReference<List<StoredAttachment>>() {})
            .stream()
            .flatMap(Outbox::attachment)
            .toList(),
        row.getInt("attempts"),
        SqlTime.instant(row, "created_at"));
  }

  /** Returns empty if the locale of this process cannot represent the file's name. */
  private static Stream<Attachment> attachment(StoredAttachment stored) {
    try {
      return Stream.of(new Attachment(Path.of(stored.file()), stored.name()));
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }
}
