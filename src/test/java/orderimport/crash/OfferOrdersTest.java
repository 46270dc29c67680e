package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Orders on TelecomX's offers: at most one for each request, and none after the offer's end. Each
 * verify also has these rules in {@code OffersInLedgerTest}.
 */
@Timeout(300)
class OfferOrdersTest {
  private static final String HEADINGS =
      "carrier,order_ref,request,offer,customer,provider,product,setup_price,monthly_price,"
          + "commitment,expires";
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private CrashTestEnvironment environment;
  private LedgerAudit ledgerAudit;
  private final String name = CrashTestEnvironment.unique("O");
  private final String hex = "%012x".formatted(System.nanoTime() & 0xffffffffffffL);

  @BeforeEach
  void open() throws IOException {
    environment = new CrashTestEnvironment(2, "");
    ledgerAudit = environment.ledgerAudit();
  }

  @AfterEach
  void close() {
    environment.close();
  }

  /** The id of a request or offer, which no other test uses. */
  private String id(String kind, int number) {
    return hex + kind + "%010x".formatted(number);
  }

  private String request(int number) {
    return id("a0", number);
  }

  private String row(String orderRef, int request, int offer) {
    return row(orderRef, request, offer, today.plusDays(9).toString());
  }

  private String row(String orderRef, int request, int offer, String expires) {
    return "telecomx-offer,%s,%s,%s,,TDC,Fiber 1000,0.00,499.00,12,%s"
        .formatted(name + orderRef, request(request), id("b0", offer), expires);
  }

  private Path file(String... rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADINGS));
    lines.addAll(List.of(rows));
    return Files.write(CrashTestEnvironment.newFile("offers", ".csv"), lines);
  }

  private CommandLineRun run(int code, Object... arguments) {
    CommandLineRun run = environment.run(arguments);
    assertThat(run.code()).as(run.all()).isEqualTo(code);
    return run;
  }

  /** The status of each order of the latest import, by the end of its name. */
  private Map<String, String> ledger() {
    Map<String, String> states = new java.util.TreeMap<>();
    ledgerAudit
        .ledger(ledgerAudit.latestImport())
        .forEach(
            (order, status) ->
                states.put(order.substring(order.indexOf(name) + name.length()), status));
    return states;
  }

  private String result(String file) throws IOException {
    return Files.readString(
        CrashTestEnvironment.DATA
            .resolve("reports")
            .resolve(String.valueOf(ledgerAudit.latestImport()))
            .resolve(file));
  }

  private List<String> arrived() {
    return environment.carriers().arrivals().stream().map(FakeCarriers.Arrival::orderRef).toList();
  }

  @Test
  void each_offer_is_ordered_once_by_its_ids_alone() throws Exception {
    Path file =
        file(row("-1", 1, 1), row("-2", 2, 2, ""), row("-3", 3, 3, today.plusDays(1).toString()));

    run(0, "import", file);

    assertThat(arrived()).containsExactlyInAnyOrder(request(1), request(2), request(3));
    assertThat(result("problems.csv").lines()).hasSize(1);
    assertThat(result("orders.jsonl"))
        .contains(
            "\"request\":{\"request\":\"%s\",\"offer\":\"%s\"}".formatted(request(1), id("b0", 1)));

    assertThat(run(0, "import", "--again", file).all()).contains("3 orders = 3 duplicate");
    assertThat(arrived()).hasSize(3);
  }

  @Test
  @Tag("long")
  void a_request_and_its_offer_may_have_the_same_order_ref() throws Exception {
    run(0, "import", environment.write(new OrderSheet().order("telecomx", name + "-1")));

    run(0, "import", file(row("-1", 1, 1)));

    assertThat(ledger()).containsExactly(Map.entry("-1", "ACCEPTED"));
    assertThat(arrived()).containsExactly(name + "-1", request(1));
  }

  @Test
  void two_offers_of_one_request_in_a_file_are_an_error() throws Exception {
    Path file =
        file(row("-1", 1, 1), row("-1", 1, 2), row("-2", 2, 3), row("-3", 2, 4), row("-4", 4, 5));

    run(4, "validate", file);
    run(4, "import", file);

    assertThat(arrived()).containsExactly(request(4));
    assertThat(ledger())
        .containsExactly(
            Map.entry("-1", "INVALID"),
            Map.entry("-2", "INVALID"),
            Map.entry("-3", "INVALID"),
            Map.entry("-4", "ACCEPTED"));
    assertThat(result("problems.csv").lines().skip(1).toList())
        .satisfiesExactly(
            problem ->
                assertThat(problem)
                    .contains(",3,B,order_ref,", "two_offers,error", "the same request as row 2"),
            problem ->
                assertThat(problem)
                    .contains(",4,C,request,", "two_offers,error", "the same request as row 5"),
            problem ->
                assertThat(problem)
                    .contains(",5,C,request,", "two_offers,error", "the same request as row 4"));
  }

  @Test
  @Tag("long")
  void another_offer_of_an_ordered_request_is_an_error() throws Exception {
    run(0, "import", file(row("-1", 1, 1), row("-2", 2, 2)));
    long first = ledgerAudit.latestImport();

    run(4, "import", file(row("-1", 1, 8), row("-9", 2, 9)));

    assertThat(ledger()).containsExactly(Map.entry("-1", "INVALID"), Map.entry("-9", "INVALID"));
    assertThat(result("problems.csv").lines().skip(1))
        .hasSize(2)
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .contains("C,request,", "other_offer_ordered,error")
                    .contains("Import %d ordered the offer".formatted(first)));
    assertThat(result("problems.csv"))
        .contains("as the order " + name + "-1;", "as the order " + name + "-2;");
    assertThat(arrived()).hasSize(2);
  }

  @Test
  @Tag("long")
  void another_offer_beside_the_ordered_one_is_an_error() throws Exception {
    run(0, "import", file(row("-1", 1, 1)));

    run(4, "import", file(row("-1", 1, 1), row("-1", 1, 2)));

    assertThat(ledger()).containsExactly(Map.entry("-1", "INVALID"));
    assertThat(result("problems.csv")).contains(",3,B,order_ref,", "two_offers,error");
    assertThat(arrived()).hasSize(1);
  }

  @Test
  @Tag("long")
  void the_same_offer_under_another_name_is_a_duplicate() throws Exception {
    run(0, "import", file(row("-1", 1, 1)));

    run(0, "import", file(row("-2", 1, 1)));

    assertThat(ledger()).containsExactly(Map.entry("-2", "DUPLICATE"));
    assertThat(arrived()).hasSize(1);
  }

  @Test
  @Tag("long")
  void an_expired_offer_is_an_error_before_it_is_sent() throws Exception {
    Path file = file(row("-1", 1, 1, today.minusDays(1).toString()));

    run(4, "import", file);

    assertThat(ledger()).containsExactly(Map.entry("-1", "INVALID"));
    assertThat(result("problems.csv")).contains(",2,K,expires,", "offer_expired,error");
    assertThat(arrived()).isEmpty();
  }

  @Test
  @Tag("long")
  void an_offer_that_expires_on_hold_is_not_sent() throws Exception {
    run(0, "import", "--hold", file(row("-1", 1, 1), row("-2", 2, 2), row("-3", 3, 3, "")));
    long importId = ledgerAudit.latestImport();
    // As if weeks had passed.
    ledgerAudit
        .sql()
        .sql("update orders set offer_ends_at = ? where import_id = ? and order_ref like '%-2'")
        .params(today.minusDays(2).atStartOfDay(ZoneOffset.UTC).toOffsetDateTime(), importId)
        .update();

    run(4, "place", importId);

    assertThat(arrived()).containsExactlyInAnyOrder(request(1), request(3));
    assertThat(ledger())
        .containsExactly(
            Map.entry("-1", "ACCEPTED"), Map.entry("-2", "INVALID"), Map.entry("-3", "ACCEPTED"));
    assertThat(result("problems.csv"))
        .contains(",3,K,expires,", "offer_expired,error", "expires is " + today.minusDays(3));
    assertThat(result("rows.csv")).contains(name + "-2,INVALID");
  }

  @Test
  void two_processes_order_one_offer_of_each_request() throws Exception {
    int requests = 8;
    String[] rows = new String[requests];
    String[] otherRows = new String[requests];
    for (int i = 0; i < requests; i++) {
      rows[i] = row("-" + i, i, i);
      // Half of them have another name, too.
      otherRows[i] = row("-" + (i % 2 == 0 ? i : "x" + i), i, 100 + i);
    }
    Path one = file(rows);
    Path other = file(otherRows);
    environment
        .carriers()
        .onArrival(
            arrival -> {
              Thread.sleep(100);
              return 0;
            });
    long before = ledgerAudit.latestImport();

    ChildProcess first = environment.start("import", one);
    ChildProcess second = environment.start("import", other);
    assertThat(first.waitForExit()).as(first.output()).isIn(0, 4);
    assertThat(second.waitForExit()).as(second.output()).isIn(0, 4);

    assertThat(arrived()).hasSize(requests).doesNotHaveDuplicates();
    long accepted = 0;
    long invalid = 0;
    for (long id : ledgerAudit.importsSince(before)) {
      accepted += ledgerAudit.count(id, "ACCEPTED");
      invalid += ledgerAudit.count(id, "INVALID");
    }
    assertThat(accepted).isEqualTo(requests);
    assertThat(invalid).isEqualTo(requests);
  }

  @Test
  @Tag("long")
  void a_kill_between_sending_and_recording_leaves_one_order_in_doubt() throws Exception {
    Path file = file(row("-1", 1, 1));
    ChildProcess killed = environment.startAloneAndPauseAt("outcome.before#1", "import", file);
    assertThat(arrived()).hasSize(1);
    killed.kill();
    killed.waitForExit();
    environment.release();

    run(5, "import", file);
    long importId = ledgerAudit.latestImport();
    run(4, "import", file(row("-1", 1, 2)));

    assertThat(result("problems.csv"))
        .contains("other_offer_ordered,error")
        .contains("Import %d sent an order for the offer".formatted(importId))
        .contains("resolve telecomx-offer " + name + "-1");
    assertThat(arrived()).hasSize(1);

    run(0, "resolve", "telecomx-offer", name + "-1", "--not-received");
    run(0, "place", importId);
    assertThat(arrived()).hasSize(2);
  }
}
