package orderimport.inbox;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orderimport.imports.ShownName;
import orderimport.inbox.FileReport.ActionItem;
import orderimport.inbox.InboxRun.Trigger;
import orderimport.inbox.RunEmailModel.ActionLine;
import orderimport.inbox.RunEmailModel.CountLine;
import orderimport.inbox.RunEmailModel.FileLine;
import orderimport.notification.Notification;
import orderimport.notification.NotificationProperties;
import orderimport.notification.Outbox;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Creates the notification of a run. */
@Component
class RunNotificationFactory {
  private static final String TEMPLATE = "orderimport/inbox/run-email.html";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TemplateEngine ENGINE = engine();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

  private final NotificationProperties settings;
  private final Outbox outbox;
  private final InboxRunRepository runRepository;

  RunNotificationFactory(
      NotificationProperties settings, Outbox outbox, InboxRunRepository runRepository) {
    this.settings = settings;
    this.outbox = outbox;
    this.runRepository = runRepository;
  }

  private static TemplateEngine engine() {
    TemplateEngine engine = new TemplateEngine();
    engine.setTemplateResolver(
        new ClassLoaderTemplateResolver(RunNotificationFactory.class.getClassLoader()));
    return engine;
  }

  /** Whether to send a notification of a run. */
  boolean isConfigured(InboxReport report, InboxProperties inbox) {
    if (!outbox.hasRecipients(inbox.to())) {
      return false;
    } else if (report.failure() != null) {
      return true;
    } else if (report.run().trigger() != Trigger.WATCH && settings.notifyWhenEmpty()) {
      return true;
    }
    return !report.isAsBefore(runRepository.previouslyLeftFiles(report.run()));
  }

  Notification of(InboxReport report, InboxProperties inbox) {
    RunEmailModel page = page(report);
    Map<String, Object> model = JSON.convertValue(page, new TypeReference<>() {});
    return new Notification(
        page.subject(),
        page.plain(),
        ENGINE.process(TEMPLATE, new Context(Locale.ENGLISH, model)),
        RunWebhookPayload.of(report, page),
        attachments(report),
        inbox.to());
  }

  private RunEmailModel page(InboxReport report) {
    String headline = RunSubjectLine.of(report);
    return new RunEmailModel(
        ShownName.of("order-import, %s: %s".formatted(report.run().inbox(), headline)),
        headline.substring(0, 1).toUpperCase(Locale.ENGLISH) + headline.substring(1) + ".",
        about(report),
        actions(report),
        counts(report),
        report.files().stream().map(file -> line(file, report)).toList());
  }

  private static List<String> about(InboxReport report) {
    List<String> about = new ArrayList<>();
    InboxRun run = report.run();
    about.add("The inbox is %s.".formatted(ShownName.path(report.folder())));
    Instant due = run.dueAt();
    if (due != null && run.late()) {
      about.add(
          report.failure() == null
              ? "Scheduled for %s, but order-import was not running; the run was caught up."
                  .formatted(time(due, report))
              : "Scheduled for %s.".formatted(time(due, report)));
    }
    if (run.missedCount() > 0) {
      about.add(
          "%d earlier scheduled %s passed without a run."
              .formatted(run.missedCount(), run.missedCount() == 1 ? "time" : "times"));
    }
    about.add(
        "The run began on %s and ended on %s (%s)."
            .formatted(
                time(run.startedAt(), report), time(report.endedAt(), report), report.zone()));
    if (run.attempts() > 1) {
      about.add(
          "It was interrupted %s and resumed; nothing was lost or done twice."
              .formatted(run.attempts() == 2 ? "once" : (run.attempts() - 1) + " times"));
    }
    return about;
  }

  private static String time(Instant time, InboxReport report) {
    return TIME.format(time.atZone(report.zone()));
  }

  private List<ActionLine> actions(InboxReport report) {
    List<ActionLine> needs = new ArrayList<>();
    for (FileReport file : report.files()) {
      for (ActionItem actionItem : file.actions()) {
        needs.add(
            new ActionLine(file.name(), actionItem.problem(), actionItem.nextStep(), link(file)));
      }
    }
    return needs;
  }

  private static List<CountLine> counts(InboxReport report) {
    return report.orders().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> new CountLine(entry.getKey().name(), entry.getKey().word(), entry.getValue()))
        .toList();
  }

  private FileLine line(FileReport file, InboxReport report) {
    Long number = file.file().importId();
    Instant before = file.before();
    Path results = file.file().resultsPath();
    return new FileLine(
        file.name(),
        number == null ? "" : String.valueOf(number),
        link(file),
        file.balance(),
        before == null ? "" : "This content was imported before, on " + time(before, report) + ".",
        results == null ? "It stays in the inbox." : "Results: " + results);
  }

  private String link(FileReport file) {
    Long number = file.file().importId();
    return number == null ? "" : settings.importUrl().replace("{id}", String.valueOf(number));
  }

  /** Correction workbooks first, then full results. */
  private static List<Notification.Attachment> attachments(InboxReport report) {
    List<Notification.Attachment> attachments = new ArrayList<>();
    for (String result : List.of("fix-and-reimport.xlsx", "result.xlsx")) {
      for (FileReport file : report.files()) {
        Path results = file.file().resultsPath();
        if (results != null && results.resolve(result).toFile().isFile()) {
          attachments.add(
              new Notification.Attachment(
                  results.resolve(result).toAbsolutePath(), stem(file.name()) + "-" + result));
        }
      }
    }
    return attachments;
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
