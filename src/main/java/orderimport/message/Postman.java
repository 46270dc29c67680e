package orderimport.message;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is in the outbox, each message until it has arrived. It may go twice, if the process
 * dies after it went; then both have the same name.
 */
@Component
public class Postman {
  private static final Logger log = LoggerFactory.getLogger(Postman.class);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final int LONGEST_PAUSE_AFTER = 6;
  private static final Duration KEPT = Duration.ofDays(90);

  private final Outbox outbox;
  private final MailRoute mail;
  private final WebhookRoute webhook;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Postman(
      Outbox outbox,
      MailRoute mail,
      WebhookRoute webhook,
      TransactionTemplate transaction,
      Clock clock) {
    this.clock = clock;
    this.outbox = outbox;
    this.mail = mail;
    this.webhook = webhook;
    this.transaction = transaction;
  }

  private enum Round {
    SENT,
    FAILED,
    NOTHING_TO_SEND
  }

  /**
   * Sends what is due now.
   *
   * @return how many messages have not arrived yet
   */
  public long round() {
    Round last = Round.SENT;
    while (last != Round.NOTHING_TO_SEND) {
      last = Objects.requireNonNull(transaction.execute(status -> sendNext()));
    }
    return outbox.waiting();
  }

  /** Forgets messages that arrived long ago. */
  public void tidy() {
    outbox.forgetArrivedBefore(clock.instant().minus(KEPT));
  }

  /** Its row stays locked meanwhile, so that another process sends the others. */
  private Round sendNext() {
    Message message = outbox.next().orElse(null);
    if (message == null) {
      return Round.NOTHING_TO_SEND;
    }
    try {
      switch (message.route()) {
        case MAIL -> mail.send(message);
        case WEBHOOK -> webhook.send(message);
      }
      outbox.sent(message);
      log.info("Message {} was sent", message.id());
      return Round.SENT;
    } catch (NotDeliveredException e) {
      Duration pause = pause(message.tries());
      log.warn(
          "Message {} could not be sent, next try in {} minutes: {}",
          message.id(),
          pause.toMinutes(),
          e.getMessage());
      outbox.failed(message, String.valueOf(e.getMessage()), pause);
      return Round.FAILED;
    }
  }

  /** A minute, two, four, up to about an hour. */
  private static Duration pause(int triesBefore) {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(triesBefore, LONGEST_PAUSE_AFTER));
  }
}
