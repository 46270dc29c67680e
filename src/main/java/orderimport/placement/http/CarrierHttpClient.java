package orderimport.placement.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSession;
import orderimport.carrier.ProxyProperties;
import orderimport.connection.BundleTlsStrategy;
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
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP/1.1 without automatic behaviour: a call sends at most one request, and its result tells
 * whether the first byte was sent. No retries, redirects, cookies, authentication, upgrades or
 * proxies from the environment; only the configured proxy.
 */
public final class CarrierHttpClient implements AutoCloseable {

  /**
   * Servers close idle connections after some seconds; a connection near that time is not reused.
   */
  private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(2);

  private static final Http1Config HEAD_LIMITS =
      Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build();

  private final ConnectionSettings settings;
  private final TransportErrors errors;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor timers;
  private final CloseableHttpClient client;

  /** The servers that have responded. */
  private final Set<URIAuthority> responding = ConcurrentHashMap.newKeySet();

  public CarrierHttpClient(ConnectionSettings settings, Clock clock) {
    this.settings = settings;
    this.errors = new TransportErrors(settings, settings.property("base-url"));
    this.clock = clock;
    this.timers =
        new ScheduledThreadPoolExecutor(
            1, BasicThreadFactory.builder().namingPattern("response-timer").daemon().build());
    this.timers.setRemoveOnCancelPolicy(true);
    this.client = client();
  }

  /**
   * Sends a token request.
   *
   * @param addressProperty the full name of the setting with the address, for messages
   */
  public HttpResult callForToken(HttpUriRequestBase request, String addressProperty) {
    return call(request, "", () -> true, new TransportErrors(settings, addressProperty));
  }

  /**
   * Sends a request to the carrier.
   *
   * @param secretQuery added to the query of the request's address when it is sent, so that nothing
   *     logs it; encoded, empty for none
   * @param sendGuard called once connected, immediately before the first byte is sent
   * @throws RuntimeException thrown by {@code sendGuard}; nothing was sent
   */
  public HttpResult call(
      HttpUriRequestBase request, String secretQuery, BooleanSupplier sendGuard) {
    return call(request, secretQuery, sendGuard, errors);
  }

  private HttpResult call(
      HttpUriRequestBase request,
      String secretQuery,
      BooleanSupplier sendGuard,
      TransportErrors errors) {
    try (RequestDeadline requestDeadline =
        new RequestDeadline(
            timers, request, settings.connectTimeout(), settings.responseTimeout(), sendGuard)) {
      HttpClientContext context = HttpClientContext.create();
      context.setAttribute(RequestDeadline.KEY, requestDeadline);
      context.setAttribute(GuardedRequestExecutor.SECRET_QUERY, secretQuery);
      try {
        ClassicHttpResponse response = client.executeOpen(null, request, context);
        responding.add(request.getAuthority());
        return readResponse(request, response, requestDeadline, errors);
      } catch (IOException | RuntimeException e) {
        requestDeadline.rethrowGuardFailure();
        return switch (requestDeadline.phase()) {
          case CANCELLED -> new HttpResult.Cancelled();
          case CONNECT_TIMED_OUT -> new HttpResult.NotSent(errors.connectTimedOut());
          case CONNECTING -> errors.connecting(e);
          case RESPONSE_TIMED_OUT -> new HttpResult.ConnectionLost(errors.responseTimedOut());
          case STARTED ->
              e instanceof HandshakeRejectedException
                  ? errors.connecting(e)
                  : new HttpResult.ConnectionLost(
                      errors.responding(e, mayLackCertificate(request, context)));
        };
      }
    }
  }

  /** Whether a server that has not responded yet got no client certificate. */
  private boolean mayLackCertificate(HttpUriRequestBase request, HttpClientContext context) {
    SSLSession session = context.getSSLSession();
    return session != null
        && session.getLocalCertificates() == null
        && !responding.contains(request.getAuthority());
  }

  private HttpResult readResponse(
      HttpUriRequestBase request,
      ClassicHttpResponse response,
      RequestDeadline requestDeadline,
      TransportErrors errors) {
    ResponseBody body = ResponseBody.read(response);
    Text flaw = body.flaw();
    if (flaw != null) {
      // Cancelled, not closed: closing would read the rest of the body.
      request.cancel();
      flaw =
          requestDeadline.phase() == RequestDeadline.Phase.RESPONSE_TIMED_OUT
              ? errors.responseTimedOut()
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

  private CloseableHttpClient client() {
    Timeout connecting = Timeout.of(settings.connectTimeout());
    ProxyProperties proxy = settings.proxy();
    ConnectionConfig connection =
        ConnectionConfig.custom()
            .setConnectTimeout(connecting)
            .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
            .build();
    return HttpClientBuilder.create()
        .setConnectionManager(
            new Connections()
                .setConnectionFactory(socket -> new StaleCheckingConnection(HEAD_LIMITS))
                .setTlsSocketStrategy(
                    BundleTlsStrategy.of(settings.sslBundle(), settings.sslBundles()))
                .setDefaultConnectionConfig(connection)
                .setMaxConnPerRoute(settings.connections())
                .setMaxConnTotal(2 * settings.connections())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(connecting)
                .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setContentCompressionEnabled(false)
                .build())
        .setRequestExecutor(new GuardedRequestExecutor(proxy))
        .setProxy(proxy == null ? null : new HttpHost("http", proxy.host(), proxy.port()))
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
