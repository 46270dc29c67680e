package orderimport.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import orderimport.address.AddressRegister;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.Carriers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All carriers on loopback: accept and count every complete order, however often the programs that
 * send them are killed.
 */
final class FakeCarriers implements AutoCloseable {

  /** An order request that has arrived completely. */
  record Arrival(String carrier, String orderRef, long nanos) {}

  /** Decides the response to a complete request, and can delay it. */
  interface ArrivalHandler {
    /**
     * Returns the status of an error response, 0 to accept the order, {@link #LOSE} or {@link
     * #ACCEPT_SILENTLY}.
     */
    int handle(Arrival arrival) throws InterruptedException;
  }

  /** Closes the connection; the order is lost. */
  static final int LOSE = -1;

  /** Accepts the order, and closes the connection without a response. */
  static final int ACCEPT_SILENTLY = -2;

  /** An accepted order with its number. */
  private record Accepted(String carrier, long number, JsonNode request, Instant created) {}

  /** A GET request that has arrived. */
  record Query(String path, String authorization, long nanos) {}

  private static final String ORDERS = "/orders/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Carriers carriers = Carriers.registered();
  private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());
  // The carriers' order ids are made of these numbers: no two tests may issue the same.
  private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis() * 1000);
  private final List<Accepted> accepted = Collections.synchronizedList(new ArrayList<>());
  private final List<String> lists = Collections.synchronizedList(new ArrayList<>());
  private final AddressRegister addresses = new AddressRegister();
  private final List<Query> queries = Collections.synchronizedList(new ArrayList<>());

  /** The fields that orders have besides those of the create response, by order_ref. */
  private final Map<String, ObjectNode> states = new ConcurrentHashMap<>();

  /** The orders that no list and no request for one shows any more. */
  private final Set<String> forgotten = ConcurrentHashMap.newKeySet();

  private volatile boolean listing = true;
  private volatile ArrivalHandler arrivalHandler = arrival -> 0;

  FakeCarriers() throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.setExecutor(threads);
    server.createContext(ORDERS, this::respond);
    server.createContext("/api/v1/orders", exchange -> list(exchange, this::graniteList));
    server.createContext("/customer/address/lookup", addresses);
    server.createContext("/internet/request", exchange -> list(exchange, this::telecomxList));
    server.createContext("/internet/request/", this::state);
    server.start();
  }

  private void respond(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      state(exchange);
      return;
    }
    try (exchange) {
      Carrier carrier =
          carriers.get(exchange.getRequestURI().getPath().substring(8).replaceFirst("/.*", ""));
      JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
      // A request without our name for the order is recognised by what it answers.
      String reference = Objects.requireNonNullElse(carrier.orderRefPath(), "request");
      Arrival arrival =
          new Arrival(carrier.name(), request.path(reference).asString(""), System.nanoTime());
      arrivals.add(arrival);
      int status = arrivalHandler.handle(arrival);
      if (status == LOSE) {
        return;
      }
      long number = numbers.incrementAndGet();
      if (status == 0 || status == ACCEPT_SILENTLY) {
        accepted.add(new Accepted(carrier.name(), number, request, Instant.now()));
      }
      if (status == ACCEPT_SILENTLY) {
        return;
      }
      StubResponse response =
          status == 0
              ? carrier.stub().accept(request, number, Instant.now())
              : carrier.stub().error(status, "As the test demands");
      byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void list(HttpExchange exchange, Function<Map<String, String>, String> response)
      throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getQuery();
      lists.add(query);
      received(exchange);
      Map<String, String> parameters = new HashMap<>();
      for (String parameter : query.split("&")) {
        parameters.put(parameter.split("=")[0], parameter.split("=")[1]);
      }
      String text = listing ? response.apply(parameters) : "no list";
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(listing ? 200 : 500, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The state of one order, by its id at the end of the path. */
  private void state(HttpExchange exchange) throws IOException {
    try (exchange) {
      received(exchange);
      String id = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
      Optional<String> found = listing ? created(id) : Optional.empty();
      byte[] body = found.orElse("{\"code\":404}").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(!listing ? 500 : found.isPresent() ? 200 : 404, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void received(HttpExchange exchange) {
    queries.add(
        new Query(
            exchange.getRequestURI().getPath(),
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
            System.nanoTime()));
  }

  private Optional<String> created(String id) {
    for (Accepted each : accepted("", 0, Long.MAX_VALUE)) {
      Carrier carrier = carriers.get(each.carrier());
      JsonNode response =
          JsonMapper.shared()
              .readTree(
                  carrier.stub().accept(each.request(), each.number(), each.created()).body());
      if (id.equals(response.path("_id").asString(response.path("id").asString("")))) {
        return Optional.of(withState(each, (ObjectNode) response).toString());
      }
    }
    return Optional.empty();
  }

  private ObjectNode withState(Accepted order, ObjectNode shown) {
    ObjectNode state = states.get(orderRef(order));
    if (state != null) {
      shown.setAll(state);
    }
    return shown;
  }

  private String orderRef(Accepted order) {
    return order.request().path(carriers.get(order.carrier()).orderRefPath()).asString("");
  }

  /** Shows these fields of an order from now on. */
  void setState(String orderRef, String json) {
    states.put(orderRef, (ObjectNode) JsonMapper.shared().readTree(json));
  }

  /** Shows an order nowhere from now on. */
  void forget(String orderRef) {
    forgotten.add(orderRef);
  }

  /** Accepts an order once more, as a carrier that duplicates it. */
  void duplicate(String orderRef) {
    for (Accepted each : accepted("", 0, Long.MAX_VALUE)) {
      if (orderRef(each).equals(orderRef)) {
        accepted.add(
            new Accepted(each.carrier(), numbers.incrementAndGet(), each.request(), Instant.now()));
      }
    }
  }

  /** The GET requests that have arrived. */
  List<Query> queries() {
    synchronized (queries) {
      return List.copyOf(queries);
    }
  }

  /**
   * @param carrier empty for all
   */
  private List<Accepted> accepted(String carrier, long skip, long limit) {
    synchronized (accepted) {
      return accepted.stream()
          .filter(each -> carrier.isEmpty() || each.carrier().equals(carrier))
          .filter(each -> !forgotten.contains(orderRef(each)))
          .skip(skip)
          .limit(limit)
          .toList();
    }
  }

  /** As an array without a total; the ids are others than those of the create response. */
  private String graniteList(Map<String, String> parameters) {
    int page = Integer.parseInt(parameters.getOrDefault("page", "1"));
    int size = Integer.parseInt(parameters.getOrDefault("page_size", "20"));
    ArrayNode list = JsonMapper.shared().createArrayNode();
    for (Accepted each : accepted("granite", (long) (page - 1) * size, size)) {
      ObjectNode entry =
          list.addObject()
              .put("id", "uuid-" + each.number())
              .put("order_number", each.number())
              .put("order_name", each.request().path("order_name").asString())
              .put("status", "submitted")
              .put("total_amount", 100)
              .put("created_at", each.created().toString());
      ArrayNode locations = entry.putArray("locations");
      each.request()
          .path("order_items")
          .forEach(item -> locations.addObject().set("location_id", item.path("location_id")));
      withState(each, entry);
    }
    return list.toString();
  }

  private String telecomxList(Map<String, String> parameters) {
    long offset = Long.parseLong(parameters.getOrDefault("offset", "0"));
    // Fewer than the limit, so that there are several pages.
    List<Accepted> found = accepted("telecomx", offset, 7);
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("offset", offset).put("limit", 7);
    body.put("total", accepted("telecomx", 0, Long.MAX_VALUE).size());
    ArrayNode list = body.putArray("requests");
    for (Accepted each : found) {
      ObjectNode entry = list.addObject();
      entry.put("_id", "%024x".formatted(each.number()));
      entry.setAll((ObjectNode) each.request().deepCopy());
      ((ObjectNode) entry.path("address"))
          .put("zip", each.request().path("address").path("zip").asString());
      entry.put("created", each.created().toString());
    }
    return body.toString();
  }

  /** The queries of the lists that were requested. */
  List<String> lists() {
    synchronized (lists) {
      return List.copyOf(lists);
    }
  }

  /** Responds with an error to requests of lists from now on. */
  void stopListing() {
    listing = false;
  }

  /** The addresses that telecomx knows. */
  AddressRegister addresses() {
    return addresses;
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

  /** The most arrivals within any period of that length. */
  int mostWithin(Duration window) {
    List<Long> times = arrivals().stream().map(Arrival::nanos).sorted().toList();
    int most = 0;
    for (int from = 0, to = 0; to < times.size(); to++) {
      while (times.get(to) - times.get(from) >= window.toNanos()) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
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
                order-path: /orders/%s%s
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
                  carrier.name().equals("globalconnect") ? "/data/order" : "",
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
