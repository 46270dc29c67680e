package orderimport.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import orderimport.carrier.OrderLookup.Comparison;
import orderimport.carrier.OrderLookup.ListedOrder;
import orderimport.carrier.OrderLookup.ListedState;
import orderimport.carrier.OrderLookup.Page;
import orderimport.carrier.OrderLookup.PageRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the carriers' lists of orders are requested, read and compared. */
class OrderLookupTest {
  private static final Instant SENT = Instant.parse("2026-11-27T00:10:00.5Z");
  private static final OrderLookup GRANITE = lookup("granite");
  private static final OrderLookup TELECOMX = lookup("telecomx");

  private static final String GRANITE_ENTRY =
      """
      {"id":"7c9e6679-7425-40de-944b-e07fc1f90ae7","order_number":17,"order_name":"A-1",\
      "status":"submitted","total_amount":12.5,"created_at":"2026-11-27T00:10:01Z",\
      "locations":[{"location_id":"L1"},{"location_id":"l2"}]}\
      """;
  private static final JsonNode GRANITE_ORDER =
      json(
          """
          {"quote_request_id":"q1","order_name":"A-1","requester":"Ann Lee",\
          "customer_name":"Acme","order_items":[{"location_id":"l1"},{"location_id":"l2"}]}\
          """);
  private static final JsonNode TELECOMX_ORDER =
      json(
          """
          {"type":"FIBER","reseller":"aa11","address":{"address":"Vestergade 12, 2. tv.",\
          "zip":800,"city":"Aarhus C"},"product":"bb22","ipAddresses":8,"commitment1":true,\
          "reference":"A-1","notify":["cc33"],"startDate":"2026-12-01T00:00:00.000Z",\
          "offers":[{"product":"dd44","monthlyCost":500}]}\
          """);
  private static final String TELECOMX_ENTRY =
      """
      {"_id":"5a1b2c3d4e5f60718293a4b5","type":"Fiber","reseller":"AA11","customer":null,\
      "address":{"_id":"9f","address":"Vestergade 12,  2. tv.","zip":"0800","city":"AARHUS C"},\
      "product":"bb22","ipAddresses":"8","commitment1":true,"reference":"A-1",\
      "notify":[{"_id":"cc33","name":"Ann"}],"startDate":"2026-12-01T00:00:00Z",\
      "Offers":[{"_id":"ee","product":"dd44","monthlyCost":500.0},{"_id":"ff","product":"xx"}],\
      "created":"2026-11-27T00:10:01.250Z"}\
      """;

  private static OrderLookup lookup(String carrier) {
    return Carriers.registered().get(carrier).lookup().orElseThrow();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static PageRequest first(OrderLookup lookup) {
    return lookup.firstPage(new TreeMap<>(), SENT);
  }

  private static String graniteEntries(int count) {
    return "[" + String.join(",", java.util.Collections.nCopies(count, GRANITE_ENTRY)) + "]";
  }

  private static ListedOrder listed(OrderLookup lookup, String entry) {
    return lookup.readPage(first(lookup), "[" + entry + "]").orders().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"globalconnect", "globalconnect-testing"})
  void globalconnect_cannot_be_asked(String carrier) {
    assertThat(Carriers.registered().get(carrier).lookup()).isEmpty();
  }

  @Test
  void granites_list_begins_the_day_before_the_attempt() {
    PageRequest page =
        GRANITE.firstPage(GRANITE.scope(json("{\"granted_tenant_macnum\":\"0012\"}")), SENT);

    assertThat(page.path()).isEqualTo("/api/v1/orders");
    assertThat(page.parameters())
        .isEqualTo(
            Map.of(
                "page", "1",
                "page_size", "100",
                "start_date", "2026-11-26",
                "sort_field", "created_at",
                "sort_order", "asc",
                "granted_tenant_macnum", "0012"));
  }

  @Test
  void telecomx_lists_by_customer_or_else_reseller() {
    assertThat(TELECOMX.scope(json("{\"customer\":\"c1\",\"reseller\":\"r1\"}")))
        .isEqualTo(Map.of("customer", "c1"));
    assertThat(TELECOMX.scope(json("{\"customer\":null,\"reseller\":\"r1\"}")))
        .isEqualTo(Map.of("reseller", "r1"));
    PageRequest page = TELECOMX.firstPage(TELECOMX.scope(TELECOMX_ORDER), SENT);
    assertThat(page.path()).isEqualTo("/internet/request");
    assertThat(page.parameters())
        .isEqualTo(Map.of("reseller", "aa11", "offset", "0", "limit", "100", "full", "true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%s]",
        "{\"orders\":[%s]}",
        "{\"results\":[%s],\"count\":1,\"next\":null,\"previous\":null}",
        "{\"data\":{\"items\":[%s]},\"meta\":{\"total\":1}}",
        "{\"page\":1,\"page_size\":100,\"total\":1,\"data\":[%s],\"errors\":[]}",
      })
  void granites_list_is_read_in_any_envelope(String envelope) {
    Page page = GRANITE.readPage(first(GRANITE), envelope.formatted(GRANITE_ENTRY));

    ListedOrder order = page.orders().get(0);
    assertThat(page.orders()).hasSize(1);
    assertThat(order.reference()).isEqualTo("A-1");
    assertThat(order.carrierOrderId()).isEqualTo("7c9e6679-7425-40de-944b-e07fc1f90ae7");
    assertThat(order.created()).isEqualTo("2026-11-27T00:10:01.999999999Z");
    assertThat(order.state()).isEqualTo(ListedState.ACTIVE);
    assertThat(page.next() == null || page.total() != null).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "\"orders\"",
        "{\"error\":\"Not allowed\",\"orders\":[]}",
        "{\"errors\":[]}",
        "{\"orders\":[],\"drafts\":[]}",
        "{\"orders\":[\"A-1\"]}",
        "[{\"id\":1}",
      })
  void what_is_not_certainly_a_list_is_unreadable(String body) {
    for (OrderLookup lookup : List.of(GRANITE, TELECOMX)) {
      assertThatThrownBy(() -> lookup.readPage(first(lookup), body))
          .isInstanceOf(UnreadableListException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // entries, fields before the list, whether another page is requested
    "100, '', true",
    "99, '', false",
    "20, '', true",
    "0, '', false",
    "100, '\"count\":100,', true",
    "100, '\"next\":null,', false",
    "3, '\"next\":\"https://x/?page=2\",', true",
    "3, '\"has_more\":false,', false",
    "3, '\"total_pages\":2,', true",
    "3, '\"total\":4,', true",
    "0, '\"total\":4,', false",
  })
  void granites_next_page_follows_from_what_the_list_states(
      int entries, String fields, boolean more) {
    Page page =
        GRANITE.readPage(
            first(GRANITE), "{%s\"orders\":%s}".formatted(fields, graniteEntries(entries)));

    assertThat(page.next() != null).isEqualTo(more);
    if (more) {
      assertThat(Objects.requireNonNull(page.next()).parameters()).containsEntry("page", "2");
    }
  }

  @Test
  void telecomx_pages_by_what_was_returned() {
    String two = "{\"offset\":0,\"total\":3,\"requests\":[{\"_id\":\"1\"},{\"_id\":\"2\"}]}";

    PageRequest next = Objects.requireNonNull(TELECOMX.readPage(first(TELECOMX), two).next());

    assertThat(next.parameters()).containsEntry("offset", "2").containsEntry("full", "true");
    assertThat(TELECOMX.readPage(next, two.replace("\"offset\":0", "\"offset\":2")).next())
        .isNull();
    assertThatThrownBy(() -> TELECOMX.readPage(next, two))
        .isInstanceOf(UnreadableListException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "submitted, ACTIVE",
    "Pending, ACTIVE",
    "completed, ACTIVE",
    "draft, DRAFT",
    "canceled, CANCELLED",
    "cancelled, CANCELLED",
    "lost, UNKNOWN",
    "'', UNKNOWN"
  })
  void granites_statuses(String status, ListedState state) {
    assertThat(listed(GRANITE, "{\"status\":\"%s\"}".formatted(status)).state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-11-27T00:10:01Z, 2026-11-27T00:10:01.999999999Z",
        "2026-11-27T00:10:01.5Z, 2026-11-27T00:10:01.599999999Z",
        "2026-11-27T01:10:01.250+01:00, 2026-11-27T00:10:01.250999999Z",
        "2026-11-27 00:10:01+0000, 2026-11-27T00:10:01.999999999Z",
        "2026-11-27T00:10Z, 2026-11-27T00:10:59.999999999Z",
        "2026-11-27T00:10:01, -",
        "2026-11-27, -",
        "2026-13-27T00:10:01Z, -",
        "yesterday, -"
      })
  void a_creation_time_counts_with_its_precision_and_zone(String text, String latest) {
    assertThat(ListedFields.latest(text)).isEqualTo(latest == null ? null : Instant.parse(latest));
  }

  @Test
  void granites_entry_fits_its_request() {
    assertThat(GRANITE.compare(GRANITE_ORDER, listed(GRANITE, GRANITE_ENTRY)))
        .isEqualTo(new Comparison(List.of("order_items"), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"l2\" | \"l3\" | order_items",
        ",{\"location_id\":\"l2\"} | '' | order_items",
        "\"total_amount\" | \"requester\":\"Bo\",\"x\" | requester",
        "\"total_amount\" | \"customer_name\":\"Other\",\"x\" | customer_name",
        "\"total_amount\" | \"quote_request_id\":\"q2\",\"x\" | quote_request_id",
      })
  void granites_entry_of_another_order_differs(String part, String instead, String path) {
    String entry = GRANITE_ENTRY.replace(part, instead);
    assertThat(entry).isNotEqualTo(GRANITE_ENTRY);

    assertThat(GRANITE.compare(GRANITE_ORDER, listed(GRANITE, entry)).different())
        .containsExactly(path);
  }

  @Test
  void granites_locations_without_known_ids_compare_by_number() {
    String entry = "{\"order_name\":\"A-1\",\"locations\":[{\"id\":1},{\"id\":2}]}";

    assertThat(GRANITE.compare(GRANITE_ORDER, listed(GRANITE, entry)).fits()).isTrue();
    assertThat(
            GRANITE
                .compare(GRANITE_ORDER, listed(GRANITE, entry.replace(",{\"id\":2}", "")))
                .fits())
        .isFalse();
    assertThat(GRANITE.compare(GRANITE_ORDER, listed(GRANITE, "{\"order_name\":\"A-1\"}")).fits())
        .isFalse();
  }

  @Test
  void telecomx_entry_fits_in_its_spellings() {
    ListedOrder order = listed(TELECOMX, TELECOMX_ENTRY);

    assertThat(order.carrierOrderId()).isEqualTo("5a1b2c3d4e5f60718293a4b5");
    assertThat(order.state()).isEqualTo(ListedState.ACTIVE);
    assertThat(TELECOMX.compare(TELECOMX_ORDER, order).different()).isEmpty();
    assertThat(
            TELECOMX
                .compare(
                    TELECOMX_ORDER,
                    listed(
                        TELECOMX,
                        TELECOMX_ENTRY.replace("\"0800\"", "800").replace("Offers", "offers")))
                .fits())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Fiber\" | \"DSL\" | type",
        "\"type\":\"Fiber\", | '' | type",
        "Vestergade 12 | Vestergade 13 | address",
        "\"0800\" | \"0801\" | address",
        "\"product\":\"bb22\" | \"product\":\"bb23\" | product",
        "\"ipAddresses\":\"8\" | \"ipAddresses\":16 | ipAddresses",
        "\"commitment1\":true | \"commitment1\":false | commitment1",
        "\"AA11\" | \"AA12\" | reseller",
        "cc33 | cc34 | notify",
        "2026-12-01T00:00:00Z | 2026-12-02T00:00:00Z | startDate",
        "dd44 | dd45 | offers",
        "500.0 | 501.0 | offers",
      })
  void telecomx_entry_of_another_request_differs(String part, String instead, String path) {
    String entry = TELECOMX_ENTRY.replace(part, instead);
    assertThat(entry).isNotEqualTo(TELECOMX_ENTRY);

    assertThat(TELECOMX.compare(TELECOMX_ORDER, listed(TELECOMX, entry)).different())
        .containsExactly(path);
  }
}
