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
 * Sends the messages of the outbox and retries each for up to a week. A message is sent twice if
 * the process dies before recording the delivery; both copies then have the same id.
 */
@Component
public class NotificationDispatcher {
  private static final Logger log = LoggerFactory.getLogger(NotificationDispatcher.class);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final int LONGEST_PAUSE_AFTER = 6;
  private static final Duration RETRY_PERIOD = Duration.ofDays(7);
  private static final Duration RETENTION_PERIOD = Duration.ofDays(90);

  /** Longer than sending can take with a slow mail server that stays within its timeouts. */
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
   * @return the number of messages not delivered yet
   */
  public long sendDue() {
    return sendDue(warning -> {});
  }

  /**
   * Sends what is due now.
   *
   * @param warnings receives a sentence for each message that some recipients will never get
   * @return the number of messages not delivered yet
   */
  public long sendDue(Consumer<String> warnings) {
    for (Optional<OutboxMessage> next = outbox.claim(CLAIM);
        next.isPresent();
        next = outbox.claim(CLAIM)) {
      send(next.get(), warnings);
    }
    return outbox.countPending();
  }

  /** Deletes messages older than 90 days that were delivered or given up; returns their number. */
  public int purge() {
    return outbox.deleteBefore(clock.instant().minus(RETENTION_PERIOD));
  }

  /** Holds no transaction or connection while it waits for the mail server. */
  private void send(OutboxMessage outboxMessage, Consumer<String> warnings) {
    DeliveryResult deliveryResult;
    try {
      deliveryResult =
          switch (outboxMessage.channel()) {
            case MAIL -> mail.send(outboxMessage);
            case WEBHOOK -> webhook.send(outboxMessage);
          };
    } catch (NotDeliveredException e) {
      notDelivered(outboxMessage, String.valueOf(e.getMessage()), warnings);
      return;
    } catch (RuntimeException e) {
      log.error(
          "Message {} caused an unexpected error; other messages are still sent",
          outboxMessage.id(),
          e);
      notDelivered(outboxMessage, "an unexpected error; the log has the details", warnings);
      return;
    }
    if (!deliveryResult.rejected().isEmpty()) {
      warn(
          "The notification \"%s\" was sent to the other recipients; %s. Fix that address."
              .formatted(outboxMessage.subject(), describe(deliveryResult)),
          warnings);
    }
    if (deliveryResult.later().isEmpty()) {
      outbox.recordSent(
          outboxMessage, deliveryResult.rejected().isEmpty() ? null : describe(deliveryResult));
      log.info("Message {} was sent", outboxMessage.id());
    } else {
      outbox.recordPartlySent(
          outboxMessage, deliveryResult.later(), pause(outboxMessage.attempts()));
      log.info("Message {} was sent to all but {}", outboxMessage.id(), deliveryResult.later());
    }
  }

  private static String describe(DeliveryResult deliveryResult) {
    return deliveryResult.rejected().stream()
        .map(DeliveryResult.Rejection::toString)
        .collect(joining("; "));
  }

  private void notDelivered(OutboxMessage outboxMessage, String why, Consumer<String> warnings) {
    if (clock.instant().isAfter(outboxMessage.createdAt().plus(RETRY_PERIOD))) {
      outbox.recordGivenUp(outboxMessage, why);
      warn(
          "The notification \"%s\" could not be sent for %d days and is given up: %s."
              .formatted(outboxMessage.subject(), RETRY_PERIOD.toDays(), why),
          warnings);
      return;
    }
    Duration pause = pause(outboxMessage.attempts());
    log.warn(
        "Message {} could not be sent, next try in {} minutes: {}",
        outboxMessage.id(),
        pause.toMinutes(),
        why);
    outbox.recordFailure(outboxMessage, why, pause);
  }

  private static void warn(String warning, Consumer<String> warnings) {
    log.error(warning);
    warnings.accept(warning);
  }

  /** Doubles from one minute to about an hour. */
  private static Duration pause(int failedTries) {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(failedTries, LONGEST_PAUSE_AFTER));
  }
}
