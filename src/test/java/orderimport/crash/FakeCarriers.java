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
 * All carriers on loopback: takes every order that comes in whole, and counts them, however often
 * the programs that send them are killed.
 */
final class FakeCarriers implements AutoCloseable {

  /** An order request that has come in to its last byte. */
  record Arrival(String carrier, String orderRef, long nanos) {}

  /** What happens between the last byte of a request and its answer. */
  interface Interlude {
    /** The status to answer with instead, 0 to take the order. */
    int play(Arrival arrival) throws InterruptedException;
  }

  private static final String ORDERS = "/orders/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Carriers carriers = Carriers.registered();
  private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());
  // The carriers' ids are made of them: no test shall give those that another gave.
  private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis() * 1000);
  private volatile Interlude interlude = arrival -> 0;

  FakeCarriers() throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.setExecutor(threads);
    server.createContext(ORDERS, this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Carrier carrier = carriers.get(exchange.getRequestURI().getPath().substring(8));
      JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
      Arrival arrival =
          new Arrival(
              carrier.name(), request.path(carrier.orderRefPath()).asString(""), System.nanoTime());
      arrivals.add(arrival);
      int status = interlude.play(arrival);
      StubResponse answer =
          status == 0
              ? carrier.stub().accept(request, numbers.incrementAndGet(), Instant.now())
              : carrier.stub().error(status, "As ordered");
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on. */
  void between(Interlude next) {
    interlude = next;
  }

  List<Arrival> arrivals() {
    synchronized (arrivals) {
      return List.copyOf(arrivals);
    }
  }

  /** How often an order has come in, by {@code CARRIER ORDER_REF}; never means no entry. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new HashMap<>();
    arrivals().forEach(a -> counts.merge(a.carrier() + " " + a.orderRef(), 1, Integer::sum));
    return counts;
  }

  void forget() {
    arrivals.clear();
  }

  /** Its host and port. */
  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The configuration that sends all carriers' orders here. */
  String config(int concurrency, String more) {
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
                  more.isEmpty() ? "" : "      " + more + "\n"));
    }
    return yaml.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
