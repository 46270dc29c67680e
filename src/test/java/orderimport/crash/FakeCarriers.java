package orderimport.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.Carriers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All carriers on loopback: accept and count every complete order, however often the programs that
 * send them are killed.
 */
final class FakeCarriers implements AutoCloseable {

  /** An order request that has arrived completely. */
  record Arrival(String carrier, String orderRef, long nanos) {}

  /** Decides the response to a complete request, and can delay it. */
  interface ArrivalHandler {
    /** Returns the status of an error response, or 0 to accept the order. */
    int handle(Arrival arrival) throws InterruptedException;
  }

  private static final String ORDERS = "/orders/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Carriers carriers = Carriers.registered();
  private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());
  // The carriers' order ids are made of these numbers: no two tests may issue the same.
  private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis() * 1000);
  private volatile ArrivalHandler arrivalHandler = arrival -> 0;

  FakeCarriers() throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.setExecutor(threads);
    server.createContext(ORDERS, this::respond);
    server.start();
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      Carrier carrier = carriers.get(exchange.getRequestURI().getPath().substring(8));
      JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
      Arrival arrival =
          new Arrival(
              carrier.name(), request.path(carrier.orderRefPath()).asString(""), System.nanoTime());
      arrivals.add(arrival);
      int status = arrivalHandler.handle(arrival);
      StubResponse response =
          status == 0
              ? carrier.stub().accept(request, numbers.incrementAndGet(), Instant.now())
              : carrier.stub().error(status, "As the test demands");
      byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Handles arrivals from now on. */
  void onArrival(ArrivalHandler next) {
    arrivalHandler = next;
  }

  List<Arrival> arrivals() {
    synchronized (arrivals) {
      return List.copyOf(arrivals);
    }
  }

  /**
   * How often each order has arrived, by {@code CARRIER ORDER_REF}; those that never arrived are
   * missing.
   */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new HashMap<>();
    arrivals().forEach(a -> counts.merge(a.carrier() + " " + a.orderRef(), 1, Integer::sum));
    return counts;
  }

  void clearArrivals() {
    arrivals.clear();
  }

  /** The host and port of the carriers. */
  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The configuration that sends all carriers' orders here. */
  String config(int concurrency, String extraSetting) {
    StringBuilder yaml = new StringBuilder("order-import:\n  carriers:\n");
    for (Carrier carrier : carriers.all()) {
      yaml.append(
          """
              %s:
                base-url: http://127.0.0.1:%d
                order-path: /orders/%s
                auth: {type: bearer, token: nothing-to-hide}
                concurrency: %d
                connect-timeout: 2s
                response-timeout: 4s
          %s\
          """
              .formatted(
                  carrier.name(),
                  server.getAddress().getPort(),
                  carrier.name(),
                  concurrency,
                  extraSetting.isEmpty() ? "" : "      " + extraSetting + "\n"));
    }
    return yaml.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
