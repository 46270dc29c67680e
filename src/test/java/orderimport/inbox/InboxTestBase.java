package orderimport.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import orderimport.OrderImport;
import orderimport.ShippedConfiguration;
import orderimport.database.TestDatabase;
import orderimport.job.ImportService;
import orderimport.notification.NotificationDispatcher;
import orderimport.notification.Outbox;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** The program with a mail server and a webhook; each test has its own inboxes. */
@SpringBootTest(
    classes = OrderImport.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties =
        "spring.config.location=classpath:order-import.properties,"
            + "classpath:job-config/application.yml")
@ContextConfiguration(initializers = ShippedConfiguration.class)
abstract class InboxTestBase {
  static final TestDatabase.Database DATABASE = TestDatabase.database();
  static final MailAndWebhookFixture RECEIVERS = new MailAndWebhookFixture();
  static final String HEADINGS = "carrier,order_ref,type,address.address,address.zip,address.city";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path data;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", DATABASE::url);
    registry.add("spring.datasource.username", DATABASE::username);
    registry.add("spring.datasource.password", DATABASE::password);
    registry.add("order-import.data-dir", data::toString);
    registry.add("spring.mail.host", () -> "127.0.0.1");
    registry.add("spring.mail.port", () -> RECEIVERS.mailPort);
    registry.add("order-import.notifications.mail.from", () -> "orders@example.com");
    registry.add("order-import.notifications.mail.to", () -> "night@example.com,day@example.com");
    registry.add("order-import.notifications.webhook.url", RECEIVERS::hook);
    registry.add("order-import.notifications.webhook.token", () -> "chat-token");
    registry.add("order-import.notifications.notify-when-empty", () -> "true");
    registry.add(
        "order-import.notifications.import-url", () -> "https://orders.example.com/i/{id}");
  }

  @Autowired ImportService importService;
  @Autowired InboxService inboxService;
  @Autowired InboxReportBuilder reports;
  @Autowired RunNotificationFactory notificationFactory;
  @Autowired Outbox outbox;
  @Autowired NotificationDispatcher notificationDispatcher;
  @Autowired TransactionTemplate transaction;
  @Autowired DataSource dataSource;

  static final InboxRunListener QUIET =
      (activity, failure) ->
          Text.verbatim(
              "error while %s: %s"
                  .formatted(TextRenderer.ENGLISH.render(activity), failure.getMessage()));

  static InboxProperties inbox(Path folder, String extraSettings) {
    return Settings.read(folder, extraSettings);
  }

  /** A poller with its own clock, as on another machine. */
  InboxPoller poller(InboxProperties inbox, Clock clock) {
    InboxRunRepository runRepository = new InboxRunRepository(dataSource, clock);
    InboxService ownService =
        new InboxService(
            importService,
            runRepository,
            reports,
            notificationFactory,
            outbox,
            transaction,
            dataSource,
            clock);
    return new InboxPoller(inbox, ownService, runRepository, importService, QUIET, clock);
  }

  static String order(String ref) {
    return "telecomx,%s,DSL,Storegade 1,8000,Aarhus".formatted(ref);
  }

  static String invalidOrder(String ref) {
    return "telecomx,%s,DSL,Storegade 1,,Aarhus".formatted(ref);
  }

  /** Drops a spreadsheet that was last written a while ago. */
  Path drop(String name, String... orders) {
    List<String> lines = new ArrayList<>(List.of(HEADINGS));
    lines.addAll(List.of(orders));
    try {
      Path file = Files.write(folder.resolve(name), lines);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JdbcClient sql() {
    return JdbcClient.create(dataSource);
  }

  long runsOf(InboxProperties inbox) {
    return sql()
        .sql("select count(*) from inbox_run where inbox = ?")
        .param(inbox.name())
        .query(Long.class)
        .single();
  }
}
