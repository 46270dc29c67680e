package orderimport.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orderimport.carrier.Carrier.OrderResponse;
import orderimport.carrier.OrderLookup.ListedOrder;
import orderimport.carrier.OrderLookup.PageRequest;
import orderimport.carrier.OrderTracking.ByList;
import orderimport.carrier.OrderTracking.ByOrder;
import orderimport.carrier.OrderTracking.Detail;
import orderimport.carrier.OrderTracking.OfferCell;
import orderimport.carrier.OrderTracking.OrderState;
import orderimport.carrier.OrderTracking.TrackedOrder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** How the carriers are asked for the states of orders, and how their responses are read. */
class OrderTrackingTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final ByOrder TELECOMX = (ByOrder) tracking("telecomx");
  private static final ByOrder GLOBALCONNECT = (ByOrder) tracking("globalconnect");
  private static final ByList GRANITE = (ByList) tracking("granite");

  private static OrderTracking tracking(String carrier) {
    return Carriers.registered().get(carrier).tracking().orElseThrow();
  }

  private static TrackedOrder order(@Nullable String id, @Nullable String path) {
    return new TrackedOrder(id, path, JsonMapper.shared().readTree("{}"), NOW);
  }

  private static OrderState telecomx(String body) {
    return TELECOMX.read(order("5a1b", null), body, NOW).orElseThrow();
  }

  private static List<String> details(OrderState state) {
    return state.details().stream().map(each -> each.name() + "=" + each.value()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'_id':'5A1B'} | NEW | false |",
        "{'_id':'5a1b','offers':[]} | NEW | false |",
        "{'_id':'5a1b','Offers':null,'answered':null} | NEW | false |",
        "{'_id':'5a1b','Offers':[{'_id':'cc'}]} | HAS_OFFER | false |",
        "{'_id':'5a1b','state':'HAS_OFFER','offers':[{'_id':'cc'}]} | HAS_OFFER | false |",
        "{'_id':'5a1b','answered':'2026-11-20T12:00:00.000Z'} | answered | false |"
            + " 2026-11-20T12:00:00Z",
        "{'_id':'5a1b','answered':'2026-11-20T12:00:00+0100','offers':[{'_id':'cc'}]} | answered |"
            + " false | 2026-11-20T11:00:00Z",
        "{'_id':'5a1b','answered':'20 November','offers':[{'_id':'cc'}]} | answered | false |",
        "{'_id':'5a1b','answered':'2026-10-28T10:00:00.000Z'} | expired | true |"
            + " 2026-11-27T10:00:00Z",
        "{'_id':'5a1b','answered':'2026-10-28T10:00:01.000Z'} | answered | false |"
            + " 2026-10-28T10:00:01Z",
        "{'_id':'5a1b','state':'WITHDRAWN','answered':'2026-01-01T10:00:00Z'} | WITHDRAWN | false |"
      })
  void the_state_of_a_request_follows_from_its_fields(
      String body, String status, boolean isFinal, @Nullable String since) {
    OrderState state = telecomx(body.replace('\'', '"'));

    assertThat(state.status()).isEqualTo(status);
    assertThat(state.isFinal()).isEqualTo(isFinal);
    assertThat(state.since()).isEqualTo(since == null ? null : Instant.parse(since));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "[{\"_id\":\"5a1b\"}]",
        "{\"code\":404,\"message\":\"request\"}",
        "{\"_id\":\"ffff\",\"answered\":\"2026-11-20T12:00:00Z\"}",
        "{\"_id\":{\"a\":1}}",
        "\"5a1b\""
      })
  void a_response_that_is_not_about_the_order_states_nothing(String body) {
    assertThat(TELECOMX.read(order("5a1b", null), body, NOW)).isEmpty();
    assertThat(GLOBALCONNECT.read(order("5a1b", "/data/order/1"), body, NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"offers", "Offers"})
  void each_offer_of_an_answered_request_can_be_ordered(String name) {
    OrderState state =
        telecomx(
            """
            {"_id":"5a1b","customer":null,"address":{"zip":"2605"},"answered":"2026-11-20T12:00:00Z",
             "%s":[{"_id":"c1","product":"aa","initiationCost":1000,"initiationWholesale":2000,
                    "initiationCustomer":3000.50,"monthlyWholesale":600,"commitment":36,
                    "providerName":"Nianet","providerOfferId":"4656367R"},
                   {"product":"without an id"},
                   {"_id":123456789012345678901234,"monthlyCustomer":"on request"}]}
            """
                .formatted(name));

    assertThat(state.offers()).extracting(offer -> offer.carrier()).containsOnly("telecomx-offer");
    assertThat(state.offers())
        .extracting(
            offer ->
                offer.cells().stream()
                    .filter(cell -> !cell.heading().startsWith("_"))
                    .map(OrderTrackingTest::text)
                    .collect(Collectors.joining(" ")))
        .containsExactly(
            "request:5a1b offer:c1 customer: provider:Nianet product:aa setup_price:#3000.50"
                + " monthly_price:#600 commitment:#36 expires:2026-12-20",
            "request:5a1b offer:123456789012345678901234 customer: provider: product: setup_price:"
                + " monthly_price:on request commitment: expires:2026-12-20");
    assertThat(details(state)).contains("offers=3", "expires=2026-12-20");
  }

  private static String text(OfferCell cell) {
    return cell.heading() + ":" + (cell.isNumber() ? "#" : "") + cell.value();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"aa11\"", "{\"_id\":\"aa11\",\"name\":\"Acme\"}"})
  void an_offer_names_the_customer_of_its_request(String customer) {
    OrderState state =
        telecomx(
            "{\"_id\":\"5a1b\",\"customer\":%s,\"answered\":\"2026-11-20T12:00:00Z\",\"offers\":[{\"_id\":\"c1\"}]}"
                .formatted(customer));

    assertThat(state.offers().get(0).cells()).contains(new OfferCell("customer", "aa11", false));
  }

  @Test
  void offers_without_an_answer_and_expired_ones_cannot_be_ordered() {
    String offers = "{\"_id\":\"5a1b\",%s\"offers\":[{\"_id\":\"c1\"}]}";

    assertThat(telecomx(offers.formatted("")).offers()).isEmpty();
    assertThat(telecomx(offers.formatted("\"answered\":\"2026-10-01T00:00:00Z\",")).offers())
        .isEmpty();
  }

  @Test
  void a_request_is_asked_for_by_its_id() {
    assertThat(TELECOMX.path(order("5a1b", null), "/other")).contains("/internet/request/5a1b");
    assertThat(TELECOMX.path(order("../x?y", null), "/other"))
        .contains("/internet/request/..%2Fx%3Fy");
    assertThat(TELECOMX.path(order(null, null), "/other")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "https://redacted/data/order/897487 | /tfapi/data/order | /tfapi/data/order/897487",
        "https://redacted/tfapi/data/order/897487 | /tfapi/data/order |"
            + " /tfapi/data/order/897487",
        "https://redacted/gw/tfapi/data/order/8 | /tfapi/data/order/ | /tfapi/data/order/8",
        "https://redacted/data/order/8?token=secret | /gw/tfapi/data/order |"
            + " /gw/tfapi/data/order/8",
        "/data/order/8 | /tfapi/data/order | /tfapi/data/order/8",
        "https://redacted/data/order/8 | /data/order | /data/order/8",
        "https://redacted/elsewhere/8 | /tfapi/data/order | -",
        "https://redacted/data/order/../../admin | /tfapi/data/order | -",
        "https://redacted/data/order/%2e%2e/admin | /tfapi/data/order | -",
        "//evil.example//data/order/8 | /tfapi/data/order | -",
        "not a link | /tfapi/data/order | -"
      })
  void of_the_link_only_the_path_is_used(String href, String orderPath, @Nullable String path) {
    String body =
        """
        {"id":8,"links":[{"rel":"collection","href":"https://redacted/data/order/"},
                         {"rel":"self","href":"%s"}]}
        """
            .formatted(href);
    OrderResponse response = Carriers.registered().get("globalconnect").readSuccess(201, body);
    String link = ((OrderResponse.Accepted) response).trackingPath();

    assertThat(GLOBALCONNECT.path(order("8", link), orderPath).orElse(null)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"id\":8}", "{\"id\":8,\"links\":null}", "{\"id\":8,\"links\":[\"self\"]}"})
  void an_order_without_a_link_cannot_be_asked_for(String body) {
    OrderResponse response = Carriers.registered().get("globalconnect").readSuccess(201, body);

    assertThat(((OrderResponse.Accepted) response).trackingPath()).isNull();
    assertThat(GLOBALCONNECT.path(order("8", null), "/tfapi/data/order")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'status_id':'DLNW','completed':0} | DLNW | false",
        "{'status_id':'DLRD','completed':1} | DLRD | true",
        "{'status_id':'DLRD','completed':'1','cancelled':'0'} | DLRD | true",
        "{'status_id':'X9','cancelled':true} | X9 | true",
        "{'status_id':'DLER','fault':1} | DLER | false",
        "{'status_text':'Delivery new'} | Delivery new | false",
        "{'status_id':null,'status_text':' ','status_category':'Lead'} | Lead | false"
      })
  void the_status_of_an_order_is_shown_as_the_carrier_spells_it(
      String fields, String status, boolean isFinal) {
    OrderState state =
        GLOBALCONNECT
            .read(
                order("8", "/data/order/8"),
                fields.replace('\'', '"').replace("{", "{\"id\":8,"),
                NOW)
            .orElseThrow();

    assertThat(state.status()).isEqualTo(status);
    assertThat(state.isFinal()).isEqualTo(isFinal);
    assertThat(state.isDelivered()).isEqualTo(isFinal && !fields.contains("'cancelled':true"));
  }

  @Test
  void dates_and_connection_ids_are_details() {
    OrderState state =
        GLOBALCONNECT
            .read(
                order("8", "/data/order/8"),
                """
                {"id":"8","status_id":"DLRD","status_text":"Received","estimated_date":"2026-12-01",
                 "booking_date":null,"completed":1,"completed_date":"2026-11-26T22:00:00Z",
                 "connection_ids":[{"connection_id":"GC-1","new_line":1},{"connection_id":null},"GC-2"]}
                """,
                NOW)
            .orElseThrow();

    assertThat(details(state))
        .containsExactly(
            "status_text=Received",
            "estimated_date=2026-12-01",
            "completed_date=2026-11-26T22:00:00Z",
            "connection_ids=GC-1, GC-2",
            "completed=yes");
    assertThat(state.since()).isEqualTo("2026-11-26T22:00:00Z");
  }

  private static ListedOrder listed(String entry) {
    OrderLookup list = GRANITE.list();
    PageRequest page = list.firstPage(new TreeMap<>(), NOW);
    return list.readPage(page, "[" + entry + "]").orders().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "submitted,false",
    "pending,false",
    "completed,true",
    "canceled,true",
    "Cancelled,true",
    "draft,false",
    "on_hold,false"
  })
  void only_documented_states_of_a_list_are_final(String status, boolean isFinal) {
    ListedOrder listed =
        listed("{\"id\":\"u1\",\"order_number\":17,\"status\":\"%s\"}".formatted(status));
    OrderState state = GRANITE.read(listed).orElseThrow();

    assertThat(state.status()).isEqualTo(status);
    assertThat(state.isFinal()).isEqualTo(isFinal);
    assertThat(state.isDelivered()).isEqualTo(status.equals("completed"));
    assertThat(state.details())
        .containsExactly(new Detail("id", "u1"), new Detail("order_number", "17"));
    assertThat(GRANITE.ids(listed)).containsExactly("u1", "17");
  }

  @ParameterizedTest
  @NullAndEmptySource
  void an_entry_without_a_status_states_nothing(@Nullable String status) {
    String entry =
        status == null ? "{\"id\":\"u1\"}" : "{\"id\":\"u1\",\"status\":\"%s\"}".formatted(status);

    assertThat(GRANITE.read(listed(entry))).isEmpty();
  }

  @Test
  void a_carrier_without_ids_cannot_be_asked() {
    assertThat(Carriers.registered().get("globalconnect-testing").tracking()).isEmpty();
    assertThat(Objects.requireNonNull(telecomx("{\"_id\":\"5a1b\"}")).offers()).isEmpty();
  }
}
