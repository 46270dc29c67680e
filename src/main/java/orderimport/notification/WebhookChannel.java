package orderimport.notification;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Posts messages as JSON, in the form that their receiver understands. */
@Component
class WebhookChannel {
  private static final Timeout CONNECTING = Timeout.ofSeconds(5);
  private static final Timeout ANSWERING = Timeout.ofSeconds(20);

  /** For the whole exchange. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Of the receiver's words, so many bytes are read, and so many characters kept. */
  private static final int READ_BYTES = 4_096;

  private static final int KEPT_CHARACTERS = 300;

  /** Shorter parts of an address are no secrets, and would be hidden where they mean nothing. */
  private static final int SHORTEST_SECRET = 6;

  private final NotificationProperties.Webhook settings;
  private final Duration longest;

  @Autowired
  WebhookChannel(NotificationProperties settings) {
    this(settings, LONGEST);
  }

  WebhookChannel(NotificationProperties settings, Duration longest) {
    this.settings = settings.webhook();
    this.longest = longest;
  }

  private record Response(int status, String words) {}

  DeliveryResult send(OutboxMessage outboxMessage) throws NotDeliveredException {
    if (settings.url().isBlank()) {
      throw new NotDeliveredException(
          "there is no address any more: set order-import.notifications.webhook.url");
    }
    HttpPost post = new HttpPost(settings.url());
    String body = WebhookBody.of(outboxMessage, settings.format());
    post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    post.setHeader("Idempotency-Key", outboxMessage.id().toString());
    if (!settings.token().isBlank()) {
      post.setHeader("Authorization", "Bearer " + settings.token());
    }
    // The timeouts are for each read; a receiver may keep sending a byte now and then.
    CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS)
        .execute(post::cancel);
    try (CloseableHttpClient client = client()) {
      Response answer = client.execute(post, WebhookChannel::answer);
      if (answer.status() < 200 || answer.status() > 299) {
        throw new NotDeliveredException(
            "%s answered %d%s"
                .formatted(
                    settings.host(),
                    answer.status(),
                    answer.words().isEmpty() ? "" : ": " + shown(answer.words())));
      }
      return DeliveryResult.FROM_ALL;
    } catch (IOException e) {
      throw new NotDeliveredException(
          "%s could not be reached: %s"
              .formatted(
                  settings.host(),
                  post.isCancelled()
                      ? "no complete answer within %d seconds".formatted(longest.toSeconds())
                      : shown(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private static Response answer(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    byte[] words = entity == null ? new byte[0] : entity.getContent().readNBytes(READ_BYTES);
    return new Response(
        response.getCode(),
        new String(words, StandardCharsets.UTF_8).replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
  }

  /** Without secrets: the path of the address is often one, and a receiver may repeat it. */
  private String shown(String words) {
    URI uri = URI.create(settings.url());
    List<String> secrets = new ArrayList<>(List.of(settings.url(), settings.token()));
    for (String part : new String[] {uri.getRawPath(), uri.getRawQuery(), uri.getRawUserInfo()}) {
      if (part != null) {
        secrets.add(part);
        secrets.addAll(List.of(part.split("[/&=:]")));
      }
    }
    String shown = words;
    secrets.sort(Comparator.comparing(String::length).reversed());
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST_SECRET) {
        shown = shown.replace(secret, "***");
      }
    }
    return shown.length() > KEPT_CHARACTERS ? shown.substring(0, KEPT_CHARACTERS) + "…" : shown;
  }

  private static CloseableHttpClient client() {
    return HttpClientBuilder.create()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom().setConnectTimeout(CONNECTING).build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom().setResponseTimeout(ANSWERING).setRedirectsEnabled(false).build())
        .setUserAgent("order-import")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .build();
  }
}
