package orderimport.acceptance;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Granite Access Express: orders and their list, 60 requests a minute, tokens of an endpoint. */
final class GraniteCounterpart extends Counterpart {
  static final String CREATE = "/api/v1/orders/create/external";
  static final String LIST = "/api/v1/orders";

  private static final String UUID_TEXT = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Set<String> STATUSES =
      Set.of("draft", "submitted", "pending", "canceled", "completed");

  /** An order; the newest of the list is the last. */
  record Order(
      String id, int number, String opportunity, JsonNode request, Instant created, String status) {
    String name() {
      return request.path("order_name").asString();
    }

    Order with(String anotherStatus) {
      return new Order(id, number, opportunity, request, created, anotherStatus);
    }
  }

  private final TokenEndpoint tokens;
  private final List<Order> orders = new ArrayList<>();
  private final AtomicInteger expired = new AtomicInteger();
  private volatile String envelope = "";
  private volatile boolean isOpportunityListed = true;
  private volatile Duration delay = Duration.ZERO;

  GraniteCounterpart(MovableClock clock, @Nullable PrivateCertificates certificates)
      throws IOException {
    super(clock, certificates);
    tokens = new TokenEndpoint(clock, certificates);
    limit(new Limit(60, Duration.ofMinutes(1)));
  }

  static GraniteCounterpart start() throws IOException {
    return new GraniteCounterpart(new MovableClock(), null);
  }

  TokenEndpoint tokens() {
    return tokens;
  }

  int expired() {
    return expired.get();
  }

  /** Wraps the list in an object under this name; by default it is an array. */
  void envelope(String name) {
    envelope = name;
  }

  /** Whether an order has the same id in the list and in the response to its creation. */
  void listOpportunities(boolean listed) {
    isOpportunityListed = listed;
  }

  /** Lists new orders so much later. */
  void delay(Duration later) {
    delay = later;
  }

  synchronized List<Order> orders() {
    return List.copyOf(orders);
  }

  synchronized List<String> names() {
    return orders.stream().map(Order::name).toList();
  }

  /**
   * Adds an order that another client created.
   *
   * @param like whose request it repeats, but for its name and customer
   */
  synchronized void add(Order like, String name, String customer, Duration ago, String status) {
    ObjectNode request = ((ObjectNode) like.request()).deepCopy();
    request.put("order_name", name).put("customer_name", customer);
    String id = UUID.randomUUID().toString();
    orders.add(
        new Order(id, 100_000 + orders.size(), id, request, clock.instant().minus(ago), status));
  }

  synchronized void status(String status, Predicate<String> names) {
    orders.replaceAll(order -> names.test(order.name()) ? order.with(status) : order);
  }

  @Override
  Reply answer(Received received) {
    String authorization = received.headers().getOrDefault("authorization", "");
    if (!authorization.startsWith("Bearer ")) {
      return violation(received, 401, "has no bearer token");
    }
    Duration over = tokens.expired(authorization.substring(7));
    if (over == null) {
      return violation(received, 401, "has an unknown token");
    }
    if (!over.isNegative()) {
      expired.incrementAndGet();
      return Reply.error(401, "Authentication Failed");
    }
    if (received.is("POST", CREATE)) {
      return create(received);
    }
    if (received.is("GET", LIST)) {
      return list(received);
    }
    return violation(received, 404, "is not documented");
  }

  private synchronized Reply create(Received received) {
    JsonNode body = received.json();
    if (body == null || !received.hasJson() || !received.query().isEmpty()) {
      return violation(received, 400, "is no JSON, or has parameters");
    }
    List<String> problems = FieldChecks.problems(body, GraniteCounterpart::checkOrder);
    if (!problems.isEmpty()) {
      return violation(received, 400, String.join("; ", problems));
    }
    String id = UUID.randomUUID().toString();
    int number = 100_000 + orders.size();
    String opportunity = isOpportunityListed ? id : "OPP-" + number;
    orders.add(new Order(id, number, opportunity, body, received.at(), "submitted"));
    return Reply.of(
        200,
        Reply.object()
            .put("opportunity_id", opportunity)
            .put("order_status", "submitted")
            .put("quote_id", body.path("quote_request_id").asString()));
  }

  private static void checkOrder(FieldChecks fields) {
    fields
        .matching(UUID_TEXT, "quote_request_id")
        .text("order_name", "requester", "customer_name", "granted_tenant_macnum")
        .list("order_items", 1, GraniteCounterpart::checkItem)
        .required("quote_request_id", "order_name", "requester", "customer_name");
  }

  private static void checkItem(FieldChecks fields) {
    fields
        .matching(UUID_TEXT, "location_id", "formal_product_id")
        .text("local_contact_name", "location_contact_email", "local_contact_phone")
        .text("business_name", "account_macnum")
        .oneOf(Set.of("essentials", "enhanced", "none"), "network_monitoring_package")
        .object("account_to_create", GraniteCounterpart::checkAccount)
        .required("location_id", "formal_product_id", "local_contact_name")
        .required("location_contact_email", "local_contact_phone", "business_name");
    if (fields.has("account_macnum") == fields.has("account_to_create")) {
      fields.problem("account_macnum", "or account_to_create: exactly one must be provided");
    }
  }

  private static void checkAccount(FieldChecks fields) {
    String type = fields.get("billing_type").asString("");
    fields
        .text("parent_macnum", "parent_name", "address_line_1", "city", "state", "zip")
        .text("billing_address_line_1", "billing_city", "billing_state", "billing_zip_code")
        .oneOf(Set.of("4", "5"), "billing_type")
        .oneOf(Set.of("1", "2", "3"), "invoice_delivery_method")
        .oneOf(
            type.equals("5")
                ? Set.of("Summary Bill", "Network integration only")
                : Set.of("Summary Bill", "Network integration only", "No site invoice"),
            "invoice_style")
        .required("parent_macnum", "parent_name", "billing_type", "invoice_delivery_method")
        .required("invoice_style", "address_line_1", "city", "state", "zip")
        .required("billing_address_line_1", "billing_city", "billing_state", "billing_zip_code");
  }

  private synchronized Reply list(Received received) {
    Map<String, String> query = received.query();
    Set<String> documented =
        Set.of(
            "page",
            "page_size",
            "status",
            "requester",
            "start_date",
            "search",
            "sort_field",
            "sort_order",
            "granted_tenant_macnum");
    for (String name : query.keySet()) {
      if (!documented.contains(name)) {
        return violation(received, 400, "the parameter " + name + " is not documented");
      }
    }
    int page = whole(query.getOrDefault("page", "1"));
    int size = whole(query.getOrDefault("page_size", "20"));
    List<String> statuses =
        query.containsKey("status") ? List.of(query.get("status").split(",")) : List.of();
    Instant start = start(query.getOrDefault("start_date", "1970-01-01"));
    String order = query.getOrDefault("sort_order", "desc");
    String field = query.getOrDefault("sort_field", "created_at");
    if (page < 1 || size < 1 || size > 100 || !STATUSES.containsAll(statuses) || start == null) {
      return violation(received, 400, "has wrong parameters: " + query);
    }
    if (!Set.of("asc", "desc").contains(order) || !field.equals("created_at")) {
      return violation(received, 400, "has an unknown order: " + query);
    }
    List<Order> matching = new ArrayList<>();
    for (Order each : orders) {
      if ((statuses.isEmpty() || statuses.contains(each.status()))
          && !each.created().isBefore(start)
          && !each.created().isAfter(clock.instant().minus(delay))
          && query
              .getOrDefault("requester", text(each, "requester"))
              .equals(text(each, "requester"))
          && isFound(each, query.getOrDefault("search", ""))) {
        matching.add(order.equals("asc") ? matching.size() : 0, each);
      }
    }
    ArrayNode items = Received.JSON.createArrayNode();
    matching.stream().skip((page - 1L) * size).limit(size).forEach(each -> items.add(shown(each)));
    if (envelope.isEmpty()) {
      return Reply.of(200, items);
    }
    ObjectNode wrapped = Reply.object().put("page", page).put("total", matching.size());
    wrapped.set(envelope, items);
    return Reply.of(200, wrapped);
  }

  private static String text(Order order, String field) {
    return order.request().path(field).asString("");
  }

  private static boolean isFound(Order order, String search) {
    String all =
        String.join(
            "\n",
            order.name(),
            String.valueOf(order.number()),
            text(order, "requester"),
            text(order, "customer_name"));
    return all.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
  }

  /** The documented fields, and those by which the list can be searched and sorted. */
  private static ObjectNode shown(Order order) {
    ObjectNode shown =
        Reply.object()
            .put("id", order.id())
            .put("order_number", order.number())
            .put("order_name", order.name())
            .put("requester", text(order, "requester"))
            .put("customer_name", text(order, "customer_name"))
            .put("status", order.status())
            .put("total_amount", 129.95)
            .put("created_at", order.created().toString());
    ArrayNode locations = shown.putArray("locations");
    order
        .request()
        .path("order_items")
        .forEach(
            item ->
                locations
                    .addObject()
                    .put("id", item.path("location_id").asString())
                    .put("business_name", item.path("business_name").asString()));
    return shown;
  }

  private static int whole(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static @Nullable Instant start(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try (tokens) {
      super.close();
    }
  }
}
