package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The steps of a user with a browser, from the upload to placing the fixed rows. */
class UploadToPlacementTest {
  @TempDir Path folder;

  @Test
  void upload_match_headings_place_fix_rows_and_place_again() throws Exception {
    Path sheet = folder.resolve("sites.csv");
    Files.write(
        sheet,
        Files.readAllLines(Path.of("input-samples/sites-danish.csv")).stream()
            .map(line -> line.replace("Ordrenr", "Sag, mappe").replace("Postnr.", "Distrikt"))
            .map(line -> line.replace("4c6;4;", "4c6;5;"))
            .toList());
    Server.Installation installation = Server.Installation.create(Map.of());
    try (Server server = installation.start();
        BrowserUser browserUser = new BrowserUser(server)) {
      browserUser.logIn("admin", server.initialPassword());
      assertThat(browserUser.text("#list"))
          .contains("Nothing has been imported yet", "fill in one of the");
      browserUser.page().locator("#list a[href$='/templates']").click();
      browserUser.page().waitForURL("**/templates");

      long unread = browserUser.upload(sheet);
      assertThat(browserUser.text(".verdict")).contains("could not be read");
      long first = browserUser.match(unread, "Sag, mappe", "order_ref");

      assertThat(browserUser.text(".ask")).contains("1 heading is unknown");
      Axe.check(browserUser.page());
      String before = browserUser.text(".verdict");
      long second = browserUser.match(first, "Distrikt", "Zip (address.zip)");
      assertThat(second).isGreaterThan(first);
      assertThat(browserUser.text(".verdict")).isNotEqualTo(before).startsWith("2 of 3");

      browserUser.open("/imports/" + unread);
      assertThat(browserUser.page().url()).endsWith("/imports/" + second);

      browserUser.open("/imports/" + second + "/orders?status=HELD");
      Axe.check(browserUser.page());
      browserUser.page().locator(".orderlist td a").first().click();
      browserUser.page().waitForURL("**/order?**");
      assertThat(browserUser.text(".detail")).contains("address.zip");
      browserUser.page().locator(".detail summary").first().click();
      assertThat(browserUser.text(".detail pre")).contains("\"zip\"");
      Axe.check(browserUser.page());

      place(browserUser, second);
      assertThat(browserUser.text(".verdict"))
          .startsWith("2 of 3")
          .contains("placed", "1 with errors");
      Axe.check(browserUser.page());
      Path fix = folder.resolve("fixed.xlsx");
      browserUser.download("Download the rows to fix", fix);
      assertThat(CorrectionWorkbookEditor.type(fix, "Antal IP-adresser", "4")).isEqualTo(1);

      long fixed = browserUser.upload(fix);
      assertThat(browserUser.text(".verdict")).startsWith("1 of 1");
      assertThat(browserUser.page().locator(".ask").count()).as("no question is repeated").isZero();
      place(browserUser, fixed);
      assertThat(browserUser.text(".verdict")).startsWith("1 of 1");
      assertThat(browserUser.consoleErrors()).isEmpty();
    }
    assertThat(sentToSandbox(installation)).containsExactlyInAnyOrder("DK-701", "DK-702", "DK-703");
  }

  private static void place(BrowserUser browserUser, long id) {
    browserUser.open("/imports/" + id + "/place");
    assertThat(browserUser.text("main")).contains("sandbox", "cost nothing");
    Axe.check(browserUser.page());
    browserUser.press("Place");
    browserUser.page().waitForURL("**/imports/" + id);
    browserUser.awaitIdle();
    assertThat(browserUser.text(".stage")).isIn("placed", "partly placed");
  }

  /** The orders that were sent to the sandbox. */
  private static List<String> sentToSandbox(Server.Installation installation) throws Exception {
    return Files.readAllLines(installation.dataDir().resolve("sandbox.jsonl")).stream()
        .map(line -> JsonMapper.shared().readTree(line).path("order_ref").asString(""))
        .toList();
  }
}
