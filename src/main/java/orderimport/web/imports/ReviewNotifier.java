package orderimport.web.imports;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.AuditLog.AuditEvent;
import orderimport.imports.Import;
import orderimport.imports.Reviews;
import orderimport.imports.Reviews.Review;
import orderimport.notification.Notification;
import orderimport.notification.NotificationProperties;
import orderimport.notification.Outbox;
import orderimport.notification.PageNotices;
import orderimport.problem.TextRenderer;
import orderimport.web.UserDirectory;
import orderimport.web.security.ApiTokens;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stores notifications about reviews for those whom they concern: the users who contributed to an
 * import, who reviewed it, and to whom it is assigned, except the one who acts.
 */
@Component
class ReviewNotifier {
  private static final Set<Action> CONCERNED =
      EnumSet.of(
          Action.UPLOADED,
          Action.REREAD,
          Action.EDITED,
          Action.APPROVED,
          Action.SENT_BACK,
          Action.REJECTED,
          Action.REVIEW_REQUESTED,
          Action.COMMENTED);

  private final AuditLog auditLog;
  private final Reviews reviews;
  private final ApiTokens apiTokens;
  private final UserDirectory userDirectory;
  private final PageNotices pageNotices;
  private final Outbox outbox;
  private final NotificationProperties settings;
  private final MessageSource messages;
  private final TextRenderer texts;

  ReviewNotifier(
      AuditLog auditLog,
      Reviews reviews,
      ApiTokens apiTokens,
      UserDirectory userDirectory,
      PageNotices pageNotices,
      Outbox outbox,
      NotificationProperties settings,
      MessageSource messages,
      TextRenderer texts) {
    this.auditLog = auditLog;
    this.reviews = reviews;
    this.apiTokens = apiTokens;
    this.userDirectory = userDirectory;
    this.pageNotices = pageNotices;
    this.outbox = outbox;
    this.settings = settings;
    this.messages = messages;
    this.texts = texts;
  }

  /** Stores the notifications of an act, in the caller's transaction. */
  void add(Import orderImport, Action action, String actor, @Nullable String comment) {
    String assignee = reviews.find(orderImport.id()).map(Review::assignee).orElse(null);
    Set<String> users = concerned(orderImport, action, actor, assignee);
    ObjectNode json = json(orderImport, action, actor, assignee, comment);
    String subject = subject(json, texts.locale());
    pageNotices.add(users, subject, JsonMapper.shared().writeValueAsString(json));
    List<String> to =
        users.stream().flatMap(user -> userDirectory.mailOf(user).stream()).distinct().toList();
    if (!to.isEmpty()) {
      outbox.addMail(mail(orderImport, subject, comment), to);
    }
    if (outbox.hasWebhookForImports()) {
      outbox.addForWebhook(subject, JsonMapper.shared().writeValueAsString(json));
    }
  }

  private Set<String> concerned(
      Import orderImport, Action action, String actor, @Nullable String assignee) {
    Set<String> users = new TreeSet<>();
    if (assignee != null) {
      users.add(assignee);
    }
    if (action != Action.ASSIGNED) {
      auditLog.findByImport(orderImport.id()).stream()
          .filter(event -> CONCERNED.contains(event.action()))
          .map(AuditEvent::actor)
          .forEach(users::add);
    }
    Set<String> concerned = new TreeSet<>(apiTokens.withMakers(users));
    concerned.removeAll(apiTokens.withMakers(Set.of(actor)));
    concerned.removeIf(ApiTokens::isToken);
    return concerned;
  }

  /** The message for the webhook, in English; the page renders a part of it. */
  private ObjectNode json(
      Import orderImport,
      Action action,
      String actor,
      @Nullable String assignee,
      @Nullable String comment) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("type", "review." + action.name().toLowerCase(Locale.ROOT));
    json.put("import_id", orderImport.id());
    json.put("file", orderImport.fileName());
    json.put("action", action.name());
    json.put("actor", actor);
    json.put("assignee", assignee);
    json.put("comment", comment);
    String subject = subject(json, Locale.ENGLISH);
    json.put("text", comment == null ? subject : subject + "\n\n" + comment);
    return json;
  }

  private String subject(JsonNode json, Locale locale) {
    return sentence(json, messages, locale);
  }

  /** What a message says, in one line without a full stop. */
  static String sentence(JsonNode json, MessageSource messages, Locale locale) {
    return messages.getMessage(
        "notices." + json.path("action").asString(""),
        new Object[] {
          json.path("actor").asString(""),
          json.path("import_id").asString(""),
          json.path("file").asString(""),
          json.path("assignee").asString("–")
        },
        locale);
  }

  private Notification mail(Import orderImport, String subject, @Nullable String comment) {
    String link = settings.importUrl().replace("{id}", String.valueOf(orderImport.id()));
    StringBuilder plain = new StringBuilder(subject).append("\n");
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"");
    html.append(texts.locale().getLanguage())
        .append("\"><head><meta charset=\"utf-8\"></head><body><main>\n<p>")
        .append(HtmlUtils.htmlEscape(subject))
        .append("</p>\n");
    if (comment != null) {
      plain.append('\n').append(comment).append('\n');
      html.append("<blockquote>")
          .append(HtmlUtils.htmlEscape(comment).replace("\n", "<br>"))
          .append("</blockquote>\n");
    }
    if (!link.isEmpty()) {
      String escaped = HtmlUtils.htmlEscape(link);
      plain.append('\n').append(link).append('\n');
      html.append("<p><a href=\"%s\">%s</a></p>\n".formatted(escaped, escaped));
    }
    html.append("</main></body></html>\n");
    return new Notification(subject, plain.toString(), html.toString(), "{}", List.of(), List.of());
  }
}
