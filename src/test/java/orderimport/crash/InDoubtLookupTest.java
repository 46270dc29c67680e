package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders in doubt are looked up at their carriers. */
@Timeout(300)
class InDoubtLookupTest {

  /** Of four orders, two arrive without a response, one is lost, and one is placed as usual. */
  private static int fate(FakeCarriers.Arrival arrival) {
    int number = Integer.parseInt(arrival.orderRef().replaceAll(".*-", ""));
    return switch (number % 4) {
      case 0 -> 0;
      case 3 -> FakeCarriers.LOSE;
      default -> FakeCarriers.ACCEPT_SILENTLY;
    };
  }

  private static String carrier(int number) {
    return number % 8 < 4 ? "granite" : "telecomx";
  }

  private static OrderSheet sheet(String name, int orders) {
    OrderSheet sheet = new OrderSheet();
    IntStream.range(0, orders).forEach(number -> sheet.order(carrier(number), name + "-" + number));
    return sheet;
  }

  /** The expected states after the look-up. */
  private static Map<String, String> expected(String name, int orders) {
    Map<String, String> expected = new TreeMap<>();
    for (int number = 0; number < orders; number++) {
      expected.put(
          carrier(number) + " " + name + "-" + number, number % 4 == 3 ? "IN_DOUBT" : "ACCEPTED");
    }
    return expected;
  }

  private static long evidence(CrashTestEnvironment environment, long importId, String outcome) {
    return environment
        .ledgerAudit()
        .sql()
        .sql(
            "select count(*) from order_lookup l join orders o on o.id = l.order_id where"
                + " o.import_id = ? and l.outcome = ? and l.call like 'GET http://127.0.0.1:%'"
                + " and l.response_status = 200 and l.response <> ''")
        .params(importId, outcome)
        .query(Long.class)
        .single();
  }

  private static List<String> orderStates(long importId) throws Exception {
    Path reports = CrashTestEnvironment.DATA.resolve("reports").resolve(String.valueOf(importId));
    return Files.readAllLines(reports.resolve("orders.jsonl")).stream()
        .map(line -> JsonMapper.shared().readTree(line))
        .map(
            order ->
                order.path("status").asString()
                    + (order.path("carrier_order_id").isString() ? " with an id" : ""))
        .toList();
  }

  @Test
  @Tag("long")
  void exactly_the_orders_that_arrived_are_accepted() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(4, "ask-after: 1s")) {
      String name = CrashTestEnvironment.unique("L");
      environment.carriers().onArrival(InDoubtLookupTest::fate);
      CommandLineRun placed = environment.run("import", environment.write(sheet(name, 80)));
      assertThat(placed.code()).as(placed.all()).isEqualTo(5);
      long importId = environment.ledgerAudit().latestImport();
      assertThat(environment.ledgerAudit().count(importId, "IN_DOUBT")).isEqualTo(60);
      Thread.sleep(1_100);

      ChildProcess one = environment.start("in-doubt", "--ask");
      ChildProcess other = environment.start("in-doubt", "--ask");
      assertThat(one.waitForExit()).as(one.output()).isZero();
      assertThat(other.waitForExit()).as(other.output()).isZero();

      assertThat(new TreeMap<>(environment.ledgerAudit().ledger(importId)))
          .isEqualTo(expected(name, 80));
      assertThat(evidence(environment, importId, "FOUND")).isEqualTo(40);
      assertThat(evidence(environment, importId, "NOT_FOUND")).isEqualTo(40);
      assertThat(one.output() + other.output())
          .contains(name + "-1 (live) is accepted: granite has it as uuid-")
          .contains("none of the ", " orders that telecomx lists has the reference " + name + "-7");
      assertThat(
              orderStates(importId).stream()
                  .collect(Collectors.groupingBy(s -> s, Collectors.counting())))
          .isEqualTo(Map.of("ACCEPTED with an id", 60L, "IN_DOUBT", 20L));

      CommandLineRun again = environment.run("in-doubt", "--ask");
      assertThat(again.code()).as(again.all()).isZero();
      assertThat(new TreeMap<>(environment.ledgerAudit().ledger(importId)))
          .isEqualTo(expected(name, 80));
      assertThat(evidence(environment, importId, "FOUND")).isEqualTo(40);
      assertThat(environment.carriers().counts()).hasSize(80);
      assertThat(environment.carriers().counts().values()).containsOnly(1);
      assertThat(
              environment
                  .ledgerAudit()
                  .sql()
                  .sql(
                      "select count(*) from import_event where import_id = ? and action ="
                          + " 'FOUND_AT_CARRIER'")
                  .param(importId)
                  .query(Long.class)
                  .single())
          .isEqualTo(40);
      assertThat(environment.carriers().lists()).anyMatch(list -> list.startsWith("offset=7&"));
    }
  }

  @Test
  void resume_looks_up_the_orders_of_its_import() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "ask-after: 0s")) {
      String name = CrashTestEnvironment.unique("L");
      environment.carriers().onArrival(InDoubtLookupTest::fate);
      CommandLineRun placed = environment.run("import", environment.write(sheet(name, 3)));
      assertThat(placed.code()).as(placed.all()).isEqualTo(5);
      long importId = environment.ledgerAudit().latestImport();

      CommandLineRun resumed = environment.run("resume", importId);

      assertThat(resumed.code()).as(resumed.all()).isZero();
      assertThat(resumed.all())
          .contains("Of 2 orders in doubt, 2 were found and are accepted; 0 stay in doubt.");
      assertThat(environment.ledgerAudit().ledger(importId).values()).containsOnly("ACCEPTED");
    }
  }

  @Test
  void orders_that_are_not_due_or_cannot_be_asked_for_are_named() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "ask-after: 1h")) {
      String name = CrashTestEnvironment.unique("L");
      environment.carriers().onArrival(arrival -> FakeCarriers.ACCEPT_SILENTLY);
      OrderSheet sheet =
          new OrderSheet().order("granite", name + "-1").order("globalconnect", name + "-2");
      CommandLineRun placed = environment.run("import", environment.write(sheet));
      assertThat(placed.code()).as(placed.all()).isEqualTo(5);

      CommandLineRun asked = environment.run("in-doubt", "--ask");

      assertThat(asked.out())
          .contains("not looked up now: granite will not be asked before 20")
          .contains("not looked up: globalconnect has no way to find an order by our reference");
      assertThat(environment.carriers().lists()).isEmpty();
      JsonNode json = JsonMapper.shared().readTree(environment.run("in-doubt", "--json").out());
      assertThat(json)
          .filteredOn(order -> order.path("order_ref").asString().equals(name + "-1"))
          .singleElement()
          .satisfies(
              order -> {
                assertThat(order.path("due_at").asString()).startsWith("20");
                assertThat(order.path("cannot_be_asked").isNull()).isTrue();
                assertThat(order.path("lookup").isNull()).isTrue();
              });
    }
  }

  @Test
  @Tag("long")
  void a_failed_look_up_leaves_the_order_in_doubt_and_says_why() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "ask-after: 0s")) {
      String name = CrashTestEnvironment.unique("L");
      environment.carriers().onArrival(arrival -> FakeCarriers.ACCEPT_SILENTLY);
      environment.run("import", environment.write(new OrderSheet().order("granite", name + "-1")));
      long importId = environment.ledgerAudit().latestImport();
      environment.carriers().stopListing();

      CommandLineRun asked = environment.run("in-doubt", "--ask");

      assertThat(asked.code()).isZero();
      assertThat(asked.out())
          .contains("granite could not be asked: it answered 500 \"no list\"")
          .contains("resolve granite %s-1 --accepted ID".formatted(name));
      assertThat(environment.ledgerAudit().ledger(importId).values()).containsOnly("IN_DOUBT");
      JsonNode json = JsonMapper.shared().readTree(environment.run("in-doubt", "--json").out());
      assertThat(json)
          .filteredOn(order -> order.path("order_ref").asString().equals(name + "-1"))
          .singleElement()
          .satisfies(
              order -> {
                assertThat(order.path("lookup").path("outcome").asString()).isEqualTo("FAILED");
                assertThat(order.path("lookup").path("detail").asString())
                    .contains("could not be asked");
              });
    }
  }
}
