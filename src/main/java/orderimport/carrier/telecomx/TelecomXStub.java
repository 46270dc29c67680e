package orderimport.carrier.telecomx;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.CarrierStub;
import orderimport.carrier.Carrier.StubList;
import orderimport.carrier.Carrier.StubResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Responds as documented in "Response" and "Errors": an error has a code, the field as its message,
 * and a description. An id of only zeros does not exist.
 */
final class TelecomXStub implements CarrierStub {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern UNKNOWN_ID = Pattern.compile("0+");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
  private static final String EMPLOYEE = "5b0e2f3a4c5d6e7f80910203";

  @Override
  public boolean requiresBearerToken() {
    return false;
  }

  @Override
  public StubResponse accept(JsonNode request, long number, Instant now) {
    StubResponse notFound = notFound(request);
    if (notFound != null) {
      return notFound;
    }
    return new StubResponse(200, created(request, number, now).toString());
  }

  /** The request as the carrier returns it. */
  static ObjectNode created(JsonNode request, long number, Instant now) {
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
    response.put("created", TIME.format(now));
    response.put("createdBy", EMPLOYEE);
    return response;
  }

  private static String id(long number, int part) {
    return "%016x%08x".formatted(number, part);
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
  public Optional<StubList> list() {
    return Optional.of(new TelecomXStubList());
  }

  @Override
  public StubResponse rejection(List<CarrierError> errors) {
    CarrierError first = errors.get(0);
    String field = first.path() == null ? "request" : first.path();
    return error(field.equals("type") ? 409 : 422, field, first.message());
  }

  @Override
  public StubResponse error(int status, String message) {
    return error(status, status == 401 || status == 403 ? "access_denied" : "error", message);
  }

  static StubResponse error(int status, String field, String description) {
    ObjectNode error = JSON.createObjectNode();
    error.put("code", status).put("message", field).put("description", description);
    return new StubResponse(status, error.toString());
  }
}
