package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** Accepted orders are tracked until their last state; the carriers know what is right. */
@Tag("long")
@Timeout(3600)
class TrackingAcceptanceTest {
  private static final Limit LIMIT = new Limit(25, Duration.ofSeconds(1));
  private static final Duration AGE = Duration.ofDays(5);
  private static final String LIMIT_SETTING = "rate-limit: {requests: 25, per: 1s}";

  private static Map<String, Tracked> tracking(Workplace workplace, long... imports)
      throws IOException {
    Map<String, Tracked> lines = new TreeMap<>();
    for (long id : imports) {
      Path file = workplace.results(id).resolve("tracking.csv");
      try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
        for (NamedCsvRecord line : csv) {
          assertThat(line.getHeader())
              .startsWith(
                  "carrier",
                  "order_ref",
                  "carrier_order_id",
                  "carrier_status",
                  "final",
                  "since",
                  "checked",
                  "details");
          lines.put(
              line.getField("carrier") + " " + line.getField("order_ref"),
              new Tracked(
                  line.getField("carrier_order_id"),
                  line.getField("carrier_status"),
                  Set.of("true", "yes").contains(line.getField("final")),
                  Instant.parse(line.getField("since")),
                  Instant.parse(line.getField("checked")),
                  line.getField("details")));
        }
      }
    }
    return lines;
  }

  private static int number(String reference) {
    return Integer.parseInt(reference.substring(reference.lastIndexOf('-') + 1));
  }

  private static void track(Workplace workplace, int code) {
    CommandLineRun run = workplace.run("track", 1, 2, 3);
    assertThat(run.code()).as(run.all()).isEqualTo(code);
  }

  private static void trackOrders(int telecomxOrders, int graniteOrders, int globalconnectOrders)
      throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start();
        GraniteCounterpart granite = GraniteCounterpart.start();
        GlobalConnectCounterpart globalconnect = GlobalConnectCounterpart.start()) {
      List.of(telecomx, granite, globalconnect).forEach(each -> each.limit(LIMIT));
      Workplace workplace = new Workplace();
      CarrierSettings.telecomx(workplace, telecomx, LIMIT_SETTING);
      CarrierSettings.granite(workplace, granite, LIMIT_SETTING);
      CarrierSettings.globalconnect(workplace, globalconnect, LIMIT_SETTING);
      workplace.write("t.csv", Sheets.telecomx("T", telecomxOrders, "customer"));
      workplace.write("g.csv", Sheets.granite("G", graniteOrders));
      workplace.write("c.csv", Sheets.globalconnect("C", globalconnectOrders));
      CommandLineRun placed = workplace.run("import", "t.csv", "g.csv", "c.csv");
      assertThat(placed.code()).as(placed.all()).isZero();

      track(workplace, 0);
      Map<String, Tracked> first = tracking(workplace, 1, 2, 3);
      assertThat(first).hasSize(telecomxOrders + graniteOrders + globalconnectOrders);
      assertThat(first.values()).noneMatch(Tracked::isFinal);
      assertAgrees(first, granite, globalconnect);
      workplace.age("order_status_change", "noticed_at", AGE);

      granite.status("pending", name -> number(name) % 2 == 0);
      telecomx.answer(2, reference -> number(reference) % 2 == 0);
      globalconnect
          .ids()
          .forEach(
              (reference, id) -> {
                if (number(reference) % 2 == 0) {
                  globalconnect.change(
                      id,
                      order -> {
                        GlobalConnectCounterpart.status(order, "DLNW", "Delivery new");
                        order.put("estimated_date", "2027-02-0" + (1 + number(reference) % 9));
                      });
                }
              });
      trackWhilePlacing(workplace);
      Map<String, Tracked> second = tracking(workplace, 1, 2, 3);
      assertAgrees(second, granite, globalconnect);
      assertAnsweredRequestsDiffer(second);
      Set<String> changed = changes(first, second);
      assertPageAgrees(workplace, second, changed);
      second.forEach(
          (order, line) -> {
            boolean hasChanged = number(order) % 2 == 0;
            assertThat(line.since().equals(first.get(order).since()))
                .as(order)
                .isEqualTo(!hasChanged);
            assertThat(line.checked()).as(order).isAfter(first.get(order).checked());
          });

      granite.status("completed", name -> number(name) % 2 == 0);
      granite.status("canceled", name -> number(name) % 4 == 1);
      globalconnect
          .ids()
          .forEach(
              (reference, id) ->
                  globalconnect.change(id, order -> endOrFallBack(order, number(reference))));
      track(workplace, 0);
      Map<String, Tracked> third = tracking(workplace, 1, 2, 3);
      assertAgrees(third, granite, globalconnect);
      assertFinal(third);
      changed.addAll(changes(second, third));
      assertPageAgrees(workplace, third, changed);
      assertFinalOrdersAreNotAskedFor(workplace, globalconnect, third);
      assertFailureKeepsStates(workplace, telecomx, third);
    }
  }

  /** The orders whose state changed, by carrier and reference. */
  private static Set<String> changes(Map<String, Tracked> before, Map<String, Tracked> after) {
    Set<String> changed = new TreeSet<>(after.keySet());
    changed.removeIf(order -> after.get(order).isUnchanged(before.get(order)));
    return changed;
  }

  /**
   * The page has the same states on all pages of its lists, and finds the orders that changed since
   * the first round, which was {@link #AGE} ago.
   */
  private static void assertPageAgrees(
      Workplace workplace, Map<String, Tracked> tracking, Set<String> changed) throws Exception {
    try (ServedPage page = ServedPage.start(workplace)) {
      assertThat(page.tracked(1, 2, 3)).isEqualTo(tracking);
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      assertThat(page.changedSince(today.minusDays(1), 1, 2, 3)).isEqualTo(changed);
      assertThat(page.changedSince(today.minusDays(AGE.toDays() + 2), 1, 2, 3))
          .isEqualTo(tracking.keySet());
      assertThat(page.changedSince(today.plusDays(2), 1, 2, 3)).isEmpty();
    }
  }

  /** Most orders end, some fall back to an earlier status. */
  private static void endOrFallBack(ObjectNode order, int number) {
    if (number % 4 == 0) {
      GlobalConnectCounterpart.status(order, "DLRD", "Received");
      order.put("completed", 1).put("completed_date", "2027-03-01T10:00:00Z");
      order.putArray("connection_ids").addObject().put("connection_id", "GC" + number);
    } else if (number % 4 == 1) {
      order.put("cancelled", 1);
    } else if (number % 4 == 2) {
      GlobalConnectCounterpart.status(order, "LEAD", "Lead");
    }
  }

  /** One process places further orders while another one asks. */
  private static void trackWhilePlacing(Workplace workplace) {
    workplace.write("more.csv", Sheets.granite("M", 40));
    Workplace.Running placing = workplace.start("import", "more.csv");
    track(workplace, 0);
    CommandLineRun placed = placing.await();
    assertThat(placed.code()).as(placed.all()).isZero();
  }

  private static void assertAgrees(
      Map<String, Tracked> lines,
      GraniteCounterpart granite,
      GlobalConnectCounterpart globalconnect) {
    for (GraniteCounterpart.Order order : granite.orders()) {
      Tracked line = lines.get("granite " + order.name());
      if (line != null) {
        assertThat(line.status()).as(order.name()).isEqualTo(order.status());
        assertThat(line.isFinal())
            .as(order.name())
            .isEqualTo(Set.of("completed", "canceled").contains(order.status()));
      }
    }
    globalconnect
        .ids()
        .forEach(
            (reference, id) -> {
              Tracked line = lines.get("globalconnect " + reference);
              assertThat(line.id()).isEqualTo(String.valueOf(id));
              globalconnect.change(
                  id,
                  order -> {
                    assertThat(line.status())
                        .as(reference)
                        .contains(order.path("status_id").asString());
                    assertThat(line.isFinal())
                        .as(reference)
                        .isEqualTo(
                            order.path("completed").asInt() == 1
                                || order.path("cancelled").asInt() == 1);
                    assertThat(line.details())
                        .contains(order.path("estimated_date").asString(""))
                        .contains(
                            order
                                .path("connection_ids")
                                .path(0)
                                .path("connection_id")
                                .asString(""));
                  });
            });
  }

  private static void assertAnsweredRequestsDiffer(Map<String, Tracked> lines) {
    Set<String> answered = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    lines.forEach(
        (order, line) -> {
          if (order.startsWith("telecomx ")) {
            (number(order) % 2 == 0 ? answered : others).add(line.status());
          }
        });
    assertThat(answered).hasSize(1).doesNotContainAnyElementsOf(others);
    assertThat(others).hasSize(1);
  }

  private static void assertFinal(Map<String, Tracked> lines) {
    lines.forEach(
        (order, line) -> {
          if (order.startsWith("granite ")) {
            assertThat(line.isFinal()).as(order).isEqualTo(number(order) % 4 != 3);
          } else if (order.startsWith("globalconnect ")) {
            assertThat(line.isFinal()).as(order).isEqualTo(number(order) % 4 < 2);
          }
        });
  }

  private static void assertFinalOrdersAreNotAskedFor(
      Workplace workplace, GlobalConnectCounterpart globalconnect, Map<String, Tracked> lines)
      throws IOException {
    Map<String, Integer> ids = globalconnect.ids();
    int before = globalconnect.log().size();
    track(workplace, 0);
    Set<String> asked = new TreeSet<>();
    globalconnect.log().stream().skip(before).map(Received::path).forEach(asked::add);
    Set<String> expected = new TreeSet<>();
    ids.forEach(
        (reference, id) -> {
          if (!lines.get("globalconnect " + reference).isFinal()) {
            expected.add(GlobalConnectCounterpart.CREATE + "/" + id);
          }
        });
    asked.removeIf(path -> path.endsWith("/transition"));
    assertThat(asked).isEqualTo(expected);
  }

  private static void assertFailureKeepsStates(
      Workplace workplace, TelecomXCounterpart telecomx, Map<String, Tracked> before)
      throws IOException {
    telecomx.fail(received -> received.method().equals("GET") ? Fault.ERROR_BEFORE : Fault.NONE);
    track(workplace, 1);
    Map<String, Tracked> after = tracking(workplace, 1, 2, 3);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach(
        (order, line) -> assertThat(line.status()).as(order).isEqualTo(before.get(order).status()));
  }

  @Test
  void twenty_four_orders_through_their_lives() throws Exception {
    trackOrders(8, 8, 8);
  }

  @Test
  void a_thousand_orders_through_their_lives() throws Exception {
    trackOrders(400, 300, 300);
  }
}
