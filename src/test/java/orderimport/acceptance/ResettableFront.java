package orderimport.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The port that clients connect to; passes bytes on to a server. Connections can be reset here, and
 * TLS ends here with the alerts of real servers: the server of the JDK has neither.
 */
final class ResettableFront implements AutoCloseable {
  private final ServerSocket door;
  private final int serverPort;
  private final boolean demandsCertificate;
  private volatile @Nullable SSLContext tls;
  private final Map<Integer, Socket> clientByPort = new ConcurrentHashMap<>();

  /**
   * Opens the port.
   *
   * @param tls demands a client certificate; null for plain connections
   */
  ResettableFront(int serverPort, @Nullable SSLContext tls) throws IOException {
    this(serverPort, tls, true);
  }

  private ResettableFront(int serverPort, @Nullable SSLContext tls, boolean demandsCertificate)
      throws IOException {
    this.serverPort = serverPort;
    this.tls = tls;
    this.demandsCertificate = demandsCertificate;
    door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Opens another port to a counterpart, with TLS but without client certificates. */
  static ResettableFront secure(Counterpart counterpart, SSLContext tls) throws IOException {
    return new ResettableFront(URI.create(counterpart.url()).getPort(), tls, false);
  }

  /** Presents another certificate from now on. */
  void present(SSLContext another) {
    tls = another;
  }

  String url() {
    return "https://127.0.0.1:" + port();
  }

  int port() {
    return door.getLocalPort();
  }

  private static void start(Runnable runnable) {
    Thread thread = new Thread(runnable, "front");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        client.setTcpNoDelay(true);
        start(() -> serve(client));
      } catch (IOException e) {
        // The front was closed, or the server: clients find nothing here.
      }
    }
  }

  private void serve(Socket client) {
    try {
      SSLContext context = tls;
      Socket plain = context == null ? client : shakeHands(client, context);
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      server.setTcpNoDelay(true);
      clientByPort.put(server.getLocalPort(), client);
      start(() -> pass(server, plain));
      pass(plain, server);
    } catch (IOException e) {
      close(client);
    }
  }

  private Socket shakeHands(Socket client, SSLContext tls) throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(client, null, true);
    try {
      socket.setNeedClientAuth(demandsCertificate);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      // The alert has to be on its way before the connection is closed.
      close(socket);
      throw e;
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16_384];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // The connection was reset or closed.
    } finally {
      clientByPort.values().removeIf(Socket::isClosed);
    }
  }

  /**
   * Resets a client's connection.
   *
   * @param port the client's, as the server sees it
   */
  void reset(int port) {
    Socket client = clientByPort.remove(port);
    if (client == null) {
      throw new IllegalStateException("No client has the port " + port);
    }
    try {
      client.setSoLinger(true, 0);
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket client : clientByPort.values()) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
