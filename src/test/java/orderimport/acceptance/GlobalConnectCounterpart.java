package orderimport.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * GlobalConnect (Telefakt): orders in both forms, their follow-up by the link {@code self}, and
 * transitions. How it authenticates is not documented: here by user name and password.
 */
final class GlobalConnectCounterpart extends Counterpart {
  static final String CREATE = "/tfapi/data/order";
  static final String CREATE_TESTING = "/tfapi/agreed/testing";
  static final String USER = "shop";
  static final String PASSWORD = "canaryGlobal3";

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private volatile String linkBase = "https://redacted.invalid/data/";

  private final Map<Integer, ObjectNode> orders = new LinkedHashMap<>();
  private final List<JsonNode> requests = new ArrayList<>();
  private final List<JsonNode> testing = new ArrayList<>();

  GlobalConnectCounterpart(MovableClock clock, @Nullable PrivateCertificates certificates)
      throws IOException {
    super(clock, certificates);
  }

  static GlobalConnectCounterpart start() throws IOException {
    return new GlobalConnectCounterpart(new MovableClock(), null);
  }

  /** Links of the next orders begin with another address. */
  void linkBase(String base) {
    linkBase = base;
  }

  /** The requests that were stored, in their order. */
  synchronized List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  synchronized List<JsonNode> testingRequests() {
    return List.copyOf(testing);
  }

  /** Ids of orders by their own reference, which the carrier's response does not show. */
  synchronized Map<String, Integer> ids() {
    Map<String, Integer> ids = new LinkedHashMap<>();
    List<Integer> all = List.copyOf(orders.keySet());
    for (int i = 0; i < all.size(); i++) {
      ids.put(requests.get(i).path("customers_own_reference").asString(), all.get(i));
    }
    return ids;
  }

  /** Changes what is shown of an order. */
  synchronized void change(int id, Consumer<ObjectNode> change) {
    ObjectNode order = orders.get(id);
    if (order == null) {
      throw new IllegalArgumentException("No order " + id);
    }
    change.accept(order);
  }

  /** Moves an order to a status. */
  static void status(ObjectNode order, String id, String text) {
    order.put("status_id", id).put("status_text", text).put("status_category", text);
  }

  @Override
  Reply answer(Received received) {
    String expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    if (!expected.equals(received.headers().get("authorization"))) {
      return violation(received, 401, "has wrong credentials");
    }
    if (!received.query().isEmpty()) {
      return violation(received, 400, "has parameters");
    }
    if (received.is("POST", CREATE)) {
      return create(received);
    }
    if (received.is("POST", CREATE_TESTING)) {
      return createTesting(received);
    }
    if (received.method().equals("GET")
        && received.path().matches(CREATE + "/\\d+(/transition)?")) {
      return get(received);
    }
    return violation(received, 404, "is not documented");
  }

  private synchronized Reply create(Received received) {
    JsonNode body = received.json();
    List<String> problems =
        body == null || !received.hasJson()
            ? List.of("is no JSON")
            : FieldChecks.problems(body, GlobalConnectCounterpart::checkOrder);
    if (body == null || !problems.isEmpty()) {
      return violation(received, 400, String.join("; ", problems));
    }
    int id = 897_487 + orders.size();
    requests.add(body);
    ObjectNode order = order(id, body, received.at());
    orders.put(id, order);
    return Reply.of(201, order);
  }

  private ObjectNode order(int id, JsonNode request, Instant created) {
    ObjectNode order = Reply.object().put("id", id).put("type", "Nysalg");
    order.put("customer_id", request.path("customer").path("id").asInt());
    status(order, "LEAD", "Lead");
    for (String flag : List.of("offer", "delivery", "cancelled", "fault", "active", "completed")) {
      order.put(flag, 0);
    }
    order.put("created_date", SECONDS.format(created));
    for (String date :
        List.of("estimated_date", "booking_date", "install_date", "completed_date")) {
      order.putNull(date);
    }
    order.put("wtf_url", "https://webtelefakt.invalid/orderdetail.cfm?loid=" + id);
    order.putArray("connection_ids").addObject().putNull("connection_id").put("new_line", 1);
    ArrayNode lines = order.putArray("new_lines");
    for (int i = 0; i < request.path("new_lines").size(); i++) {
      lines
          .addObject()
          .put("id", 33_191_435L + id * 100L + i)
          .put("status_id", "LEAD")
          .putNull("connection_id")
          .put("product_name", "Internett Fiber 100 Mbps (onnet)")
          .put("product_id", 33_621);
    }
    ArrayNode links = order.putArray("links");
    link(links, "collection", "order/");
    link(links, "self", "order/" + id);
    link(links, "customer", "customer/" + order.path("customer_id").asInt());
    link(links, "transitions", "order/" + id + "/transition");
    return order;
  }

  /** Another host, without the prefix of the paths: both as in the documentation. */
  private void link(ArrayNode links, String rel, String path) {
    links.addObject().put("rel", rel).put("href", linkBase + path);
  }

  private synchronized Reply get(Received received) {
    String[] parts = received.path().substring(CREATE.length() + 1).split("/");
    ObjectNode order = orders.get(Integer.parseInt(parts[0]));
    if (order == null) {
      return violation(received, 404, "was never created");
    }
    if (parts.length == 1) {
      return Reply.of(200, order);
    }
    ObjectNode transitions = Reply.object();
    ArrayNode items = transitions.putArray("items");
    if (order.path("completed").asInt() == 0 && order.path("cancelled").asInt() == 0) {
      ObjectNode item =
          items
              .addObject()
              .put("id", 17)
              .put("new_status", "VUCH")
              .put("name", "Avbryt")
              .put("system_use_only", 0);
      item.putArray("button_text").addObject().put("language_id", 0).put("text", "Cancel");
    }
    return Reply.of(200, transitions);
  }

  private static void checkOrder(FieldChecks fields) {
    fields
        .text("order_type", "origin_system", "customers_own_reference", "installer_comment")
        .text("comment", "reference", "status", "campaign_code")
        .object("from_address", address -> checkAddress(address, true))
        .object("to_address", address -> checkAddress(address, false))
        .matching(TIME, "requested_start_date", "requested_date")
        .integer("contract_length")
        .bool("campaign_code_applied")
        .object("customer", customer -> customer.integer("id", "invoice_group_id").required("id"))
        .list("new_lines", 1, GlobalConnectCounterpart::checkLine)
        .list(
            "annotations",
            0,
            note -> note.text(4000, "text").integer("created_by_user").required("text"));
    for (String name :
        List.of("from_local_contact", "from_tech_contact", "to_local_contact", "to_tech_contact")) {
      fields.object(name, contact -> checkContact(contact, "contact_id"));
    }
    for (String name : List.of("seller", "orderer", "contact", "created_by")) {
      fields.object(name, contact -> checkContact(contact, "id"));
    }
    // No example has a value for these.
    fields.nullOnly("requested_connection_id", "compound_order_number");
    fields.required("order_type", "customer");
    if (!fields.has("from_address") && !fields.has("to_address")) {
      fields.problem("to_address", "is required");
    }
  }

  private static void checkAddress(FieldChecks fields, boolean isGabIdText) {
    if (isGabIdText) {
      fields.matching("\\d+", "gab_id");
    } else {
      fields.integer("gab_id");
    }
    fields
        .text("country", "postcode", "city", "street_name", "house_letter", "dwelling_number")
        .text("floor", "room")
        .integer("house_number")
        // No example has a value for these.
        .nullOnly("rack", "municipality_number", "cadastral_unit_number", "property_unit_number")
        .nullOnly("leasehold_number", "condominium_unit_number", "utmzone", "utme", "utmn")
        .nullOnly("latitude", "longitude");
    if (!fields.has("gab_id")) {
      fields.required("street_name", "postcode", "city");
    }
  }

  private static void checkContact(FieldChecks fields, String id) {
    fields.integer(id).text("name", "email", "telephone");
    if (!fields.has(id)) {
      fields.required("name");
      if (!fields.has("email") && !fields.has("telephone")) {
        fields.problem("email", "or telephone is required");
      }
    }
  }

  private static void checkLine(FieldChecks fields) {
    fields
        .text("article_id", "currency", "connection_reference")
        .text(60, "additional_info_on_invoice")
        .number(0, Double.MAX_VALUE, "recurring_price", "one_time_price")
        .number(1, Integer.MAX_VALUE, "number_of_items")
        .list("configuration", 0, GlobalConnectCounterpart::checkConfiguration)
        .required("article_id");
    if (fields.has("recurring_price") || fields.has("one_time_price")) {
      fields.required("currency");
    }
  }

  /** A key of digits is a number, any other a text. */
  private static void checkConfiguration(FieldChecks fields) {
    if (fields.get("key").isString()) {
      fields.matching(".*\\D.*", "key");
    } else {
      fields.integer("key");
    }
    fields.text("value").required("key");
  }

  private synchronized Reply createTesting(Received received) {
    JsonNode body = received.json();
    List<String> problems =
        body == null || !received.hasJson()
            ? List.of("is no JSON")
            : FieldChecks.problems(body, GlobalConnectCounterpart::checkTestingOrder);
    if (body == null || !problems.isEmpty()) {
      return violation(received, 400, String.join("; ", problems));
    }
    testing.add(body);
    return Reply.empty(200);
  }

  private static void checkTestingOrder(FieldChecks fields) {
    fields
        .text("orderType", "originSystem", "customersOwnReference", "installerComment", "comment")
        .text("status", "campaignCode")
        .object("fromAddress", GlobalConnectCounterpart::checkTestingAddress)
        .object("toAddress", GlobalConnectCounterpart::checkTestingAddress)
        .object(
            "equipmentDeliveryAddress",
            address ->
                address
                    .text("name", "floor", "address", "address2", "zipCode", "postalArea")
                    .text("country")
                    .bool("validateAddressFlag"))
        .matching(TIME, "requestedStartDate", "requestedDate")
        .integer("contractLength")
        .bool("campaignCodeApplied")
        .nullOnly("compoundOrderNumber")
        .object("customer", customer -> customer.integer("id", "invoiceGroupId").required("id"))
        .list("new_lines", 1, GlobalConnectCounterpart::checkTestingLine)
        .list(
            "annotations",
            0,
            note -> note.text(4000, "text").integer("createdByUser").required("text"))
        .required("orderType", "customer");
    for (String name : List.of("seller", "orderer", "contact", "createdBy")) {
      fields.object(name, person -> person.integer("id").required("id"));
    }
  }

  private static void checkTestingAddress(FieldChecks fields) {
    fields
        .integer("gabId", "houseNumber")
        .text("houseLetter", "streetName", "zipCode", "postalArea", "country", "room", "floor")
        .text("apartment", "customerName", "contactPerson", "contactPhone", "contactEmail")
        .text("technicalContactPerson", "technicalContactEmail", "technicalContactPhone");
  }

  private static void checkTestingLine(FieldChecks fields) {
    fields
        .integer("articleId")
        .matching("\\d+(\\.\\d{1,2})?", "recurringPrice", "oneTimePrice")
        .text("currency")
        .number(1, Integer.MAX_VALUE, "numberOfItems")
        .list("configuration", 0, GlobalConnectCounterpart::checkConfiguration)
        .required("articleId");
    if (fields.has("recurringPrice") || fields.has("oneTimePrice")) {
      fields.required("currency");
    }
  }
}
