package orderimport.placement;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A carrier's server as a bare socket: it follows a script and counts what it receives. */
public final class RawHttpCarrier implements AutoCloseable {

  /** Is run when a request has been read completely. */
  public interface Script {
    void answer(Line line) throws Exception;
  }

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Script onConnect;
  private final Script onRequest;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private RawHttpCarrier(ServerSocket listener, Script onConnect, Script onRequest) {
    this.listener = listener;
    this.onConnect = onConnect;
    this.onRequest = onRequest;
    threads.execute(this::accept);
  }

  public static RawHttpCarrier answering(Script onRequest) throws IOException {
    return on(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), onRequest);
  }

  public static RawHttpCarrier on(ServerSocket listener, Script onRequest) {
    return new RawHttpCarrier(listener, line -> {}, onRequest);
  }

  /** Runs the script before anything is read. */
  public static RawHttpCarrier connecting(Script onConnect) throws IOException {
    return connecting(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), onConnect);
  }

  public static RawHttpCarrier connecting(ServerSocket listener, Script onConnect) {
    return new RawHttpCarrier(listener, onConnect, line -> {});
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/orders");
  }

  public int connections() {
    return connections.get();
  }

  public long bytes() {
    return bytes.get();
  }

  /** The complete requests, head and body. */
  public List<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        connections.incrementAndGet();
        open.add(socket);
        threads.execute(() -> serve(new Line(socket)));
      }
    } catch (IOException closed) {
      // The server was closed.
    }
  }

  private void serve(Line line) {
    try (line.socket) {
      onConnect.answer(line);
      while (line.readRequest()) {
        onRequest.answer(line);
      }
    } catch (Exception gone) {
      // The client or the script has closed the connection.
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

  /** One connection. */
  public final class Line {
    public final Socket socket;

    Line(Socket socket) {
      this.socket = socket;
    }

    /** The number of complete requests so far, on all connections. */
    public int number() {
      return requests.size();
    }

    public Line send(String text) throws IOException {
      return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Line send(byte[] some) throws IOException {
      socket.getOutputStream().write(some);
      socket.getOutputStream().flush();
      return this;
    }

    public Line drip(String text) throws Exception {
      for (int at = 0; at < text.length(); at++) {
        send(text.substring(at, at + 1)).pause(40);
      }
      return this;
    }

    public Line pause(int millis) throws InterruptedException {
      Thread.sleep(millis);
      return this;
    }

    public void close() throws IOException {
      socket.close();
    }

    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Closes the sending direction but continues to read. */
    void halfClose() throws IOException {
      socket.shutdownOutput();
    }

    private boolean readRequest() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = read();
        if (next < 0) {
          return false;
        }
        head.write(next);
      }
      String text = head.toString(StandardCharsets.ISO_8859_1);
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int left = contentLength(text); left > 0; left--) {
        int next = read();
        if (next < 0) {
          return false;
        }
        body.write(next);
      }
      requests.add(text + body.toString(StandardCharsets.UTF_8));
      return true;
    }

    private int read() throws IOException {
      InputStream in = socket.getInputStream();
      int next = in.read();
      if (next >= 0) {
        bytes.incrementAndGet();
      }
      return next;
    }

    private static int contentLength(String head) {
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
          .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
          .findFirst()
          .orElse(0);
    }
  }
}
