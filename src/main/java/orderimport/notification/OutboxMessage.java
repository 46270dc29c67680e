package orderimport.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification for one channel.
 *
 * @param id the same for every attempt
 * @param recipients mail addresses; empty for a webhook
 * @param body plain text, or a webhook's JSON
 * @param html null for a webhook
 * @param attempts the number of failed attempts
 * @param createdAt when it was stored
 */
record OutboxMessage(
    UUID id,
    Channel channel,
    List<String> recipients,
    String subject,
    String body,
    @Nullable String html,
    List<Notification.Attachment> attachments,
    int attempts,
    Instant createdAt) {

  enum Channel {
    MAIL,
    WEBHOOK
  }
}
