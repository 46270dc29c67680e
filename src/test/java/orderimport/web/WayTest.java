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
class WayTest {
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
    try (Chromium chromium = Chromium.open();
        Server server = ground.start();
        Person person = new Person(chromium, server)) {
      person.logIn("admin", server.firstPassword());

      long unread = person.upload(sheet);
      assertThat(person.text(".verdict")).contains("could not be read");
      person.page().getByLabel("your own names").selectOption("Sag, mappe");
      long first = readAnew(person, unread);

      assertThat(person.text(".ask")).contains("Distrikt");
      Axe.check(person.page());
      String before = person.text(".verdict");
      person.page().getByLabel("Distrikt").selectOption("address.zip");
      long second = readAnew(person, first);
      assertThat(second).isGreaterThan(first);
      assertThat(person.text(".verdict")).isNotEqualTo(before).startsWith("2 of 3");

      person.open("/imports/" + unread);
      assertThat(person.page().url()).endsWith("/imports/" + second);

      person.open("/imports/" + second + "/orders?status=HELD");
      person.page().locator(".orders summary").first().click();
      assertThat(person.text(".detail pre")).contains("\"zip\"");
      Axe.check(person.page());

      place(person, second);
      assertThat(person.text(".verdict")).startsWith("2 of 3").contains("placed", "1 with errors");
      Axe.check(person.page());
      Path fix = folder.resolve("mended.xlsx");
      person.download("Download the rows to mend", fix);
      assertThat(RowsToMend.type(fix, "Antal IP-adresser", "4")).isEqualTo(1);

      long mended = person.upload(fix);
      assertThat(person.text(".verdict")).startsWith("1 of 1");
      assertThat(person.page().locator(".ask").count()).as("nothing is asked again").isZero();
      place(person, mended);
      assertThat(person.text(".verdict")).startsWith("1 of 1");
      assertThat(person.complaints()).isEmpty();
    }
    assertThat(taken(ground)).containsExactlyInAnyOrder("DK-701", "DK-702", "DK-703");
  }

  private static long readAnew(Person person, long former) {
    person.press("Re-read the file");
    person.page().waitForURL(url -> url.matches(".*/imports/\\d+") && !url.endsWith("/" + former));
    return person.atRest();
  }

  private static void place(Person person, long id) {
    person.open("/imports/" + id + "/place");
    assertThat(person.text("main")).contains("sandbox", "cost nothing");
    Axe.check(person.page());
    person.press("Place");
    person.page().waitForURL("**/imports/" + id);
    person.atRest();
    assertThat(person.text(".stage")).isIn("placed", "partly placed");
  }

  /** What the sandbox was sent. */
  private static List<String> taken(Server.Ground ground) throws Exception {
    return Files.readAllLines(ground.dataDir().resolve("sandbox.jsonl")).stream()
        .map(line -> JsonMapper.shared().readTree(line).path("order_ref").asString(""))
        .toList();
  }
}
