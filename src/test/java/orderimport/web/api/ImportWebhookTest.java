package orderimport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import orderimport.web.Server;
import orderimport.web.Users;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webhook gets a signed message when work on an import has ended. */
class ImportWebhookTest {
  private static final String SECRET = "secret of the receiver";

  private record Message(String id, String timestamp, String signature, String body) {}

  @Test
  void the_end_of_requested_work_is_reported_and_signed() throws Exception {
    BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          messages.add(
              new Message(
                  headers.getFirst("webhook-id"),
                  headers.getFirst("webhook-timestamp"),
                  headers.getFirst("webhook-signature"),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    Map<String, String> settings = Users.settings();
    settings.put(
        "order-import.notifications.webhook.url",
        "http://127.0.0.1:%d/hook".formatted(receiver.getAddress().getPort()));
    settings.put("order-import.notifications.webhook.secret", SECRET);
    settings.put("order-import.notifications.webhook.imports", "true");
    try (Server server = Server.Installation.create(settings).start()) {
      ApiUser user =
          new ApiUser(
              server.uri(), ApiUser.makeToken(Users.logIn(server, "admin"), "hook", "UPLOAD"));

      JsonNode held =
          user.importNew(
              "sites.csv", Files.readAllBytes(Path.of("input-samples/sites-danish.csv")), Map.of());

      Message message = requireNonNull(messages.poll(60, TimeUnit.SECONDS), "no message");
      JsonNode body = JsonMapper.shared().readTree(message.body());
      assertThat(body.path("type").asString("")).isEqualTo("import.held");
      assertThat(body.path("import").path("import_id")).isEqualTo(held.path("import_id"));
      assertThat(body.path("text").asString("")).startsWith("sites.csv: 3 orders = 3");
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      String signed = message.id() + "." + message.timestamp() + "." + message.body();
      assertThat(message.signature())
          .isEqualTo(
              "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
    } finally {
      receiver.stop(0);
    }
  }
}
