package orderimport.placement.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP/1.1 without automatic behaviour: a call sends at most one request, and its result tells
 * whether the first byte was sent. No retries, redirects, cookies, authentication, upgrades or
 * proxies from the environment.
 */
public final class CarrierHttpClient implements AutoCloseable {

  /**
   * Servers close idle connections after some seconds; a connection near that time is not reused.
   */
  private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(2);

  private static final Http1Config HEAD_LIMITS =
      Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build();

  private final Duration connectTimeout;
  private final Duration responseTimeout;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor timers;
  private final CloseableHttpClient client;

  /**
   * @param connections the maximum number of connections to one host
   */
  public CarrierHttpClient(
      Duration connectTimeout, Duration responseTimeout, int connections, Clock clock) {
    this.connectTimeout = connectTimeout;
    this.responseTimeout = responseTimeout;
    this.clock = clock;
    this.timers =
        new ScheduledThreadPoolExecutor(
            1, BasicThreadFactory.builder().namingPattern("response-timer").daemon().build());
    this.timers.setRemoveOnCancelPolicy(true);
    this.client = client(connections);
  }

  /**
   * Sends a request.
   *
   * @param sendGuard called once connected, immediately before the first byte is sent
   * @throws RuntimeException thrown by {@code sendGuard}; nothing was sent
   */
  public HttpResult call(HttpUriRequestBase request, BooleanSupplier sendGuard) {
    try (RequestDeadline requestDeadline =
        new RequestDeadline(timers, request, connectTimeout, responseTimeout, sendGuard)) {
      HttpClientContext context = HttpClientContext.create();
      context.setAttribute(RequestDeadline.KEY, requestDeadline);
      try {
        return readResponse(request, client.executeOpen(null, request, context), requestDeadline);
      } catch (IOException | RuntimeException e) {
        requestDeadline.rethrowGuardFailure();
        return switch (requestDeadline.phase()) {
          case CANCELLED -> new HttpResult.Cancelled();
          case CONNECT_TIMED_OUT -> new HttpResult.NotSent(connectTimedOut());
          case CONNECTING ->
              new HttpResult.NotSent(TransportErrors.connecting(e, connectTimedOut()));
          case RESPONSE_TIMED_OUT -> new HttpResult.ConnectionLost(responseTimedOut());
          case STARTED ->
              e instanceof HandshakeRejectedException
                  ? new HttpResult.NotSent(TransportErrors.connecting(e, connectTimedOut()))
                  : new HttpResult.ConnectionLost(
                      TransportErrors.responding(e, responseTimedOut()));
        };
      }
    }
  }

  private HttpResult readResponse(
      HttpUriRequestBase request, ClassicHttpResponse response, RequestDeadline requestDeadline) {
    ResponseBody body = ResponseBody.read(response);
    Text flaw = body.flaw();
    if (flaw != null) {
      // Cancelled, not closed: closing would read the rest of the body.
      request.cancel();
      flaw =
          requestDeadline.phase() == RequestDeadline.Phase.RESPONSE_TIMED_OUT
              ? responseTimedOut()
              : flaw;
    }
    return new HttpResult.Response(
        response.getCode(),
        ResponseHeaders.retryAfter(response, clock),
        ResponseHeaders.limitReset(response, clock),
        ResponseHeaders.location(response),
        ResponseHeaders.text(response, HttpHeaders.CONTENT_TYPE),
        body.text(),
        flaw);
  }

  private Text connectTimedOut() {
    return Reason.NO_CONNECTION_WITHIN.text(TransportErrors.describe(connectTimeout));
  }

  private Text responseTimedOut() {
    return Reason.NO_ANSWER_WITHIN.text(TransportErrors.describe(responseTimeout));
  }

  private CloseableHttpClient client(int connections) {
    Timeout connecting = Timeout.of(connectTimeout);
    ConnectionConfig connection =
        ConnectionConfig.custom()
            .setConnectTimeout(connecting)
            .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
            .build();
    return HttpClientBuilder.create()
        .setConnectionManager(
            new Connections()
                .setConnectionFactory(socket -> new StaleCheckingConnection(HEAD_LIMITS))
                .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
                .setDefaultConnectionConfig(connection)
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(2 * connections)
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(connecting)
                .setResponseTimeout(Timeout.of(responseTimeout))
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setContentCompressionEnabled(false)
                .build())
        .setRequestExecutor(new GuardedRequestExecutor())
        .setKeepAliveStrategy(CarrierHttpClient::longestIdle)
        .setUserAgent("order-import/" + version())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableConnectionState()
        .build();
  }

  /** A second less than the server keeps an idle connection. */
  private static TimeValue longestIdle(HttpResponse response, HttpContext context) {
    TimeValue stated =
        DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
    long millis = Math.min(stated.toMilliseconds() - 1_000, LONGEST_IDLE.toMilliseconds());
    return TimeValue.ofMilliseconds(Math.max(1, millis));
  }

  /** The library's builder with channel sockets, which {@link StaleCheckingConnection} needs. */
  private static final class Connections extends PoolingHttpClientConnectionManagerBuilder {
    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          proxy -> SocketChannel.open().socket(),
          ports,
          names,
          scheme -> scheme.equals(URIScheme.HTTPS.id) ? tls : null);
    }
  }

  private static String version() {
    return Optional.ofNullable(CarrierHttpClient.class.getPackage().getImplementationVersion())
        .orElse("dev");
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    timers.shutdownNow();
  }
}
