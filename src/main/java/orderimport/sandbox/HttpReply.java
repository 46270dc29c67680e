package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP response to send. */
record HttpReply(int status, Map<String, String> headers, String body) {

  static HttpReply of(int status, String body) {
    return new HttpReply(status, Map.of(), body);
  }

  void send(HttpExchange exchange) throws IOException {
    byte[] bytes = begin(exchange);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().close();
    }
  }

  /** Announces the full length but sends half; closing the exchange then cuts the response off. */
  void sendHalf(HttpExchange exchange) throws IOException {
    byte[] bytes = begin(exchange);
    exchange.sendResponseHeaders(status, Math.max(bytes.length, 2));
    exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
    exchange.getResponseBody().flush();
  }

  private byte[] begin(HttpExchange exchange) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    }
    headers.forEach(exchange.getResponseHeaders()::set);
    return bytes;
  }
}
