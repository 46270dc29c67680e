package orderimport.notification;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import orderimport.carrier.ProxyProperties;
import orderimport.connection.BundleTlsStrategy;
import orderimport.connection.TlsFailure;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** Posts messages as JSON, in the configured format. */
@Component
class WebhookChannel {
  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
  private static final Timeout RESPONSE_TIMEOUT = Timeout.ofSeconds(20);

  /** The timeout of the whole exchange. */
  private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(30);

  /** The limits for the receiver's response: bytes read, and characters kept. */
  private static final int READ_BYTES = 4_096;

  private static final int MAX_RESPONSE_CHARACTERS = 300;

  /**
   * The limit in characters. Shorter parts of a URL are not secrets, and masking them would garble
   * other text.
   */
  private static final int SHORTEST_SECRET = 6;

  private static final String SETTINGS = "order-import.notifications.webhook.";

  private final NotificationProperties.Webhook settings;
  private final SslBundles sslBundles;
  private final Clock clock;
  private final Duration totalTimeout;

  @Autowired
  WebhookChannel(NotificationProperties settings, SslBundles sslBundles, Clock clock) {
    this(settings, sslBundles, clock, TOTAL_TIMEOUT);
  }

  WebhookChannel(
      NotificationProperties settings, SslBundles sslBundles, Clock clock, Duration totalTimeout) {
    this.settings = settings.webhook();
    this.sslBundles = sslBundles;
    this.clock = clock;
    this.totalTimeout = totalTimeout;
  }

  private record Response(int status, String body) {}

  DeliveryResult send(OutboxMessage outboxMessage) throws NotDeliveredException {
    if (settings.url().isBlank()) {
      throw new NotDeliveredException(
          "no webhook is configured any more: set order-import.notifications.webhook.url");
    }
    HttpPost post = new HttpPost(settings.url());
    String body = WebhookBody.of(outboxMessage, settings.format());
    post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    post.setHeader("Idempotency-Key", outboxMessage.id().toString());
    if (!settings.secret().isBlank()) {
      sign(post, outboxMessage.id().toString(), body);
    }
    if (!settings.token().isBlank()) {
      post.setHeader("Authorization", "Bearer " + settings.token());
    }
    // The client's timeouts are per read, and a receiver could keep sending single bytes.
    CompletableFuture.delayedExecutor(totalTimeout.toMillis(), TimeUnit.MILLISECONDS)
        .execute(post::cancel);
    try (CloseableHttpClient client = client()) {
      HttpClientContext context = HttpClientContext.create();
      Response response = client.execute(post, context, WebhookChannel::read);
      if (settings.proxy() != null && isOfProxy(response, context)) {
        throw new NotDeliveredException(
            "%s could not be reached: %s"
                .formatted(settings.host(), proxyRejects(response.status())));
      }
      if (response.status() < 200 || response.status() > 299) {
        throw new NotDeliveredException(
            "%s responded with %d%s"
                .formatted(
                    settings.host(),
                    response.status(),
                    response.body().isEmpty() ? "" : ": " + masked(response.body())));
      }
      return DeliveryResult.ALL_DELIVERED;
    } catch (IOException e) {
      throw new NotDeliveredException(
          "%s could not be reached: %s"
              .formatted(
                  settings.host(),
                  post.isCancelled()
                      ? "no complete response within %d seconds".formatted(totalTimeout.toSeconds())
                      : reason(e)),
          e);
    }
  }

  /** A new time at each attempt: receivers reject old messages, which may be sent again. */
  private void sign(HttpPost post, String id, String body) {
    Instant now = clock.instant();
    post.setHeader("webhook-id", id);
    post.setHeader("webhook-timestamp", String.valueOf(now.getEpochSecond()));
    post.setHeader("webhook-signature", WebhookSignature.of(settings.secret(), id, now, body));
  }

  /** The reason and, for certificates and proxies, the setting to change. */
  private String reason(IOException failure) {
    ProxyProperties proxy = settings.proxy();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return switch (TlsFailure.of(cause)) {
          case EXPIRED ->
              "its certificate has expired; report it to its operator, or check %surl"
                  .formatted(SETTINGS);
          case NOT_YET_VALID ->
              "its certificate is not valid yet; check the clock of this machine and %surl"
                  .formatted(SETTINGS);
          case OTHER_HOST -> "its certificate is for another host; check " + SETTINGS + "url";
          case NOT_TRUSTED ->
              "its certificate is not trusted; set %sssl-bundle to a bundle that trusts its issuer"
                  .formatted(SETTINGS);
          case OTHER ->
              "no secure connection (TLS) could be agreed on; check the client certificate, %sssl-bundle"
                  .formatted(SETTINGS);
        };
      }
    }
    return proxy != null
            && (failure instanceof ConnectException || failure instanceof UnknownHostException)
        ? "the proxy %s:%d cannot be reached; check %sproxy.url"
            .formatted(proxy.host(), proxy.port(), SETTINGS)
        : masked(String.valueOf(failure.getMessage()));
  }

  /** Whether the proxy responded itself: before TLS was agreed on, only the proxy can have. */
  private boolean isOfProxy(Response response, HttpClientContext context) {
    return response.status() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
        || (settings.url().regionMatches(true, 0, "https:", 0, 6)
            && context.getSSLSession() == null);
  }

  private static String proxyRejects(int status) {
    return status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
        ? "the proxy demands a user name and password (407); check %1$sproxy.username and %1$sproxy.password"
            .formatted(SETTINGS)
        : "the proxy rejects the connection (%d); check %sproxy.url".formatted(status, SETTINGS);
  }

  private static Response read(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    byte[] text = entity == null ? new byte[0] : entity.getContent().readNBytes(READ_BYTES);
    return new Response(
        response.getCode(),
        new String(text, StandardCharsets.UTF_8).replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
  }

  /** Masks secrets: a receiver may echo the URL, and its path often is one. */
  private String masked(String text) {
    URI uri = URI.create(settings.url());
    List<String> secrets =
        new ArrayList<>(List.of(settings.url(), settings.token(), settings.secret()));
    for (String part : new String[] {uri.getRawPath(), uri.getRawQuery(), uri.getRawUserInfo()}) {
      if (part != null) {
        secrets.add(part);
        secrets.addAll(List.of(part.split("[/&=:]")));
      }
    }
    String masked = text;
    secrets.sort(Comparator.comparing(String::length).reversed());
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST_SECRET) {
        masked = masked.replace(secret, "***");
      }
    }
    return masked.length() > MAX_RESPONSE_CHARACTERS
        ? masked.substring(0, MAX_RESPONSE_CHARACTERS) + "…"
        : masked;
  }

  private CloseableHttpClient client() {
    ProxyProperties proxy = settings.proxy();
    HttpClientBuilder builder = HttpClientBuilder.create();
    if (proxy != null) {
      HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
      builder.setProxy(host);
      if (proxy.hasCredentials()) {
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        credentials.setCredentials(
            new AuthScope(host),
            new UsernamePasswordCredentials(proxy.username(), proxy.password().toCharArray()));
        builder.setDefaultCredentialsProvider(credentials);
      }
    }
    return builder
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(BundleTlsStrategy.of(settings.sslBundle(), sslBundles))
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom().setConnectTimeout(CONNECT_TIMEOUT).build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(RESPONSE_TIMEOUT)
                .setRedirectsEnabled(false)
                .build())
        .setUserAgent("order-import")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .build();
  }
}
