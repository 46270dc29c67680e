package orderimport.carrier.globalconnect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import orderimport.carrier.AbstractCarrierStub;
import orderimport.carrier.Carrier.AcceptedOrder;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.StubEndpoint;
import orderimport.carrier.StubEndpoint.Call;
import orderimport.carrier.StubState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Responds with all documented fields; those that depend on the order are set from it. Errors are
 * not documented. The links lack the prefix of the order path, as the carrier's do; the sandbox
 * knows their paths with and without it.
 */
final class GlobalConnectStub extends AbstractCarrierStub {
  private static final String DATA = "https://globalconnect.example/data/";

  private final ObjectNode order = template("response.json");
  private final ObjectNode line = template("response-line.json");

  private static ObjectNode template(String name) {
    try (InputStream in =
        Objects.requireNonNull(GlobalConnectStub.class.getResourceAsStream(name), name)) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected StubResponse accepted(JsonNode request, long number, Instant now) {
    return new StubResponse(201, created(request, number, now).toString());
  }

  @Override
  public List<StubEndpoint> endpoints() {
    return Stream.of("/data/order/{id}", "/tfapi/data/order/{id}")
        .flatMap(
            path ->
                Stream.of(
                    StubEndpoint.get(path, this::show),
                    StubEndpoint.get(path + "/transition", this::transitions)))
        .toList();
  }

  /** The order, as the create response has it, with its progress. */
  private StubResponse show(Call call, StubState state) {
    return find(call, state)
        .map(
            accepted -> {
              ObjectNode response =
                  created(accepted.request(), accepted.number(), accepted.received());
              GlobalConnectProgress.of(accepted, state.now()).applyTo(response);
              return new StubResponse(200, response.toString());
            })
        .orElseGet(() -> error(404, "There is no such order"));
  }

  private StubResponse transitions(Call call, StubState state) {
    return find(call, state)
        .map(
            accepted ->
                new StubResponse(
                    200, GlobalConnectProgress.of(accepted, state.now()).transitions().toString()))
        .orElseGet(() -> error(404, "There is no such order"));
  }

  private static Optional<AcceptedOrder> find(Call call, StubState state) {
    return call.id().matches("[1-9]\\d{0,17}")
        ? state.order("globalconnect", Long.parseLong(call.id()))
        : Optional.empty();
  }

  private ObjectNode created(JsonNode request, long number, Instant now) {
    ObjectNode response = order.deepCopy();
    response.put("id", number);
    response.put("type", request.path("order_type").asString());
    copy(request, "reference", response, "reference");
    copy(request, "compound_order_number", response, "compound_order_id");
    copy(request, "requested_date", response, "requested_date");
    copy(request, "campaign_code", response, "campaign_code");
    copy(request, "origin_system", response, "source_system");
    copy(request.path("customer"), "id", response, "customer_id");
    copy(request.path("orderer"), "id", response, "orderer_id");
    for (String field : List.of("id", "name", "email")) {
      copy(request.path("seller"), field, response, "seller_" + field);
    }
    copy(request.path("created_by"), "id", response, "creator_id");
    response.put("created_date", now.truncatedTo(ChronoUnit.SECONDS).toString());
    response.put("wtf_url", "https://globalconnect.example/orderdetail?loid=" + number);
    addresses(request, response, "new_access_");
    lines(request, number, response);
    links(request, number, response);
    return response;
  }

  private static void copy(JsonNode from, String field, ObjectNode to, String name) {
    JsonNode value = from.path(field);
    if (!value.isMissingNode()) {
      to.set(name, value);
    }
  }

  private static void addresses(JsonNode request, ObjectNode to, String prefix) {
    for (String end : List.of("from_address", "to_address")) {
      JsonNode address = request.path(end);
      if (address.isObject()) {
        JsonNode gab = address.path("gab_id");
        to.put(prefix + end + "_gab_id", gab.isValueNode() ? gab.asString(null) : null);
        to.put(prefix + end, oneLine(address));
      }
    }
  }

  private static String oneLine(JsonNode address) {
    List<String> parts = new ArrayList<>();
    for (List<String> part :
        List.of(
            List.of("street_name", "house_number", "house_letter"),
            List.of("postcode", "city"),
            List.of("country"))) {
      String text =
          String.join(
              " ",
              part.stream()
                  .flatMap(field -> Stream.ofNullable(address.path(field).asString(null)))
                  .toList());
      if (!text.isEmpty()) {
        parts.add(text);
      }
    }
    return String.join(", ", parts);
  }

  private void lines(JsonNode request, long number, ObjectNode response) {
    var lines = response.putArray("new_lines");
    var connections = response.putArray("connection_ids");
    int index = 0;
    for (JsonNode ordered : request.path("new_lines")) {
      ObjectNode created = line.deepCopy();
      created.put("id", number * 1000 + ++index);
      created.put("product_name", "Article " + ordered.path("article_id").asString());
      copy(ordered, "article_id", created, "product_id");
      boolean recurring = ordered.path("recurring_price").isNumber();
      copy(ordered, recurring ? "recurring_price" : "one_time_price", created, "charge_amount");
      copy(ordered, "currency", created, "charge_currency");
      created.put("charge_role", recurring ? "Periodic" : "Once");
      created.put("charge_period", recurring ? "month" : "stk");
      addresses(request, created, "");
      lines.add(created);
      connections.addObject().putNull("connection_id").put("new_line", index);
    }
  }

  private static void links(JsonNode request, long number, ObjectNode response) {
    var links = response.putArray("links");
    links.addObject().put("rel", "collection").put("href", DATA + "order/");
    links.addObject().put("rel", "self").put("href", DATA + "order/" + number);
    String customer = request.path("customer").path("id").asString("");
    links.addObject().put("rel", "customer").put("href", DATA + "customer/" + customer);
    links
        .addObject()
        .put("rel", "transitions")
        .put("href", DATA + "order/" + number + "/transition");
  }
}
