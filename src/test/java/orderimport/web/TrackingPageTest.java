package orderimport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page shows the states of orders at their carriers. */
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
                "2"));
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
        .sql("select id from orders where order_ref = ?")
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
                + " details, to_notify) values (?, now(), ?, ?, false, now(), '[]', false)")
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
        .contains("<b>answered</b>", "NEW → answered", "&lt;b&gt;today&lt;/b&gt;")
        .doesNotContain("has not been asked yet");
    assertThat(orders("")).contains("TP-1", "TP-2", ">answered<");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    assertThat(orders("?since=" + today.minusDays(1))).contains("TP-1").doesNotContain("TP-2");
    assertThat(orders("?since=" + today.plusDays(2))).contains("No orders match.");
    assertThat(orders("?since=yesterday")).contains("TP-1", "TP-2");
    assertThat(user().get("/imports/" + importId).body()).contains("tracking.csv");
    assertThat(user().get("/imports/%d/files/tracking.csv".formatted(importId)).body())
        .startsWith(
            "carrier,order_ref,carrier_order_id,carrier_status,final,since,checked,details\n")
        .contains("telecomx,TP-1,", ",answered,false,", "answered=<b>today</b>")
        .containsPattern("telecomx,TP-2,\\w+,,false,,,\n");
    assertThat(user().get("/imports/%d/files/offers.xlsx".formatted(importId)).statusCode())
        .isEqualTo(404);
  }
}
