package orderimport.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.inbox.MailAndWebhookFixture.ReceivedMail;
import orderimport.inbox.MailAndWebhookFixture.WebhookPost;
import orderimport.notification.Notification;
import orderimport.notification.NotificationProperties;
import orderimport.problem.TextRenderer;
import orderimport.problem.TextRenderer.Audience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The notifications of a run, with a real mail server and a real webhook. */
class NotificationTest extends InboxTestBase {
  @Autowired private NotificationProperties notificationProperties;
  @Autowired private InboxRunRepository runRepository;

  @BeforeEach
  void resetReceivers() {
    sql().sql("update notification set sent_at = now()").update();
    RECEIVERS.mails();
    RECEIVERS.posted().clear();
    RECEIVERS.respondToWebhookWith(200);
  }

  private InboxReport run(InboxProperties inbox) {
    return ((InboxResult.Done) inboxService.run(inbox, QUIET)).report();
  }

  @Test
  void one_mail_reports_the_files_orders_and_required_actions() throws Exception {
    drop("good.csv", order("M-1"), order("M-2"));
    drop("mixed.csv", order("M-3"), invalidOrder("M-4"));
    Files.writeString(folder.resolve("notes.csv"), "a,b\n1,2\n");
    Files.setLastModifiedTime(
        folder.resolve("notes.csv"), java.nio.file.attribute.FileTime.fromMillis(0));

    InboxReport report = run(inbox(folder, "name=nightly"));

    assertThat(notificationDispatcher.sendDue()).isZero();
    assertThat(report.exitCode()).isEqualTo(3);
    List<ReceivedMail> mails = RECEIVERS.mails();
    // Each of the two recipients gets one.
    assertThat(mails).hasSize(2).extracting(ReceivedMail::id).containsOnly(mails.get(0).id());
    ReceivedMail mail = mails.get(0);
    assertThat(mail.to()).contains("night@example.com", "day@example.com");
    assertThat(mail.subject())
        .isEqualTo("order-import, nightly: 3 of 4 orders placed, 1 with errors, 1 file unreadable");
    assertThat(mail.id()).matches("<[0-9a-f-]{36}@order-import>");
    assertThat(mail.plain())
        .contains("ACTION REQUIRED", "1 order has errors and was not sent.")
        .contains("2 orders = 2 accepted")
        .contains(folder.resolve("done/good.csv-results").toString())
        .contains("cannot be read as orders")
        .contains("https://orders.example.com/i/")
        .doesNotContain("Exception", "..");
    assertThat(mail.html())
        .contains("<h2>Action required</h2>", "mixed.csv", "2 orders = 2 accepted")
        .doesNotContain("..");
    assertThat(mail.attachments())
        .contains("good-result.xlsx", "mixed-fix-and-reimport.xlsx", "mixed-result.xlsx");
    assertThat(mail.parts().get("good-result.xlsx")).startsWith("PK");
    WebhookPost posted = RECEIVERS.posted().get(0);
    assertThat(RECEIVERS.posted()).hasSize(1);
    assertThat(posted.token()).isEqualTo("Bearer chat-token");
    assertThat(posted.json().path("orders").path("ACCEPTED").asInt()).isEqualTo(3);
    assertThat(posted.json().path("exit_code").asInt()).isEqualTo(3);
    assertThat(posted.json().path("files")).hasSize(3);
    assertThat(posted.json().path("text").asString()).contains("3 of 4 orders placed");
  }

  @ParameterizedTest
  @CsvSource({"nb", "da"})
  void only_names_and_addresses_are_equal_in_every_language(String language) throws Exception {
    drop("good.csv", order(language + "-1"), order(language + "-2"));
    drop("mixed.csv", order(language + "-3"), invalidOrder(language + "-4"));
    InboxProperties inbox = inbox(folder, "name=nightly");
    InboxReport report = run(inbox);

    Set<String> common =
        shown(report, inbox, new TextRenderer(Audience.TERMINAL, Locale.forLanguageTag(language)));
    common.retainAll(shown(report, inbox, TextRenderer.ENGLISH));

    String data = "\\d*|(mixed|good)\\.csv( \\(import \\d+\\))?|import \\d+";
    assertThat(common)
        .allMatch(
            text ->
                text.matches(data)
                    || text.startsWith(folder.toString())
                    || text.startsWith("https://"));
  }

  /** The texts of the mail: its subject, its lines, and the elements of its HTML. */
  private Set<String> shown(InboxReport report, InboxProperties inbox, TextRenderer renderer) {
    Notification notification =
        new RunNotificationFactory(notificationProperties, outbox, runRepository, renderer)
            .of(report, inbox);
    return Stream.of(
            Stream.of(notification.subject()),
            notification.plain().lines(),
            Stream.of(notification.html().replaceAll("(?s)<style>.*</style>", "").split("<[^>]*>")))
        .flatMap(texts -> texts)
        .map(String::strip)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void notify_when_empty_reports_a_run_without_files() {
    run(inbox(folder, "to=only@example.com"));

    notificationDispatcher.sendDue();

    assertThat(RECEIVERS.mails())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.subject()).isEqualTo("order-import, %s: no files".formatted(folder));
              assertThat(mail.to()).contains("only@example.com");
            });
  }

  @Test
  void a_failed_run_is_reported() {
    Path nowhere = folder.resolve("nowhere");

    assertThat(run(inbox(nowhere, "name=lost")).exitCode()).isEqualTo(1);

    notificationDispatcher.sendDue();
    assertThat(RECEIVERS.mails().get(0).subject())
        .isEqualTo("order-import, lost: the run failed: There is no folder " + nowhere);
  }

  @Test
  void held_orders_and_repeated_imports_are_reported() throws Exception {
    drop("held.csv", order("H-1"));
    run(inbox(folder, "hold=true"));
    notificationDispatcher.sendDue();
    assertThat(RECEIVERS.mails().get(0).plain())
        .contains("1 order is on hold", "order-import place");

    Files.move(folder.resolve("done/held.csv"), folder.resolve("held.csv"));
    run(inbox(folder, "hold=true"));
    notificationDispatcher.sendDue();
    ReceivedMail again = RECEIVERS.mails().get(0);
    assertThat(again.subject()).endsWith(": 1 file imported before");
    assertThat(again.plain()).contains("This content was imported before, on ");
  }

  @Test
  void a_mail_outage_loses_no_notification_and_does_not_delay_webhooks() {
    drop("down.csv", order("D-1"));
    RECEIVERS.mail.stop();
    run(inbox(folder, "name=down"));

    assertThat(notificationDispatcher.sendDue()).isEqualTo(1);
    assertThat(RECEIVERS.posted()).hasSize(1);
    assertThat(notificationDispatcher.sendDue()).as("the mail waits a minute").isEqualTo(1);
    assertThat(
            sql()
                .sql("select last_error from notification where sent_at is null")
                .query(String.class)
                .single())
        .contains("the mail server did not accept it");

    RECEIVERS.mail.start();
    sql().sql("update notification set next_attempt_at = now() where sent_at is null").update();
    assertThat(notificationDispatcher.sendDue()).isZero();
    assertThat(notificationDispatcher.sendDue()).isZero();
    assertThat(RECEIVERS.mails()).hasSize(2);
    assertThat(RECEIVERS.posted()).hasSize(1);
  }

  @Test
  void a_failing_webhook_is_retried_with_backoff_and_the_same_key() {
    drop("hook.csv", order("W-1"));
    RECEIVERS.respondToWebhookWith(503);
    run(inbox(folder, "name=hook"));
    notificationDispatcher.sendDue();
    double first = minutesToNextAttempt();
    sql().sql("update notification set next_attempt_at = now() where sent_at is null").update();
    notificationDispatcher.sendDue();
    double second = minutesToNextAttempt();

    assertThat(first).isBetween(0.8, 1.1);
    assertThat(second).isBetween(1.8, 2.1);
    RECEIVERS.respondToWebhookWith(204);
    sql().sql("update notification set next_attempt_at = now() where sent_at is null").update();
    assertThat(notificationDispatcher.sendDue()).isZero();
    assertThat(RECEIVERS.posted())
        .hasSize(3)
        .extracting(WebhookPost::key)
        .containsOnly(RECEIVERS.posted().get(0).key());
  }

  private double minutesToNextAttempt() {
    return sql()
        .sql(
            "select extract(epoch from next_attempt_at - now()) / 60 from notification where"
                + " sent_at is null")
        .query(Double.class)
        .single();
  }

  @Test
  void a_run_and_its_notification_are_stored_atomically() {
    drop("together.csv", order("T-1"));
    sql().sql("alter table notification rename to notification_away").update();
    try {
      inboxService.run(inbox(folder, "name=together"), QUIET);
    } catch (RuntimeException e) {
      assertThat(e).hasMessageContaining("notification");
    } finally {
      sql().sql("alter table notification_away rename to notification").update();
    }
    assertThat(RECEIVERS.mails()).isEmpty();
    InboxReport report = run(inbox(folder, "name=together"));

    notificationDispatcher.sendDue();
    assertThat(report.files()).hasSize(1);
    assertThat(RECEIVERS.mails().get(0).plain())
        .contains("1 order placed", "together.csv", "interrupted once");
  }
}
