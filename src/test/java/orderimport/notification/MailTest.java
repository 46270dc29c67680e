package orderimport.notification;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mails that a relay rejects, in part or for their size, and those that it takes slowly. */
class MailTest {
  private static final DataSource DATABASE = TestDatabase.fresh();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final List<String> warnings = new ArrayList<>();
  private final SmtpRelay relay = new SmtpRelay();
  private NotificationDispatcher notificationDispatcher;

  MailTest() throws IOException {
    notificationDispatcher = postman("10MB", Clock.systemUTC());
  }

  @BeforeEach
  void begin() {
    sql("delete from notification");
  }

  @AfterEach
  void end() throws IOException {
    relay.close();
  }

  private static void sql(String sql) {
    JdbcClient.create(DATABASE).sql(sql).update();
  }

  private static <T> T one(Class<T> type, String sql) {
    return JdbcClient.create(DATABASE).sql(sql).query(type).single();
  }

  private static NotificationProperties settings(String maxAttachmentSize) {
    return settings(maxAttachmentSize, Map.of());
  }

  private static NotificationProperties settings(
      String maxAttachmentSize, Map<String, String> more) {
    Map<String, Object> settings = new TreeMap<>(more);
    settings.put("n.mail.from", "orders@example.com");
    settings.put("n.mail.to", "night@example.com,day@example.com");
    settings.put("n.max-attachment-size", maxAttachmentSize);
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("n", NotificationProperties.class)
        .get();
  }

  private NotificationDispatcher postman(String maxAttachmentSize, Clock clock) {
    return postman(settings(maxAttachmentSize), clock);
  }

  private NotificationDispatcher postman(NotificationProperties settings, Clock clock) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("sender", sender());
    return new NotificationDispatcher(
        new Outbox(DATABASE, settings, clock),
        new MailChannel(beans.getBeanProvider(JavaMailSender.class), settings, "", clock),
        new WebhookChannel(settings),
        clock);
  }

  /** With the settings that the program ships. */
  private JavaMailSenderImpl sender() {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(relay.port());
    try {
      Properties shipped =
          PropertiesLoaderUtils.loadProperties(new ClassPathResource("order-import.properties"));
      shipped.forEach(
          (name, value) -> {
            String key = String.valueOf(name);
            if (key.startsWith("spring.mail.properties[")) {
              sender
                  .getJavaMailProperties()
                  .put(key.substring(key.indexOf('[') + 1, key.indexOf(']')), value);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sender;
  }

  private void add(Notification.Attachment... attachments) {
    new Outbox(DATABASE, settings("10MB"), Clock.systemUTC()).add(letter("{}", attachments));
  }

  private static Notification letter(String json, Notification.Attachment... attachments) {
    return new Notification(
        "1 order placed",
        "Plain.\n",
        "<html><body><main><p>Page.</p></main></body></html>",
        json,
        List.of(attachments),
        List.of());
  }

  private Notification.Attachment attachment(String name, int bytes) throws IOException {
    return new Notification.Attachment(Files.write(folder.resolve(name), new byte[bytes]), name);
  }

  private static String text(SmtpRelay.Mail mail) throws Exception {
    MimeMessage parsed =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(mail.text().getBytes(StandardCharsets.UTF_8)));
    StringBuilder text = new StringBuilder();
    parts(parsed.getContent(), text);
    return text.toString();
  }

  private static void parts(Object content, StringBuilder text) throws Exception {
    if (content instanceof jakarta.mail.Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        text.append('[').append(parts.getBodyPart(i).getFileName()).append(']');
        parts(parts.getBodyPart(i).getContent(), text);
      }
    } else if (content instanceof String part) {
      text.append(part);
    }
  }

  @Test
  void an_unknown_recipient_keeps_the_mail_from_nobody_and_is_reported_once() {
    relay.replies.put("day@example.com", "550 5.1.1 <day@example.com>: unknown user");
    add();

    assertThat(notificationDispatcher.sendDue(warnings::add)).isZero();

    assertThat(relay.taken).hasSize(1);
    assertThat(relay.taken.get(0).recipients()).containsExactly("night@example.com");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("\"1 order placed\"", "day@example.com was rejected: 550 5.1.1")
        .contains("unknown user", "Fix that address");
    assertThat(one(String.class, "select last_error from notification where sent_at is not null"))
        .contains("day@example.com was rejected: 550 5.1.1");
    notificationDispatcher.sendDue(warnings::add);
    assertThat(relay.taken).hasSize(1);
  }

  @Test
  void a_recipient_that_may_be_taken_later_is_tried_again_alone() {
    relay.replies.put("day@example.com", "450 4.2.0 greylisted");
    add();

    assertThat(notificationDispatcher.sendDue(warnings::add)).isEqualTo(1);
    assertThat(warnings).isEmpty();
    relay.replies.clear();
    sql("update notification set next_attempt_at = now()");
    assertThat(notificationDispatcher.sendDue(warnings::add)).isZero();

    assertThat(relay.taken)
        .extracting(SmtpRelay.Mail::recipients)
        .containsExactly(List.of("night@example.com"), List.of("day@example.com"));
  }

  @Test
  void a_mail_that_nobody_takes_is_given_up_after_a_week_and_reported() {
    relay.replies.put("day@example.com", "550 unknown user");
    relay.replies.put("night@example.com", "550 unknown user");
    add();

    assertThat(notificationDispatcher.sendDue(warnings::add)).isEqualTo(1);
    assertThat(warnings).isEmpty();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(8));
    sql("update notification set next_attempt_at = now()");

    assertThat(postman("10MB", later).sendDue(warnings::add)).isZero();

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("could not be sent for 7 days and is given up")
        .contains("day@example.com was rejected: 550 unknown user")
        .contains("night@example.com was rejected: 550 unknown user");
    assertThat(notificationDispatcher.sendDue(warnings::add)).isZero();
    assertThat(warnings).hasSize(1);
    assertThat(postman("10MB", Clock.offset(later, Duration.ofDays(90))).purge()).isEqualTo(1);
  }

  @Test
  void a_mail_that_is_too_large_for_the_relay_goes_without_attachments_and_says_so()
      throws Exception {
    relay.largest = 100_000;
    add(attachment("fix-and-reimport.xlsx", 90_000));

    assertThat(notificationDispatcher.sendDue(warnings::add)).isZero();

    String text = text(relay.taken.get(0));
    assertThat(text).contains("Plain.", "Page.").doesNotContain("fix-and-reimport.xlsx");
    assertThat(text.split("they are too large for the mail server", -1)).hasSize(3);
    assertThat(relay.taken.get(0).recipients()).hasSize(2);
  }

  @Test
  void a_full_mailbox_is_no_reason_to_leave_attachments_out() throws Exception {
    relay.replies.put("day@example.com", "552 5.2.2 mailbox full");
    add(attachment("result.xlsx", 1_000));

    assertThat(notificationDispatcher.sendDue(warnings::add)).isEqualTo(1);

    assertThat(text(relay.taken.get(0))).contains("[result.xlsx]").doesNotContain("too large");
    assertThat(relay.taken.get(0).recipients()).containsExactly("night@example.com");
  }

  @Test
  void attachments_count_as_they_are_sent() throws Exception {
    add(attachment("a.xlsx", 80_000), attachment("b.xlsx", 10_000));

    postman("100KB", Clock.systemUTC()).sendDue(warnings::add);

    String text = text(relay.taken.get(0));
    assertThat(text).contains("[b.xlsx]", "Too large to attach: a.xlsx.");
    assertThat(text).doesNotContain("[a.xlsx]");
    assertThat(relay.taken.get(0).text()).hasSizeLessThan(100 * 1024);
  }

  @Test
  void no_connection_is_held_while_a_relay_takes_its_time_and_no_other_sends_the_mail()
      throws Exception {
    relay.hold = new CountDownLatch(1);
    add();
    CompletableFuture<Long> slow = CompletableFuture.supplyAsync(notificationDispatcher::sendDue);
    assertThat(relay.data.await(20, SECONDS)).isTrue();

    assertThat(((HikariDataSource) DATABASE).getHikariPoolMXBean().getActiveConnections()).isZero();
    assertThat(
            one(
                Long.class,
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and state like 'idle in transaction%'"))
        .isZero();
    assertThat(postman("10MB", Clock.systemUTC()).sendDue()).as("it waits").isEqualTo(1);
    relay.hold.countDown();

    assertThat(slow.get(20, SECONDS)).isZero();
    assertThat(relay.taken).hasSize(1);
  }

  @Test
  void a_message_that_causes_an_unexpected_error_keeps_no_other_back() {
    NotificationProperties slack =
        settings(
            "10MB",
            Map.of("n.webhook.url", "http://127.0.0.1:1/hook", "n.webhook.format", "slack"));
    Outbox outbox = new Outbox(DATABASE, slack, Clock.systemUTC());
    outbox.add(letter("this is no JSON"));
    outbox.add(letter("neither is this"));

    assertThat(postman(slack, Clock.systemUTC()).sendDue(warnings::add)).isEqualTo(2);

    assertThat(relay.taken).hasSize(2);
    assertThat(
            one(
                Long.class,
                "select count(*) from notification where attempts = 1 and sent_at is null"))
        .isEqualTo(2);
    assertThat(
            one(String.class, "select distinct last_error from notification where sent_at is null"))
        .contains("unexpected error", "log");
  }

  @Test
  void what_a_dead_process_was_sending_is_sent_by_another() {
    add();
    new Outbox(DATABASE, settings("10MB"), Clock.systemUTC()).claim(Duration.ofMinutes(1));

    assertThat(notificationDispatcher.sendDue()).isEqualTo(1);
    sql("update notification set next_attempt_at = next_attempt_at - interval '1 minute'");
    assertThat(notificationDispatcher.sendDue()).isZero();

    assertThat(relay.taken).hasSize(1);
  }
}
