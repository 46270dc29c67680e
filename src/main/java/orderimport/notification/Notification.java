package orderimport.notification;

import java.nio.file.Path;
import java.util.List;

/**
 * A notification, sent by mail and webhook.
 *
 * @param subject a summary in one line
 * @param plain the content as plain text
 * @param html the content as HTML
 * @param json the content for webhooks
 * @param attachments the most important first; those beyond the size limit are omitted
 * @param to mail addresses; empty for the configured ones
 */
public record Notification(
    String subject,
    String plain,
    String html,
    String json,
    List<Attachment> attachments,
    List<String> to) {

  /**
   * A file to attach, if it still exists when the mail is sent.
   *
   * @param name its name in the mail
   */
  public record Attachment(Path file, String name) {}
}
