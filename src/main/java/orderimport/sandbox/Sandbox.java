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
 * The stand-in carriers on one port of loopback, each at its configured order path.
 *
 * <p>For tests and the curious: {@code GET /sandbox/orders} lists the accepted orders, {@code GET
 * /sandbox/requests} counts the requests by carrier, {@code POST /sandbox/misbehave} orders a
 * {@link FaultRule}, {@code DELETE /sandbox/misbehave} ends all of them.
 */
public final class Sandbox implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int BACKLOG = 256;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  static {
    // Read once by the JDK's server: answers must not wait for Nagle, nor idle connections end.
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
   * Starts the stand-ins of all carriers that have settings.
   *
   * @param port 0 for any that is free
   * @param clock for the rules on dates, the rate limits and the answers
   * @param journal a file that gets a line of JSON for each accepted order: {@code number}, {@code
   *     carrier}, {@code order_ref}, {@code id}, {@code received}, {@code request}; goes on where
   *     it is. Null for none that outlives the sandbox
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
    Journal book = Journal.open(journal, clock);
    RequestValidator rules = new RequestValidator(clock);
    try {
      Map<String, EndpointHandler> doors = doors(carriers, settings, rules, clock, book);
      var address = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
      HttpServer server = HttpServer.create(address, BACKLOG);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS, Sandbox::daemon);
      server.setExecutor(threads);
      server.createContext("/", exchange -> enter(doors, exchange));
      server.start();
      return new Sandbox(server, threads, rules, book);
    } catch (IOException | RuntimeException e) {
      rules.close();
      book.close();
      throw e;
    }
  }

  private static Map<String, EndpointHandler> doors(
      Carriers carriers,
      OrderImportProperties settings,
      RequestValidator rules,
      Clock clock,
      Journal journal) {
    FaultRules faultRules = new FaultRules();
    Map<String, EndpointHandler> doors = new HashMap<>();
    List<CarrierEndpoint> desks = new ArrayList<>();
    for (Carrier carrier : carriers.all()) {
      CarrierProperties own = settings.carriers().get(carrier.name());
      if (own != null) {
        CarrierEndpoint carrierEndpoint = new CarrierEndpoint(carrier, own, rules, clock, journal);
        desks.add(carrierEndpoint);
        String path = withoutSlash(own.orderPath());
        if (doors.put(path, new OrderHandler(carrierEndpoint, faultRules)) != null) {
          throw new IllegalArgumentException(
              "Two carriers have the order-path %s; one of them is %s"
                  .formatted(own.orderPath(), carrier.name()));
        }
      }
    }
    AdminEndpoints.open(doors, desks, faultRules, journal);
    return doors;
  }

  private static void enter(Map<String, EndpointHandler> doors, HttpExchange exchange)
      throws IOException {
    try (exchange) {
      EndpointHandler endpointHandler = doors.get(withoutSlash(exchange.getRequestURI().getPath()));
      if (endpointHandler == null) {
        HttpReply.of(404, "{\"error\":\"There is nothing at this address.\"}").send(exchange);
      } else {
        endpointHandler.enter(exchange);
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

  /** Where it listens, {@code http://127.0.0.1:PORT}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Ends it, and the requests under way. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    rules.close();
    journal.close();
  }
}
