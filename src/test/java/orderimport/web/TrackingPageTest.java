package orderimport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page shows orders, and their states at their carriers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrackingPageTest {
  private @Nullable Server startedServer;
  private @Nullable JdbcClient jdbc;
  private @Nullable HttpUser user;
  private long importId;

  @BeforeAll
  void placeAndChange() throws Exception {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place");
    Server.Installation installation = Server.Installation.create(settings);
    jdbc = JdbcClient.create(installation.database().dataSource());
    Server server = installation.start();
    startedServer = server;
    user = Users.logIn(server, "anna");
    importId =
        user()
            .importNew(
                "requests.csv",
                """
                carrier,order_ref,type,address.address,address.zip,address.city,ipAddresses
                telecomx,TP-1,FIBER,Vestergade 1,2605,Broendby,8
                telecomx,TP-2,FIBER,Vestergade 2,2605,Broendby,8
                telecomx,TP-3,DSL,Nygade 3,8000,Aarhus C,
                """
                    .getBytes(UTF_8));
    String form = user().get("/imports/%d/place".formatted(importId)).body();
    user()
        .post(
            "/imports/%d/place".formatted(importId),
            Map.of(
                "version",
                form.replaceAll("(?s).*name=\"version\" value=\"([^\"]*)\".*", "$1"),
                "held",
                "3"));
    user().awaitIdle(importId);
  }

  @AfterAll
  void stop() {
    Objects.requireNonNull(startedServer).close();
  }

  private HttpUser user() {
    return Objects.requireNonNull(user);
  }

  private JdbcClient jdbc() {
    return Objects.requireNonNull(jdbc);
  }

  private long order(String orderRef) {
    return jdbc()
        .sql("select id from orders where carrier = 'telecomx' and order_ref = ?")
        .param(orderRef)
        .query(Long.class)
        .single();
  }

  private void change(String orderRef, @Nullable String previous, String status) {
    jdbc()
        .sql(
            """
            update order_tracking set status = ?, since = now(), checked_at = now(), asked_at = now(),
              details = '[{"name":"answered","value":"<b>today</b>"}]' where order_id = ?\
            """)
        .params(status, order(orderRef))
        .update();
    jdbc()
        .sql(
            "insert into order_status_change (order_id, noticed_at, previous, status, final, since,"
                + " details, to_notify) values (?, now(), ?, ?, false, now(),"
                + " '[{\"name\":\"status_text\",\"value\":\"On its way\"}]', false)")
        .param(order(orderRef))
        .param(previous)
        .param(status)
        .update();
  }

  private String orders(String query) throws Exception {
    return user().get("/imports/%d/orders%s".formatted(importId, query)).body();
  }

  @Test
  void an_order_shows_its_state_and_history_and_can_be_found_by_its_change() throws Exception {
    String detail = "/imports/%d/orders/%d".formatted(importId, order("TP-1"));
    assertThat(user().get(detail).body())
        .contains("State at the carrier", "The carrier has not been asked yet.");
    assertThat(user().get("/imports/" + importId).body()).doesNotContain("tracking.csv");

    change("TP-1", null, "NEW");
    change("TP-1", "NEW", "answered");

    assertThat(user().get(detail).body())
        .contains(
            "<b>answered</b>",
            "NEW → answered",
            "&lt;b&gt;today&lt;/b&gt;",
            ">status text: On its way<")
        .doesNotContain("has not been asked yet");
    assertThat(orders("")).contains("TP-1", "TP-2", ">answered<");
    assertThat(user().get("/imports").body()).contains("NEW → answered", "status text: On its way");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    assertThat(orders("?since=" + today.minusDays(1))).contains("TP-1").doesNotContain("TP-2");
    assertThat(orders("?since=" + today.plusDays(2))).contains("No orders match.");
    assertThat(orders("?since=yesterday")).contains("TP-1", "TP-2");
    assertThat(user().get("/imports/" + importId).body()).contains("tracking.csv");
    assertThat(user().get("/imports/%d/files/tracking.csv".formatted(importId)).body())
        .startsWith(
            "carrier,order_ref,carrier_order_id,carrier_status,final,since,checked,details\n")
        .contains("telecomx,TP-1,", ",answered,false,", "answered=<b>today</b>")
        .containsPattern("telecomx,TP-2,\\w+,,false,,,environment=sandbox\n");
    assertThat(user().get("/imports/%d/files/offers.xlsx".formatted(importId)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void orders_are_sorted_and_filtered_by_links() throws Exception {
    assertThat(orders("")).containsSubsequence(">TP-1<", ">TP-2<", ">TP-3<");
    String descending = orders("?sort=-ref");
    assertThat(descending)
        .containsSubsequence(">TP-3<", ">TP-2<", ">TP-1<")
        .contains("aria-sort=\"descending\"", "sort=ref");
    assertThat(orders("?sort=city")).containsSubsequence(">TP-3<", ">TP-1<");
    assertThat(orders("?q=vestergade+2")).contains(">TP-2<").doesNotContain(">TP-1<");
    assertThat(orders("?q=8000&sort=site")).contains(">TP-3<", "Nygade 3", "8000 Aarhus C");
    assertThat(orders("?q=8000&sort=site")).doesNotContain(">TP-1<", "Monthly price");
    assertThat(orders("?sort=unknown&status=")).containsSubsequence(">TP-1<", ">TP-3<");
  }

  @Test
  void a_request_shows_days_and_times_as_people_write_them() throws Exception {
    long dates =
        user()
            .importNew(
                "dates.csv",
                """
                carrier,order_ref,order_type,customer.id,to_address.street_name,\
                to_address.house_number,to_address.postcode,to_address.city,\
                new_lines.article_id,requested_date
                globalconnect,DAY-1,NEW_SALE,136001,Storgata,1,0150,OSLO,22000080,2030-03-03
                globalconnect,DAY-2,NEW_SALE,136001,Storgata,2,0150,OSLO,22000080,\
                2030-03-03T13:30:00Z
                """
                    .getBytes(UTF_8));
    String order = "/imports/%d/order?carrier=globalconnect&ref=".formatted(dates);

    assertThat(user().get(order + "DAY-1").body())
        .contains("<time datetime=\"2030-03-03\">3 Mar 2030</time>", "2030-03-02T23:00:00Z");
    assertThat(user().get(order + "DAY-2").body())
        .containsPattern("<time datetime=\"2030-03-03T13:30:00Z\">3 Mar 2030, \\d\\d:30");
  }

  @Test
  void an_order_tells_what_happened_and_what_was_sent() throws Exception {
    String page =
        user().get("/imports/%d/order?carrier=telecomx&ref=tp-2".formatted(importId)).body();
    assertThat(page)
        .containsSubsequence(
            "Uploaded by",
            "Placed by",
            "Sent to the carrier",
            "The carrier accepted it",
            "<code>address.zip</code>",
            "2605");
    assertThat(page)
        .contains("#row-0-3\"", "requests, row 3", "&quot;zip&quot; : 2605")
        .doesNotContain("attempt 2");
    assertThat(user().get("/imports/%d/order?carrier=telecomx&ref=no".formatted(importId)))
        .extracting(response -> response.statusCode())
        .isEqualTo(404);
    assertThat(
            user()
                .get("/imports/%d/problems?carrier=telecomx&order=TP-2".formatted(importId))
                .body())
        .contains("Vestergade 2", "id=\"row-0-3\"")
        .doesNotContain("Vestergade 1");
  }

  @Test
  void an_import_shows_what_its_orders_cost_until_it_is_archived() throws Exception {
    long id =
        user()
            .importNew(
                "prices.csv",
                """
                carrier,order_ref,order_type,customer.id,street_name,postcode,city,article_id,recurring_price,one_time_price,currency,number_of_items
                globalconnect,PR-1,NEW_SALE,136001,Storgata,0150,OSLO,1234,100.50,1500,NOK,2
                globalconnect,PR-1,,,,,,4321,9.5,,NOK,
                globalconnect,PR-2,NEW_SALE,136001,Storgata,0150,OSLO,1234,10,,EUR,1
                globalconnect,PR-3,NEW_SALE,136001,Storgata,0150,OSLO,1234,,,,1
                """
                    .replace(
                        "street_name,postcode,city",
                        "to_address.street_name,to_address.postcode,to_address.city")
                    .replaceAll(
                        "\\b(article_id|recurring_price|one_time_price|currency|number_of_items)\\b",
                        "new_lines.$1")
                    .getBytes(UTF_8));
    for (String page : List.of("/imports/" + id, "/imports/%d/place".formatted(id))) {
      assertThat(user().get(page).body().replaceAll("<[^>]*>|\\s+", " ").replaceAll(" +", " "))
          .contains("Price of 2 orders", "EUR none 10.00", "NOK 3,000.00 210.50")
          .contains("1 order has no price");
    }
    assertThat(user().get("/imports/" + importId).body()).doesNotContain("no price");

    user().post("/imports/%d/archive".formatted(id), Map.of());
    assertThat(user().get("/imports").body())
        .contains("Import %d is archived".formatted(id))
        .doesNotContain("prices.csv");
    assertThat(user().get("/imports?archived=yes").body()).contains("prices.csv");
    user().post("/imports/%d/unarchive".formatted(id), Map.of());
    assertThat(user().get("/imports?state=TO_PLACE&by=anna&carrier=globalconnect").body())
        .contains("prices.csv")
        .doesNotContain("requests.csv");
    assertThat(user().get("/imports").body()).contains("To review and place", "prices.csv");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    assertThat(user().get("/imports?from=" + today.plusDays(2)).body())
        .contains("No import matches.");
    assertThat(user().get("/imports?to=%s&from=x".formatted(today.plusDays(2))).body())
        .contains("prices.csv", "requests.csv");
  }

  @Test
  void a_change_needs_the_user_until_it_is_seen() throws Exception {
    change("TP-3", "NEW", "answered");

    String home = user().get("/imports").body();
    assertThat(home).contains("Changed at the carrier", ">TP-3<");
    String last = home.replaceAll("(?s).*name=\"upTo\" value=\"(\\d+)\".*", "$1");
    user().post("/changes/seen", Map.of("upTo", last));
    assertThat(user().get("/imports").body()).doesNotContain("Changed at the carrier");
  }

  @Test
  void an_offer_becomes_an_import_from_the_page_of_its_order() throws Exception {
    jdbc()
        .sql(
            """
            update order_tracking set offers = jsonb_build_array(jsonb_build_object(
              'carrier', 'telecomx-offer', 'cells', jsonb_build_array(
                jsonb_build_object('heading', 'request', 'value', '5a1b2c3d4e5f60718293a4c6',
                  'isNumber', false),
                jsonb_build_object('heading', 'offer', 'value', '5a1b2c3d4e5f60718293a4c7',
                  'isNumber', false),
                jsonb_build_object('heading', 'monthly_price', 'value', '499', 'isNumber', true),
                jsonb_build_object('heading', 'expires', 'value', '2099-03-01',
                  'isNumber', false)))) where order_id = ?\
            """)
        .param(order("TP-1"))
        .update();
    assertThat(user().get("/imports").body()).contains("Offers to order", ">TP-1<", "not ordered");
    String page =
        user().get("/imports/%d/order?carrier=telecomx&ref=TP-1".formatted(importId)).body();
    assertThat(page).contains("Monthly price", "499", "1 Mar 2099", "Order this offer");
    Map<String, String> fields =
        Map.of(
            "carrier",
            "telecomx",
            "ref",
            "TP-1",
            "offer",
            page.replaceAll("(?s).*name=\"offer\" value=\"(\\w+)\".*", "$1"));
    String path = "/imports/%d/offer".formatted(importId);

    String uploaded = location(user().post(path, fields));
    long id = Long.parseLong(uploaded.replaceAll(".*/", ""));
    assertThat(user().awaitIdle(id)).contains("offer TP-1.xlsx", "1 of 1 order can be placed");
    assertThat(location(user().post(path, fields))).as("once").isEqualTo(uploaded);

    Map<String, String> changed = new HashMap<>(fields);
    changed.put("offer", "0");
    assertThat(user().get(location(user().post(path, changed))).body())
        .contains("the carrier has changed or withdrawn the offer");
    user().post("/imports/%d/discard".formatted(id), Map.of());
    jdbc().sql("update order_tracking set offers = '[]'").update();
  }

  private static String location(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("location")
        .orElseThrow()
        .replaceFirst("^https?://[^/]+", "");
  }

  @Test
  void statistics_count_the_orders_of_each_day() throws Exception {
    String page = user().get("/statistics?environment=sandbox").body();
    assertThat(page)
        .contains("<h3>telecomx</h3>", "data-value=\"3\"", "No carrier has stated a delivery");
    jdbc()
        .sql("update order_tracking set delivered_at = now() + interval '36 h' where order_id = ?")
        .param(order("TP-2"))
        .update();
    assertThat(user().get("/statistics?environment=sandbox&days=7").body())
        .contains("data-value=\"1.5")
        .doesNotContain("No carrier has stated a delivery");
  }
}
