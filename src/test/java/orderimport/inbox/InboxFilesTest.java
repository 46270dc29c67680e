package orderimport.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import orderimport.imports.ProgressListener;
import orderimport.inbox.MailAndWebhookFixture.ReceivedMail;
import orderimport.job.ExitCodes;
import orderimport.job.FailureExplainer;
import orderimport.job.RunResult;
import orderimport.notification.NotificationProperties;
import orderimport.problem.English;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

/** Files that cannot be imported or moved do not affect the others, and each is reported once. */
class InboxFilesTest extends InboxTestBase {

  @Autowired
  @SuppressWarnings("NullAway.Init")
  private NotificationProperties settings;

  @BeforeEach
  void discardNotifications() {
    sql().sql("update notification set sent_at = now()").update();
    RECEIVERS.mails();
  }

  private InboxReport run(InboxProperties inbox) {
    return run(inbox, QUIET);
  }

  /** Runs an inbox without notifications of runs that found no file. */
  private InboxReport runQuietly(InboxProperties inbox) {
    InboxRunRepository runRepository = new InboxRunRepository(dataSource, Clock.systemUTC());
    NotificationProperties withoutEmptyRuns =
        new NotificationProperties(
            settings.mail(), settings.webhook(), false, settings.maxAttachmentSize(), "");
    RunNotificationFactory quietFactory =
        new RunNotificationFactory(withoutEmptyRuns, outbox, runRepository, TextRenderer.ENGLISH);
    return run(
        inbox,
        new InboxService(
            importService,
            runRepository,
            reports,
            quietFactory,
            outbox,
            transaction,
            dataSource,
            Clock.systemUTC()),
        FailureExplainer.GENERAL::explain);
  }

  private static InboxReport run(
      InboxProperties inbox, InboxService inboxService, InboxRunListener inboxRunListener) {
    return ((InboxResult.Done) inboxService.run(inbox, inboxRunListener)).report();
  }

  private InboxReport run(InboxProperties inbox, InboxRunListener inboxRunListener) {
    return run(inbox, inboxService, inboxRunListener);
  }

  private List<String> namesInDone() {
    return namesIn("done");
  }

  private List<String> namesIn(String subfolder) {
    try (Stream<Path> files = Files.list(folder.resolve(subfolder))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InboxFile file(InboxReport report, String name) {
    return report.files().stream()
        .map(FileReport::file)
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_file_without_an_extension_is_ignored() throws IOException {
    drop("a.csv", order("NAME-1"));
    drop("z.csv", order("NAME-2"));
    for (String name : List.of("csv", "txt", "xls")) {
      Files.copy(folder.resolve("a.csv"), folder.resolve(name));
    }

    InboxReport report = run(inbox(folder, "name=no extension"));

    assertThat(report.exitCode()).isZero();
    assertThat(report.files()).hasSize(2);
    assertThat(namesInDone()).contains("a.csv", "z.csv");
    assertThat(folder.resolve("csv")).exists();
    assertThat(SpreadsheetFolder.in(folder)).isEmpty();
  }

  @Test
  void an_error_in_one_file_does_not_stop_the_others() {
    for (String name : List.of("a.csv", "deep.csv", "full.csv", "wrong.csv", "z.csv")) {
      drop(name, order("ANY-" + name.charAt(0)));
    }
    InboxRunListener failing =
        new InboxRunListener() {
          @Override
          public RunResult aroundImport(String name, Function<ProgressListener, RunResult> work) {
            switch (name) {
              case "deep.csv" -> throw new StackOverflowError();
              case "full.csv" -> throw new OutOfMemoryError("Java heap space");
              case "wrong.csv" -> throw new IllegalStateException("wrong");
              default -> {
                return work.apply(ProgressListener.NONE);
              }
            }
          }

          @Override
          public Text explain(Text activity, Throwable failure) {
            return QUIET.explain(activity, failure);
          }
        };

    InboxReport report = run(inbox(folder, "name=any"), failing);

    assertThat(report.failure()).isNull();
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(namesInDone()).containsExactly("a.csv", "a.csv-results", "z.csv", "z.csv-results");
    assertThat(English.of(file(report, "wrong.csv").leftReason()))
        .isEqualTo("error while importing wrong.csv: wrong");
    assertThat(file(report, "deep.csv").exitCode()).isEqualTo(1);
    assertThat(English.of(file(report, "full.csv").leftReason())).contains("Java heap space");
    assertThat(runsOf(inbox(folder, "name=any"))).isEqualTo(1);
  }

  @Test
  void a_file_left_behind_is_reported_once_until_it_changes() throws IOException {
    InboxProperties inbox = inbox(folder, "name=once");
    Path boom = drop("boom.csv", order("ONCE-1"));
    sql()
        .sql("alter table import add constraint boom check (file_name <> 'boom.csv') not valid")
        .update();
    try {
      assertThat(runQuietly(inbox).exitCode()).isEqualTo(1);
      assertThat(subjects()).containsExactly("order-import, once: 1 file left for the next run");

      drop("good.csv", order("ONCE-2"));
      assertThat(runQuietly(inbox).exitCode()).isEqualTo(1);
      assertThat(subjects()).hasSize(1);
      assertThat(runQuietly(inbox).exitCode()).as("it is still not imported").isEqualTo(1);
      assertThat(subjects()).as("it was reported before").isEmpty();

      Files.setLastModifiedTime(boom, FileTime.from(Instant.now().plusMillis(50)));
      runQuietly(inbox);
      assertThat(subjects()).hasSize(1);
    } finally {
      sql().sql("alter table import drop constraint boom").update();
    }
    assertThat(runQuietly(inbox).exitCode()).isZero();
    assertThat(namesInDone()).contains("boom.csv", "good.csv");
  }

  @Test
  void a_spreadsheet_that_cannot_be_imported_is_reported() throws IOException {
    List<String> others = List.of("binary.XLSB", "calc.ods", "mac.numbers", "old.xlt");
    for (String name : others) {
      Path file = drop(name);
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
        zip.putNextEntry(new ZipEntry(name));
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }
    drop("good.csv", order("OTHER-1"));

    InboxReport report = run(inbox(folder, "name=other formats"));

    assertThat(others)
        .allMatch(name -> file(report, name).exitCode() == ExitCodes.UNREADABLE)
        .allMatch(namesIn("failed")::contains);
    assertThat(namesInDone()).contains("good.csv");
  }

  private List<String> subjects() {
    notificationDispatcher.sendDue();
    // Each of the two recipients gets one.
    return RECEIVERS.mails().stream().map(ReceivedMail::subject).distinct().toList();
  }

  @Test
  void a_name_too_long_for_its_results_folder_is_shortened() {
    String longest = "å".repeat(119) + "1.csv";
    String other = "å".repeat(119) + "2.csv";
    drop(longest, order("LONG-1"));
    drop(other, order("LONG-2"));
    drop("short.csv", order("LONG-3"));

    InboxReport report = run(inbox(folder, "name=long"));

    assertThat(report.exitCode()).isZero();
    assertThat(SpreadsheetFolder.in(folder)).isEmpty();
    assertThat(namesInDone())
        .hasSize(6)
        .contains("å".repeat(48) + ".csv", "å".repeat(48) + ".csv-results")
        .anyMatch(name -> name.matches("å{40,48}-\\d+\\.csv"));
    assertThat(run(inbox(folder, "name=long")).files()).isEmpty();
  }

  @Test
  void a_symbolic_link_is_not_followed_and_reported_once() throws IOException {
    Path secret = Files.createDirectories(data.resolve("elsewhere")).resolve("secret.csv");
    Files.writeString(secret, HEADINGS + "\n" + order("LINK-1") + "\n");
    Files.createSymbolicLink(folder.resolve("link.csv"), secret);
    drop("good.csv", order("LINK-2"));
    InboxProperties inbox = inbox(folder, "name=links");

    InboxReport report = runQuietly(inbox);

    assertThat(report.exitCode()).isZero();
    assertThat(English.of(file(report, "link.csv").leftReason())).contains("is a symbolic link");
    assertThat(namesInDone()).containsExactly("good.csv", "good.csv-results");
    assertThat(
            sql()
                .sql("select count(*) from import where file_name = 'link.csv'")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(subjects()).hasSize(1);
    runQuietly(inbox);
    assertThat(subjects()).isEmpty();
  }

  @Test
  void an_imported_file_is_moved_even_if_its_results_were_purged() throws IOException {
    InboxProperties inbox = inbox(folder, "name=purged");
    drop("old.csv", order("OLD-1"));
    run(inbox);
    Files.move(folder.resolve("done/old.csv"), folder.resolve("old.csv"));
    FileSystemUtils.deleteRecursively(folder.resolve("done"));
    long id =
        sql().sql("select id from import where file_name = 'old.csv'").query(Long.class).single();
    FileSystemUtils.deleteRecursively(data.resolve("reports/" + id));

    assertThat(run(inbox).exitCode()).isZero();

    assertThat(namesInDone()).containsExactly("old.csv", "old.csv-results");
  }

  @Test
  void control_characters_in_a_name_are_replaced() throws IOException {
    Path evil = folder.resolve("a\u001b[31m\nSubject: b.csv");
    Files.write(evil, List.of(HEADINGS, invalidOrder("EVIL-1")));
    Files.setLastModifiedTime(evil, FileTime.fromMillis(0));

    InboxReport report = run(inbox(folder, "name=evil\u001b[2J"));
    notificationDispatcher.sendDue();

    assertThat(report.files().get(0).name()).isEqualTo("a\uFFFD[31m\uFFFDSubject: b.csv");
    ReceivedMail mail = RECEIVERS.mails().get(0);
    assertThat(mail.subject()).startsWith("order-import, evil\uFFFD[2J: ");
    assertThat(mail.plain() + mail.html())
        .contains("Subject: b.csv")
        .doesNotContain("\u001b", "\nSubject");
    assertThat(mail.attachments()).allMatch(name -> !name.matches("(?s).*\\p{Cc}.*"));
    assertThat(Set.copyOf(namesIn("failed")))
        .isEqualTo(Set.of("a\u001b[31m\nSubject: b.csv", "a_[31m_Subject: b.csv-results"));
  }
}
