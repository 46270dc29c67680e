package orderimport.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that lets logins pass, and answers all else with a page that quotes the address. */
final class QuotingProxy implements AutoCloseable {
  private final HttpServer server;
  private final List<String> quoted = new CopyOnWriteArrayList<>();
  private volatile int status = 502;
  private volatile int longest = 10_000;

  QuotingProxy() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The addresses that its pages had in full. */
  List<String> quoted() {
    return quoted;
  }

  /**
   * Sets the status of the pages.
   *
   * @param longestAddress how many characters of an address a page shows
   */
  void answer(int newStatus, int longestAddress) {
    status = newStatus;
    longest = longestAddress;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] sent = exchange.getRequestBody().readAllBytes();
      URI target = exchange.getRequestURI();
      byte[] body;
      int code = status;
      if (target.getPath().equals("/auth/login")) {
        HttpResponse<byte[]> response =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(target)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(sent))
                        .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        code = response.statusCode();
        body = response.body();
      } else {
        String address = target.toString();
        quoted.add(address);
        String shown = address.substring(0, Math.min(longest, address.length()));
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        body =
            "<html><title>Proxy page</title><p>%1$s <a href=\"%1$s\">could not be retrieved</a>"
                .formatted(shown)
                .getBytes(StandardCharsets.UTF_8);
      }
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
