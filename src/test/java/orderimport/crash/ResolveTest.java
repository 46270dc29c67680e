package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Orders in doubt, from the carrier's silence to a person's word. */
class ResolveTest {

  private static void inDoubtOnStagingToo(
      Ground ground, long importId, String carrier, String orderRef) {
    ground
        .books()
        .sql()
        .sql(
            """
            insert into orders (import_id, carrier, environment, order_ref, order_key, status, position)
            select import_id + 1000000, carrier, 'staging', order_ref, order_key, status, position
            from orders where import_id = ? and carrier = ? and order_ref = ?""")
        .params(importId, carrier, orderRef)
        .update();
  }

  @Test
  void a_person_says_what_became_of_an_order_and_what_follows_is_done_once() throws Exception {
    try (Ground ground = new Ground(1, "")) {
      String name = Ground.unique("D");
      OrderSheet sheet = new OrderSheet().orders(name, 5);
      ground
          .counterpart()
          .between(arrival -> arrival.orderRef().matches(name + "-[024]") ? 500 : 0);
      Child first = ground.start("import", ground.write(sheet));
      assertThat(first.ended()).as(first.output()).isEqualTo(5);
      assertThat(first.output()).contains("order-import in-doubt");
      long importId = ground.books().newestImport();

      Child list = ground.start("in-doubt");
      assertThat(list.ended()).isZero();
      assertThat(list.output())
          .contains("globalconnect " + name + "-0", "granite " + name + "-2")
          .contains("from import " + importId)
          .contains("row ", "sent at 20", "it answered 500", "\"customers_own_reference\"")
          .contains("resolve granite %s-2 --not-received".formatted(name));

      Child nobody = ground.start("resolve", "granite", name + "-1", "--accepted", "1");
      assertThat(nobody.ended()).isEqualTo(2);

      String id = Ground.unique("4711");
      Child accepted = ground.start("resolve", "globalconnect", name + "-0", "--accepted", id);
      assertThat(accepted.ended()).as(accepted.output()).isZero();
      Child taken = ground.start("resolve", "globalconnect", name + "-4", "--accepted", id);
      assertThat(taken.ended()).isEqualTo(2);
      assertThat(taken.output())
          .contains("globalconnect %s-0 has the id %s already".formatted(name, id));
      Child blank = ground.start("resolve", "globalconnect", name + "-4", "--accepted", " ");
      assertThat(blank.ended()).isEqualTo(2);
      assertThat(blank.output()).contains("Give the id that globalconnect has for " + name + "-4");
      Child other = ground.start("resolve", "globalconnect", name + "-4", "--accepted", id + "b");
      assertThat(other.ended()).as(other.output()).isZero();
      inDoubtOnStagingToo(ground, importId, "granite", name + "-2");
      Child ambiguous = ground.start("resolve", "granite", name + "-2", "--not-received");
      assertThat(ambiguous.ended()).isEqualTo(2);
      assertThat(ambiguous.output()).contains("--environment", "live, staging");
      Child notReceived =
          ground.start(
              "resolve",
              "granite",
              name.toLowerCase(Locale.ROOT) + "-2",
              "--not-received",
              "--environment",
              "LIVE");
      assertThat(notReceived.ended()).as(notReceived.output()).isZero();
      assertThat(notReceived.output()).contains("order-import place " + importId);
      assertThat(ground.books().summary(importId).path("state").asString()).isEqualTo("HELD");

      ground.counterpart().between(arrival -> 0);
      Child placed = ground.start("place", importId);
      assertThat(placed.ended()).as(placed.output()).isZero();
      assertThat(ground.counterpart().counts())
          .isEqualTo(
              Map.of(
                  "globalconnect " + name + "-0", 1,
                  "globalconnect " + name + "-4", 1,
                  "globalconnect-testing " + name + "-1", 1,
                  "granite " + name + "-2", 2,
                  "telecomx " + name + "-3", 1));
      assertThat(ground.books().ledger(importId).values()).containsOnly("ACCEPTED");
      assertThat(ground.books().resolutions(importId))
          .hasSize(3)
          .allMatch(who -> who.startsWith(System.getProperty("user.name") + " at 20"));
    }
  }
}
