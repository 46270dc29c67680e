package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Each connection is reset while an order is placed. Two of three orders arrived nevertheless: the
 * carriers' lists say which.
 */
@Timeout(1800)
class InDoubtAcceptanceTest {
  private static final Limit FAST = new Limit(30, Duration.ofSeconds(1));

  /** Of three orders, the first two arrive. */
  private static boolean arrives(String reference) {
    return Integer.parseInt(reference.substring(reference.lastIndexOf('-') + 1)) % 3 != 2;
  }

  private static Fault fault(Received received) {
    String reference = received.field("order_name") + received.field("reference");
    if (!received.method().equals("POST") || reference.isEmpty()) {
      return Fault.NONE;
    }
    return arrives(reference) ? Fault.RESET_AFTER : Fault.RESET_BEFORE;
  }

  private static Map<String, String> expected(int orders) {
    Map<String, String> expected = new TreeMap<>();
    for (String carrier : List.of("granite", "telecomx")) {
      for (int i = 0; i < orders; i++) {
        String reference = carrier.substring(0, 1).toUpperCase(Locale.ROOT) + "-" + i;
        expected.put(carrier + " " + reference, arrives(reference) ? "ACCEPTED" : "IN_DOUBT");
      }
    }
    return expected;
  }

  private static void write(Workplace workplace, int orders) {
    workplace.write("g.csv", Sheets.granite("G", orders));
    workplace.write("t.csv", Sheets.telecomx("T", orders, "reseller"));
  }

  private static Workplace workplace(
      GraniteCounterpart granite, TelecomXCounterpart telecomx, String graniteLimit)
      throws IOException {
    Workplace workplace = new Workplace();
    CarrierSettings.granite(workplace, granite, "rate-limit: " + graniteLimit, "ask-after: 1s");
    return CarrierSettings.telecomx(
        workplace, telecomx, "rate-limit: {requests: 30, per: 1s}", "ask-after: 1s");
  }

  /** The orders of both imports, with their statuses. */
  private static Map<String, String> statuses(Workplace workplace) throws IOException {
    Map<String, String> statuses = new TreeMap<>(workplace.statuses(1));
    statuses.putAll(workplace.statuses(2));
    return statuses;
  }

  private static void assertNoneTwice(
      GraniteCounterpart granite, TelecomXCounterpart telecomx, int orders) {
    // Counted at the door, stored or not.
    for (List<String> sent :
        List.of(
            granite.log("POST", GraniteCounterpart.CREATE).stream()
                .map(received -> received.field("order_name"))
                .toList(),
            telecomx.log("POST", "/internet/request").stream()
                .map(received -> received.field("reference"))
                .toList())) {
      assertThat(sent).hasSize(orders);
      assertThat(new HashSet<>(sent)).hasSize(orders);
    }
  }

  /** Each accepted order has the id that its carrier knows it by. */
  private static void assertIds(
      Workplace workplace, GraniteCounterpart granite, TelecomXCounterpart telecomx)
      throws IOException {
    Map<String, String> ids = new TreeMap<>();
    granite.orders().forEach(order -> ids.put("granite " + order.name(), order.id()));
    telecomx.ids().forEach((reference, id) -> ids.put("telecomx " + reference, id));
    Map<String, String> shown = new TreeMap<>();
    for (int id = 1; id <= 2; id++) {
      for (Map.Entry<String, JsonNode> order : workplace.orders(id).entrySet()) {
        if (order.getValue().path("status").asString().equals("ACCEPTED")) {
          shown.put(order.getKey(), order.getValue().path("carrier_order_id").asString());
        }
      }
    }
    assertThat(shown).isEqualTo(ids);
  }

  private static void wait(Duration duration) throws InterruptedException {
    Thread.sleep(duration.toMillis());
  }

  private static void placeAndAsk(int orders, String graniteLimit, Limit limit, String envelope)
      throws Exception {
    try (GraniteCounterpart granite = GraniteCounterpart.start();
        TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      granite.limit(limit);
      granite.envelope(envelope);
      telecomx.limit(FAST);
      granite.fail(InDoubtAcceptanceTest::fault);
      telecomx.fail(InDoubtAcceptanceTest::fault);
      Workplace workplace = workplace(granite, telecomx, graniteLimit);
      write(workplace, orders);
      placeAll(workplace);
      assertNoneTwice(granite, telecomx, orders);

      wait(Duration.ofSeconds(1));
      CommandLineRun asked = workplace.run("in-doubt", "--ask");
      assertThat(statuses(workplace)).as(asked.err() + asked.out()).isEqualTo(expected(orders));
      assertIds(workplace, granite, telecomx);
      assertNoneTwice(granite, telecomx, orders);
      assertEvidence(workplace, orders);
    }
  }

  /** The program stops placing when too many orders in a row end in doubt: it is resumed then. */
  private static void placeAll(Workplace workplace) {
    CommandLineRun placed = workplace.run("import", "g.csv", "t.csv");
    for (int i = 0; i < 5 && placed.code() == 1; i++) {
      placed = workplace.run("import", "g.csv", "t.csv");
    }
    assertThat(placed.code()).as(placed.err() + placed.out()).isEqualTo(5);
  }

  /** Orders that stay in doubt have the look-ups that were made. */
  private static void assertEvidence(Workplace workplace, int orders) {
    JsonNode inDoubt = Received.JSON.readTree(workplace.run("in-doubt", "--json").out());
    assertThat(inDoubt.size()).isEqualTo(2 * (orders / 3));
    inDoubt.forEach(order -> assertThat(order.toString()).contains("GET http://127.0.0.1:", "200"));
  }

  @Test
  void exactly_the_orders_that_arrived_are_accepted() throws Exception {
    placeAndAsk(6, "{requests: 30, per: 1s}", FAST, "");
  }

  @Test
  @Tag("long")
  void of_60_orders_40_arrived() throws Exception {
    placeAndAsk(60, "{requests: 60, per: 1m}", new Limit(60, Duration.ofMinutes(1)), "orders");
  }

  /** Other clients' orders have the references of orders that got lost. */
  @Test
  void an_order_that_only_looks_like_ours_is_not_accepted() throws Exception {
    int orders = 12;
    try (GraniteCounterpart granite = GraniteCounterpart.start();
        TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      granite.limit(FAST);
      granite.envelope("data");
      granite.fail(InDoubtAcceptanceTest::fault);
      telecomx.fail(InDoubtAcceptanceTest::fault);
      Workplace workplace = workplace(granite, telecomx, "{requests: 30, per: 1s}");
      write(workplace, orders);
      assertThat(workplace.run("import", "g.csv", "t.csv").code()).isEqualTo(5);

      GraniteCounterpart.Order like = granite.orders().get(0);
      String customer = like.request().path("customer_name").asString();
      // Older, canceled, another customer's, and two.
      granite.add(like, "G-2", customer, Duration.ofDays(1), "submitted");
      granite.add(like, "G-5", customer, Duration.ZERO, "canceled");
      granite.add(like, "G-8", "Another customer", Duration.ZERO, "submitted");
      granite.add(like, "G-11", customer, Duration.ZERO, "submitted");
      granite.add(like, "G-11", customer, Duration.ZERO, "pending");
      telecomx.add("T-2", "Vallensbækvej 3", Duration.ofDays(1));
      telecomx.add("T-5", "Another street 6", Duration.ZERO);
      telecomx.add("T-8", "Vallensbækvej 9", Duration.ZERO);
      telecomx.add("T-8", "Vallensbækvej 9", Duration.ZERO);
      wait(Duration.ofSeconds(1));
      CommandLineRun asked = workplace.run("in-doubt", "--ask");
      assertThat(statuses(workplace)).as(asked.err() + asked.out()).isEqualTo(expected(orders));
    }
  }

  /** Granite lists new orders a minute late. */
  @Test
  @Tag("long")
  void an_order_that_is_listed_late_is_accepted_later() throws Exception {
    try (GraniteCounterpart granite = GraniteCounterpart.start();
        TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      granite.limit(FAST);
      granite.delay(Duration.ofMinutes(1));
      granite.fail(InDoubtAcceptanceTest::fault);
      Workplace workplace = workplace(granite, telecomx, "{requests: 30, per: 1s}");
      workplace.write("g.csv", Sheets.granite("G", 3));
      assertThat(workplace.run("import", "g.csv").code()).isEqualTo(5);
      wait(Duration.ofSeconds(1));
      CommandLineRun early = workplace.run("in-doubt", "--ask");
      assertThat(workplace.statuses(1).values()).as(early.all()).containsOnly("IN_DOUBT");
      granite.clock.move(Duration.ofMinutes(2));
      CommandLineRun late = workplace.run("in-doubt", "--ask");
      assertThat(workplace.statuses(1))
          .as(late.all())
          .containsEntry("granite G-0", "ACCEPTED")
          .containsEntry("granite G-1", "ACCEPTED")
          .containsEntry("granite G-2", "IN_DOUBT");
    }
  }

  /** Kills the import while orders are placed, and the look-up while it asks. */
  private static void placeAndAskWithKills(int orders, int kills, long seed) throws Exception {
    RandomGenerator random = new SplittableRandom(seed);
    try (GraniteCounterpart granite = GraniteCounterpart.start();
        TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      granite.limit(FAST);
      telecomx.limit(FAST);
      granite.fail(InDoubtAcceptanceTest::fault);
      telecomx.fail(InDoubtAcceptanceTest::fault);
      Workplace workplace = workplace(granite, telecomx, "{requests: 30, per: 1s}");
      write(workplace, orders);
      for (int i = 0; i < kills; i++) {
        killAfter(
            workplace.start("import", "g.csv", "t.csv"),
            received -> received.method().equals("POST") && !received.path().contains("login"),
            random.nextInt(1, Math.max(2, orders / kills)),
            granite,
            telecomx);
      }
      placeAll(workplace);
      assertNoneTwice(granite, telecomx, orders);
      assertThat(granite.names().stream().allMatch(InDoubtAcceptanceTest::arrives)).isTrue();

      for (int i = 0; i < kills; i++) {
        wait(Duration.ofSeconds(1));
        killAfter(
            workplace.start("in-doubt", "--ask"),
            received -> received.method().equals("GET"),
            1,
            granite,
            telecomx);
      }
      wait(Duration.ofSeconds(1));
      CommandLineRun asked = workplace.run("in-doubt", "--ask");
      assertThat(statuses(workplace)).as(asked.err() + asked.out()).isEqualTo(expected(orders));
      assertIds(workplace, granite, telecomx);
      assertNoneTwice(granite, telecomx, orders);
      assertThat(workplace.run("import", "g.csv", "t.csv").code()).isEqualTo(5);
      assertNoneTwice(granite, telecomx, orders);
    }
  }

  private static void killAfter(
      Workplace.Running running,
      Function<Received, Boolean> counted,
      int count,
      Counterpart... counterparts)
      throws InterruptedException {
    long before = count(counted, counterparts);
    while (running.process().isAlive() && count(counted, counterparts) < before + count) {
      Thread.sleep(1);
    }
    running.kill();
  }

  private static long count(Function<Received, Boolean> counted, Counterpart... counterparts) {
    long count = 0;
    for (Counterpart counterpart : counterparts) {
      count += counterpart.log().stream().filter(counted::apply).count();
    }
    return count;
  }

  @Test
  @Tag("long")
  void kills_in_between_change_nothing() throws Exception {
    placeAndAskWithKills(6, 1, 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4})
  @Tag("long")
  void of_60_orders_40_arrived_with_kills_in_between(long seed) throws Exception {
    placeAndAskWithKills(60, 6, seed);
  }
}
