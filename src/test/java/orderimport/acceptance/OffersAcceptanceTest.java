package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import orderimport.acceptance.TelecomXCounterpart.Account;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Offers of TelecomX become a workbook, of which the rows that are kept become accounts. */
@Tag("long")
@Timeout(1800)
class OffersAcceptanceTest {
  @TempDir Path folder;

  /** Places requests, has them answered with two offers each, and returns the workbook. */
  private static OfferWorkbook offers(
      Workplace workplace, TelecomXCounterpart telecomx, int requests) throws IOException {
    CarrierSettings.telecomx(workplace, telecomx, "concurrency: 1");
    CarrierSettings.telecomxOffer(workplace, telecomx, "concurrency: 1");
    workplace.write("sites.csv", Sheets.telecomx("T", requests, "customer"));
    CommandLineRun placed = workplace.run("import", "sites.csv");
    assertThat(placed.code()).as(placed.all()).isZero();
    telecomx.answer(2, reference -> true);
    CommandLineRun tracked = workplace.run("track", 1);
    assertThat(tracked.code()).as(tracked.all()).isZero();
    OfferWorkbook workbook = new OfferWorkbook(workplace.results(1).resolve("offers.xlsx"));
    assertThat(workbook.rows()).hasSize(2 * requests);
    assertThat(workbook.column("carrier")).containsOnly("telecomx-offer");
    assertThat(new HashSet<>(workbook.column("order_ref")))
        .isEqualTo(new HashSet<>(telecomx.references()));
    assertThat(workbook.rows())
        .allSatisfy(row -> assertThat(String.join("|", row)).contains("Nianet", "70"));
    return workbook;
  }

  /** The numbers of rows of which each belongs to another request. */
  private static Set<Integer> choice(OfferWorkbook workbook, int count) throws IOException {
    List<String> references = workbook.column("order_ref");
    Set<String> chosen = new HashSet<>();
    Set<Integer> rows = new HashSet<>();
    for (int i = 0; i < references.size() && rows.size() < count; i++) {
      // Of some requests the first offer, of others the second.
      boolean isFirst = references.indexOf(references.get(i)) == i;
      boolean takesFirst = references.get(i).hashCode() % 2 == 0;
      if (isFirst == takesFirst && chosen.add(references.get(i))) {
        rows.add(i);
      }
    }
    return rows;
  }

  /** The offers of those rows, by the ids that stand in them. */
  private static Set<String> offersIn(
      OfferWorkbook workbook, Set<Integer> rows, TelecomXCounterpart telecomx) throws IOException {
    Set<String> all = new HashSet<>();
    telecomx.ids().values().forEach(id -> all.addAll(telecomx.offers(id)));
    Set<String> offers = new HashSet<>();
    List<List<String>> texts = workbook.rows();
    for (int row : rows) {
      List<String> ids = new ArrayList<>(texts.get(row));
      ids.retainAll(all);
      assertThat(ids).hasSize(1);
      offers.addAll(ids);
    }
    return offers;
  }

  private static void assertOrdered(TelecomXCounterpart telecomx, Set<String> offers) {
    List<Account> accounts = telecomx.accounts();
    assertThat(accounts).hasSize(offers.size());
    assertThat(accounts.stream().map(Account::offer)).containsExactlyInAnyOrderElementsOf(offers);
    assertThat(new HashSet<>(accounts.stream().map(Account::request).toList()))
        .hasSize(offers.size());
  }

  private static void orderOffers(int requests, int kept) throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      Workplace workplace = new Workplace();
      OfferWorkbook workbook = offers(workplace, telecomx, requests);
      Set<Integer> rows = choice(workbook, kept);
      Path file = workbook.keep(rows::contains, workplace.folder().resolve("kept.xlsx"));
      CommandLineRun ordered = workplace.run("import", file);
      assertThat(ordered.code()).as(ordered.all()).isZero();
      assertOrdered(telecomx, offersIn(workbook, rows, telecomx));
      Map<String, String> statuses = workplace.statuses(2);
      assertThat(statuses).hasSize(kept);
      assertThat(statuses.values()).containsOnly("ACCEPTED");

      // The account's states are tracked.
      telecomx.state("ACTIVE", account -> true);
      CommandLineRun tracked = workplace.run("track", 2);
      assertThat(tracked.code()).as(tracked.all()).isZero();
      assertThat(Files.readString(workplace.results(2).resolve("tracking.csv")))
          .contains("ACTIVE")
          .doesNotContain("ORDERED");
      // All rows, among them the other offers of these requests: nothing is ordered again.
      workplace.run("import", workbook.keep(row -> true, workplace.folder().resolve("all.xlsx")));
      assertOrdered(telecomx, offersIn(workbook, rows, telecomx));
    }
  }

  @Test
  void offers_that_are_kept_are_ordered() throws Exception {
    orderOffers(6, 3);
  }

  @Test
  void of_200_requests_50_offers_are_ordered() throws Exception {
    orderOffers(200, 50);
  }

  @Test
  void no_offer_is_ordered_twice_after_kills() throws Exception {
    int kept = 50;
    int kills = 5;
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      Workplace workplace = new Workplace();
      OfferWorkbook workbook = offers(workplace, telecomx, 60);
      Set<Integer> rows = choice(workbook, kept);
      Path file = workbook.keep(rows::contains, workplace.folder().resolve("kept.xlsx"));
      AtomicInteger orders = new AtomicInteger();
      // Each eighth order takes a second, in which the program is killed.
      telecomx.fail(
          received ->
              received.is("POST", "/internet/account") && orders.incrementAndGet() % 8 == 0
                  ? Fault.SLOW
                  : Fault.NONE);
      for (int i = 1; i <= kills; i++) {
        Workplace.Running running = workplace.start("import", file);
        while (running.process().isAlive() && orders.get() < 8 * i) {
          Thread.sleep(5);
        }
        Thread.sleep(100);
        running.kill();
        Thread.sleep(1100);
      }
      CommandLineRun last = workplace.run("import", file);
      assertThat(last.code()).as(last.all()).isEqualTo(5);
      assertOrdered(telecomx, offersIn(workbook, rows, telecomx));
      List<String> statuses = new ArrayList<>(workplace.statuses(2).values());
      assertThat(Collections.frequency(statuses, "IN_DOUBT")).isEqualTo(kills);
      assertThat(Collections.frequency(statuses, "ACCEPTED")).isEqualTo(kept - kills);
    }
  }

  @Test
  void two_offers_of_a_request_are_an_error() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      Workplace workplace = new Workplace();
      OfferWorkbook workbook = offers(workplace, telecomx, 2);
      CommandLineRun run =
          workplace.run(
              "import", workbook.keep(row -> true, workplace.folder().resolve("all.xlsx")));
      assertThat(run.code()).as(run.all()).isEqualTo(4);
      assertThat(workplace.statuses(2).values()).containsOnly("INVALID");
      assertThat(telecomx.accounts()).isEmpty();
    }
  }

  @Test
  void an_expired_offer_is_not_sent() throws Exception {
    Path time = folder.resolve("moved.txt");
    try (TelecomXCounterpart telecomx = new TelecomXCounterpart(new MovableClock(time), null)) {
      Workplace workplace = new Workplace().setting("clock.file", time.toString());
      OfferWorkbook workbook = offers(workplace, telecomx, 2);
      Set<Integer> rows = choice(workbook, 2);
      Path file = workbook.keep(rows::contains, workplace.folder().resolve("kept.xlsx"));
      telecomx.clock.move(Duration.ofDays(31));
      CommandLineRun run = workplace.run("import", file);
      assertThat(run.code()).as(run.all()).isEqualTo(4);
      assertThat(workplace.statuses(2).values()).containsOnly("INVALID");
      assertThat(telecomx.log("POST", "/internet/account")).isEmpty();
    }
  }
}
