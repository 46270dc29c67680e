package orderimport.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A letter on one of its ways.
 *
 * @param id the same however often it is sent
 * @param recipients of a mail; empty for a webhook
 * @param body plain text, or a webhook's JSON
 * @param html null for a webhook
 * @param tries that failed so far
 * @param createdAt when it was kept
 */
record OutboxMessage(
    UUID id,
    Channel route,
    List<String> recipients,
    String subject,
    String body,
    @Nullable String html,
    List<Notification.Attachment> attachments,
    int tries,
    Instant createdAt) {

  enum Channel {
    MAIL,
    WEBHOOK
  }
}
