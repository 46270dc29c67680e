package orderimport.placement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import orderimport.order.Attempt;
import orderimport.order.Order;

/**
 * A known outcome that is not recorded in the database yet, with the identification of its attempt.
 *
 * @param installation the database's id
 * @param orderId the order's id in the ledger
 * @param attempt the attempt's number, from 1
 * @param requestSha256 the SHA-256 of the exact request body, in lower-case hexadecimal
 */
record SpooledResponse(
    UUID installation,
    long importId,
    long orderId,
    int attempt,
    String requestSha256,
    Outcome outcome) {

  static SpooledResponse of(UUID installation, Attempt attempt, Outcome outcome) {
    Order order = attempt.order();
    return new SpooledResponse(
        installation, order.importId(), order.id(), attempt.number(), sha256(order), outcome);
  }

  private static String sha256(Order order) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(String.valueOf(order.request()).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The attempt, if this is the order that was sent. A database restored from an old backup gives
   * the same ids to other orders, or does not have the attempt.
   */
  Optional<Attempt> attemptOf(Order order) {
    return order.id() == orderId
            && order.attempts() >= attempt
            && sha256(order).equals(requestSha256)
        ? Optional.of(new Attempt(order, attempt, List.of(), Instant.EPOCH, Long.MIN_VALUE))
        : Optional.empty();
  }
}
