package orderimport.carrier.telecomx;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import orderimport.carrier.Carrier.AcceptedOrder;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.StubEndpoint;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Responds as documented in "Response" and "Errors". An id of only zeros does not exist.
 *
 * <p>A request is answered with offers when the sandbox's clock has moved by {@link
 * #ANSWERED_AFTER}, and the offers can be ordered for {@link #OFFERS_LAST}.
 */
final class TelecomXStub extends AbstractTelecomXStub {
  static final String CARRIER = "telecomx";
  static final Duration ANSWERED_AFTER = Duration.ofDays(3);
  static final Duration OFFERS_LAST = Duration.ofDays(30);
  static final String EMPLOYEE = "5b0e2f3a4c5d6e7f80910203";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern UNKNOWN_ID = Pattern.compile("0+");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  @Override
  public StubResponse accept(JsonNode request, long number, Instant now) {
    StubResponse notFound = notFound(request);
    if (notFound != null) {
      return notFound;
    }
    return new StubResponse(200, created(request, number, now).toString());
  }

  /** The request as the create response has it. */
  private static ObjectNode created(JsonNode request, long number, Instant now) {
    ObjectNode response = JSON.createObjectNode();
    response.put("_id", id(number, 0));
    response.setAll((ObjectNode) request.deepCopy());
    JsonNode notified = response.path("notify");
    if (notified.isArray()) {
      ArrayNode employees = response.putArray("notify");
      notified.forEach(
          id -> employees.addObject().put("_id", id.asString()).put("name", "Employee"));
    }
    JsonNode offers = response.remove("offers");
    if (offers != null && offers.isArray()) {
      for (int i = 0; i < offers.size(); i++) {
        if (!offers.get(i).has("_id")) {
          ((ObjectNode) offers.get(i)).put("_id", id(number, i + 1));
        }
      }
      response.set("Offers", offers);
    }
    response.put("created", time(now));
    response.put("createdBy", EMPLOYEE);
    return response;
  }

  /** The request as it is at this time. */
  static ObjectNode request(AcceptedOrder order, Instant now) {
    ObjectNode request = created(order.request(), order.number(), order.received());
    if (order.hasAge(ANSWERED_AFTER, now)) {
      ArrayNode offers =
          request.path("Offers") instanceof ArrayNode own ? own : request.putArray("Offers");
      for (int months : commitments(order.request())) {
        offers.add(offer(order, months));
      }
      request.put("answered", time(order.received().plus(ANSWERED_AFTER)));
    }
    return request;
  }

  /** A commitment of no month is offered to requests that ask for none. */
  private static List<Integer> commitments(JsonNode request) {
    List<Integer> months =
        IntStream.rangeClosed(1, 3)
            .filter(years -> request.path("commitment" + years).asBoolean(false))
            .map(years -> 12 * years)
            .boxed()
            .toList();
    return months.isEmpty() ? List.of(0) : months;
  }

  /** Longer commitments are cheaper. */
  private static ObjectNode offer(AcceptedOrder order, int months) {
    ObjectNode offer = JSON.createObjectNode();
    offer.put("_id", id(order.number(), 0x100 + months));
    offer.put("product", order.request().path("product").asString("5a1b2c3d4e5f60718293a4c6"));
    if (order.request().path("type").asString("").equals("FIBER")) {
      offer.put("initiationFeeProduct", "5a1b2c3d4e5f60718293a4c7");
      offer.put("initiationCost", 3000 - 50 * months);
      offer.put("initiationWholesale", 3500 - 50 * months);
      offer.put("initiationCustomer", 4000 - 50 * months);
      offer.put("monthlyCost", 500 - 5 * months);
      offer.put("monthlyWholesale", 600 - 5 * months);
      offer.put("monthlyCustomer", 700 - 5 * months);
    }
    offer.put("commitment", months);
    offer.put("providerName", "Sandbox Fiber");
    offer.put("providerOfferId", "SF%d-%d".formatted(order.number(), months));
    return offer;
  }

  /** An id of TelecomX from which {@link #number} gets the order again. */
  static String id(long number, int part) {
    return "%016x%08x".formatted(number, part);
  }

  /** The number in an order's id; 0 if it is not one. */
  static long number(String id) {
    return id.matches("[0-7][0-9A-Fa-f]{15}0{8}") ? Long.parseLong(id.substring(0, 16), 16) : 0;
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  private static @Nullable StubResponse notFound(JsonNode request) {
    for (String address : List.of("address", "address2")) {
      if (isUnknown(request.path(address).path("_id"))) {
        return error(404, address + "._id", "Address not found");
      }
    }
    if (isUnknown(request.path("product"))) {
      return error(422, "product", "Product not found");
    }
    for (JsonNode offer : request.path("offers")) {
      for (String product : List.of("product", "initiationFeeProduct")) {
        if (isUnknown(offer.path(product))) {
          return error(422, "offers[]." + product, "Product not found");
        }
      }
    }
    for (JsonNode employee : request.path("notify")) {
      if (isUnknown(employee)) {
        return error(422, "notify[]", "Recipient not found");
      }
    }
    return null;
  }

  private static boolean isUnknown(JsonNode id) {
    return UNKNOWN_ID.matcher(id.asString("")).matches();
  }

  @Override
  public List<StubEndpoint> endpoints() {
    return List.of(
        StubEndpoint.login("/auth/login", TelecomXStubLogin::login),
        StubEndpoint.get(TelecomXLookup.PATH, TelecomXStubRequests::list),
        StubEndpoint.get(TelecomXLookup.PATH + "/{id}", TelecomXStubRequests::show),
        StubEndpoint.get("/customer/address/lookup", TelecomXStubAddresses::lookup),
        StubEndpoint.get("/customer/{id}/address", TelecomXStubAddresses::ofCustomer));
  }
}
