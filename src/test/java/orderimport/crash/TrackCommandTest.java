package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import orderimport.cli.CommandLineRun;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accepted orders are tracked at their carriers until their states are final. */
@Timeout(300)
class TrackCommandTest {
  private static final String HEADER =
      "carrier,order_ref,carrier_order_id,carrier_status,final,since,checked,details";

  /** An import with an order of each carrier that can be asked: name-1 to name-3. */
  private static long place(CrashTestEnvironment environment, String name) throws IOException {
    OrderSheet sheet =
        new OrderSheet()
            .order("granite", name + "-1")
            .order("telecomx", name + "-2")
            .order("globalconnect", name + "-3");
    return place(environment, sheet);
  }

  private static long place(CrashTestEnvironment environment, OrderSheet sheet) throws IOException {
    CommandLineRun placed = environment.run("import", environment.write(sheet));
    assertThat(placed.code()).as(placed.all()).isZero();
    return environment.ledgerAudit().latestImport();
  }

  private static Path results(long importId) {
    return CrashTestEnvironment.DATA.resolve("reports").resolve(String.valueOf(importId));
  }

  /** The columns carrier_status and final by order_ref. */
  private static Map<String, String> states(long importId) throws IOException {
    List<String> lines = Files.readAllLines(results(importId).resolve("tracking.csv"));
    assertThat(lines.get(0)).isEqualTo(HEADER);
    Map<String, String> states = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      states.put(fields[1], fields[3] + " " + fields[4]);
    }
    return states;
  }

  private static List<String> history(CrashTestEnvironment environment, String orderRef) {
    return environment
        .ledgerAudit()
        .sql()
        .sql(
            "select coalesce(c.previous, '-') || ' ' || c.status from order_status_change c"
                + " join orders o on o.id = c.order_id where o.order_ref = ? order by c.id")
        .param(orderRef)
        .query(String.class)
        .list();
  }

  @Test
  void orders_are_tracked_until_their_states_are_final() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "")) {
      String name = CrashTestEnvironment.unique("T");
      long importId = place(environment, name);

      CommandLineRun first = environment.run("track", importId);

      assertThat(first.code()).as(first.all()).isZero();
      assertThat(first.out())
          .contains("granite %s-1 (import %d): submitted, since 20".formatted(name, importId))
          .contains("telecomx %s-2 (import %d): NEW, since 20".formatted(name, importId))
          .contains("globalconnect %s-3 (import %d): LEAD, since 20".formatted(name, importId))
          .doesNotContainPattern("since \\S*\\.\\d")
          .contains("States received: 3; changes: 3; orders without a state: 0.")
          .contains(results(importId).resolve("tracking.csv").toString());
      assertThat(states(importId))
          .isEqualTo(
              Map.of(
                  name + "-1",
                  "submitted false",
                  name + "-2",
                  "NEW false",
                  name + "-3",
                  "LEAD false"));

      environment.carriers().setState(name + "-1", "{\"status\":\"completed\"}");
      environment
          .carriers()
          .setState(
              name + "-3",
              "{\"status_id\":\"=DLRD\",\"completed\":1,\"completed_date\":\"2026-01-02T03:04:05Z\"}");
      CommandLineRun second = environment.run("track");

      assertThat(second.out())
          .contains(
              "granite %s-1 (import %d): completed (final), since 20".formatted(name, importId))
          .contains("; it was submitted")
          .contains(
              "globalconnect %s-3 (import %d): =DLRD (final), since 2026-01-02T03:04:05Z; it was LEAD"
                  .formatted(name, importId));
      assertThat(states(importId))
          .isEqualTo(
              Map.of(
                  name + "-1",
                  "completed true",
                  name + "-2",
                  "NEW false",
                  name + "-3",
                  "'=DLRD true"));
      assertThat(history(environment, name + "-1"))
          .containsExactly("- submitted", "submitted completed");

      int before = environment.carriers().queries().size();
      CommandLineRun third = environment.run("track", importId);

      assertThat(third.out()).contains("States received: 1; changes: 0;");
      assertThat(environment.carriers().queries().size()).isEqualTo(before + 1);
      assertThat(environment.carriers().queries())
          .extracting(FakeCarriers.Query::authorization)
          .containsOnly("Bearer nothing-to-hide");
      assertThat(
              environment
                  .ledgerAudit()
                  .sql()
                  .sql(
                      "select count(*) from order_tracking t where t::text like '%nothing-to-hide%'")
                  .query(Long.class)
                  .single())
          .isZero();
      assertThat(first.all() + second.all() + third.all()).doesNotContain("nothing-to-hide");
    }
  }

  @Test
  void answered_requests_become_rows_that_can_be_ordered() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "environment: staging")) {
      String name = CrashTestEnvironment.unique("T");
      OrderSheet sheet = new OrderSheet();
      IntStream.range(0, 3).forEach(number -> sheet.order("telecomx", name + "-" + number));
      long importId = place(environment, sheet);
      for (int number : List.of(0, 2)) {
        environment
            .carriers()
            .setState(
                name + "-" + number,
                """
                {"answered":"%s","customer":"aa11","Offers":[
                  {"_id":"c%d1","product":"p1","initiationCustomer":3000,"monthlyCustomer":700.5,
                   "commitment":36,"providerName":"=cmd()"},
                  {"_id":"c%d2","product":"p2"}]}
                """
                    .formatted(Instant.now(), number, number));
      }

      CommandLineRun tracked = environment.run("track", importId);

      assertThat(tracked.out())
          .startsWith("Not live (telecomx: staging): ")
          .contains("Offers can be ordered: keep the rows to order in ")
          .contains("telecomx %s-2 (import %d): answered, since".formatted(name, importId));
      List<Map<String, String>> offers = offers(importId);
      assertThat(offers)
          .extracting(row -> row.get("order_ref") + " " + row.get("offer"))
          .containsExactly(name + "-0 c01", name + "-0 c02", name + "-2 c21", name + "-2 c22");
      assertThat(offers.get(0))
          .containsEntry("carrier", "telecomx-offer")
          .containsEntry("customer", "aa11")
          .containsEntry("provider", "=cmd()")
          .containsEntry("setup_price", "3000")
          .containsEntry("monthly_price", "700.5")
          .containsEntry("commitment", "36")
          .containsEntry("request", carrierOrderId(environment, name + "-0"));
      assertThat(offers.get(0).get("expires")).matches("20\\d\\d-\\d\\d-\\d\\d");
      assertThat(offers.get(0).keySet())
          .startsWith(
              "order_ref",
              "carrier",
              "request",
              "offer",
              "customer",
              "provider",
              "product",
              "setup_price",
              "monthly_price",
              "commitment",
              "expires");

      for (int number : List.of(0, 2)) {
        environment
            .carriers()
            .setState(name + "-" + number, "{\"answered\":\"2026-01-01T00:00:00Z\"}");
      }
      CommandLineRun later = environment.run("track", importId);

      assertThat(later.out()).contains("expired (final), since 2026-01-31T00:00:00Z");
      assertThat(results(importId).resolve("offers.xlsx")).doesNotExist();
    }
  }

  private static String carrierOrderId(CrashTestEnvironment environment, String orderRef) {
    return environment
        .ledgerAudit()
        .sql()
        .sql("select carrier_order_id from orders where order_ref = ?")
        .param(orderRef)
        .query(String.class)
        .single();
  }

  private static List<Map<String, String>> offers(long importId) throws IOException {
    DataFormatter formatter = new DataFormatter();
    try (XSSFWorkbook workbook =
        new XSSFWorkbook(results(importId).resolve("offers.xlsx").toString())) {
      Comment comment = workbook.getSheetAt(0).getRow(0).getCell(0).getCellComment();
      assertThat(comment.getString().getString()).startsWith("Not live (");
      List<Map<String, String>> rows = new ArrayList<>();
      Row headings = workbook.getSheetAt(0).getRow(0);
      for (Row row : workbook.getSheetAt(0)) {
        if (row.getRowNum() > 0) {
          Map<String, String> cells = new LinkedHashMap<>();
          headings.forEach(
              heading ->
                  cells.put(
                      heading.getStringCellValue(),
                      formatter.formatCellValue(row.getCell(heading.getColumnIndex()))));
          rows.add(cells);
        }
      }
      return rows;
    }
  }

  @Test
  void forgotten_and_duplicated_orders_are_reported_and_keep_their_states() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "")) {
      String name = CrashTestEnvironment.unique("T");
      long importId =
          place(
              environment,
              new OrderSheet()
                  .order("granite", name + "-1")
                  .order("granite", name + "-2")
                  .order("telecomx", name + "-3"));
      environment.run("track", importId);
      environment.carriers().forget(name + "-1");
      environment.carriers().duplicate(name + "-2");
      environment.carriers().forget(name + "-3");

      CommandLineRun tracked = environment.run("track", importId);

      assertThat(tracked.code()).as(tracked.all()).isZero();
      assertThat(tracked.out())
          .contains(name + "-1 (import " + importId + "): granite lists no order with its id")
          .contains(name + "-2 (import " + importId + "): granite lists 2 orders that may be it")
          .contains(name + "-3 (import " + importId + "): telecomx does not have the order")
          .contains("orders without a state: 3.");
      assertThat(states(importId))
          .isEqualTo(
              Map.of(
                  name + "-1",
                  "submitted false",
                  name + "-2",
                  "submitted false",
                  name + "-3",
                  "NEW false"));
      assertThat(environment.ledgerAudit().ledger(importId).values()).containsOnly("ACCEPTED");
    }
  }

  @Test
  void a_carrier_that_cannot_be_asked_is_named_with_the_next_step() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "")) {
      String name = CrashTestEnvironment.unique("T");
      long importId = place(environment, name);
      environment.carriers().stopListing();

      CommandLineRun tracked = environment.run("track", importId);

      assertThat(tracked.code()).as(tracked.all()).isEqualTo(1);
      assertThat(tracked.err())
          .contains("granite could not be asked for 1 orders: it answered 500 \"no list\"")
          .contains("Run `order-import check granite`");
      assertThat(tracked.out()).contains("telecomx stated no state: it answered 500");

      CommandLineRun unknown = environment.run("track", 999_999_999);
      assertThat(unknown.code()).isEqualTo(2);
      assertThat(unknown.err()).contains("There is no import 999999999.");
      assertThat(environment.run("track", "-1").code()).isEqualTo(2);
    }
  }

  @Test
  @Tag("long")
  void a_process_that_dies_between_response_and_record_loses_no_change() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "")) {
      String name = CrashTestEnvironment.unique("T");
      OrderSheet sheet = new OrderSheet();
      IntStream.range(0, 4).forEach(number -> sheet.order("telecomx", name + "-" + number));
      long importId = place(environment, sheet);
      environment.run("track", importId);
      IntStream.range(0, 4)
          .forEach(
              number ->
                  environment
                      .carriers()
                      .setState(name + "-" + number, "{\"answered\":\"2026-01-01T00:00:00Z\"}"));

      ChildProcess dying =
          environment.start(Map.of("crash.point", "tracking.before#2"), "track", importId);
      assertThat(dying.waitForExit()).isEqualTo(137);
      CommandLineRun again = environment.run("track");

      assertThat(again.code()).as(again.all()).isZero();
      assertThat(states(importId).values()).containsOnly("expired true");
      for (int number = 0; number < 4; number++) {
        assertThat(history(environment, name + "-" + number))
            .containsExactly("- NEW", "NEW expired");
      }
    }
  }

  @Test
  @Tag("long")
  void results_that_a_dead_process_did_not_write_are_written_by_the_next_one() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "")) {
      String name = CrashTestEnvironment.unique("T");
      long importId = place(environment, new OrderSheet().order("telecomx", name + "-1"));
      environment.carriers().setState(name + "-1", "{\"answered\":\"2026-01-01T00:00:00Z\"}");
      ChildProcess dying =
          environment.start(Map.of("crash.point", "tracking.committed#1"), "track", importId);
      assertThat(dying.waitForExit()).isEqualTo(137);
      assertThat(results(importId).resolve("tracking.csv")).doesNotExist();

      CommandLineRun next = environment.run("track");

      assertThat(next.code()).as(next.all()).isZero();
      assertThat(states(importId)).isEqualTo(Map.of(name + "-1", "expired true"));
    }
  }

  @Test
  @Tag("long")
  void two_processes_share_the_orders_and_the_rate_limit() throws Exception {
    try (CrashTestEnvironment environment =
        new CrashTestEnvironment(4, "rate-limit: {requests: 20, per: 3s}")) {
      String name = CrashTestEnvironment.unique("T");
      OrderSheet sheet = new OrderSheet();
      IntStream.range(0, 30).forEach(number -> sheet.order("telecomx", name + "-" + number));
      long importId = place(environment, sheet);

      ChildProcess one = environment.startAndPauseAt("tracking.before#1", "track", importId);
      ChildProcess other = environment.start("track", importId);
      CrashTestEnvironment.await(() -> environment.carriers().queries().size() >= 30);
      environment.release();

      assertThat(one.waitForExit()).as(one.output()).isZero();
      assertThat(other.waitForExit()).as(other.output()).isZero();
      List<FakeCarriers.Query> queries = environment.carriers().queries();
      // The one that was asked for before the other process started is asked for again.
      assertThat(queries.stream().map(FakeCarriers.Query::path).distinct()).hasSize(30);
      assertThat(queries).hasSizeBetween(30, 31);
      List<Long> times = new ArrayList<>();
      environment.carriers().arrivals().forEach(arrival -> times.add(arrival.nanos()));
      queries.forEach(query -> times.add(query.nanos()));
      times.sort(null);
      for (int i = 20; i < times.size(); i++) {
        assertThat(times.get(i) - times.get(i - 20)).isGreaterThan(2_990_000_000L);
      }
      assertThat(states(importId)).hasSize(30);
    }
  }

  @Test
  @Tag("long")
  void placing_has_precedence_and_track_waits_for_it() throws Exception {
    try (CrashTestEnvironment environment =
        new CrashTestEnvironment(1, "rate-limit: {requests: 10, per: 1s}")) {
      String name = CrashTestEnvironment.unique("T");
      long importId =
          place(
              environment,
              new OrderSheet().order("granite", name + "-1").order("telecomx", name + "-2"));
      environment.carriers().clearArrivals();
      OrderSheet more = new OrderSheet();
      IntStream.range(0, 40).forEach(number -> more.order("granite", name + "M-" + number));
      ChildProcess placing = environment.start("import", environment.write(more));
      CrashTestEnvironment.await(() -> environment.carriers().arrivals().size() > 5);

      CommandLineRun tracked = environment.run("track", importId);

      assertThat(placing.waitForExit()).as(placing.output()).isZero();
      assertThat(tracked.code()).as(tracked.all()).isZero();
      assertThat(states(importId))
          .isEqualTo(Map.of(name + "-1", "submitted false", name + "-2", "NEW false"));
      long placed =
          environment.carriers().arrivals().stream()
              .mapToLong(FakeCarriers.Arrival::nanos)
              .max()
              .orElseThrow();
      assertThat(environment.carriers().queries())
          .filteredOn(query -> query.path().equals("/api/v1/orders"))
          .isNotEmpty()
          .allMatch(query -> query.nanos() > placed);
    }
  }

  @Test
  @Tag("long")
  void orders_that_are_due_are_asked_for_while_the_page_is_served() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "")) {
      String name = CrashTestEnvironment.unique("T");
      long importId = place(environment, name);
      environment
          .ledgerAudit()
          .sql()
          .sql(
              "update order_tracking set next_check_at = now() - interval '1 second' where order_id"
                  + " in (select id from orders where import_id = ? and order_ref <> ?)")
          .params(importId, name + "-2")
          .update();

      ChildProcess server = environment.start("serve", "--port", "0");
      CrashTestEnvironment.await(
          () -> Files.exists(results(importId).resolve("tracking.csv")), Duration.ofMinutes(2));
      server.stop();

      assertThat(server.waitForExit()).isZero();
      assertThat(states(importId))
          .isEqualTo(
              Map.of(
                  name + "-1",
                  "submitted false",
                  name + "-2",
                  " false",
                  name + "-3",
                  "LEAD false"));
      assertThat(
              environment
                  .ledgerAudit()
                  .sql()
                  .sql(
                      "select count(*) from order_tracking t join orders o on o.id = t.order_id where"
                          + " o.import_id = ? and t.next_check_at > now() and t.claimed_until < now()")
                  .param(importId)
                  .query(Long.class)
                  .single())
          .isEqualTo(3);
    }
  }
}
