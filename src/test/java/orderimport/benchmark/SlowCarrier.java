package orderimport.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** GlobalConnect on loopback, which accepts each order after a delay. */
final class SlowCarrier implements AutoCloseable {
  private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final AtomicLong ids = new AtomicLong();

  SlowCarrier(Duration latency) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            arrivals.add(System.nanoTime());
            Thread.sleep(latency.toMillis());
            byte[] response = "{\"id\": %d}".formatted(ids.incrementAndGet()).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  /** The configuration that sends GlobalConnect's orders here, 16 at once. */
  String config(String extraSetting) {
    return """
        order-import.carriers.globalconnect:
          base-url: http://127.0.0.1:%d
          concurrency: 16
          %s
        """
        .formatted(server.getAddress().getPort(), extraSetting);
  }

  /** When orders arrived, as {@link System#nanoTime()}, in ascending order. */
  long[] arrivals() {
    return arrivals.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
