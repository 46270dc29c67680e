package orderimport.background;

import java.time.Clock;
import java.util.Locale;
import orderimport.imports.WorkRequests;
import orderimport.notification.Outbox;
import orderimport.problem.TextRenderer;
import orderimport.report.Reports;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Completes requests for work on imports. The message for the webhook is stored in the transaction
 * that removes the request: a process that dies before leaves the request to the next one.
 */
public class RequestCompletion {
  private final WorkRequests workRequests;
  private final Outbox outbox;
  private final Reports reports;
  private final TextRenderer texts;
  private final Clock clock;
  private final TransactionTemplate transaction;

  /**
   * @param texts renders the message's text
   */
  public RequestCompletion(
      WorkRequests workRequests,
      Outbox outbox,
      Reports reports,
      TextRenderer texts,
      Clock clock,
      TransactionTemplate transaction) {
    this.workRequests = workRequests;
    this.outbox = outbox;
    this.reports = reports;
    this.texts = texts;
    this.clock = clock;
    this.transaction = transaction;
  }

  /** Removes the request for an import, work on which has ended for whatever reason. */
  void complete(long importId) {
    if (!outbox.hasWebhookForImports()) {
      workRequests.complete(importId);
      return;
    }
    ObjectNode summary = reports.summary(importId);
    String text =
        "%s: %s"
            .formatted(
                summary.path("file").asString(""),
                texts.render(reports.counts(importId).ordersBalance()));
    ObjectNode message = JsonMapper.shared().createObjectNode();
    message.put("type", "import." + summary.path("state").asString("").toLowerCase(Locale.ROOT));
    message.put("timestamp", clock.instant().toString());
    message.put("text", text);
    message.set("import", summary);
    String json = JsonMapper.shared().writeValueAsString(message);
    transaction.executeWithoutResult(
        status -> {
          workRequests.complete(importId);
          outbox.addForWebhook(text, json);
        });
  }
}
