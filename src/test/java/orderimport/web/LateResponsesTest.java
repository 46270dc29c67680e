package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import orderimport.order.Attempt;
import orderimport.order.AttemptResult;
import orderimport.order.Ledger;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.Orders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A response that another machine records after an import has ended there. */
class LateResponsesTest {

  @Test
  void the_list_and_the_import_follow_a_response_that_comes_late(@TempDir Path folder)
      throws Exception {
    Map<String, String> settings = new HashMap<>(Users.settings());
    Users.add(settings, "anna", "upload,place");
    try (SandboxInTest carrier = new SandboxInTest(folder)) {
      settings.put(
          "order-import.carriers.telecomx.base-url",
          String.valueOf(
              carrier.settingsOfServer(1).get("order-import.carriers.telecomx.base-url")));
      Server.Ground ground = Server.Ground.fresh(settings);
      try (Server server = ground.start()) {
        HttpUser anna = Users.visit(server, "anna");
        carrier.misbehave(
            "{\"carrier\":\"telecomx\",\"order_ref\":\"LATE-1\",\"times\":1,\"fault\":\"RESET\"}");
        long id = anna.importNew("late.csv", Files.readAllBytes(carrier.sheet("LATE-", 2, true)));
        anna.post("/imports/" + id + "/place", offer(anna.get("/imports/" + id + "/place").body()));
        assertThat(words(anna.awaitRest(id))).contains("1 of 2 orders placed, 1 in doubt.");
        assertThat(listed(anna)).contains("1 accepted", "1 in doubt");

        acceptLate(ground.database().dataSource());

        assertThat(listed(anna)).contains("2 accepted").doesNotContain("in doubt");
        assertThat(words(anna.get("/imports/" + id).body())).contains("2 of 2 orders placed.");
      }
    }
  }

  private static void acceptLate(DataSource database) {
    Order order = new Orders(database).findInDoubt("telecomx", "LATE-1").get(0);
    Ledger ledger =
        new Ledger(
            database,
            new TransactionTemplate(new JdbcTransactionManager(database)),
            Clock.systemUTC());
    Attempt attempt =
        new Attempt(order, order.attempts(), Optional.empty(), Instant.now(), System.nanoTime());
    assertThat(
            ledger.recordResult(
                attempt,
                new AttemptResult(
                    OrderStatus.ACCEPTED, true, false, null, "late-1", null, 200, "{}")))
        .isEqualTo(Ledger.Effect.CHANGED);
  }

  /** What the list says of the only import. */
  private static String listed(HttpUser httpUser) throws Exception {
    Matcher tally =
        Pattern.compile("(?s)class=\"tally\">(.*?)</td>").matcher(httpUser.get("/imports").body());
    assertThat(tally.find()).isTrue();
    return words(tally.group(1));
  }

  private static String words(String page) {
    return page.replaceAll("<[^>]*>", "").replaceAll("(&nbsp;|\u00a0|\\s)+", " ");
  }

  private static Map<String, String> offer(String page) {
    Matcher fields = Pattern.compile("name=\"(version|held)\" value=\"(\\d+)\"").matcher(page);
    Map<String, String> offer = new HashMap<>(Map.of("sure", "true"));
    while (fields.find()) {
      offer.put(fields.group(1), fields.group(2));
    }
    return offer;
  }
}
