package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Test;

/** Orders in doubt, from the carrier's error to the operator's decision. */
class ResolveTest {

  private static void insertInDoubtOnStaging(
      CrashTestEnvironment crashTestEnvironment, long importId, String carrier, String orderRef) {
    crashTestEnvironment
        .ledgerAudit()
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
  void an_operator_resolves_orders_in_doubt() throws Exception {
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(1, "")) {
      String name = CrashTestEnvironment.unique("D");
      OrderSheet sheet = new OrderSheet().orders(name, 5);
      crashTestEnvironment
          .carriers()
          .onArrival(arrival -> arrival.orderRef().matches(name + "-[024]") ? 500 : 0);
      CommandLineRun first = crashTestEnvironment.run("import", crashTestEnvironment.write(sheet));
      assertThat(first.code()).as(first.all()).isEqualTo(5);
      assertThat(first.all()).contains("order-import in-doubt");
      long importId = crashTestEnvironment.ledgerAudit().latestImport();

      CommandLineRun list = crashTestEnvironment.run("in-doubt");
      assertThat(list.code()).isZero();
      assertThat(list.all())
          .contains("globalconnect " + name + "-0", "granite " + name + "-2")
          .contains("from import " + importId)
          .contains("row ", "sent at 20", "it answered 500", "\"customers_own_reference\"")
          .contains("resolve granite %s-2 --not-received".formatted(name));

      CommandLineRun notInDoubt =
          crashTestEnvironment.run("resolve", "granite", name + "-1", "--accepted", "1");
      assertThat(notInDoubt.code()).isEqualTo(2);

      String id = CrashTestEnvironment.unique("4711");
      CommandLineRun accepted =
          crashTestEnvironment.run("resolve", "GlobalConnect", name + "-0", "--accepted", id);
      assertThat(accepted.code()).as(accepted.all()).isZero();
      CommandLineRun idInUse =
          crashTestEnvironment.run("resolve", "globalconnect", name + "-4", "--accepted", id);
      assertThat(idInUse.code()).isEqualTo(2);
      assertThat(idInUse.all())
          .contains("globalconnect %s-0 already has the id %s".formatted(name, id));
      CommandLineRun blankId =
          crashTestEnvironment.run("resolve", "globalconnect", name + "-4", "--accepted", " ");
      assertThat(blankId.code()).isEqualTo(2);
      assertThat(blankId.all()).contains("Give the id that globalconnect has for " + name + "-4");
      CommandLineRun otherId =
          crashTestEnvironment.run("resolve", "globalconnect", name + "-4", "--accepted", id + "b");
      assertThat(otherId.code()).as(otherId.all()).isZero();
      insertInDoubtOnStaging(crashTestEnvironment, importId, "granite", name + "-2");
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
      assertThat(crashTestEnvironment.ledgerAudit().summary(importId).path("state").asString())
          .isEqualTo("HELD");

      crashTestEnvironment.carriers().onArrival(arrival -> 0);
      CommandLineRun placed = crashTestEnvironment.run("place", importId);
      assertThat(placed.code()).as(placed.all()).isZero();
      assertThat(crashTestEnvironment.carriers().counts())
          .isEqualTo(
              Map.of(
                  "globalconnect " + name + "-0", 1,
                  "globalconnect " + name + "-4", 1,
                  "globalconnect-testing " + name + "-1", 1,
                  "granite " + name + "-2", 2,
                  "telecomx " + name + "-3", 1));
      assertThat(crashTestEnvironment.ledgerAudit().ledger(importId).values())
          .containsOnly("ACCEPTED");
      assertThat(crashTestEnvironment.ledgerAudit().resolutions(importId))
          .hasSize(3)
          .allMatch(
              resolution -> resolution.startsWith(System.getProperty("user.name") + " at 20"));
    }
  }
}
