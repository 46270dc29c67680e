package orderimport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Receives the messages of a server's webhook. */
final class WebhookReceiver implements AutoCloseable {
  static final String SECRET = "secret of the receiver";

  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final HttpServer http;

  record Message(String id, String timestamp, String signature, String body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  private WebhookReceiver(HttpServer http) {
    this.http = http;
  }

  static WebhookReceiver start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    WebhookReceiver receiver = new WebhookReceiver(http);
    http.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          receiver.messages.add(
              new Message(
                  headers.getFirst("webhook-id"),
                  headers.getFirst("webhook-timestamp"),
                  headers.getFirst("webhook-signature"),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    http.start();
    return receiver;
  }

  /** The settings of a server that sends it a message about each import. */
  Map<String, String> settings() {
    return Map.of(
        "order-import.notifications.webhook.url",
        "http://127.0.0.1:%d/hook".formatted(http.getAddress().getPort()),
        "order-import.notifications.webhook.secret",
        SECRET,
        "order-import.notifications.webhook.imports",
        "true");
  }

  /** Waits for the first message about the end of work on an import. */
  Message await(JsonNode importId) throws InterruptedException {
    return await(json -> json.path("import").path("import_id").equals(importId));
  }

  /** Waits for the first message about a review of an import. */
  Message awaitReview(JsonNode importId) throws InterruptedException {
    return await(json -> json.path("import_id").equals(importId));
  }

  private Message await(Predicate<JsonNode> expected) throws InterruptedException {
    while (true) {
      Message message = requireNonNull(messages.poll(60, TimeUnit.SECONDS), "no message");
      if (expected.test(message.json())) {
        return message;
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
