package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.cli.Main;
import orderimport.cli.ProgramJar;
import orderimport.inbox.MailAndWebhookFixture;
import orderimport.notification.SmtpRelay;
import orderimport.notification.SmtpRelay.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Nightly runs with a mail relay that rejects a recipient, then large mails, then is down; a chat
 * of each format; and a folder of valid files among files that must be ignored or rejected. All
 * valid files are placed, and each recipient is notified once.
 */
@Tag("long")
class UnattendedTrialsTest {
  /** Files with usual names; with the unusually named ones there are more than twenty. */
  private static final int REGULAR_FILES = 12;

  private static final int NIGHTS = 4;
  private static final Set<String> IGNORED =
      Set.of("csv", "~$open.xlsx", ".hidden.csv", "copying.csv.part", "copying.tmp", "folder.csv");
  private static final Pattern ID = Pattern.compile("(?m)^Message-ID: (\\S+)");

  private final String night = CrashTestEnvironment.unique("t");
  private final Path inbox = Path.of("target", "kills", night, "inbox $(x) %s").toAbsolutePath();
  private final List<String> validFiles = new ArrayList<>();
  private final List<Mail> mails = new ArrayList<>();
  private final List<String> output = new ArrayList<>();
  private final CrashTestEnvironment crashTestEnvironment;
  private final MailAndWebhookFixture chat;
  private String carriers;
  private int relayPort;

  UnattendedTrialsTest() throws IOException {
    crashTestEnvironment = new CrashTestEnvironment(2, "");
    chat = new MailAndWebhookFixture();
    carriers = Files.readString(crashTestEnvironment.config());
  }

  @BeforeEach
  void createInbox() throws IOException {
    Files.createDirectories(inbox);
    // Creates the tables, if this is the first test that uses the data directory.
    crashTestEnvironment.run("list");
    sql().sql("update notification set sent_at = now() where sent_at is null").update();
  }

  @AfterEach
  void closeEnvironment() {
    try (crashTestEnvironment;
        chat) {
      sql().sql("alter table import drop constraint if exists boom").update();
    }
  }

  private JdbcClient sql() {
    return crashTestEnvironment.ledgerAudit().sql();
  }

  @Test
  void all_valid_files_are_placed_and_each_recipient_is_notified_once() throws Exception {
    try (SmtpRelay relay = new SmtpRelay()) {
      relayPort = relay.port();
      relay.replies.put("day@example.com", "550 5.1.1 unknown user");
      dropRegular(0);
      dropNames(
          "a\u001b[31m\nSubject: x.csv", "-rf.csv", "@sites.csv", "<b>&\"'.csv", "n\u202Ecsv.csv");
      dropIgnored();
      dropLinks();
      assertThat(night("json")).isZero();
      assertThat(lastOutput()).contains("day@example.com was rejected: 550 5.1.1 unknown user");

      relay.replies.clear();
      relay.maxSize = 100_000;
      dropRegular(1);
      dropNames(
          "bl\u00e5 \u00f8l.csv", "\u00e5".repeat(119) + "1.csv", "\u00e5".repeat(119) + "2.csv");
      dropLatin1();
      assertThat(night("slack", "env", "LC_ALL=POSIX")).isZero();
      mails.addAll(relay.accepted);
    }

    dropRegular(2);
    dropNames("gr\u00f8nt.csv");
    drop("no orders.csv", "name,amount\nbooks,7\n");
    drop("damaged.xlsx", "PK\u0003\u0004 no workbook");
    drop("empty.csv", "");
    assertThat(night("teams")).isEqualTo(3);
    assertThat(lastOutput()).contains("could not be sent yet");

    try (SmtpRelay relay = new SmtpRelay(relayPort)) {
      sql().sql("update notification set next_attempt_at = now() where sent_at is null").update();
      dropRegular(3);
      sql()
          .sql("alter table import add constraint boom check (file_name <> 'boom.csv') not valid")
          .update();
      dropNames("boom.csv");
      assertThat(night("google-chat", "env", "LC_ALL=POSIX")).isEqualTo(1);
      mails.addAll(relay.accepted);
    }
    assertValidFilesPlaced();
    assertMailsSentOnce();
    assertChatsNotifiedOnce();
    assertOutputSafeForTerminal();
  }

  private int night(String format, String... wrapper) throws IOException {
    Files.writeString(
        crashTestEnvironment.config(),
        carriers
            + """
              notifications:
                mail: {from: orders@example.com, to: [night@example.com, day@example.com]}
                webhook: {url: '%s', format: %s}
            spring.mail: {host: 127.0.0.1, port: %d}
            """
                .formatted(chat.hook(), format, relayPort));
    List<String> command = new ArrayList<>(List.of(wrapper));
    command.addAll(ProgramJar.command());
    command.add(Main.class.getName());
    ChildProcess childProcess =
        wrapper.length == 0
            ? crashTestEnvironment.start("import", "--inbox", inbox)
            : crashTestEnvironment.launch(command, "import", "--inbox", inbox);
    int code = childProcess.waitForExit();
    output.add(childProcess.output());
    return code;
  }

  private String lastOutput() {
    return output.get(output.size() - 1);
  }

  private void dropRegular(int night) throws IOException {
    for (int i = 0; i < REGULAR_FILES / NIGHTS; i++) {
      dropNames("good-%d-%d.csv".formatted(night, i));
    }
  }

  /** Drops a file under each name, with orders that no other file has. */
  private void dropNames(String... names) throws IOException {
    for (String name : names) {
      validFiles.add(name);
      makeOld(
          new OrderSheet().orders(night + "-" + validFiles.size(), 2).write(inbox.resolve(name)));
    }
  }

  /** Drops a file whose name is not UTF-8, which Java can move but not create. */
  private void dropLatin1() throws Exception {
    dropNames("latin.csv");
    new ProcessBuilder("sh", "-c", "mv latin.csv \"$(printf 'latin-\\345.csv')\"")
        .directory(inbox.toFile())
        .start()
        .waitFor();
    validFiles.set(validFiles.indexOf("latin.csv"), "latin-\uFFFD.csv");
  }

  private void dropIgnored() throws IOException {
    Path sheet = new OrderSheet().orders(night + "-alone", 2).write(inbox.resolve("csv"));
    for (String name : IGNORED) {
      if (name.equals("folder.csv")) {
        Files.createDirectory(inbox.resolve(name));
      } else if (!name.equals("csv")) {
        Files.copy(sheet, inbox.resolve(name));
      }
    }
  }

  private void dropLinks() throws IOException {
    Path secret = inbox.resolveSibling("secret.csv");
    makeOld(new OrderSheet().orders(night + "-secret", 2).write(secret));
    Files.createSymbolicLink(inbox.resolve("link.csv"), secret);
    Files.createSymbolicLink(inbox.resolve("dangling.csv"), inbox.resolveSibling("gone.csv"));
    Files.createSymbolicLink(inbox.resolve("loop.csv"), inbox.resolve("loop.csv"));
  }

  private void drop(String name, String content) throws IOException {
    makeOld(Files.writeString(inbox.resolve(name), content));
  }

  private static void makeOld(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - 60_000));
  }

  private static Set<String> names(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> String.valueOf(file.getFileName()))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertValidFilesPlaced() {
    List<String> placed = new ArrayList<>(validFiles);
    placed.remove("boom.csv");
    assertThat(names(inbox.resolve("done"))).containsExactlyInAnyOrderElementsOf(placed);
    assertThat(names(inbox.resolve("failed")))
        .containsExactly("damaged.xlsx", "empty.csv", "no orders.csv");
    Set<String> left = new TreeSet<>(IGNORED);
    left.remove("folder.csv");
    left.addAll(List.of("link.csv", "dangling.csv", "loop.csv", "boom.csv", ".order-import.lock"));
    assertThat(names(inbox)).isEqualTo(left);

    Map<String, Integer> arrivals = new HashMap<>(crashTestEnvironment.carriers().counts());
    assertThat(arrivals).hasSize(2 * placed.size());
    assertThat(arrivals.values()).containsOnly(1);
    assertThat(arrivals.keySet()).noneMatch(order -> order.matches(".*-(secret|alone)-.*"));
    assertThat(
            sql()
                .sql("select count(*) from orders where status = 'ACCEPTED' and order_ref like ?")
                .param(night + "-%")
                .query(Long.class)
                .single())
        .isEqualTo(2L * placed.size());
  }

  private void assertMailsSentOnce() {
    Map<String, List<String>> ids = new HashMap<>();
    for (Mail mail : mails) {
      Matcher id = ID.matcher(mail.text());
      assertThat(id.find()).isTrue();
      mail.recipients()
          .forEach(each -> ids.computeIfAbsent(each, to -> new ArrayList<>()).add(id.group(1)));
    }
    assertThat(ids.get("night@example.com")).hasSize(NIGHTS).doesNotHaveDuplicates();
    assertThat(ids.get("day@example.com")).hasSize(NIGHTS - 1).doesNotHaveDuplicates();
    assertThat(mails.get(0).text()).contains("Content-Disposition: attachment");
    assertThat(mails.get(1).text()).doesNotContain("Content-Disposition: attachment");
    assertThat(output.stream().filter(each -> each.contains("was rejected"))).hasSize(1);
    assertThat(
            sql()
                .sql("select count(*) from notification where sent_at is null")
                .query(Long.class)
                .single())
        .isZero();
  }

  private void assertChatsNotifiedOnce() {
    assertThat(chat.posted())
        .hasSize(NIGHTS)
        .extracting(MailAndWebhookFixture.WebhookPost::key)
        .doesNotHaveDuplicates();
    List<JsonNode> posts =
        chat.posted().stream().map(MailAndWebhookFixture.WebhookPost::json).toList();
    assertThat(posts.get(0).path("exit_code").isInt()).isTrue();
    assertThat(posts.get(0).path("text").asString()).contains("link.csv", "symbolic link");
    assertThat(posts.get(1).propertyNames()).containsExactly("text");
    assertThat(posts.get(2).path("attachments").path(0).path("contentType").asString())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(posts.get(2).toString()).contains("no orders.csv", "damaged.xlsx", "empty.csv");
    assertThat(posts.get(3).propertyNames()).containsExactly("text");
    assertThat(posts.get(3).path("text").asString())
        .contains("boom.csv", "Unexpected error while importing boom.csv", "sends no order twice");
  }

  private void assertOutputSafeForTerminal() {
    assertThat(output)
        .allSatisfy(
            each ->
                assertThat(each).doesNotContain("\u001b", "\nSubject: x", "Exception", "\tat "));
  }
}
