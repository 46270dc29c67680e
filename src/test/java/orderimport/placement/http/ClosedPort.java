package orderimport.placement.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port on the loopback interface that rejects connections and that no other program can take. */
final class ClosedPort implements AutoCloseable {
  private final Socket bound = new Socket();

  ClosedPort() throws IOException {
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  String url() {
    return "http://127.0.0.1:" + bound.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    bound.close();
  }
}
