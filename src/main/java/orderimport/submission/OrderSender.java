package orderimport.submission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carrier.Complaint;
import orderimport.carrier.CarrierSettings;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * Sends orders to one carrier and tells what became of each. Thread-safe; at most {@code
 * concurrency} calls at once find a connection.
 */
final class OrderSender implements AutoCloseable {

  private final Carrier carrier;
  private final URI orderUri;
  private final AuthKeys keys;
  private final Wire wire;
  private final Credentials credentials;

  /** Orders that had a 401 and wait for their one more try with another token. */
  private final Set<String> refusedOnce = ConcurrentHashMap.newKeySet();

  /**
   * @param orderUri where orders are posted, http or https
   * @throws IllegalArgumentException if nothing can be posted there
   */
  OrderSender(Carrier carrier, URI orderUri, CarrierSettings settings, Clock clock) {
    this.carrier = carrier;
    this.keys = new AuthKeys(carrier.name());
    this.orderUri =
        Addresses.parse(orderUri.toString())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        ("order-import.carriers.%s.base-url and order-path do not make an http(s)"
                                + " address without user and password")
                            .formatted(carrier.name())));
    this.wire =
        new Wire(
            settings.connectTimeout(), settings.responseTimeout(), settings.concurrency(), clock);
    this.credentials = Credentials.of(carrier.name(), settings, wire, clock);
  }

  /**
   * Sends an order: at most one request to the carrier, so that each has its own place in the
   * ledger and under the rate limit. After a 401 with a token that can be renewed the outcome is
   * {@link Outcome.TryLater}, once for the same order.
   *
   * @param json the request's body
   * @param mayStillSend asked once connected, right before the first byte leaves
   * @throws RuntimeException what {@code mayStillSend} threw; nothing was sent then
   */
  Outcome send(String json, BooleanSupplier mayStillSend) {
    Grant grant = credentials.current();
    if (grant instanceof Grant.Denied denied) {
      return denied.outcome();
    }
    Authorization authorization = (Authorization) grant;
    HttpPost request = new HttpPost(orderUri);
    request.setHeader("Accept", "application/json");
    request.setEntity(new ByteArrayEntity(json.getBytes(UTF_8), ContentType.APPLICATION_JSON));
    authorization.applyTo(request);

    Exchange exchange = wire.call(request, mayStillSend);
    if (exchange instanceof Exchange.Unsent unsent) {
      return new Outcome.NotSent(unsent.why());
    } else if (exchange instanceof Exchange.CalledOff) {
      return new Outcome.CalledOff();
    } else if (exchange instanceof Exchange.Broken broken) {
      return new Outcome.InDoubt(broken.why(), null, null);
    }
    Exchange.Answered answer = (Exchange.Answered) exchange;
    String body = authorization.hide(answer.body());
    if (answer.status() == 401) {
      return unauthorized(json, authorization);
    }
    refusedOnce.remove(json);
    return switch (answer.family()) {
      case 2 -> succeeded(answer, body);
      case 3 -> redirected(answer);
      case 4 -> answer.status() == 429 ? busy(answer) : refused(answer.status(), body);
      default ->
          answer.status() == 503
              ? busy(answer)
              : new Outcome.InDoubt("it answered " + answer.status(), answer.status(), body);
    };
  }

  private Outcome unauthorized(String json, Authorization refused) {
    if (refusedOnce.remove(json)) {
      return credentials.refusedAgain();
    }
    Grant other = credentials.insteadOf(refused);
    if (other instanceof Grant.Denied denied) {
      return denied.outcome() instanceof Outcome.TryLater later
          ? new Outcome.TryLater(later.why(), later.after(), true)
          : denied.outcome();
    }
    refusedOnce.add(json);
    return new Outcome.TryLater("the token had run out (401) and is renewed", Duration.ZERO, true);
  }

  private Outcome succeeded(Exchange.Answered answer, String body) {
    int status = answer.status();
    if (answer.flaw() != null) {
      return new Outcome.InDoubt(answer.flaw(), status, body);
    }
    try {
      Carrier.Answer read = carrier.readSuccess(status, body);
      if (read instanceof Carrier.Answer.Accepted accepted) {
        return new Outcome.Accepted(
            status, body, accepted.carrierOrderId(), accepted.link(), accepted.remarks());
      }
      return new Outcome.InDoubt(((Carrier.Answer.Unclear) read).why(), status, body);
    } catch (RuntimeException | StackOverflowError e) {
      return new Outcome.InDoubt("the answer makes no sense", status, body);
    }
  }

  private Outcome refused(int status, String body) {
    List<Complaint> complaints;
    try {
      complaints = carrier.readRefusal(status, body);
    } catch (RuntimeException | StackOverflowError e) {
      complaints = List.of();
    }
    return new Outcome.Rejected(
        status,
        body,
        complaints.isEmpty()
            ? List.of(new Complaint(null, body.isBlank() ? "it answered " + status : body))
            : complaints);
  }

  private static Outcome busy(Exchange.Answered answer) {
    String why = answer.status() == 429 ? "it asks for a pause (429)" : "it is not available (503)";
    return new Outcome.TryLater(why, answer.retryAfter(), true);
  }

  private Outcome redirected(Exchange.Answered answer) {
    @Nullable String to = answer.location();
    return keys.stop(
        "its address has moved (%d%s), and that is not followed"
            .formatted(answer.status(), to == null ? "" : " to " + to),
        "order-import.carriers.%1$s.base-url and order-import.carriers.%1$s.order-path"
            .formatted(carrier.name()));
  }

  /** Ends requests under way too: they are in doubt then. */
  @Override
  public void close() {
    wire.close();
  }
}
