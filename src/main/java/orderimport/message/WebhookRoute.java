package orderimport.message;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;

/** Posts messages as JSON. */
@Component
class WebhookRoute {
  private static final Timeout CONNECTING = Timeout.ofSeconds(5);
  private static final Timeout ANSWERING = Timeout.ofSeconds(20);

  private final MessageSettings.Webhook settings;

  WebhookRoute(MessageSettings settings) {
    this.settings = settings.webhook();
  }

  void send(Message message) throws NotDeliveredException {
    if (settings.url().isBlank()) {
      throw new NotDeliveredException(
          "there is no address any more: set order-import.messages.webhook.url");
    }
    HttpPost post = new HttpPost(settings.url());
    post.setEntity(new StringEntity(message.body(), ContentType.APPLICATION_JSON));
    post.setHeader("Idempotency-Key", message.id().toString());
    if (!settings.token().isBlank()) {
      post.setHeader("Authorization", "Bearer " + settings.token());
    }
    try (CloseableHttpClient client = client()) {
      int status = client.execute(post, response -> response.getCode());
      if (status < 200 || status > 299) {
        throw new NotDeliveredException("%s answered %d".formatted(host(), status));
      }
    } catch (IOException e) {
      throw new NotDeliveredException(
          "%s could not be reached: %s".formatted(host(), e.getMessage()), e);
    }
  }

  /** The rest of the address is often a secret. */
  private String host() {
    return String.valueOf(java.net.URI.create(settings.url()).getHost());
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
