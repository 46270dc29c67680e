package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Test;

/** Orders in doubt, from the carrier's silence to a person's word. */
class ResolveTest {

  private static void inDoubtOnStagingToo(
      CrashTestEnvironment crashTestEnvironment, long importId, String carrier, String orderRef) {
    crashTestEnvironment
        .books()
        .sql()
        .sql(
            """
            insert into orders (import_id, carrier, environment, order_ref, order_key, status, position)
            select import_id + 1000000, carrier, 'staging', order_ref, order_key, status, position
            from orders where import_id = ? and carrier = ? and order_ref = ?\
            """)
        .params(importId, carrier, orderRef)
        .update();
  }

  @Test
  void a_person_says_what_became_of_an_order_and_what_follows_is_done_once() throws Exception {
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(1, "")) {
      String name = CrashTestEnvironment.unique("D");
      OrderSheet sheet = new OrderSheet().orders(name, 5);
      crashTestEnvironment
          .counterpart()
          .between(arrival -> arrival.orderRef().matches(name + "-[024]") ? 500 : 0);
      CommandLineRun first = crashTestEnvironment.run("import", crashTestEnvironment.write(sheet));
      assertThat(first.code()).as(first.all()).isEqualTo(5);
      assertThat(first.all()).contains("order-import in-doubt");
      long importId = crashTestEnvironment.books().newestImport();

      CommandLineRun list = crashTestEnvironment.run("in-doubt");
      assertThat(list.code()).isZero();
      assertThat(list.all())
          .contains("globalconnect " + name + "-0", "granite " + name + "-2")
          .contains("from import " + importId)
          .contains("row ", "sent at 20", "it answered 500", "\"customers_own_reference\"")
          .contains("resolve granite %s-2 --not-received".formatted(name));

      CommandLineRun nobody =
          crashTestEnvironment.run("resolve", "granite", name + "-1", "--accepted", "1");
      assertThat(nobody.code()).isEqualTo(2);

      String id = CrashTestEnvironment.unique("4711");
      CommandLineRun accepted =
          crashTestEnvironment.run("resolve", "globalconnect", name + "-0", "--accepted", id);
      assertThat(accepted.code()).as(accepted.all()).isZero();
      CommandLineRun taken =
          crashTestEnvironment.run("resolve", "globalconnect", name + "-4", "--accepted", id);
      assertThat(taken.code()).isEqualTo(2);
      assertThat(taken.all())
          .contains("globalconnect %s-0 already has the id %s".formatted(name, id));
      CommandLineRun blank =
          crashTestEnvironment.run("resolve", "globalconnect", name + "-4", "--accepted", " ");
      assertThat(blank.code()).isEqualTo(2);
      assertThat(blank.all()).contains("Give the id that globalconnect has for " + name + "-4");
      CommandLineRun other =
          crashTestEnvironment.run("resolve", "globalconnect", name + "-4", "--accepted", id + "b");
      assertThat(other.code()).as(other.all()).isZero();
      inDoubtOnStagingToo(crashTestEnvironment, importId, "granite", name + "-2");
      CommandLineRun ambiguous =
          crashTestEnvironment.run("resolve", "granite", name + "-2", "--not-received");
      assertThat(ambiguous.code()).isEqualTo(2);
      assertThat(ambiguous.all()).contains("--environment", "live, staging");
      CommandLineRun notReceived =
          crashTestEnvironment.run(
              "resolve",
              "granite",
              name.toLowerCase(Locale.ROOT) + "-2",
              "--not-received",
              "--environment",
              "LIVE");
      assertThat(notReceived.code()).as(notReceived.all()).isZero();
      assertThat(notReceived.all()).contains("order-import place " + importId);
      assertThat(crashTestEnvironment.books().summary(importId).path("state").asString())
          .isEqualTo("HELD");

      crashTestEnvironment.counterpart().between(arrival -> 0);
      CommandLineRun placed = crashTestEnvironment.run("place", importId);
      assertThat(placed.code()).as(placed.all()).isZero();
      assertThat(crashTestEnvironment.counterpart().counts())
          .isEqualTo(
              Map.of(
                  "globalconnect " + name + "-0", 1,
                  "globalconnect " + name + "-4", 1,
                  "globalconnect-testing " + name + "-1", 1,
                  "granite " + name + "-2", 2,
                  "telecomx " + name + "-3", 1));
      assertThat(crashTestEnvironment.books().ledger(importId).values()).containsOnly("ACCEPTED");
      assertThat(crashTestEnvironment.books().resolutions(importId))
          .hasSize(3)
          .allMatch(who -> who.startsWith(System.getProperty("user.name") + " at 20"));
    }
  }
}
