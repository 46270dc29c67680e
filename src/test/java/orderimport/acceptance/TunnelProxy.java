package orderimport.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A company's proxy, which opens tunnels by CONNECT and may ask for a password. */
final class TunnelProxy implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final @Nullable String expected;
  private final List<String> tunnels = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /**
   * Starts the proxy.
   *
   * @param credentials user name, colon, password; null if it asks for none
   */
  TunnelProxy(@Nullable String credentials) throws IOException {
    expected =
        credentials == null
            ? null
            : "basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  /** The hosts and ports of the tunnels so far. */
  List<String> tunnels() {
    return tunnels;
  }

  private static void start(Runnable runnable) {
    Thread thread = new Thread(runnable, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        open.add(client);
        start(() -> serve(client));
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      OutputStream out = client.getOutputStream();
      for (List<String> head = head(client); !head.isEmpty(); head = head(client)) {
        String[] request = head.get(0).split(" ");
        if (!request[0].equals("CONNECT")) {
          respond(out, "405 Method Not Allowed");
          return;
        }
        if (expected != null && !expected.equals(authorization(head))) {
          respond(
              out, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"");
          continue;
        }
        String[] target = request[1].split(":");
        try (Socket server = new Socket(target[0], Integer.parseInt(target[1]))) {
          open.add(server);
          tunnels.add(request[1]);
          out.write(
              "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          start(() -> pass(server, client));
          pass(client, server);
        }
        return;
      }
    } catch (IOException e) {
      // The client or the server closed the connection.
    }
  }

  /** The lines of a request without a body; none at the end of the connection. */
  private static List<String> head(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return List.of();
      }
      head.append((char) next);
    }
    return head.toString().lines().toList();
  }

  private static String authorization(List<String> head) {
    return head.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:"))
        .map(line -> line.substring("proxy-authorization:".length()).strip())
        .map(value -> value.replaceFirst("^(?i)basic ", "basic "))
        .findFirst()
        .orElse("");
  }

  private static void respond(OutputStream out, String status) throws IOException {
    out.write(
        "HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n"
            .formatted(status)
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Either side closed the connection.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
