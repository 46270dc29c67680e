package orderimport.notification;

import java.nio.charset.StandardCharsets;
import orderimport.notification.NotificationProperties.Format;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body posted to a webhook. It is formatted when it is sent, so that messages rejected for
 * their format are resent in the right one once the setting is fixed.
 */
final class WebhookBody {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SHORTENED = "… (shortened)";

  /** The limit in characters; Slack truncates longer texts. */
  private static final int SLACK_TEXT = 40_000;

  /** The limit in characters; Google Chat rejects longer texts. */
  private static final int GOOGLE_CHAT_TEXT = 4_096;

  /** The limit in bytes of JSON: Teams rejects more than 28 KB, and counts its own envelope. */
  private static final int TEAMS_CARD = 24 * 1024;

  /** The limit in characters of the subject and of each line of a card. */
  private static final int TEAMS_LINE = 1_000;

  private WebhookBody() {}

  static String of(OutboxMessage outboxMessage, Format format) {
    if (format == Format.JSON) {
      return outboxMessage.body();
    }
    String text = JSON.readTree(outboxMessage.body()).path("text").asString("");
    return switch (format) {
      case SLACK -> text(slack(text));
      case GOOGLE_CHAT -> text(googleChat(text));
      case TEAMS, JSON -> teams(outboxMessage.subject(), text);
    };
  }

  private static String text(String text) {
    return JSON.writeValueAsString(JSON.createObjectNode().put("text", text));
  }

  /** Escapes a text, so that a file's name can neither create a link nor mention everyone. */
  private static String slack(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      String next =
          switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(character);
          };
      if (escaped.length() + next.length() + SHORTENED.length() > SLACK_TEXT) {
        return escaped.append(SHORTENED).toString();
      }
      escaped.append(next);
      at += Character.charCount(character);
    }
    return escaped.toString();
  }

  /** Google Chat has no escape for {@code <}, which begins a link or a mention. */
  private static String googleChat(String text) {
    String plain = text.replace('<', '‹').replace('>', '›');
    return shortened(plain, GOOGLE_CHAT_TEXT);
  }

  private static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - SHORTENED.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + SHORTENED;
  }

  /** An adaptive card, as workflows expect it. Text runs are plain; text blocks are Markdown. */
  private static String teams(String subject, String text) {
    ObjectNode message = JSON.createObjectNode().put("type", "message");
    ObjectNode attachment = message.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.putNull("contentUrl");
    ObjectNode card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.4");
    ArrayNode body = card.putArray("body");
    body.addObject()
        .put("type", "TextBlock")
        .put("text", shortened(subject, TEAMS_LINE).replaceAll("[\\\\*\\[\\]{}]", "\\\\$0"))
        .put("weight", "Bolder")
        .put("size", "Medium")
        .put("wrap", true);
    addLines(text.startsWith(subject) ? text.substring(subject.length()) : text, body);
    return JSON.writeValueAsString(message);
  }

  private static void addLines(String text, ArrayNode body) {
    int size = 0;
    boolean apart = true;
    for (String line : text.split("\n")) {
      if (line.isBlank()) {
        apart = true;
        continue;
      }
      ObjectNode block = line(shortened(line, TEAMS_LINE), apart);
      size += size(block);
      if (size > TEAMS_CARD) {
        body.add(line(SHORTENED, true));
        return;
      }
      body.add(block);
      apart = false;
    }
  }

  private static ObjectNode line(String line, boolean apart) {
    ObjectNode block = JSON.createObjectNode().put("type", "RichTextBlock");
    block.put("spacing", apart ? "Medium" : "None");
    block.putArray("inlines").addObject().put("type", "TextRun").put("text", line);
    return block;
  }

  private static int size(JsonNode node) {
    return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
