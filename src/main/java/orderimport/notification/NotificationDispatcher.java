package orderimport.notification;

import static java.util.stream.Collectors.joining;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends what is in the outbox, each message until it has arrived, or for a week. It may go twice,
 * if the process dies after it went; then both have the same name.
 */
@Component
public class NotificationDispatcher {
  private static final Logger log = LoggerFactory.getLogger(NotificationDispatcher.class);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final int LONGEST_PAUSE_AFTER = 6;
  private static final Duration TRIED = Duration.ofDays(7);
  private static final Duration KEPT = Duration.ofDays(90);

  /** Longer than a mail server that answers slowly, but within its timeouts, can take. */
  private static final Duration CLAIM = Duration.ofMinutes(30);

  private final Outbox outbox;
  private final MailChannel mail;
  private final WebhookChannel webhook;
  private final Clock clock;

  NotificationDispatcher(Outbox outbox, MailChannel mail, WebhookChannel webhook, Clock clock) {
    this.outbox = outbox;
    this.mail = mail;
    this.webhook = webhook;
    this.clock = clock;
  }

  /**
   * Sends what is due now.
   *
   * @return how many messages have not arrived yet
   */
  public long sendDue() {
    return sendDue(warning -> {});
  }

  /**
   * Sends what is due now.
   *
   * @param warnings gets whom a message will never arrive with, in a sentence each
   * @return how many messages have not arrived yet
   */
  public long sendDue(Consumer<String> warnings) {
    for (Optional<OutboxMessage> next = outbox.claim(CLAIM);
        next.isPresent();
        next = outbox.claim(CLAIM)) {
      send(next.get(), warnings);
    }
    return outbox.waiting();
  }

  /** Deletes messages that arrived, or were given up, long ago; gives how many. */
  public int purge() {
    return outbox.deleteBefore(clock.instant().minus(KEPT));
  }

  /** Without a transaction, or a connection, which would wait for the mail server with it. */
  private void send(OutboxMessage outboxMessage, Consumer<String> warnings) {
    DeliveryResult deliveryResult;
    try {
      deliveryResult =
          switch (outboxMessage.route()) {
            case MAIL -> mail.send(outboxMessage);
            case WEBHOOK -> webhook.send(outboxMessage);
          };
    } catch (NotDeliveredException e) {
      notDelivered(outboxMessage, String.valueOf(e.getMessage()), warnings);
      return;
    } catch (RuntimeException e) {
      log.error(
          "Message {} caused an unexpected error, which keeps no other back",
          outboxMessage.id(),
          e);
      notDelivered(
          outboxMessage, "an unexpected error, of which the log has the details", warnings);
      return;
    }
    if (!deliveryResult.rejected().isEmpty()) {
      warn(
          "The notification \"%s\" went to the other recipients; %s. Correct that address."
              .formatted(outboxMessage.subject(), describe(deliveryResult)),
          warnings);
    }
    if (deliveryResult.later().isEmpty()) {
      outbox.sent(
          outboxMessage, deliveryResult.rejected().isEmpty() ? null : describe(deliveryResult));
      log.info("Message {} was sent", outboxMessage.id());
    } else {
      outbox.sentToOthers(outboxMessage, deliveryResult.later(), pause(outboxMessage.tries()));
      log.info("Message {} was sent to all but {}", outboxMessage.id(), deliveryResult.later());
    }
  }

  private static String describe(DeliveryResult deliveryResult) {
    return deliveryResult.rejected().stream()
        .map(DeliveryResult.Rejection::toString)
        .collect(joining("; "));
  }

  private void notDelivered(OutboxMessage outboxMessage, String why, Consumer<String> warnings) {
    if (clock.instant().isAfter(outboxMessage.createdAt().plus(TRIED))) {
      outbox.givenUp(outboxMessage, why);
      warn(
          "The notification \"%s\" could not be sent for %d days and is given up: %s."
              .formatted(outboxMessage.subject(), TRIED.toDays(), why),
          warnings);
      return;
    }
    Duration pause = pause(outboxMessage.tries());
    log.warn(
        "Message {} could not be sent, next try in {} minutes: {}",
        outboxMessage.id(),
        pause.toMinutes(),
        why);
    outbox.failed(outboxMessage, why, pause);
  }

  private static void warn(String warning, Consumer<String> warnings) {
    log.error(warning);
    warnings.accept(warning);
  }

  /** A minute, two, four, up to about an hour. */
  private static Duration pause(int triesBefore) {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(triesBefore, LONGEST_PAUSE_AFTER));
  }
}
