package orderimport.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import orderimport.notification.Notification;
import orderimport.notification.NotificationProperties;
import orderimport.notification.Outbox;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Stores notifications of changed states: a summary of all changes since the last one. */
@Component
class TrackingNotifier {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** While the page is served: how long changes are gathered. */
  private static final Duration INTERVAL = Duration.ofHours(1);

  private static final int MAX_LINES = 100;

  private final Trackings trackings;
  private final Outbox outbox;
  private final NotificationProperties settings;
  private final TextRenderer texts;
  private final TransactionTemplate transaction;

  TrackingNotifier(
      Trackings trackings,
      Outbox outbox,
      NotificationProperties settings,
      TextRenderer texts,
      TransactionTemplate transaction) {
    this.trackings = trackings;
    this.outbox = outbox;
    this.settings = settings;
    this.texts = texts;
    this.transaction = transaction;
  }

  /** Stores a summary if changes have been gathered for the interval. */
  void addIfDue(Instant now) {
    if (trackings
        .oldestToNotify()
        .filter(oldest -> !oldest.plus(INTERVAL).isAfter(now))
        .isPresent()) {
      add();
    }
  }

  /** Stores a summary of the changes; none without changes or recipients. */
  void add() {
    transaction.executeWithoutResult(
        status -> {
          List<StatusChange> changes = trackings.takeToNotify();
          if (!changes.isEmpty() && outbox.hasRecipients(List.of())) {
            outbox.add(notification(changes));
          }
        });
  }

  private Notification notification(List<StatusChange> changes) {
    return new Notification(
        texts.render(TrackingText.SUBJECT.text(changes.size())),
        plain(changes, texts),
        html(changes),
        json(changes),
        List.of(),
        List.of());
  }

  private static Text more(List<StatusChange> changes) {
    return TrackingText.MORE.text(changes.size() - MAX_LINES);
  }

  private String plain(List<StatusChange> changes, TextRenderer renderer) {
    StringBuilder plain = new StringBuilder();
    plain.append(renderer.render(TrackingText.HEADLINE.text(changes.size()))).append("\n\n");
    changes.stream()
        .limit(MAX_LINES)
        .forEach(
            change -> {
              plain.append("- ").append(renderer.render(change.text())).append('\n');
              String link = link(change);
              if (!link.isEmpty()) {
                plain.append("  ").append(link).append('\n');
              }
            });
    if (changes.size() > MAX_LINES) {
      plain.append(renderer.render(more(changes))).append('\n');
    }
    return plain.toString();
  }

  private String link(StatusChange change) {
    return settings.importUrl().replace("{id}", String.valueOf(change.importId()));
  }

  private String html(List<StatusChange> changes) {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"")
        .append(texts.locale().getLanguage())
        .append("\"><head><meta charset=\"utf-8\"></head><body><main>\n<h1>")
        .append(escaped(TrackingText.HEADLINE.text(changes.size())))
        .append("</h1>\n<ul>\n");
    changes.stream()
        .limit(MAX_LINES)
        .forEach(
            change -> {
              String link = link(change);
              String text = escaped(change.text());
              html.append("<li>")
                  .append(
                      link.isEmpty()
                          ? text
                          : "<a href=\"%s\">%s</a>".formatted(HtmlUtils.htmlEscape(link), text))
                  .append("</li>\n");
            });
    html.append("</ul>\n");
    if (changes.size() > MAX_LINES) {
      html.append("<p>").append(escaped(more(changes))).append("</p>\n");
    }
    return html.append("</main></body></html>\n").toString();
  }

  private String escaped(Text text) {
    return HtmlUtils.htmlEscape(texts.render(text));
  }

  /** All changes, in English. Chat programs show the {@code text}. */
  private String json(List<StatusChange> changes) {
    TextRenderer english = TextRenderer.ENGLISH;
    String subject = english.render(TrackingText.SUBJECT.text(changes.size()));
    ObjectNode json = JSON.createObjectNode();
    json.put("text", subject + "\n\n" + plain(changes, english));
    json.put("subject", subject);
    ArrayNode list = json.putArray("changes");
    for (StatusChange change : changes) {
      ObjectNode each = list.addObject();
      each.put("carrier", change.carrier());
      each.put("order_ref", change.orderRef());
      each.put("carrier_order_id", change.carrierOrderId());
      each.put("import_id", change.importId());
      each.put("file", change.fileName());
      each.put("previous", change.previous());
      each.put("carrier_status", change.status());
      each.put("final", change.isFinal());
      each.put("since", change.since().toString());
      each.put("noticed", change.noticedAt().toString());
      ObjectNode details = each.putObject("details");
      change.details().forEach(detail -> details.put(detail.name(), detail.value()));
    }
    return JSON.writeValueAsString(json);
  }
}
