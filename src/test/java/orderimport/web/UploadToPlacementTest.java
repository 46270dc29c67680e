package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The way of a person with a browser, from the upload to the mended rows. */
class UploadToPlacementTest {
  @TempDir Path folder;

  @Test
  void upload_mend_headings_place_mend_rows_and_place_those() throws Exception {
    Path sheet = folder.resolve("sites.csv");
    Files.write(
        sheet,
        Files.readAllLines(Path.of("input-samples/sites-danish.csv")).stream()
            .map(line -> line.replace("Ordrenr", "Sag, mappe").replace("Postnr.", "Distrikt"))
            .map(line -> line.replace("4c6;4;", "4c6;5;"))
            .toList());
    Server.Ground ground = Server.Ground.fresh(Map.of());
    try (Server server = ground.start();
        BrowserUser browserUser = new BrowserUser(server)) {
      browserUser.logIn("admin", server.firstPassword());
      assertThat(browserUser.text("#list"))
          .contains("Nothing has been imported yet", "fill in one of the");
      browserUser.page().locator("#list a[href$='/templates']").click();
      browserUser.page().waitForURL("**/templates");

      long unread = browserUser.upload(sheet);
      assertThat(browserUser.text(".verdict")).contains("could not be read");
      browserUser.page().getByLabel("your own names").selectOption("Sag, mappe");
      long first = readAnew(browserUser, unread);

      assertThat(browserUser.text(".ask")).contains("Distrikt");
      Axe.check(browserUser.page());
      String before = browserUser.text(".verdict");
      browserUser.page().getByLabel("Distrikt").selectOption("address.zip");
      long second = readAnew(browserUser, first);
      assertThat(second).isGreaterThan(first);
      assertThat(browserUser.text(".verdict")).isNotEqualTo(before).startsWith("2 of 3");

      browserUser.open("/imports/" + unread);
      assertThat(browserUser.page().url()).endsWith("/imports/" + second);

      browserUser.open("/imports/" + second + "/orders?status=HELD");
      browserUser.page().locator(".orders summary").first().click();
      assertThat(browserUser.text(".detail pre")).contains("\"zip\"");
      Axe.check(browserUser.page());

      place(browserUser, second);
      assertThat(browserUser.text(".verdict"))
          .startsWith("2 of 3")
          .contains("placed", "1 with errors");
      Axe.check(browserUser.page());
      Path fix = folder.resolve("mended.xlsx");
      browserUser.download("Download the rows to fix", fix);
      assertThat(CorrectionWorkbookEditor.type(fix, "Antal IP-adresser", "4")).isEqualTo(1);

      long mended = browserUser.upload(fix);
      assertThat(browserUser.text(".verdict")).startsWith("1 of 1");
      assertThat(browserUser.page().locator(".ask").count()).as("nothing is asked again").isZero();
      place(browserUser, mended);
      assertThat(browserUser.text(".verdict")).startsWith("1 of 1");
      assertThat(browserUser.complaints()).isEmpty();
    }
    assertThat(taken(ground)).containsExactlyInAnyOrder("DK-701", "DK-702", "DK-703");
  }

  private static long readAnew(BrowserUser browserUser, long former) {
    browserUser.press("Read again");
    browserUser
        .page()
        .waitForURL(url -> url.matches(".*/imports/\\d+") && !url.endsWith("/" + former));
    return browserUser.atRest();
  }

  private static void place(BrowserUser browserUser, long id) {
    browserUser.open("/imports/" + id + "/place");
    assertThat(browserUser.text("main")).contains("sandbox", "cost nothing");
    Axe.check(browserUser.page());
    browserUser.press("Place");
    browserUser.page().waitForURL("**/imports/" + id);
    browserUser.atRest();
    assertThat(browserUser.text(".stage")).isIn("placed", "partly placed");
  }

  /** What the sandbox was sent. */
  private static List<String> taken(Server.Ground ground) throws Exception {
    return Files.readAllLines(ground.dataDir().resolve("sandbox.jsonl")).stream()
        .map(line -> JsonMapper.shared().readTree(line).path("order_ref").asString(""))
        .toList();
  }
}
