package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * TelecomX's token is part of the address of each request. A proxy quotes the address in its error
 * pages, and everything is logged.
 */
@Timeout(600)
class TokenInAddressTest {
  private static final String TOKEN = "canaryTok";

  private static void settings(Workplace workplace, TelecomXCounterpart telecomx, String... more) {
    List<String> lines = new ArrayList<>(List.of("ask-after: 0s"));
    lines.addAll(List.of(more));
    CarrierSettings.telecomx(workplace, telecomx, lines.toArray(new String[0]));
  }

  /** In a whole error page, and in one that ends within the token. */
  @Test
  @Tag("long")
  void the_token_of_requests_that_place_nothing_appears_nowhere() throws Exception {
    assertTokenAppearsNowhere(new int[][] {{502, 10_000}, {403, 0}});
  }

  @Test
  @Tag("long")
  void the_token_appears_nowhere_whatever_the_proxy_responds() throws Exception {
    assertTokenAppearsNowhere(new int[][] {{404, 10_000}, {502, 10_000}, {200, 10_000}, {403, 0}});
  }

  /**
   * @param pages the statuses of the proxy and the longest pages, 0 for one that ends in the token
   */
  private static void assertTokenAppearsNowhere(int[][] pages) throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start();
        QuotingProxy proxy = new QuotingProxy()) {
      telecomx.fail(
          received -> received.field("reference").equals("T-1") ? Fault.RESET_AFTER : Fault.NONE);
      Workplace workplace = new Workplace().variable("LOGGING_LEVEL_ROOT", "TRACE");
      settings(workplace, telecomx);
      workplace.write("sites.csv", Sheets.telecomx("T", 2, "reseller"));
      List<CommandLineRun> runs = new ArrayList<>(List.of(workplace.run("import", "sites.csv")));
      assertThat(runs.get(0).code()).as(runs.get(0).all()).isEqualTo(5);

      settings(
          workplace,
          telecomx,
          "address-check: true",
          "proxy: {url: \"%s\"}".formatted(proxy.url()));
      Thread.sleep(1000);
      for (int i = 0; i < pages.length; i++) {
        int quoted = proxy.quoted().size();
        int longest = pages[i][1];
        if (longest == 0) {
          longest = proxy.quoted().get(quoted - 1).indexOf(TOKEN) + TOKEN.length() + 2;
        }
        proxy.answer(pages[i][0], longest);
        // Addresses that no earlier look-up has stored.
        workplace.write(
            "more.csv", Sheets.telecomx("U" + i, 2, "reseller").replace("ej ", "ej " + (i + 1)));
        runs.add(workplace.run("track"));
        runs.add(workplace.run("in-doubt", "--ask"));
        runs.add(workplace.run("in-doubt", "--json"));
        runs.add(workplace.run("validate", "more.csv"));
        List<String> addresses = proxy.quoted().subList(quoted, proxy.quoted().size());
        assertThat(addresses).allMatch(address -> address.contains("token=" + TOKEN));
        for (String path :
            List.of("/internet/request/", "/internet/request?", "/address/lookup?")) {
          assertThat(addresses).as(path).anyMatch(address -> address.contains(path));
        }
      }
      assertThat(runs.stream().map(CommandLineRun::all))
          .anyMatch(text -> text.contains("Proxy page"))
          .noneMatch(text -> text.contains(TOKEN));
      assertThat(workplace.everything()).contains(" TRACE ", " DEBUG ").doesNotContain(TOKEN);
      assertThat(tablesWith(workplace, TOKEN)).isEmpty();
      assertThat(tablesWith(workplace, "reseller")).contains("public.orders");
    }
  }

  /** The tables of the database in which some column contains a text. */
  private static List<String> tablesWith(Workplace workplace, String text) {
    JdbcClient jdbc = workplace.sql();
    List<String> tables =
        jdbc.sql(
                "select quote_ident(table_schema) || '.' || quote_ident(table_name)"
                    + " from information_schema.tables where table_type = 'BASE TABLE'"
                    + " and table_schema not in ('pg_catalog', 'information_schema')")
            .query(String.class)
            .list();
    assertThat(tables).contains("public.orders", "public.address_lookup");
    return tables.stream()
        .filter(
            table ->
                jdbc.sql(
                        "select exists (select from %s as x where x::text like ?)".formatted(table))
                    .param("%" + text + "%")
                    .query(Boolean.class)
                    .single())
        .toList();
  }
}
