package orderimport.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import orderimport.placement.FakeProxy;
import orderimport.placement.TestCertificates;
import orderimport.placement.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the receiver of a webhook gets, and what is stored of its response. */
class WebhookTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PATH = "/services/T00000001/xoxb-secret";

  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final List<String> types = new CopyOnWriteArrayList<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String response = "ok";

  WebhookTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void startServer() {
    server.createContext(
        PATH,
        exchange -> {
          try (exchange) {
            bodies.add(exchange.getRequestBody().readAllBytes());
            headers.add(exchange.getRequestHeaders());
            types.add(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
            byte[] body = response.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private WebhookChannel channel(String... extraSettings) {
    return new WebhookChannel(settings(extraSettings), TestSettings.NO_BUNDLES, Clock.systemUTC());
  }

  private NotificationProperties settings(String... extraSettings) {
    Map<String, Object> settings = new TreeMap<>();
    settings.put(
        "n.webhook.url",
        "http://127.0.0.1:%d%s?key=AIzaSecret1".formatted(server.getAddress().getPort(), PATH));
    settings.put("n.webhook.token", "t0ken-s3cret");
    for (String setting : extraSettings) {
      settings.put("n." + setting.replaceFirst("=.*", ""), setting.replaceFirst("[^=]*=", ""));
    }
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("n", NotificationProperties.class);
  }

  private static OutboxMessage message(String subject, String plain) {
    String body =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("text", subject + "\n\n" + plain)
                .put("subject", subject)
                .put("exit_code", 4));
    return new OutboxMessage(
        UUID.randomUUID(),
        OutboxMessage.Channel.WEBHOOK,
        List.of(),
        subject,
        body,
        null,
        List.of(),
        0,
        Instant.now());
  }

  private JsonNode posted(String format, OutboxMessage outboxMessage) throws Exception {
    channel("webhook.format=" + format).send(outboxMessage);
    return JSON.readTree(bodies.get(bodies.size() - 1));
  }

  @Test
  void json_contains_the_whole_notification() throws Exception {
    OutboxMessage outboxMessage = message("1 order placed", "a.csv <b>");

    assertThat(posted("json", outboxMessage)).isEqualTo(JSON.readTree(outboxMessage.body()));
    channel().send(outboxMessage);
    assertThat(JSON.readTree(bodies.get(1))).isEqualTo(JSON.readTree(outboxMessage.body()));
  }

  /** The example of the documentation of Standard Webhooks' first library. */
  @Test
  void a_signature_is_that_of_the_standard() {
    assertThat(
            WebhookSignature.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void each_attempt_is_signed_with_its_time() throws Exception {
    OutboxMessage outboxMessage = message("1 order placed", "a.csv");

    channel("webhook.secret=s3cret-of-receiver").send(outboxMessage);

    Headers signed = headers.get(0);
    assertThat(signed.getFirst("webhook-id")).isEqualTo(outboxMessage.id().toString());
    assertThat(signed.getFirst("webhook-signature"))
        .isEqualTo(
            WebhookSignature.of(
                "s3cret-of-receiver",
                outboxMessage.id().toString(),
                Instant.ofEpochSecond(Long.parseLong(signed.getFirst("webhook-timestamp"))),
                new String(bodies.get(0), StandardCharsets.UTF_8)));
    channel().send(outboxMessage);
    assertThat(headers.get(1)).doesNotContainKey("webhook-signature");
  }

  @Test
  void slack_gets_escaped_text() throws Exception {
    JsonNode posted = posted("slack", message("1 order", "<!channel> & <https://x|y>"));

    assertThat(posted.propertyNames()).containsExactly("text");
    assertThat(posted.path("text").asString())
        .isEqualTo("1 order\n\n&lt;!channel&gt; &amp; &lt;https://x|y&gt;");
    assertThat(posted("slack", message("x", "&".repeat(50_000))).path("text").asString())
        .hasSizeBetween(39_900, 40_000)
        .endsWith("&amp;… (shortened)");
  }

  @Test
  void google_chat_gets_at_most_4096_characters() throws Exception {
    JsonNode posted = posted("google-chat", message("1 order", "Blå bær <users/all>"));

    assertThat(posted.propertyNames()).containsExactly("text");
    assertThat(posted.path("text").asString()).isEqualTo("1 order\n\nBlå bær ‹users/all›");
    assertThat(types).containsExactly("application/json; charset=UTF-8");
    String shortened =
        posted("google-chat", message("1 order", "😀".repeat(5_000))).path("text").asString();
    assertThat(shortened).hasSizeBetween(4_000, 4_096).endsWith("😀… (shortened)");
  }

  @Test
  void teams_gets_an_adaptive_card() throws Exception {
    JsonNode posted =
        posted("teams", message("inbox [a](http://x): 1 order", "First *line*.\n\nSecond."));

    assertThat(posted.path("type").asString()).isEqualTo("message");
    JsonNode attachment = posted.path("attachments").path(0);
    assertThat(attachment.path("contentType").asString())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    JsonNode card = attachment.path("content");
    assertThat(card.path("type").asString()).isEqualTo("AdaptiveCard");
    assertThat(card.at("/body/0/text").asString()).isEqualTo("inbox \\[a\\](http://x): 1 order");
    assertThat(card.at("/body/1/inlines/0/text").asString()).isEqualTo("First *line*.");
    assertThat(card.at("/body/2/inlines/0/text").asString()).isEqualTo("Second.");
    assertThat(card.path("body")).hasSize(3);
  }

  @Test
  void a_teams_card_stays_below_the_size_limit() throws Exception {
    String line = "ø".repeat(3_000) + "\n";

    JsonNode posted = posted("teams", message("s".repeat(3_000), line.repeat(100)));

    assertThat(bodies.get(0)).hasSizeBetween(20_000, 28 * 1024);
    assertThat(posted.at("/attachments/0/content/body").toString()).endsWith("(shortened)\"}]}]");
  }

  @ParameterizedTest
  @EnumSource(NotificationProperties.Format.class)
  void the_receivers_response_is_stored_without_secrets(NotificationProperties.Format format) {
    status = 400;
    response =
        "invalid_payload\nfor\u001b[31m %s of xoxb-secret, AIzaSecret1, t0ken-s3cret. "
                .formatted(PATH)
            + "x".repeat(9_000);

    assertThatThrownBy(
            () -> channel("webhook.format=" + format).send(message("1 order placed", "a.csv")))
        .isInstanceOf(NotDeliveredException.class)
        .hasMessageStartingWith(
            "127.0.0.1 responded with 400: invalid_payload for [31m *** of ***, ***,")
        .hasMessageEndingWith("xxx…")
        .extracting(failure -> String.valueOf(failure.getMessage()).length())
        .isEqualTo("127.0.0.1 responded with 400: ".length() + 301);
  }

  @Test
  void a_trickling_response_times_out() {
    server.createContext(
        "/slow",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 100; i++) {
              exchange.getResponseBody().write(' ');
              exchange.getResponseBody().flush();
              Thread.sleep(100);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    String slow = "http://127.0.0.1:%d/slow".formatted(server.getAddress().getPort());
    WebhookChannel channel =
        new WebhookChannel(
            settings("webhook.url=" + slow),
            TestSettings.NO_BUNDLES,
            Clock.systemUTC(),
            Duration.ofSeconds(1));

    assertThatThrownBy(() -> channel.send(message("1 order placed", "a.csv")))
        .hasMessage("127.0.0.1 could not be reached: no complete response within 1 seconds");
  }

  @Test
  void an_invalid_address_is_not_repeated_in_the_message() {
    assertThatThrownBy(() -> channel("webhook.url=hooks.example.com/very-secret"))
        .rootCause()
        .hasMessageContaining("https://")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_message_goes_through_a_proxy_that_requires_a_password() throws Exception {
    try (FakeProxy proxy = FakeProxy.requiring("clerk", "canaryQx7")) {
      String url = "webhook.proxy.url=" + proxy.url();
      assertThatThrownBy(() -> channel(url).send(message("a", "b")))
          .hasMessageContaining("(407)")
          .hasMessageContaining("order-import.notifications.webhook.proxy.username");
      channel(url, "webhook.proxy.username=clerk", "webhook.proxy.password=canaryQx7")
          .send(message("a", "b"));
      assertThat(bodies).hasSize(1);
    }
    assertThatThrownBy(
            () -> channel("webhook.proxy.url=http://127.0.0.1:9").send(message("a", "b")))
        .hasMessageContaining("the proxy 127.0.0.1:9 cannot be reached; check")
        .hasMessageContaining("order-import.notifications.webhook.proxy.url");
  }

  @Test
  void a_response_of_the_proxy_is_not_reported_as_the_receivers() throws Exception {
    try (FakeProxy proxy = FakeProxy.rejecting(403)) {
      assertThatThrownBy(
              () ->
                  channel(
                          "webhook.url=https://hooks.example.com/x",
                          "webhook.proxy.url=" + proxy.url())
                      .send(message("a", "b")))
          .hasMessageContaining("the proxy rejects the connection (403)")
          .hasMessageContaining("order-import.notifications.webhook.proxy.url");
      assertThat(proxy.heads()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-signer carrier -startdate -9d -validity 5 -ext san=ip:127.0.0.1"
            + " | its certificate has expired; report it to its operator, or check SETTINGS.url",
        "-signer carrier -startdate +2d -ext san=ip:127.0.0.1"
            + " | its certificate is not valid yet; check the clock of this machine and SETTINGS.url",
        "-signer carrier -ext san=dns:hooks.example"
            + " | its certificate is for another host; check SETTINGS.url",
        "-ext san=ip:127.0.0.1 | its certificate is not trusted; set SETTINGS.ssl-bundle to"
      })
  void a_wrong_certificate_names_the_setting_to_change(
      String options, String message, @TempDir Path folder) throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    certificates.add("wrong", options.split(" "));
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(certificates.context("wrong")));
    secure.start();
    String url = "webhook.url=https://127.0.0.1:%d/".formatted(secure.getAddress().getPort());
    try {
      assertThatThrownBy(
              () ->
                  new WebhookChannel(
                          settings(url, "webhook.ssl-bundle=private"),
                          new DefaultSslBundleRegistry(
                              "private", certificates.bundle(TestCertificates.NONE)),
                          Clock.systemUTC())
                      .send(message("a", "b")))
          .hasMessageContaining(message.replace("SETTINGS", "order-import.notifications.webhook"));
    } finally {
      secure.stop(0);
    }
  }

  @Test
  void the_certificate_of_a_receiver_has_to_be_in_the_bundle(@TempDir Path folder)
      throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(
        new HttpsConfigurator(certificates.context(TestCertificates.CARRIER)));
    secure.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    secure.start();
    String url = "webhook.url=https://127.0.0.1:%d/".formatted(secure.getAddress().getPort());
    try {
      assertThatThrownBy(() -> channel(url).send(message("a", "b")))
          .hasMessageContaining("its certificate is not trusted; set")
          .hasMessageContaining("order-import.notifications.webhook.ssl-bundle");
      new WebhookChannel(
              settings(url, "webhook.ssl-bundle=private"),
              new DefaultSslBundleRegistry("private", certificates.bundle(TestCertificates.NONE)),
              Clock.systemUTC())
          .send(message("a", "b"));
    } finally {
      secure.stop(0);
    }
  }
}
