package orderimport.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server that behaves as a carrier's documentation says. It answers what is wrong as the carrier
 * would, and records it as a violation: the test fails when the counterpart is closed.
 */
abstract class Counterpart implements AutoCloseable {
  private final HttpServer server;
  private final ResettableFront front;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final boolean isSecure;
  private final AtomicInteger number = new AtomicInteger();
  private final RequestMeter meter = new RequestMeter();
  private final List<Received> log = new CopyOnWriteArrayList<>();
  private final List<Integer> statuses = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private volatile List<Limit> limits = List.of();
  private volatile Map<String, String> headers = Map.of();
  private volatile Function<Received, Fault> faults = received -> Fault.NONE;

  /** By which tokens, dates and offers are judged. */
  final MovableClock clock;

  /**
   * Starts the server.
   *
   * @param certificates for https, with a client certificate; null for http
   */
  Counterpart(MovableClock clock, @Nullable PrivateCertificates certificates) throws IOException {
    this.clock = clock;
    isSecure = certificates != null;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
    front =
        new ResettableFront(
            server.getAddress().getPort(), certificates == null ? null : certificates.carrier());
  }

  /** Answers a request whose path and so on have not been looked at. */
  abstract Reply answer(Received received);

  /** Whether the limits are for a path, too. */
  boolean isCounted(String path) {
    return true;
  }

  /** The address without a path. */
  String url() {
    return "%s://127.0.0.1:%d".formatted(isSecure ? "https" : "http", front.port());
  }

  /** Requests beyond a limit are violations, and answered with 429. */
  void limit(Limit... all) {
    limits = List.of(all);
  }

  /** Demands a header of each request. */
  void demand(String header, String value) {
    headers = Map.of(header.toLowerCase(Locale.ROOT), value);
  }

  /** Decides about the fault of each request. */
  void fail(Function<Received, Fault> plan) {
    faults = plan;
  }

  /** All requests so far, of all kinds. */
  List<Received> log() {
    return List.copyOf(log);
  }

  List<Received> log(String method, String path) {
    return log.stream().filter(received -> received.is(method, path)).toList();
  }

  /** How many responses had a status. */
  long responses(int status) {
    return statuses.stream().filter(each -> each == status).count();
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  /** Records a violation; returns what the carrier answers. */
  Reply violation(Received received, int status, String what) {
    violations.add("%s %s: %s".formatted(received.method(), received.path(), what));
    return Reply.error(status, what);
  }

  /** Lets violations pass that a test caused on purpose. */
  List<String> takeViolations() {
    List<String> taken = List.copyOf(violations);
    violations.clear();
    return taken;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean isCounted = isCounted(exchange.getRequestURI().getPath());
      List<Limit> exceeded = isCounted ? meter.count(limits) : List.of();
      Received received = read(exchange);
      log.add(received);
      Fault fault = exceeded.isEmpty() ? faults.apply(received) : Fault.NONE;
      Reply reply;
      if (!exceeded.isEmpty()) {
        reply = violation(received, 429, "exceeds " + exceeded);
      } else if (fault == Fault.RESET_BEFORE) {
        front.reset(exchange.getRemoteAddress().getPort());
        return;
      } else if (fault == Fault.ERROR_BEFORE) {
        reply = Reply.error(500, "internal_error");
      } else if (fault == Fault.UNAVAILABLE) {
        reply = Reply.empty(503);
      } else if (fault == Fault.TOO_MANY_REQUESTS) {
        reply = new Reply(429, "", Map.of("Retry-After", "1"));
      } else {
        if (fault == Fault.SLOW) {
          Thread.sleep(1000);
        }
        reply = checked(received);
        if (fault == Fault.RESET_AFTER) {
          front.reset(exchange.getRemoteAddress().getPort());
          return;
        }
        if (fault == Fault.ERROR_AFTER) {
          reply = Reply.error(500, "internal_error");
        }
      }
      write(exchange, reply);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      violations.add("The counterpart itself failed: " + e);
      throw e;
    }
  }

  private Reply checked(Received received) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (!header.getValue().equals(received.headers().get(header.getKey()))) {
        return violation(received, 401, "has no header " + header.getKey());
      }
    }
    if (received.headers().containsKey("proxy-authorization")) {
      return violation(received, 400, "has the proxy's password");
    }
    return answer(received);
  }

  private Received read(HttpExchange exchange) throws IOException {
    Map<String, String> names = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> names.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    Map<String, String> query = new TreeMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      String[] pair = part.split("=", 2);
      query.put(decoded(pair[0]), pair.length < 2 ? "" : decoded(pair[1]));
    }
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return new Received(
        number.incrementAndGet(),
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query,
        names,
        body,
        clock.instant());
  }

  static String decoded(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }

  private void write(HttpExchange exchange, Reply reply) throws IOException {
    statuses.add(reply.status());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    front.close();
    server.stop(0);
    executor.shutdownNow();
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "%s:%n%s"
              .formatted(
                  getClass().getSimpleName(),
                  String.join("\n", violations.subList(0, Math.min(20, violations.size())))));
    }
  }
}
