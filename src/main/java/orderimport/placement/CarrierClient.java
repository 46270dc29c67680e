package orderimport.placement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.Unavailable;
import orderimport.carrier.RequestHeaders;
import orderimport.placement.auth.AuthResult;
import orderimport.placement.auth.Authorization;
import orderimport.placement.auth.LoginPacing;
import orderimport.placement.auth.TokenProvider;
import orderimport.placement.http.CarrierHttpClient;
import orderimport.placement.http.ConnectionSettings;
import orderimport.placement.http.HttpResult;
import orderimport.placement.http.HttpUris;
import orderimport.placement.http.ResponseText;
import orderimport.problem.LookupText;
import orderimport.problem.Phrase;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;

/**
 * Sends orders to one carrier and returns the outcome of each. Thread-safe; at most {@code
 * concurrency} calls have a connection at the same time.
 */
public final class CarrierClient implements AutoCloseable {

  /** Without a charset parameter: RFC 8259 does not define one, and firewalls reject it. */
  private static final ContentType JSON = ContentType.create("application/json");

  /**
   * Statuses that come from a server or proxy in front of the carrier, not from its order service.
   */
  private static final Set<Integer> NOT_ABOUT_THE_ORDER = Set.of(405, 406, 407, 415);

  private final Carrier carrier;
  private final URI orderUri;
  private final CarrierHttpClient carrierHttpClient;
  private final TokenProvider tokenProvider;
  private final Map<String, String> configuredHeaders;
  private final List<String> secretHeaderValues;
  private final boolean unavailableMeansRetry;

  /** Ids of the orders that got a 401 and are sent once more with a new token. */
  private final Set<Long> rejectedToken = ConcurrentHashMap.newKeySet();

  /** The addresses of pages that got a 401 and are asked for once more with a new token. */
  private final Set<URI> pagesWithRejectedToken = ConcurrentHashMap.newKeySet();

  /**
   * @param orderUri where orders are posted, http or https
   * @throws IllegalArgumentException if the address is not a valid http(s) address
   */
  public CarrierClient(
      Carrier carrier,
      URI orderUri,
      CarrierProperties settings,
      SslBundles sslBundles,
      LoginPacing loginPacing,
      Clock clock) {
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
        new CarrierHttpClient(ConnectionSettings.of(carrier.name(), settings, sslBundles), clock);
    this.configuredHeaders = settings.headers();
    this.secretHeaderValues = settings.secretHeaderValues();
    this.tokenProvider =
        TokenProvider.of(carrier.name(), settings, carrierHttpClient, loginPacing, clock);
    this.unavailableMeansRetry = settings.unavailable() == Unavailable.RETRY;
  }

  /**
   * Sends an order with at most one request to the carrier, so that each request has its own
   * attempt in the ledger and its own rate limit slot. After a 401 with a renewable token the
   * outcome is {@link Outcome.Retryable}, once for the same order.
   *
   * @param orderId identifies the order, as two orders may have the same body
   * @param json the request's body
   * @param sendGuard called once connected, immediately before the first byte is sent
   * @throws RuntimeException thrown by {@code sendGuard}; nothing was sent
   */
  public Outcome send(long orderId, String json, BooleanSupplier sendGuard) {
    Map<String, String> headers = carrier.headers().of(json);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (!RequestHeaders.isSendable(header.getValue())) {
        return new Outcome.CarrierBlocked(
            Reason.HEADER_VALUE_UNSENDABLE.text(header.getKey(), header.getValue()));
      }
    }
    AuthResult authResult = tokenProvider.current();
    if (authResult instanceof AuthResult.AuthUnavailable authUnavailable) {
      return authUnavailable.outcome();
    }
    Authorization authorization = ((Authorization) authResult).withSecrets(secretHeaderValues);
    HttpPost request = new HttpPost(orderUri);
    request.setHeader("Accept", "application/json");
    request.setEntity(new ByteArrayEntity(json.getBytes(UTF_8), JSON));
    configuredHeaders.forEach(request::setHeader);
    headers.forEach(request::setHeader);
    authorization.applyTo(request);

    HttpResult httpResult = carrierHttpClient.call(request, authorization.query(), sendGuard);
    if (httpResult instanceof HttpResult.ProxyRejected proxy) {
      return new Outcome.CarrierBlocked(proxy.why());
    } else if (httpResult instanceof HttpResult.NotSent notSent) {
      return new Outcome.NotSent(notSent.why());
    } else if (httpResult instanceof HttpResult.Cancelled) {
      return new Outcome.Cancelled();
    } else if (httpResult instanceof HttpResult.ConnectionLost connectionLost) {
      return new Outcome.InDoubt(connectionLost.why(), null, null);
    }
    HttpResult.Response response = (HttpResult.Response) httpResult;
    String body = authorization.mask(response.body());
    if (response.status() == 401) {
      return unauthorized(orderId, (Authorization) authResult);
    }
    rejectedToken.remove(orderId);
    return switch (response.family()) {
      case 2 -> succeeded(response, body);
      case 3 -> redirected(response, body, authorization);
      case 4 -> rejected(response, body);
      default -> failed(response, body);
    };
  }

  /**
   * Obtains the authorization of the next request, which may need a login.
   *
   * @return why it was not obtained; empty if it was
   */
  Optional<PageResponse.Failed> authorize() {
    return tokenProvider.current() instanceof AuthResult.AuthUnavailable authUnavailable
        ? Optional.of(notReceived(authUnavailable.outcome(), false))
        : Optional.empty();
  }

  /**
   * Asks for a page of the carrier's list of orders with at most one request, authorized as an
   * order is. After a 401 with a renewable token the result says to repeat it, once for the same
   * address.
   *
   * @param address of the page
   * @param sendGuard called once connected, immediately before the first byte is sent
   */
  PageResponse page(URI address, BooleanSupplier sendGuard) {
    AuthResult authResult = tokenProvider.current();
    if (authResult instanceof AuthResult.AuthUnavailable authUnavailable) {
      return notReceived(authUnavailable.outcome(), false);
    }
    Authorization authorization = ((Authorization) authResult).withSecrets(secretHeaderValues);
    HttpGet request = new HttpGet(address);
    request.setHeader("Accept", "application/json");
    configuredHeaders.forEach(request::setHeader);
    authorization.applyTo(request);

    HttpResult httpResult = carrierHttpClient.call(request, authorization.query(), sendGuard);
    if (httpResult instanceof HttpResult.ProxyRejected proxy) {
      return new PageResponse.Failed(proxy.why(), false, null, null, null, true);
    } else if (httpResult instanceof HttpResult.NotSent notSent) {
      return new PageResponse.Failed(notSent.why(), false, null, null, null);
    } else if (httpResult instanceof HttpResult.Cancelled) {
      return new PageResponse.Failed(LookupText.STOPPED.text(), false, null, null, null);
    } else if (httpResult instanceof HttpResult.ConnectionLost connectionLost) {
      return new PageResponse.Failed(connectionLost.why(), true, null, null, null);
    }
    HttpResult.Response response = (HttpResult.Response) httpResult;
    String body = authorization.mask(response.body());
    if (response.status() == 401) {
      return pageUnauthorized(address, (Authorization) authResult);
    }
    pagesWithRejectedToken.remove(address);
    Text why = noPage(response, body);
    if (why == null) {
      return new PageResponse.Received(response.status(), body);
    }
    boolean busy = response.status() == 429 || response.status() == 503;
    return new PageResponse.Failed(
        why, true, busy ? response.pause() : null, response.status(), body);
  }

  private PageResponse pageUnauthorized(URI address, Authorization rejected) {
    if (!pagesWithRejectedToken.add(address)) {
      pagesWithRejectedToken.remove(address);
      return notReceived(tokenProvider.rejectedAfterRefresh(), true);
    }
    AuthResult refreshed = tokenProvider.refresh(rejected);
    return refreshed instanceof AuthResult.AuthUnavailable authUnavailable
        ? notReceived(authUnavailable.outcome(), true)
        : new PageResponse.Failed(Reason.TOKEN_EXPIRED.text(), true, Duration.ZERO, 401, null);
  }

  private static PageResponse.Failed notReceived(Outcome outcome, boolean reachedCarrier) {
    if (outcome instanceof Outcome.Retryable later) {
      return new PageResponse.Failed(later.why(), reachedCarrier, later.after(), null, null);
    }
    return outcome instanceof Outcome.CarrierBlocked blocked
        ? new PageResponse.Failed(blocked.message(), reachedCarrier, null, null, null, true)
        : new PageResponse.Failed(Reason.NO_REQUEST_SENT.text(), reachedCarrier, null, null, null);
  }

  /** The reason why a response is not a page of a list; null if it may be one. */
  private static @Nullable Text noPage(HttpResult.Response response, String body) {
    if (response.flaw() != null) {
      return response.flaw();
    } else if (response.status() == 429) {
      return Reason.ASKS_FOR_PAUSE.text();
    } else if (response.family() == 3) {
      return LookupText.REDIRECTED.text(response.status());
    } else if (response.family() != 2) {
      return LookupText.ANSWERED.text((response.status() + " " + ResponseText.quote(body)).strip());
    }
    return ResponseText.isPage(response.contentType(), body)
        ? LookupText.ANSWERED_PAGE.text(ResponseText.quote(body))
        : null;
  }

  private Outcome unauthorized(long orderId, Authorization rejected) {
    if (rejectedToken.remove(orderId)) {
      return tokenProvider.rejectedAfterRefresh();
    }
    AuthResult refreshed = tokenProvider.refresh(rejected);
    if (refreshed instanceof AuthResult.AuthUnavailable authUnavailable) {
      return authUnavailable.outcome() instanceof Outcome.Retryable later
          ? new Outcome.Retryable(later.why(), later.after(), true)
          : authUnavailable.outcome();
    }
    rejectedToken.add(orderId);
    return new Outcome.Retryable(Reason.TOKEN_EXPIRED.text(), Duration.ZERO, true);
  }

  private Outcome succeeded(HttpResult.Response response, String body) {
    int status = response.status();
    if (response.flaw() != null) {
      return new Outcome.InDoubt(response.flaw(), status, body);
    }
    try {
      Carrier.OrderResponse orderResponse = carrier.readSuccess(status, body);
      if (orderResponse instanceof Carrier.OrderResponse.Accepted accepted) {
        return new Outcome.Accepted(
            status,
            body,
            accepted.carrierOrderId(),
            accepted.link(),
            accepted.warnings(),
            accepted.trackingPath());
      }
      return new Outcome.InDoubt(
          ((Carrier.OrderResponse.Ambiguous) orderResponse).why(), status, body);
    } catch (RuntimeException | StackOverflowError e) {
      return new Outcome.InDoubt(Reason.ANSWER_SENSELESS.text(), status, body);
    }
  }

  private Outcome rejected(HttpResult.Response response, String body) {
    int status = response.status();
    if (status == 429) {
      return new Outcome.Retryable(Reason.ASKS_FOR_PAUSE.text(), response.pause(), true);
    } else if (status == 408) {
      return inDoubt(response, body);
    } else if (NOT_ABOUT_THE_ORDER.contains(status)) {
      return blocked(
          Reason.ANSWERED_NOT_ABOUT_ORDER.text(quoted(response, body)),
          status == 407
              ? Phrase.AND.text(property("proxy.username"), property("proxy.password"))
              : addressProperties());
    } else if (ResponseText.isPage(response.contentType(), body)) {
      return blocked(Reason.ANSWERED_PAGE.text(quoted(response, body)), addressProperties());
    }
    return new Outcome.Rejected(status, body, errors(status, body));
  }

  private List<CarrierError> errors(int status, String body) {
    List<CarrierError> errors;
    try {
      errors = carrier.readRejection(status, body);
    } catch (RuntimeException | StackOverflowError e) {
      errors = List.of();
    }
    return errors.isEmpty() ? List.of(new CarrierError(null, body)) : errors;
  }

  private Outcome failed(HttpResult.Response response, String body) {
    return response.status() == 503 && (response.retryAfter() != null || unavailableMeansRetry)
        ? new Outcome.Retryable(Reason.NOT_AVAILABLE.text(), response.pause(), true)
        : inDoubt(response, body);
  }

  private static Outcome inDoubt(HttpResult.Response response, String body) {
    return new Outcome.InDoubt(Reason.ANSWERED.text(response.status()), response.status(), body);
  }

  /** After a 307 or 308 the order was not processed; after other redirects it may have been. */
  private Outcome redirected(
      HttpResult.Response response, String body, Authorization authorization) {
    int status = response.status();
    URI to = response.location();
    if (to != null && HttpUris.isSameWithHttps(orderUri, to)) {
      return new Outcome.CarrierBlocked(
          Reason.WANTS_HTTPS.text(
              status, property("base-url"), authorization.mask(HttpUris.describe(to))));
    }
    Text why =
        to == null
            ? Reason.REDIRECTED.text(status)
            : Reason.REDIRECTED_TO.text(status, authorization.mask(HttpUris.describe(to)));
    Outcome.CarrierBlocked blocked = blocked(why, addressProperties());
    return status == 307 || status == 308
        ? blocked
        : new Outcome.InDoubt(why, status, body, blocked.message());
  }

  private String quoted(HttpResult.Response response, String body) {
    String message =
        body.isBlank() || ResponseText.isPage(response.contentType(), body)
            ? body
            : errors(response.status(), body).get(0).message();
    return (response.status() + " " + ResponseText.quote(message)).strip();
  }

  private static Outcome.CarrierBlocked blocked(Text why, Text propertiesToCheck) {
    return new Outcome.CarrierBlocked(Reason.CHECK.text(why, propertiesToCheck));
  }

  private Text addressProperties() {
    return Phrase.AND.text(property("base-url"), property("order-path"));
  }

  private String property(String name) {
    return "order-import.carriers.%s.%s".formatted(carrier.name(), name);
  }

  /** Aborts the requests under way, too; their orders are then in doubt. */
  @Override
  public void close() {
    carrierHttpClient.close();
  }
}
