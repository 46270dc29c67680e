package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.ForkFolder;
import orderimport.inbox.MailAndWebhookFixture;
import orderimport.inbox.MailAndWebhookFixture.ReceivedMail;
import orderimport.inbox.MailAndWebhookFixture.WebhookPost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A night in fast motion: scheduled and watched inboxes, valid and invalid files, a carrier and a
 * mail server that are down for a while, and a server that is killed halfway. In the morning the
 * notifications, the folders and the ledger agree.
 */
class UnattendedRunTest {
  private static final int KINDS = 8;

  /** How often the carriers accepted each order, by {@code CARRIER ORDER_REF}. */
  private final Map<String, Integer> accepted = new ConcurrentHashMap<>();

  private final AtomicInteger busyResponses = new AtomicInteger();
  private final List<Path> inboxes = new ArrayList<>();
  private final String night = CrashTestEnvironment.unique("n");

  @Test
  @Tag("long")
  void nine_files_survive_a_kill_and_a_carrier_outage() throws Exception {
    night(9, 4, 1, Duration.ofMillis(800));
  }

  @Test
  @Tag("long")
  void forty_files_survive_a_kill_and_are_shared_by_two_servers() throws Exception {
    night(40, 40, 2, Duration.ofSeconds(20));
  }

  private void night(int files, int orders, int serversAfter, Duration down) throws Exception {
    Instant began = Instant.now();
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(2, "");
        MailAndWebhookFixture receivers = new MailAndWebhookFixture()) {
      Path folder = Files.createDirectories(ForkFolder.of(night)).toAbsolutePath();
      for (String name : List.of("north", "south", "held")) {
        inboxes.add(Files.createDirectories(folder.resolve(name)));
      }
      configure(crashTestEnvironment, receivers);
      letOneCarrierBeBusy(crashTestEnvironment, down);
      List<String> names = new ArrayList<>();
      for (int i = 0; i < files / 2; i++) {
        names.add(drop(i, orders));
      }
      receivers.mail.stop();

      ChildProcess first = serve(crashTestEnvironment);
      for (int i = files / 2; i < files; i++) {
        names.add(drop(i, orders));
      }
      await(() -> accepted.size() > files * orders / 4, first);
      first.kill();
      assertThat(first.waitForExit()).isEqualTo(137);
      List<ChildProcess> second = new ArrayList<>();
      for (int i = 0; i < serversAfter; i++) {
        second.add(serve(crashTestEnvironment));
      }
      Thread.sleep(2_000);
      receivers.mail.start();
      crashTestEnvironment
          .ledgerAudit()
          .sql()
          .sql("update notification set next_attempt_at = now()")
          .update();
      await(() -> isMorning(crashTestEnvironment), second.get(0));
      second.forEach(childProcess -> childProcess.stop());
      second.forEach(
          childProcess ->
              assertThat(childProcess.waitForExit()).as(childProcess.output()).isZero());

      List<WebhookPost> posted = posted(receivers);
      assertFoldersHold(names);
      assertNotified(names, posted, receivers);
      assertLedgerAgrees(crashTestEnvironment, posted);
      System.out.printf(
          "night: %d files, %d orders accepted, %d in doubt, %d responses busy, %d notifications, %d s%n",
          files,
          accepted.size(),
          count(crashTestEnvironment, "IN_DOUBT"),
          busyResponses.get(),
          posted.size(),
          Duration.between(began, Instant.now()).toSeconds());
    }
  }

  private void configure(CrashTestEnvironment crashTestEnvironment, MailAndWebhookFixture receivers)
      throws IOException {
    Files.writeString(
        crashTestEnvironment.config(),
        """
          inboxes:
            - {folder: '%s', name: %s-north, cron: '0/3 * * * * *', zone: Europe/Oslo}
            - {folder: '%s', name: %s-south, watch: true}
            - {folder: '%s', name: %s-held, cron: '0/5 * * * * *', hold: true}
          notifications:
            mail: {to: [night@example.com]}
            webhook: {url: '%s'}
        spring.mail: {host: 127.0.0.1, port: %d}
        """
            .formatted(
                inboxes.get(0),
                night,
                inboxes.get(1),
                night,
                inboxes.get(2),
                night,
                receivers.hook(),
                receivers.mailPort),
        StandardOpenOption.APPEND);
  }

  /** One carrier is busy for a while after it has accepted some orders. */
  private void letOneCarrierBeBusy(CrashTestEnvironment crashTestEnvironment, Duration down) {
    AtomicInteger arrived = new AtomicInteger();
    Map<String, Long> downUntil = new ConcurrentHashMap<>();
    crashTestEnvironment
        .carriers()
        .onArrival(
            arrival -> {
              Thread.sleep(30);
              if (arrival.carrier().equals("telecomx") && arrived.incrementAndGet() > 3) {
                long until =
                    downUntil.computeIfAbsent("telecomx", c -> System.nanoTime() + down.toNanos());
                if (System.nanoTime() < until) {
                  busyResponses.incrementAndGet();
                  return 429;
                }
              }
              accepted.merge(arrival.carrier() + " " + arrival.orderRef(), 1, Integer::sum);
              return 0;
            });
  }

  private ChildProcess serve(CrashTestEnvironment crashTestEnvironment) {
    ChildProcess childProcess = crashTestEnvironment.start("serve", "--port", 0);
    await(() -> childProcess.output().contains("The page is at"), childProcess);
    return childProcess;
  }

  /** Puts a file into an inbox, cycling through the kinds of files; returns its name. */
  private String drop(int i, int orders) throws IOException {
    Path inbox = inboxes.get(i % inboxes.size());
    int kind = (i / inboxes.size() + i) % KINDS;
    String prefix = night + "-" + i;
    Path part = inbox.resolve(prefix + ".part");
    if (kind == 5) {
      Files.writeString(part, "name,amount\nbooks %d,7\n".formatted(i));
    } else {
      OrderSheet sheet = new OrderSheet().orders(prefix, orders);
      if (kind == 6 && i > inboxes.size()) {
        sheet.order("granite", night + "-" + (i - inboxes.size()) + "-2");
      }
      sheet.write(part);
    }
    if (kind == 3) {
      Files.writeString(
          part,
          "telecomx,%s-wrong,%sFIBER,Vej 1,,Brøndby,8\n".formatted(prefix, ",".repeat(16)),
          StandardOpenOption.APPEND);
    }
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(part, inbox.resolve(prefix + ".csv"), StandardCopyOption.ATOMIC_MOVE);
    return prefix + ".csv";
  }

  private static void await(BooleanSupplier condition, ChildProcess childProcess) {
    long deadline = System.nanoTime() + Duration.ofMinutes(6).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline || !childProcess.isAlive()) {
        throw new AssertionError("Timed out waiting for a condition: " + childProcess.output());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean isMorning(CrashTestEnvironment crashTestEnvironment) {
    return inboxes.stream().allMatch(inbox -> files(inbox).isEmpty())
        && number(crashTestEnvironment, "select count(*) from inbox_run where ended_at is null")
            == 0
        && number(crashTestEnvironment, "select count(*) from notification where sent_at is null")
            == 0;
  }

  private static long number(CrashTestEnvironment crashTestEnvironment, String sql) {
    return crashTestEnvironment.ledgerAudit().sql().sql(sql).query(Long.class).single();
  }

  private static Set<String> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The posted notifications, each once, however often it was sent. */
  private List<WebhookPost> posted(MailAndWebhookFixture receivers) {
    Map<String, WebhookPost> byKey = new TreeMap<>();
    for (WebhookPost each : receivers.posted()) {
      if (each.json().path("inbox").asString("").startsWith(night)) {
        byKey.put(each.key(), each);
      }
    }
    return List.copyOf(byKey.values());
  }

  private void assertFoldersHold(List<String> names) {
    List<String> found = new ArrayList<>();
    for (Path inbox : inboxes) {
      for (String to : List.of("done", "failed")) {
        for (String name : files(inbox.resolve(to))) {
          assertThat(inbox.resolve(to).resolve(name + "-results").resolve("summary.json")).exists();
          found.add(name);
        }
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(names);
  }

  private void assertNotified(
      List<String> names, List<WebhookPost> posted, MailAndWebhookFixture receivers) {
    List<String> moved = new ArrayList<>();
    for (WebhookPost each : posted) {
      for (JsonNode file : each.json().path("files")) {
        if (file.path("left_reason").isNull()) {
          moved.add(file.path("file").asString());
          assertThat(Path.of(file.path("path").asString())).exists();
        }
      }
    }
    assertThat(moved).as("each file is reported once").containsExactlyInAnyOrderElementsOf(names);
    Set<String> mails =
        receivers.mails().stream()
            .filter(mail -> mail.subject().contains(night))
            .map(ReceivedMail::id)
            .collect(Collectors.toSet());
    assertThat(mails).as("a mail for each run").hasSameSizeAs(posted);
    assertThat(posted)
        .as("the interrupted run was resumed")
        .anyMatch(each -> each.json().path("interrupted").asInt() > 0);
  }

  /** The notifications report each import's orders as the ledger and the carriers have them. */
  private void assertLedgerAgrees(
      CrashTestEnvironment crashTestEnvironment, List<WebhookPost> posted) {
    for (WebhookPost each : posted) {
      for (JsonNode file : each.json().path("files")) {
        if (file.path("left_reason").isNull()) {
          Map<String, String> ledger =
              crashTestEnvironment.ledgerAudit().ledger(file.path("import_id").asLong());
          Map<String, Long> states =
              ledger.values().stream()
                  .collect(Collectors.groupingBy(state -> state, Collectors.counting()));
          file.path("orders")
              .properties()
              .forEach(
                  reported ->
                      assertThat(reported.getValue().asLong())
                          .as("%s of %s", reported.getKey(), file.path("file"))
                          .isEqualTo(states.getOrDefault(reported.getKey(), 0L)));
          ledger.forEach((order, state) -> assertCarriersAgree(order, state));
        }
      }
    }
    assertThat(accepted.values()).as("no order is accepted twice").allMatch(times -> times == 1);
  }

  private void assertCarriersAgree(String order, String state) {
    int times = accepted.getOrDefault(order, 0);
    switch (state) {
      case "ACCEPTED" -> assertThat(times).as(order).isEqualTo(1);
      case "HELD", "INVALID" -> assertThat(times).as(order).isZero();
      case "DUPLICATE", "IN_DOUBT" -> assertThat(times).as(order).isLessThanOrEqualTo(1);
      default -> throw new AssertionError(order + " is " + state);
    }
  }

  private long count(CrashTestEnvironment crashTestEnvironment, String status) {
    return crashTestEnvironment
        .ledgerAudit()
        .sql()
        .sql("select count(*) from orders where status = ? and order_ref like ?")
        .params(status, night + "%")
        .query(Long.class)
        .single();
  }
}
