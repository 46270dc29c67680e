package orderimport.acceptance;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * TelecomX: login, requests, their list, offers, accounts, addresses, products, the change log.
 *
 * <p>Where the documentation varies (the type of {@code zip}, {@code offers} and {@code Offers}),
 * so does this, from request to request.
 */
final class TelecomXCounterpart extends Counterpart {
  static final String USER = "clerk@example.com";
  static final String PASSWORD = "canaryTelecomX1";
  static final String CUSTOMER = "5d0000000000000000000c01";
  static final String RESELLER = "5d0000000000000000000e01";
  static final String EMPLOYEE = "5d0000000000000000000f01";
  static final String PRODUCT = "5d0000000000000000000a01";

  private static final String ID = "[0-9A-Fa-f]+";
  private static final Duration OFFERS_LAST = Duration.ofDays(30);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private record Token(Instant expires) {}

  /** An order on an offer. */
  record Account(String id, String request, String offer, ObjectNode shown) {}

  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> requests = new LinkedHashMap<>();
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final AtomicLong ids = new AtomicLong(System.nanoTime());
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicInteger expired = new AtomicInteger();
  private volatile int tokenMinutes = 15;
  private volatile String tokenHeader = "";
  private volatile boolean areLoginsCounted;
  private volatile List<ObjectNode> addresses = List.of();

  TelecomXCounterpart(MovableClock clock, @Nullable PrivateCertificates certificates)
      throws IOException {
    super(clock, certificates);
  }

  static TelecomXCounterpart start() throws IOException {
    return new TelecomXCounterpart(new MovableClock(), null);
  }

  /** Issues tokens that live so long. */
  void tokenMinutes(int minutes) {
    tokenMinutes = minutes;
  }

  /** Takes the token in a header instead of in the address. */
  void tokenHeader(String name) {
    tokenHeader = name;
  }

  /** Counts logins as requests, as a gateway in front of all paths does. */
  void limitLogins() {
    areLoginsCounted = true;
  }

  @Override
  boolean isCounted(String path) {
    return areLoginsCounted || !path.equals("/auth/login");
  }

  int logins() {
    return logins.get();
  }

  /** How many requests came with an expired token. */
  int expired() {
    return expired.get();
  }

  /** The addresses that exist; with none, each one exists. */
  void addresses(ObjectNode... all) {
    addresses = List.of(all);
  }

  static ObjectNode address(
      String id, String road, String number, String floor, String door, int zip, String city) {
    return Reply.object()
        .put("_id", id)
        .put("road", road)
        .put("number", number)
        .put("floor", floor)
        .put("door", door)
        .put("zip", zip)
        .put("city", city)
        .put("code", 1)
        .put("muni", 157);
  }

  private String newId() {
    return "%024x".formatted(ids.incrementAndGet());
  }

  /** The references of all requests that were stored, in their order; doubles stand twice. */
  synchronized List<String> references() {
    return requests.values().stream().map(node -> node.path("reference").asString()).toList();
  }

  /** The street and house of the request with a reference. */
  synchronized String street(String reference) {
    JsonNode request = requests.get(ids().get(reference));
    return request.path("address").path("address").asString();
  }

  /** Adds a request that another client created: as the first one, but for these values. */
  synchronized void add(String reference, String street, Duration ago) {
    ObjectNode request = requests.values().iterator().next().deepCopy();
    String id = newId();
    request.put("_id", id).put("reference", reference);
    request.withObject("/address").put("address", street);
    request.put("created", DATE.format(clock.instant().minus(ago)));
    requests.put(id, request);
  }

  /** The ids of requests by their reference. */
  synchronized Map<String, String> ids() {
    Map<String, String> byReference = new LinkedHashMap<>();
    requests.forEach((id, node) -> byReference.put(node.path("reference").asString(), id));
    return byReference;
  }

  synchronized List<Account> accounts() {
    return List.copyOf(accounts.values());
  }

  /** Answers requests with offers that differ in price and commitment. */
  synchronized void answer(int offersEach, Predicate<String> references) {
    for (ObjectNode request : requests.values()) {
      if (!request.has("answered") && references.test(request.path("reference").asString())) {
        ArrayNode offers = Received.JSON.createArrayNode();
        for (int i = 0; i < offersEach; i++) {
          offers
              .addObject()
              .put("_id", newId())
              .put("product", PRODUCT)
              .put("initiationFeeProduct", PRODUCT)
              .put("initiationCost", 1000)
              .put("initiationWholesale", 2000)
              .put("initiationCustomer", 3000)
              .put("monthlyCost", 500)
              .put("monthlyWholesale", 600)
              .put("monthlyCustomer", 700.5 + i)
              .put("commitment", 12 * (i + 1))
              .put("providerName", "Nianet")
              .put("providerOfferId", "0" + (4656367 + i) + "R");
        }
        request.set(requests.size() % 2 == 0 ? "offers" : "Offers", offers);
        request.put("answered", DATE.format(clock.instant()));
      }
    }
  }

  /** Moves accounts to a state. */
  synchronized void state(String state, Predicate<Account> which) {
    accounts.values().stream()
        .filter(which)
        .forEach(account -> account.shown().put("state", state));
  }

  /** The offers of a request, by its id. */
  synchronized List<String> offers(String request) {
    List<String> offers = new ArrayList<>();
    JsonNode node = requests.get(request);
    if (node != null) {
      offersOf(node).forEach(offer -> offers.add(offer.path("_id").asString()));
    }
    return offers;
  }

  private static JsonNode offersOf(JsonNode request) {
    return request.has("offers") ? request.path("offers") : request.path("Offers");
  }

  @Override
  Reply answer(Received received) {
    if (received.is("POST", "/auth/login")) {
      return login(received);
    }
    Reply rejection = checkToken(received);
    if (rejection != null) {
      return rejection;
    }
    if (received.is("POST", "/internet/request")) {
      return create(received);
    }
    if (received.is("POST", "/internet/account")) {
      return order(received);
    }
    if (received.method().equals("GET")) {
      return get(received);
    }
    return violation(received, 404, "is not documented");
  }

  private Reply login(Received received) {
    JsonNode body = received.json();
    if (body == null || !received.hasJson()) {
      return violation(received, 422, "is no JSON");
    }
    List<String> problems =
        FieldChecks.problems(
            body,
            fields ->
                fields
                    .text("username", "password", "smsKey", "authenticatorToken", "cookie")
                    .bool("persist")
                    .required("username", "password"));
    if (!problems.isEmpty()) {
      return violation(received, 422, String.join("; ", problems));
    }
    if (!received.query().isEmpty()) {
      return violation(received, 422, "has parameters: " + received.query().keySet());
    }
    logins.incrementAndGet();
    if (!received.field("username").equals(USER) || !received.field("password").equals(PASSWORD)) {
      return Reply.error(401, "credentials_invalid");
    }
    String token = "canaryToken" + newId() + "+/=";
    boolean persist = body.path("persist").asBoolean(false);
    Instant expires =
        persist ? Instant.MAX : clock.instant().plus(Duration.ofMinutes(tokenMinutes));
    tokens.put(token, new Token(expires));
    ObjectNode response = Reply.object().put("token", token);
    response.put("expiresInMinutes", persist ? -1 : tokenMinutes);
    response.set("employee", Reply.object().put("_id", EMPLOYEE).put("name", "Clerk"));
    response.set("customer", Reply.object().put("_id", CUSTOMER));
    return Reply.of(200, response.put("accessLevel", "RESELLER"));
  }

  private @Nullable Reply checkToken(Received received) {
    String presented =
        tokenHeader.isEmpty()
            ? received.query().get("token")
            : received.headers().get(tokenHeader.toLowerCase(Locale.ROOT));
    Token token = presented == null ? null : tokens.get(presented);
    if (token == null) {
      return violation(received, 401, "invalid_token");
    }
    if (clock.instant().isAfter(token.expires())) {
      expired.incrementAndGet();
      return Reply.error(401, "expired");
    }
    return null;
  }

  private synchronized Reply create(Received received) {
    JsonNode body = received.json();
    if (body == null || !received.hasJson()) {
      return violation(received, 422, "is no JSON");
    }
    List<String> problems = FieldChecks.problems(body, this::checkRequest);
    if (!problems.isEmpty()) {
      return violation(received, 422, String.join("; ", problems));
    }
    ObjectNode stored = Reply.object();
    String id = newId();
    stored.put("_id", id);
    body.properties().forEach(field -> stored.set(field.getKey(), field.getValue()));
    if (requests.size() % 2 == 0 && body.path("address").has("zip")) {
      ObjectNode address = ((ObjectNode) body.path("address")).deepCopy();
      stored.set("address", address.put("zip", address.path("zip").asString()));
    }
    ArrayNode notified = Received.JSON.createArrayNode();
    body.path("notify")
        .forEach(each -> notified.addObject().put("_id", each.asString()).put("name", "Clerk"));
    if (!notified.isEmpty()) {
      stored.set("notify", notified);
    }
    stored.put("created", DATE.format(received.at())).put("createdBy", EMPLOYEE);
    requests.put(id, stored);
    return Reply.of(200, stored);
  }

  private void checkRequest(FieldChecks fields) {
    boolean isFiber = fields.get("type").asString("").equals("FIBER");
    fields
        .oneOf(Set.of("DSL", "FIBER"), "type")
        .matching(ID, "customer", "reseller", "product")
        .text(4096, "notes")
        .object("address", TelecomXCounterpart::checkAddress)
        .object("address2", TelecomXCounterpart::checkAddress)
        .bool("takeover", "commitment1", "commitment2", "commitment3")
        .text("takeoverCircuit", "takeoverCustomer", "reference")
        .oneOf(List.of(1, 2, 4, 8, 16, 32), "ipAddresses")
        .texts("notify", ID)
        .matching("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "startDate")
        .text("installCallNumber", "installCallName")
        .oneOf(Set.of("7_30_TO_16", "7_30_TO_12", "12_TO_16"), "installTime")
        .list("offers", 0, TelecomXCounterpart::checkOffer)
        .required("type", "address");
    if (isFiber) {
      fields.required("ipAddresses").nullOnly("takeover", "takeoverCircuit", "takeoverCustomer");
    } else {
      fields.nullOnly("address2", "ipAddresses", "commitment1", "commitment2", "commitment3");
      if (fields.get("takeover").asBoolean(false)) {
        fields.required("takeoverCircuit", "takeoverCustomer");
      }
    }
    if (fields.has("startDate")) {
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      LocalDate start = LocalDate.parse(fields.get("startDate").asString().substring(0, 10));
      if (start.isBefore(today.minusMonths(1)) || start.isAfter(today.plusMonths(6))) {
        fields.problem("startDate", "is not between 1 month ago and 6 months into the future");
      }
    }
  }

  private static void checkAddress(FieldChecks fields) {
    fields.matching(ID, "_id").text("address", "city").integer("zip");
    if (!fields.has("_id")) {
      fields.required("address", "zip", "city");
    }
  }

  private static void checkOffer(FieldChecks fields) {
    fields
        .matching(ID, "_id", "product", "initiationFeeProduct")
        .number(0, 500_000, "initiationCost", "initiationWholesale", "initiationCustomer")
        .number(0, 500_000, "monthlyCost", "monthlyWholesale", "monthlyCustomer")
        .number(0, 60, "commitment")
        .text("providerName", "providerOfferId");
  }

  private synchronized Reply order(Received received) {
    JsonNode body = received.json();
    if (body == null || !received.hasJson()) {
      return violation(received, 422, "is no JSON");
    }
    List<String> problems =
        FieldChecks.problems(
            body,
            fields ->
                fields.matching(ID, "request", "offer", "customer").required("request", "offer"));
    if (!problems.isEmpty()) {
      return violation(received, 422, String.join("; ", problems));
    }
    String requestId = received.field("request");
    String offer = received.field("offer");
    ObjectNode request = requests.get(requestId);
    if (request == null) {
      return violation(received, 404, "request");
    }
    if (!offers(requestId).contains(offer)) {
      return violation(received, 404, "offer");
    }
    Instant answered = Instant.parse(request.path("answered").asString());
    if (clock.instant().isAfter(answered.plus(OFFERS_LAST))) {
      return violation(received, 422, "offer is expired");
    }
    String customer = request.path("customer").asString("");
    if (customer.isEmpty() && received.field("customer").isEmpty()) {
      return violation(received, 422, "customer");
    }
    String id = newId();
    ObjectNode shown =
        Reply.object()
            .put("_id", id)
            .put("type", request.path("type").asString())
            .put("state", "ORDERED")
            .put("product", PRODUCT)
            .put("orderDate", DATE.format(received.at()));
    accounts.put(id, new Account(id, requestId, offer, shown));
    return Reply.of(200, shown);
  }

  private synchronized Reply get(Received received) {
    String path = received.path();
    if (path.equals("/internet/request")) {
      return list(received);
    }
    if (path.startsWith("/internet/request/")) {
      return found(received, requests.get(path.substring("/internet/request/".length())));
    }
    if (path.startsWith("/internet/account/")) {
      Account account = accounts.get(path.substring("/internet/account/".length()));
      return found(received, account == null ? null : account.shown());
    }
    return switch (path) {
      case "/customer/address/lookup" -> lookUp(received);
      case "/customer/" + CUSTOMER + "/address" ->
          Reply.of(200, Received.JSON.createArrayNode().add(Reply.object().put("primary", true)));
      case "/product" -> products(received);
      case "/log/changeloglite" -> changes(received);
      default -> violation(received, 404, "is not documented");
    };
  }

  private synchronized Reply found(Received received, @Nullable ObjectNode node) {
    Reply rejection = onlyParameters(received, Set.of());
    if (rejection != null) {
      return rejection;
    }
    return node == null ? violation(received, 404, "not_found") : Reply.of(200, node);
  }

  private @Nullable Reply onlyParameters(Received received, Set<String> documented) {
    for (String name : received.query().keySet()) {
      if (!documented.contains(name) && !name.equals("token")) {
        return violation(received, 422, "the parameter " + name + " is not documented");
      }
    }
    return null;
  }

  private synchronized Reply list(Received received) {
    Reply rejection =
        onlyParameters(
            received, Set.of("customer", "reseller", "offset", "limit", "filter", "state", "full"));
    if (rejection != null) {
      return rejection;
    }
    Map<String, String> query = received.query();
    if (!query.containsKey("customer") && !query.containsKey("reseller")) {
      return violation(received, 422, "needs customer or reseller");
    }
    int offset = whole(query.getOrDefault("offset", "0"));
    int limit = whole(query.getOrDefault("limit", "100"));
    String state = query.getOrDefault("state", "ANY");
    if (offset < 0
        || limit < 1
        || limit > 500
        || !Set.of("ANY", "NEW", "HAS_OFFER").contains(state)) {
      return violation(received, 422, "has wrong parameters: " + query.keySet());
    }
    List<ObjectNode> matching =
        requests.values().stream()
            .filter(node -> isOf(node, "customer", query) && isOf(node, "reseller", query))
            .filter(node -> state.equals("ANY") || state.equals("NEW") == !node.has("answered"))
            .filter(
                node ->
                    node.path("address")
                        .path("address")
                        .asString("")
                        .contains(query.getOrDefault("filter", "")))
            .sorted(
                Comparator.comparing((ObjectNode node) -> node.path("created").asString())
                    .reversed())
            .toList();
    ObjectNode response =
        Reply.object().put("offset", offset).put("limit", limit).put("total", matching.size());
    ArrayNode page = response.putArray("requests");
    matching.stream()
        .skip(offset)
        .limit(limit)
        .forEach(
            node -> page.add(query.getOrDefault("full", "").equals("true") ? node : brief(node)));
    return Reply.of(200, response);
  }

  private static boolean isOf(ObjectNode node, String owner, Map<String, String> query) {
    return !query.containsKey(owner) || query.get(owner).equals(node.path(owner).asString(""));
  }

  /** What a list without {@code full} leaves out is not documented. */
  private static ObjectNode brief(ObjectNode node) {
    ObjectNode brief = Reply.object();
    List.of("_id", "type", "created").forEach(name -> brief.set(name, node.get(name)));
    return brief;
  }

  private static int whole(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  private Reply lookUp(Received received) {
    Reply rejection = onlyParameters(received, Set.of("query", "limit", "flex"));
    if (rejection != null) {
      return rejection;
    }
    String query = received.query().getOrDefault("query", "");
    int limit = whole(received.query().getOrDefault("limit", "10"));
    if (query.isBlank() || limit < 1 || limit > 50) {
      return violation(received, 422, "has wrong parameters");
    }
    ArrayNode matches = Received.JSON.createArrayNode();
    addresses.stream()
        .filter(address -> words(spelled(address)).containsAll(words(query)))
        .limit(limit)
        .forEach(matches::add);
    return Reply.of(200, matches);
  }

  private static String spelled(ObjectNode address) {
    StringBuilder text = new StringBuilder();
    List.of("road", "number", "floor", "door", "zip", "city")
        .forEach(name -> text.append(address.path(name).asString("")).append(' '));
    return text.toString();
  }

  private static Set<String> words(String text) {
    return Set.of(
        Arrays.stream(text.toLowerCase(Locale.ROOT).split("[ ,.]+"))
            .distinct()
            .toArray(String[]::new));
  }

  private Reply products(Received received) {
    Reply rejection = onlyParameters(received, Set.of("type"));
    ArrayNode products = Received.JSON.createArrayNode();
    products.addObject().put("_id", PRODUCT).put("name", "Fiber 1000/1000").put("productCode", "F");
    return rejection == null ? Reply.of(200, products) : rejection;
  }

  private synchronized Reply changes(Received received) {
    Reply rejection = onlyParameters(received, Set.of("date", "customer", "reseller"));
    if (rejection != null) {
      return rejection;
    }
    LocalDate date = LocalDate.parse(received.query().getOrDefault("date", "1970-01-01"));
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    ArrayNode changes = Received.JSON.createArrayNode();
    requests.forEach(
        (id, node) -> {
          if (node.path("created").asString().startsWith(date.toString())
              && ChronoUnit.DAYS.between(date, today) <= 5) {
            changes
                .addObject()
                .put("section", "InternetRequest")
                .put("what", "CREATE")
                .put("id", id);
          }
        });
    return Reply.of(200, changes);
  }
}
