package orderimport.inbox;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.imports.ShownName;
import orderimport.inbox.FileReport.ActionItem;
import orderimport.inbox.RunEmailModel.ActionLine;
import orderimport.inbox.RunEmailModel.CountLine;
import orderimport.inbox.RunEmailModel.FileLine;
import orderimport.notification.NotificationProperties;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;

/** Renders the mail about a run in a language. */
final class RunEmail {
  private final NotificationProperties settings;
  private final TextRenderer texts;
  private final InboxReport report;

  RunEmail(NotificationProperties settings, TextRenderer texts, InboxReport report) {
    this.settings = settings;
    this.texts = texts;
    this.report = report;
  }

  RunEmailModel model() {
    Text summary = RunSubjectLine.of(report);
    String headline = texts.render(InboxText.HEADLINE.text(summary));
    return new RunEmailModel(
        ShownName.of(texts.render(InboxText.SUBJECT.text(report.run().inbox(), summary))),
        headline.substring(0, 1).toUpperCase(texts.locale()) + headline.substring(1),
        about().stream().map(texts::render).toList(),
        actions(),
        counts(),
        report.files().stream().map(this::line).toList(),
        texts.locale().getLanguage(),
        Map.of(
            "actions", texts.render(InboxText.ACTION_REQUIRED.text()),
            "orders", texts.render(InboxText.LABEL_ORDERS.text()),
            "files", texts.render(InboxText.LABEL_FILES.text()),
            "open", texts.render(InboxText.LABEL_OPEN.text())));
  }

  private List<Text> about() {
    List<Text> about = new ArrayList<>();
    InboxRun run = report.run();
    about.add(InboxText.IS.text(ShownName.path(report.folder())));
    Instant due = run.dueAt();
    if (due != null && run.late()) {
      about.add(
          (report.failure() == null ? InboxText.SCHEDULED_LATE : InboxText.SCHEDULED)
              .text(time(due)));
    }
    if (run.missedCount() > 0) {
      about.add(InboxText.of(run.missedCount(), InboxText.MISSED_ONE, InboxText.MISSED));
    }
    about.add(InboxText.TIMES.text(time(run.startedAt()), time(report.endedAt()), report.zone()));
    if (run.attempts() > 1) {
      about.add(InboxText.of(run.attempts() - 1, InboxText.INTERRUPTED_ONE, InboxText.INTERRUPTED));
    }
    return about;
  }

  private String time(Instant time) {
    return DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", texts.locale())
        .format(time.atZone(report.zone()));
  }

  private List<ActionLine> actions() {
    List<ActionLine> actions = new ArrayList<>();
    for (FileReport file : report.files()) {
      for (ActionItem item : file.actions()) {
        actions.add(
            new ActionLine(
                file.name(),
                texts.render(item.problem()),
                texts.render(item.nextStep()),
                link(file)));
      }
    }
    return actions;
  }

  private List<CountLine> counts() {
    return report.orders().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(
            entry ->
                new CountLine(
                    entry.getKey().name(), texts.render(entry.getKey().text()), entry.getValue()))
        .toList();
  }

  private FileLine line(FileReport file) {
    Long number = file.file().importId();
    Instant before = file.before();
    Path results = file.file().resultsPath();
    return new FileLine(
        file.name(),
        number == null ? "" : texts.render(InboxText.LABEL_IMPORT.text(number)),
        link(file),
        texts.renderOrEmpty(file.balance()),
        before == null ? "" : texts.render(InboxText.IMPORTED_BEFORE.text(time(before))),
        texts.render(results == null ? InboxText.STAYS.text() : InboxText.RESULTS.text(results)));
  }

  private String link(FileReport file) {
    Long number = file.file().importId();
    return number == null ? "" : settings.importUrl().replace("{id}", String.valueOf(number));
  }
}
