package orderimport.placement;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy on the loopback interface, with tunnels and plain requests. */
public final class FakeProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final String authorization;
  private final int answer;

  private FakeProxy(String authorization, int answer) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.authorization = authorization;
    this.answer = answer;
    threads.execute(this::accept);
  }

  public static FakeProxy open() throws IOException {
    return new FakeProxy("", 200);
  }

  /** Requires a user name and password. */
  public static FakeProxy requiring(String username, String password) throws IOException {
    String credentials = username + ":" + password;
    return new FakeProxy(
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
        200);
  }

  /** Rejects every request. */
  public static FakeProxy rejecting(int status) throws IOException {
    return new FakeProxy("", status);
  }

  public String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** The heads of the requests to the proxy. */
  public List<String> heads() {
    return heads;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      // The proxy was closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      while (!head.isEmpty() && !head.contains(authorization)) {
        heads.add(head);
        skipBody(client.getInputStream(), head);
        client
            .getOutputStream()
            .write(
                httpHead("407 No", "Proxy-Authenticate: Basic realm=\"x\"", "Content-Length: 0")
                    .getBytes(StandardCharsets.ISO_8859_1));
        head = head(client.getInputStream());
      }
      if (head.isEmpty()) {
        return;
      }
      heads.add(head);
      if (answer != 200) {
        client
            .getOutputStream()
            .write(
                httpHead(answer + " No", "Content-Length: 0")
                    .getBytes(StandardCharsets.ISO_8859_1));
        return;
      }
      forward(client, head);
    } catch (IOException gone) {
      // One of the two has closed its connection.
    }
  }

  private static String httpHead(String status, String... headers) {
    return "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  private void forward(Socket client, String head) throws IOException {
    boolean tunnel = head.startsWith("CONNECT ");
    String target = head.split(" ")[1].replaceFirst("^http://", "").replaceFirst("/.*", "");
    int colon = target.lastIndexOf(':');
    try (Socket server =
        new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
      open.add(server);
      if (tunnel) {
        client
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      } else {
        server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      }
      threads.execute(() -> copy(client, server));
      copy(server, client);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      byte[] some = new byte[8_192];
      for (int n = from.getInputStream().read(some); n >= 0; n = from.getInputStream().read(some)) {
        out.write(some, 0, n);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException gone) {
      // One of the two has closed its connection.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void skipBody(InputStream in, String head) throws IOException {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        in.readNBytes(Integer.parseInt(line.substring(15).strip()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
