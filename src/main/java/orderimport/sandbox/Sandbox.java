package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.RequestValidator;
import org.jspecify.annotations.Nullable;

/**
 * Stubs of the carriers on one loopback port, each at its configured order path, and the lists of
 * orders at their documented paths.
 *
 * <p>For tests and troubleshooting: {@code GET /sandbox/orders} lists the accepted orders, {@code
 * GET /sandbox/requests} counts the requests by carrier, {@code POST /sandbox/faults} adds a {@link
 * FaultRule}, {@code DELETE /sandbox/faults} deletes all.
 */
public final class Sandbox implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int BACKLOG = 256;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  static {
    // The JDK's server reads these once: no Nagle delays, and idle connections stay open for a day.
    setUnlessGiven("sun.net.httpserver.nodelay", "true");
    setUnlessGiven("sun.net.httpserver.idleInterval", "86400");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final RequestValidator rules;
  private final Journal journal;

  private Sandbox(
      HttpServer server, ExecutorService threads, RequestValidator rules, Journal journal) {
    this.server = server;
    this.threads = threads;
    this.rules = rules;
    this.journal = journal;
  }

  /**
   * Starts the stubs of all configured carriers.
   *
   * @param port 0 for any free port
   * @param clock for the validation of dates, the rate limits and the responses
   * @param journal a file that gets a line of JSON for each accepted order: {@code number}, {@code
   *     carrier}, {@code order_ref}, {@code id}, {@code received}, {@code request}; an existing
   *     file is appended to. Null for a temporary file
   * @throws IOException if the port is taken, or the journal cannot be written
   * @throws IllegalArgumentException if two carriers have the same order path
   */
  public static Sandbox start(
      int port,
      Carriers carriers,
      OrderImportProperties settings,
      Clock clock,
      @Nullable Path journal)
      throws IOException {
    Journal openJournal = Journal.open(journal, clock);
    RequestValidator rules = new RequestValidator(clock);
    try {
      Map<String, EndpointHandler> handlers =
          handlers(carriers, settings, rules, clock, openJournal);
      var address = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
      HttpServer server = HttpServer.create(address, BACKLOG);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS, Sandbox::daemon);
      server.setExecutor(threads);
      server.createContext("/", exchange -> handle(handlers, exchange));
      server.start();
      return new Sandbox(server, threads, rules, openJournal);
    } catch (IOException | RuntimeException e) {
      rules.close();
      openJournal.close();
      throw e;
    }
  }

  private static Map<String, EndpointHandler> handlers(
      Carriers carriers,
      OrderImportProperties settings,
      RequestValidator rules,
      Clock clock,
      Journal journal) {
    FaultRules faultRules = new FaultRules();
    Map<String, EndpointHandler> handlers = new HashMap<>();
    List<CarrierEndpoint> endpoints = new ArrayList<>();
    for (Carrier carrier : carriers.all()) {
      if (settings.carriers().containsKey(carrier.name())) {
        CarrierProperties carrierProperties = settings.of(carrier);
        CarrierEndpoint carrierEndpoint =
            new CarrierEndpoint(carrier, carrierProperties, rules, clock, journal);
        endpoints.add(carrierEndpoint);
        String path = withoutSlash(carrierProperties.orderPath());
        if (handlers.put(path, new OrderHandler(carrierEndpoint, faultRules)) != null) {
          throw new IllegalArgumentException(
              "Two carriers have the order-path %s; one of them is %s"
                  .formatted(carrierProperties.orderPath(), carrier.name()));
        }
      }
    }
    for (CarrierEndpoint carrierEndpoint : endpoints) {
      carrierEndpoint
          .list()
          .ifPresent(
              list ->
                  handlers.compute(
                      withoutSlash(list.path()),
                      (path, others) -> new ListHandler(carrierEndpoint, faultRules, others)));
    }
    AdminEndpoints.open(handlers, endpoints, faultRules, journal);
    return handlers;
  }

  private static void handle(Map<String, EndpointHandler> handlers, HttpExchange exchange)
      throws IOException {
    try (exchange) {
      EndpointHandler endpointHandler =
          handlers.get(withoutSlash(exchange.getRequestURI().getPath()));
      if (endpointHandler == null) {
        HttpReply.of(404, "{\"error\":\"There is no endpoint at this path.\"}").send(exchange);
      } else {
        endpointHandler.handle(exchange);
      }
    }
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static final AtomicInteger THREAD = new AtomicInteger();

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "sandbox-" + THREAD.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** The base address, {@code http://127.0.0.1:PORT}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Stops the server and aborts requests under way. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    rules.close();
    journal.close();
  }
}
