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
import orderimport.carrier.StubEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Stubs of the carriers on one loopback port: each order request at its configured path, the other
 * endpoints at their documented paths.
 *
 * <p>For tests and troubleshooting: {@code GET /sandbox/orders} lists the accepted orders, {@code
 * GET /sandbox/requests} counts the requests by carrier, {@code POST /sandbox/faults} adds a {@link
 * FaultRule}, {@code DELETE /sandbox/faults} deletes all. {@code POST /sandbox/clock} moves the
 * clock, on which all progress depends, and {@code POST /sandbox/cancel} cancels an order.
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
   * @param clock the time until it is moved: for the validation of dates, the rate limits, the
   *     responses and the expiry of tokens
   * @param journal a file that gets a line of JSON for each accepted order: {@code number}, {@code
   *     carrier}, {@code order_ref}, {@code id}, {@code received}, {@code request}; other lines are
   *     cancellations and moves of the clock. An existing file is appended to. Null for a temporary
   *     file
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
    Journal openJournal = Journal.open(journal);
    SandboxClock sandboxClock = new SandboxClock(clock, openJournal);
    RequestValidator rules = new RequestValidator(sandboxClock);
    try {
      Routes routes = routes(carriers, settings, rules, sandboxClock, openJournal);
      var address = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
      HttpServer server = HttpServer.create(address, BACKLOG);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS, Sandbox::daemon);
      server.setExecutor(threads);
      server.createContext("/", exchange -> handle(routes, exchange));
      server.start();
      return new Sandbox(server, threads, rules, openJournal);
    } catch (IOException | RuntimeException e) {
      rules.close();
      openJournal.close();
      throw e;
    }
  }

  private static Routes routes(
      Carriers carriers,
      OrderImportProperties settings,
      RequestValidator rules,
      SandboxClock clock,
      Journal journal) {
    FaultRules faultRules = new FaultRules();
    IssuedTokens issuedTokens = new IssuedTokens(clock);
    Routes routes = new Routes();
    List<CarrierEndpoint> endpoints = new ArrayList<>();
    Map<String, SlidingWindow> windows = new HashMap<>();
    for (Carrier carrier : carriers.all()) {
      if (settings.carriers().containsKey(carrier.name())) {
        CarrierProperties carrierProperties = settings.of(carrier);
        CarrierEndpoint carrierEndpoint =
            new CarrierEndpoint(
                carrier,
                new SandboxState(
                    carrierProperties, settings.carriers().keySet(), clock, journal, issuedTokens),
                rules,
                windows.computeIfAbsent(
                    carrier.connection(),
                    connection -> new SlidingWindow(carrierProperties.limits(), clock)));
        endpoints.add(carrierEndpoint);
        if (!routes.add(
            "POST", carrierProperties.orderPath(), new OrderHandler(carrierEndpoint, faultRules))) {
          throw new IllegalArgumentException(
              "Two carriers have the order-path %s; one of them is %s"
                  .formatted(carrierProperties.orderPath(), carrier.name()));
        }
      }
    }
    // An order path outranks the other endpoints.
    for (CarrierEndpoint carrierEndpoint : endpoints) {
      for (StubEndpoint endpoint : carrierEndpoint.endpoints()) {
        routes.add(
            endpoint.method(),
            endpoint.path(),
            new StubEndpointHandler(carrierEndpoint, endpoint, faultRules));
      }
    }
    AdminEndpoints.open(routes, endpoints, faultRules, journal, clock);
    return routes;
  }

  private static void handle(Routes routes, HttpExchange exchange) throws IOException {
    try (exchange) {
      routes.handle(exchange);
    }
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
