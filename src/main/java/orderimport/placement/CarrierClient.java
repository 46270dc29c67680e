package orderimport.placement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.Unavailable;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Sends orders to one carrier and tells what became of each. Thread-safe; at most {@code
 * concurrency} calls at once find a connection.
 */
final class CarrierClient implements AutoCloseable {

  /** A charset would be wrong by RFC 8259, and firewalls reject it. */
  private static final ContentType JSON = ContentType.create("application/json");

  /** What a carrier's program does not say of an order, but a server or proxy before it does. */
  private static final Set<Integer> NOT_ABOUT_THE_ORDER = Set.of(405, 406, 407, 415);

  private final Carrier carrier;
  private final URI orderUri;
  private final CarrierHttpClient carrierHttpClient;
  private final TokenProvider tokenProvider;
  private final boolean unavailableMeansRetry;

  /** Ids of the orders that had a 401 and are sent once more, with another token. */
  private final Set<Long> rejectedToken = ConcurrentHashMap.newKeySet();

  /**
   * @param orderUri where orders are posted, http or https
   * @throws IllegalArgumentException if nothing can be posted there
   */
  CarrierClient(Carrier carrier, URI orderUri, CarrierProperties settings, Clock clock) {
    this.carrier = carrier;
    this.orderUri =
        HttpUris.parse(orderUri.toString())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        ("order-import.carriers.%s.base-url and order-path do not make an http(s)"
                                + " address without user and password")
                            .formatted(carrier.name())));
    this.carrierHttpClient =
        new CarrierHttpClient(
            settings.connectTimeout(), settings.responseTimeout(), settings.concurrency(), clock);
    this.tokenProvider = TokenProvider.of(carrier.name(), settings, carrierHttpClient, clock);
    this.unavailableMeansRetry = settings.unavailable() == Unavailable.RETRY;
  }

  /**
   * Sends an order: at most one request to the carrier, so that each has its own place in the
   * ledger and under the rate limit. After a 401 with a token that can be renewed the outcome is
   * {@link Outcome.Retryable}, once for the same order.
   *
   * @param orderId tells orders apart, as two may have the same body
   * @param json the request's body
   * @param mayStillSend asked once connected, right before the first byte leaves
   * @throws RuntimeException what {@code mayStillSend} threw; nothing was sent then
   */
  Outcome send(long orderId, String json, BooleanSupplier mayStillSend) {
    AuthResult authResult = tokenProvider.current();
    if (authResult instanceof AuthResult.AuthUnavailable authUnavailable) {
      return authUnavailable.outcome();
    }
    AuthorizationHeader authorizationHeader = (AuthorizationHeader) authResult;
    HttpPost request = new HttpPost(orderUri);
    request.setHeader("Accept", "application/json");
    request.setEntity(new ByteArrayEntity(json.getBytes(UTF_8), JSON));
    authorizationHeader.applyTo(request);

    HttpResult httpResult = carrierHttpClient.call(request, mayStillSend);
    if (httpResult instanceof HttpResult.NotSent notSent) {
      return new Outcome.NotSent(notSent.why());
    } else if (httpResult instanceof HttpResult.Cancelled) {
      return new Outcome.Cancelled();
    } else if (httpResult instanceof HttpResult.ConnectionLost connectionLost) {
      return new Outcome.InDoubt(connectionLost.why(), null, null);
    }
    HttpResult.Response answer = (HttpResult.Response) httpResult;
    String body = authorizationHeader.hide(answer.body());
    if (answer.status() == 401) {
      return unauthorized(orderId, authorizationHeader);
    }
    rejectedToken.remove(orderId);
    return switch (answer.family()) {
      case 2 -> succeeded(answer, body);
      case 3 -> redirected(answer, body);
      case 4 -> rejected(answer, body);
      default -> failed(answer, body);
    };
  }

  private Outcome unauthorized(long orderId, AuthorizationHeader rejected) {
    if (rejectedToken.remove(orderId)) {
      return tokenProvider.rejectedAfterRefresh();
    }
    AuthResult other = tokenProvider.refresh(rejected);
    if (other instanceof AuthResult.AuthUnavailable authUnavailable) {
      return authUnavailable.outcome() instanceof Outcome.Retryable later
          ? new Outcome.Retryable(later.why(), later.after(), true)
          : authUnavailable.outcome();
    }
    rejectedToken.add(orderId);
    return new Outcome.Retryable("the token had run out (401) and is renewed", Duration.ZERO, true);
  }

  private Outcome succeeded(HttpResult.Response answer, String body) {
    int status = answer.status();
    if (answer.flaw() != null) {
      return new Outcome.InDoubt(answer.flaw(), status, body);
    }
    try {
      Carrier.OrderResponse read = carrier.readSuccess(status, body);
      if (read instanceof Carrier.OrderResponse.Accepted accepted) {
        return new Outcome.Accepted(
            status, body, accepted.carrierOrderId(), accepted.link(), accepted.remarks());
      }
      return new Outcome.InDoubt(((Carrier.OrderResponse.Ambiguous) read).why(), status, body);
    } catch (RuntimeException | StackOverflowError e) {
      return new Outcome.InDoubt("the answer makes no sense", status, body);
    }
  }

  private Outcome rejected(HttpResult.Response answer, String body) {
    int status = answer.status();
    if (status == 429) {
      return new Outcome.Retryable("it asks for a pause (429)", answer.pause(), true);
    } else if (status == 408) {
      return inDoubt(answer, body);
    } else if (NOT_ABOUT_THE_ORDER.contains(status)) {
      return stopped(
          "it answered %s, which is not about the order".formatted(quoted(answer, body)),
          status == 407 ? key("proxy") : addressKeys());
    } else if (ResponseText.isPage(answer.contentType(), body)) {
      return stopped(
          "it answered with a web page, %s, as a wrong address or a firewall does"
              .formatted(quoted(answer, body)),
          addressKeys());
    }
    return new Outcome.Rejected(status, body, complaints(status, body));
  }

  private List<CarrierError> complaints(int status, String body) {
    List<CarrierError> complaints;
    try {
      complaints = carrier.readRefusal(status, body);
    } catch (RuntimeException | StackOverflowError e) {
      complaints = List.of();
    }
    return complaints.isEmpty()
        ? List.of(new CarrierError(null, body.isBlank() ? "it answered " + status : body))
        : complaints;
  }

  private Outcome failed(HttpResult.Response answer, String body) {
    return answer.status() == 503 && (answer.retryAfter() != null || unavailableMeansRetry)
        ? new Outcome.Retryable("it is not available (503)", answer.pause(), true)
        : inDoubt(answer, body);
  }

  private static Outcome inDoubt(HttpResult.Response answer, String body) {
    return new Outcome.InDoubt("it answered " + answer.status(), answer.status(), body);
  }

  /** 307 and 308 repeat the request elsewhere; after the others it may have been processed. */
  private Outcome redirected(HttpResult.Response answer, String body) {
    int status = answer.status();
    URI to = answer.location();
    if (to != null && HttpUris.isSameWithHttps(orderUri, to)) {
      return new Outcome.CarrierBlocked(
          "it wants https in place of http (%d); set %s to https: orders go to %s"
              .formatted(status, key("base-url"), HttpUris.shown(to)));
    }
    String where = to == null ? "" + status : "%d to %s".formatted(status, HttpUris.shown(to));
    String why = "it redirected the order (%s), and redirects are not followed".formatted(where);
    Outcome.CarrierBlocked stopped = stopped(why, addressKeys());
    return status == 307 || status == 308
        ? stopped
        : new Outcome.InDoubt(why, status, body, stopped.message());
  }

  private String quoted(HttpResult.Response answer, String body) {
    String words =
        body.isBlank() || ResponseText.isPage(answer.contentType(), body)
            ? body
            : complaints(answer.status(), body).get(0).words();
    return (answer.status() + " " + ResponseText.quote(words)).strip();
  }

  private static Outcome.CarrierBlocked stopped(String why, String toCheck) {
    return new Outcome.CarrierBlocked("%s; check %s".formatted(why, toCheck));
  }

  private String addressKeys() {
    return key("base-url") + " and " + key("order-path");
  }

  private String key(String name) {
    return "order-import.carriers.%s.%s".formatted(carrier.name(), name);
  }

  /** Ends requests under way too: they are in doubt then. */
  @Override
  public void close() {
    carrierHttpClient.close();
  }
}
