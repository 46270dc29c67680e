package orderimport.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import orderimport.inbox.InboxRun.Trigger;
import orderimport.inbox.MailAndWebhookFixture.ReceivedMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Inboxes that are processed on schedule or when a file arrives; also by two machines. */
class InboxPollerTest extends InboxTestBase {
  private static final Instant EVENING = Instant.parse("2030-01-01T20:00:00Z");
  private static final String AT_TWO = "cron=0 0 2 * * *\nzone=UTC\n";

  /** A machine's clock, which can be wrong. */
  private static final class MachineClock extends Clock {
    private volatile Instant now;

    MachineClock(Instant now) {
      this.now = now;
    }

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void discardNotifications() {
    sql().sql("update notification set sent_at = now()").update();
    RECEIVERS.mails();
  }

  /** The first mail since the last call. */
  private ReceivedMail mail() {
    sql().sql("update notification set next_attempt_at = now() where sent_at is null").update();
    assertThat(notificationDispatcher.sendDue()).isZero();
    return RECEIVERS.mails().get(0);
  }

  @Test
  void two_machines_with_different_clocks_run_a_schedule_once() throws Exception {
    InboxProperties inbox = inbox(folder, AT_TWO + "name=twice");
    MachineClock fast = new MachineClock(EVENING.plusSeconds(180));
    MachineClock slow = new MachineClock(EVENING);
    InboxPoller first = poller(inbox, fast);
    InboxPoller second = poller(inbox, slow);
    drop("a.csv", order("TWICE-1"));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    for (int minute = 0; minute < 2 * 24 * 60; minute += 5) {
      fast.advance(Duration.ofMinutes(5));
      slow.advance(Duration.ofMinutes(5));
      CountDownLatch both = new CountDownLatch(2);
      Callable<Void> tick1 = () -> tick(first, both);
      Callable<Void> tick2 = () -> tick(second, both);
      Future<Void> one = threads.submit(tick1);
      Future<Void> two = threads.submit(tick2);
      one.get();
      two.get();
    }
    threads.shutdown();

    assertThat(runsOf(inbox)).as("one run in each of two nights").isEqualTo(2);
    assertThat(
            sql()
                .sql(
                    "select count(*) from inbox_run where inbox = 'twice' and due_at in"
                        + " ('2030-01-02T02:00Z', '2030-01-03T02:00Z') and not late")
                .query(Long.class)
                .single())
        .isEqualTo(2);
    assertThat(folder.resolve("done/a.csv")).exists();
  }

  private static Void tick(InboxPoller poller, CountDownLatch both) throws InterruptedException {
    both.countDown();
    both.await();
    poller.tick();
    return null;
  }

  @Test
  void missed_times_are_caught_up_with_one_run() {
    InboxProperties inbox = inbox(folder, AT_TWO + "name=off");
    MachineClock clock = new MachineClock(EVENING);
    poller(inbox, clock).tick();
    drop("late.csv", order("LATE-1"));
    clock.advance(Duration.ofHours(60));

    InboxPoller later = poller(inbox, clock);
    later.tick();
    clock.advance(Duration.ofMinutes(1));
    later.tick();

    assertThat(runsOf(inbox)).isEqualTo(1);
    ReceivedMail mail = mail();
    assertThat(mail.subject()).isEqualTo("order-import, off: 1 order placed");
    assertThat(mail.plain())
        .contains("Scheduled for 4 January 2030, 02:00, but order-import was not running")
        .contains("2 earlier scheduled times passed without a run.");
  }

  @Test
  void a_misfire_policy_of_notify_only_reports_missed_times() {
    InboxProperties inbox = inbox(folder, AT_TWO + "name=notify\nmisfire=notify");
    MachineClock clock = new MachineClock(EVENING);
    poller(inbox, clock).tick();
    drop("wait.csv", order("WAIT-1"));
    clock.advance(Duration.ofHours(12));

    InboxPoller later = poller(inbox, clock);
    later.tick();

    assertThat(mail().subject()).contains("notify: the run failed: Its scheduled time was missed");
    assertThat(folder.resolve("wait.csv")).exists();
    clock.advance(Duration.ofHours(18));
    later.tick();
    assertThat(folder.resolve("done/wait.csv")).exists();
  }

  @Test
  void another_process_resumes_the_run_of_a_dead_one() {
    InboxProperties inbox = inbox(folder, AT_TWO + "name=dead");
    MachineClock clock = new MachineClock(EVENING);
    InboxRunRepository runRepository = new InboxRunRepository(dataSource, clock);
    drop("b.csv", order("DEAD-1"));
    runRepository.begin("dead", Trigger.SCHEDULE, null, false, false);

    poller(inbox, clock).tick();

    assertThat(runsOf(inbox)).isEqualTo(1);
    assertThat(mail().plain()).contains("It was interrupted once and resumed");
    assertThat(folder.resolve("done/b.csv")).exists();
  }

  @Test
  void the_schedule_holds_the_orders_of_a_run_that_waits_for_users() {
    InboxProperties inbox = inbox(folder, AT_TWO + "name=eyes");
    MachineClock clock = new MachineClock(EVENING);
    drop("c.csv", order("EYES-1"));
    new InboxRunRepository(dataSource, clock).begin("eyes", Trigger.PAGE, null, false, true);

    poller(inbox, clock).tick();

    assertThat(folder.resolve("done/c.csv")).exists();
    assertThat(statusOf("EYES-1")).isEqualTo("HELD");
    drop("d.csv", order("EYES-2"));
    clock.advance(Duration.ofDays(1));
    poller(inbox, clock).tick();
    assertThat(statusOf("EYES-2")).as("the next run is the schedule's own").isEqualTo("ACCEPTED");
  }

  private String statusOf(String orderRef) {
    return sql()
        .sql("select status from orders where order_ref = ?")
        .param(orderRef)
        .query(String.class)
        .single();
  }

  @Test
  void no_run_starts_while_another_machine_holds_the_inbox() throws Exception {
    InboxProperties inbox = inbox(folder, AT_TWO + "name=busy");
    MachineClock clock = new MachineClock(EVENING);
    InboxPoller poller = poller(inbox, clock);
    poller.tick();
    clock.advance(Duration.ofHours(7));
    try (InboxLock inboxLock =
        InboxLock.tryAcquire("busy", new Inbox(folder), dataSource).orElseThrow()) {
      assertThat(inboxLock).isNotNull();
      poller.tick();
      assertThat(runsOf(inbox)).isZero();
    }
    clock.advance(Duration.ofMinutes(1));
    poller.tick();
    assertThat(runsOf(inbox)).isEqualTo(1);
  }

  @Test
  void a_watched_inbox_imports_a_complete_file_within_seconds() throws Exception {
    InboxProperties inbox = inbox(folder, "watch=true\nname=watched");
    MachineClock clock = new MachineClock(Instant.now());
    InboxPoller poller = poller(inbox, clock);
    Path growing = drop("growing.csv", order("GROW-1"));
    for (int second = 0; second < 12; second++) {
      if (second < 6) {
        Files.writeString(growing, order("GROW-" + (second + 2)) + "\n", StandardOpenOption.APPEND);
      }
      assertThat(growing).as("second " + second).exists();
      poller.tick();
      clock.advance(Duration.ofSeconds(1));
      if (Files.notExists(growing)) {
        assertThat(second).isBetween(8, 11);
        break;
      }
    }

    assertThat(folder.resolve("done/growing.csv")).exists();
    assertThat(mail().subject()).isEqualTo("order-import, watched: 7 orders placed");
    for (int second = 0; second < 5; second++) {
      clock.advance(Duration.ofSeconds(1));
      poller.tick();
    }
    assertThat(runsOf(inbox)).as("no files, so no notification").isEqualTo(1);
  }

  @Test
  void an_unfinished_watched_file_is_retried_later_and_reported_once() throws Exception {
    InboxProperties inbox = inbox(folder, "watch=true\nname=stuck");
    MachineClock clock = new MachineClock(Instant.now());
    InboxPoller poller = poller(inbox, clock);
    Path stuck = drop("stuck.csv", order("STUCK-1"));
    inboxService.run(inbox(folder, "hold=true\nname=other"), QUIET);
    Files.move(folder.resolve("done/stuck.csv"), stuck);
    mail();
    long id = sql().sql("select max(id) from import").query(Long.class).single();
    sql().sql("update import set state = 'RUNNING' where id = ?").param(id).update();
    try (var lease = lease(id)) {
      assertThat(lease).isNotNull();
      for (int second = 0; second < 300; second++) {
        poller.tick();
        clock.advance(Duration.ofSeconds(1));
      }
    }
    assertThat(runsOf(inbox)).as("at 4, 64 and 184 seconds").isEqualTo(3);
    ReceivedMail mail = mail();
    assertThat(mail.subject()).isEqualTo("order-import, stuck: 1 file left for the next run");
    assertThat(RECEIVERS.mails()).isEmpty();
  }

  private AutoCloseable lease(long importId) {
    return imports.acquireLease(importId, "another process").orElseThrow();
  }

  @org.springframework.beans.factory.annotation.Autowired orderimport.imports.Imports imports;
}
