package orderimport.inbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.inbox.InboxRun.Trigger;
import orderimport.notification.Notification;
import orderimport.notification.NotificationProperties;
import orderimport.notification.Outbox;
import orderimport.problem.TextRenderer;
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
  private final NotificationProperties settings;
  private final Outbox outbox;
  private final InboxRunRepository runRepository;
  private final TextRenderer texts;

  RunNotificationFactory(
      NotificationProperties settings,
      Outbox outbox,
      InboxRunRepository runRepository,
      TextRenderer texts) {
    this.settings = settings;
    this.outbox = outbox;
    this.runRepository = runRepository;
    this.texts = texts;
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
    RunEmailModel page = new RunEmail(settings, texts, report).model();
    Map<String, Object> model = JSON.convertValue(page, new TypeReference<>() {});
    return new Notification(
        page.subject(),
        page.plain(),
        ENGINE.process(TEMPLATE, new Context(texts.locale(), model)),
        RunWebhookPayload.of(report, new RunEmail(settings, TextRenderer.ENGLISH, report).model()),
        attachments(report),
        inbox.to());
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
