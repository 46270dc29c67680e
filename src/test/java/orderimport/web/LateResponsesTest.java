package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import orderimport.order.Attempt;
import orderimport.order.AttemptResult;
import orderimport.order.Ledger;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.Orders;
import orderimport.order.RateLimitGroups;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A response that another server records after the import has ended. */
class LateResponsesTest {

  @Test
  void the_list_and_the_import_show_a_late_response(@TempDir Path folder) throws Exception {
    Map<String, String> settings = new HashMap<>(Users.settings());
    Users.add(settings, "anna", "upload,place");
    try (SandboxCarrier carrier = new SandboxCarrier(folder)) {
      settings.put(
          "order-import.carriers.telecomx.base-url",
          String.valueOf(
              carrier.settingsOfServer(1).get("order-import.carriers.telecomx.base-url")));
      Server.Installation installation = Server.Installation.create(settings);
      try (Server server = installation.start()) {
        HttpUser anna = Users.logIn(server, "anna");
        carrier.injectFault(
            "{\"carrier\":\"telecomx\",\"order_ref\":\"LATE-1\",\"times\":1,\"fault\":\"RESET\"}");
        long id = anna.importNew("late.csv", Files.readAllBytes(carrier.sheet("LATE-", 2, true)));
        anna.post(
            "/imports/" + id + "/place", placeFields(anna.get("/imports/" + id + "/place").body()));
        assertThat(textOf(anna.awaitIdle(id))).contains("1 of 2 orders placed, 1 in doubt.");
        assertThat(listedTally(anna)).contains("1 accepted", "1 in doubt");

        acceptLate(installation.database().dataSource());

        assertThat(listedTally(anna)).contains("2 accepted").doesNotContain("in doubt");
        assertThat(textOf(anna.get("/imports/" + id).body())).contains("2 of 2 orders placed.");
      }
    }
  }

  private static void acceptLate(DataSource database) {
    Order order = new Orders(database).findInDoubt("telecomx", "LATE-1").get(0);
    Ledger ledger =
        new Ledger(
            database,
            new TransactionTemplate(new JdbcTransactionManager(database)),
            Clock.systemUTC(),
            RateLimitGroups.NONE);
    Attempt attempt =
        new Attempt(order, order.attempts(), List.of(), Instant.now(), System.nanoTime());
    assertThat(
            ledger.recordResult(
                attempt,
                new AttemptResult(
                    OrderStatus.ACCEPTED, true, false, null, "late-1", null, 200, "{}")))
        .isEqualTo(Ledger.Effect.CHANGED);
  }

  /** The tally of the only import in the list. */
  private static String listedTally(HttpUser httpUser) throws Exception {
    Matcher tally =
        Pattern.compile("(?s)class=\"tally\">(.*?)</td>").matcher(httpUser.get("/imports").body());
    assertThat(tally.find()).isTrue();
    return textOf(tally.group(1));
  }

  private static String textOf(String page) {
    return page.replaceAll("<[^>]*>", "").replaceAll("(&nbsp;|\u00a0|\\s)+", " ");
  }

  private static Map<String, String> placeFields(String page) {
    Matcher fields = Pattern.compile("name=\"(version|held)\" value=\"(\\d+)\"").matcher(page);
    Map<String, String> placeFields = new HashMap<>(Map.of("sure", "true"));
    while (fields.find()) {
      placeFields.put(fields.group(1), fields.group(2));
    }
    return placeFields;
  }
}
