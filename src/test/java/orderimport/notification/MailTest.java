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
import orderimport.placement.TestSettings;
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

/** Mails to a relay that is slow, or rejects recipients or large mails. */
class MailTest {
  private static final DataSource DATABASE = TestDatabase.fresh();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final List<String> warnings = new ArrayList<>();
  private final SmtpRelay relay = new SmtpRelay();
  private NotificationDispatcher notificationDispatcher;

  MailTest() throws IOException {
    notificationDispatcher = dispatcher("10MB", Clock.systemUTC());
  }

  @BeforeEach
  void deleteNotifications() {
    sql("delete from notification");
  }

  @AfterEach
  void closeRelay() throws IOException {
    relay.close();
  }

  private static void sql(String sql) {
    JdbcClient.create(DATABASE).sql(sql).update();
  }

  private static <T> T queryOne(Class<T> type, String sql) {
    return JdbcClient.create(DATABASE).sql(sql).query(type).single();
  }

  private static NotificationProperties settings(String maxAttachmentSize) {
    return settings(maxAttachmentSize, Map.of());
  }

  private static NotificationProperties settings(
      String maxAttachmentSize, Map<String, String> extraSettings) {
    Map<String, Object> settings = new TreeMap<>(extraSettings);
    settings.put("n.mail.from", "orders@example.com");
    settings.put("n.mail.to", "night@example.com,day@example.com");
    settings.put("n.max-attachment-size", maxAttachmentSize);
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("n", NotificationProperties.class)
        .get();
  }

  private NotificationDispatcher dispatcher(String maxAttachmentSize, Clock clock) {
    return dispatcher(settings(maxAttachmentSize), clock);
  }

  private NotificationDispatcher dispatcher(NotificationProperties settings, Clock clock) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("sender", sender());
    return new NotificationDispatcher(
        new Outbox(DATABASE, settings, clock),
        new MailChannel(beans.getBeanProvider(JavaMailSender.class), settings, "", clock),
        new WebhookChannel(settings, TestSettings.NO_BUNDLES, Clock.systemUTC()),
        clock);
  }

  /** A mail sender with the default settings of the program. */
  private JavaMailSenderImpl sender() {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(relay.port());
    try {
      Properties defaults =
          PropertiesLoaderUtils.loadProperties(new ClassPathResource("order-import.properties"));
      defaults.forEach(
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
    new Outbox(DATABASE, settings("10MB"), Clock.systemUTC()).add(notification("{}", attachments));
  }

  private static Notification notification(String json, Notification.Attachment... attachments) {
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
  void an_unknown_recipient_is_reported_once_and_others_get_the_mail() {
    relay.replies.put("day@example.com", "550 5.1.1 <day@example.com>: unknown user");
    add();

    assertThat(notificationDispatcher.sendDue(warnings::add)).isZero();

    assertThat(relay.accepted).hasSize(1);
    assertThat(relay.accepted.get(0).recipients()).containsExactly("night@example.com");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("\"1 order placed\"", "day@example.com was rejected: 550 5.1.1")
        .contains("unknown user", "Fix that address");
    assertThat(
            queryOne(String.class, "select last_error from notification where sent_at is not null"))
        .contains("day@example.com was rejected: 550 5.1.1");
    notificationDispatcher.sendDue(warnings::add);
    assertThat(relay.accepted).hasSize(1);
  }

  @Test
  void a_temporarily_rejected_recipient_is_retried_alone() {
    relay.replies.put("day@example.com", "450 4.2.0 greylisted");
    add();

    assertThat(notificationDispatcher.sendDue(warnings::add)).isEqualTo(1);
    assertThat(warnings).isEmpty();
    relay.replies.clear();
    sql("update notification set next_attempt_at = now()");
    assertThat(notificationDispatcher.sendDue(warnings::add)).isZero();

    assertThat(relay.accepted)
        .extracting(SmtpRelay.Mail::recipients)
        .containsExactly(List.of("night@example.com"), List.of("day@example.com"));
  }

  @Test
  void a_mail_rejected_for_a_week_is_given_up_and_reported() {
    relay.replies.put("day@example.com", "550 unknown user");
    relay.replies.put("night@example.com", "550 unknown user");
    add();

    assertThat(notificationDispatcher.sendDue(warnings::add)).isEqualTo(1);
    assertThat(warnings).isEmpty();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(8));
    sql("update notification set next_attempt_at = now()");

    assertThat(dispatcher("10MB", later).sendDue(warnings::add)).isZero();

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("could not be sent for 7 days and is given up")
        .contains("day@example.com was rejected: 550 unknown user")
        .contains("night@example.com was rejected: 550 unknown user");
    assertThat(notificationDispatcher.sendDue(warnings::add)).isZero();
    assertThat(warnings).hasSize(1);
    assertThat(dispatcher("10MB", Clock.offset(later, Duration.ofDays(90))).purge()).isEqualTo(1);
  }

  @Test
  void a_mail_too_large_for_the_relay_is_sent_without_attachments() throws Exception {
    relay.maxSize = 100_000;
    add(attachment("fix-and-reimport.xlsx", 90_000));

    assertThat(notificationDispatcher.sendDue(warnings::add)).isZero();

    String text = text(relay.accepted.get(0));
    assertThat(text).contains("Plain.", "Page.").doesNotContain("fix-and-reimport.xlsx");
    assertThat(text.split("they are too large for the mail server", -1)).hasSize(3);
    assertThat(relay.accepted.get(0).recipients()).hasSize(2);
  }

  @Test
  void a_full_mailbox_does_not_remove_attachments() throws Exception {
    relay.replies.put("day@example.com", "552 5.2.2 mailbox full");
    add(attachment("result.xlsx", 1_000));

    assertThat(notificationDispatcher.sendDue(warnings::add)).isEqualTo(1);

    assertThat(text(relay.accepted.get(0))).contains("[result.xlsx]").doesNotContain("too large");
    assertThat(relay.accepted.get(0).recipients()).containsExactly("night@example.com");
  }

  @Test
  void the_attachment_limit_counts_encoded_sizes() throws Exception {
    add(attachment("a.xlsx", 80_000), attachment("b.xlsx", 10_000));

    dispatcher("100KB", Clock.systemUTC()).sendDue(warnings::add);

    String text = text(relay.accepted.get(0));
    assertThat(text).contains("[b.xlsx]", "Too large to attach: a.xlsx.");
    assertThat(text).doesNotContain("[a.xlsx]");
    assertThat(relay.accepted.get(0).text()).hasSizeLessThan(100 * 1024);
  }

  @Test
  void a_slow_relay_holds_no_connection_and_gets_the_mail_once() throws Exception {
    relay.responseAllowed = new CountDownLatch(1);
    add();
    CompletableFuture<Long> slow = CompletableFuture.supplyAsync(notificationDispatcher::sendDue);
    assertThat(relay.dataReceived.await(20, SECONDS)).isTrue();

    assertThat(((HikariDataSource) DATABASE).getHikariPoolMXBean().getActiveConnections()).isZero();
    assertThat(
            queryOne(
                Long.class,
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and state like 'idle in transaction%'"))
        .isZero();
    assertThat(dispatcher("10MB", Clock.systemUTC()).sendDue())
        .as("the mail is being sent")
        .isEqualTo(1);
    relay.responseAllowed.countDown();

    assertThat(slow.get(20, SECONDS)).isZero();
    assertThat(relay.accepted).hasSize(1);
  }

  @Test
  void an_unexpected_error_does_not_delay_other_notifications() {
    NotificationProperties slack =
        settings(
            "10MB",
            Map.of("n.webhook.url", "http://127.0.0.1:1/hook", "n.webhook.format", "slack"));
    Outbox outbox = new Outbox(DATABASE, slack, Clock.systemUTC());
    outbox.add(notification("this is no JSON"));
    outbox.add(notification("neither is this"));

    assertThat(dispatcher(slack, Clock.systemUTC()).sendDue(warnings::add)).isEqualTo(2);

    assertThat(relay.accepted).hasSize(2);
    assertThat(
            queryOne(
                Long.class,
                "select count(*) from notification where attempts = 1 and sent_at is null"))
        .isEqualTo(2);
    assertThat(
            queryOne(
                String.class, "select distinct last_error from notification where sent_at is null"))
        .contains("unexpected error", "log");
  }

  @Test
  void a_notification_of_a_dead_process_is_sent_by_another() {
    add();
    new Outbox(DATABASE, settings("10MB"), Clock.systemUTC()).claim(Duration.ofMinutes(1));

    assertThat(notificationDispatcher.sendDue()).isEqualTo(1);
    sql("update notification set next_attempt_at = next_attempt_at - interval '1 minute'");
    assertThat(notificationDispatcher.sendDue()).isZero();

    assertThat(relay.accepted).hasSize(1);
  }
}
