package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a person with a browser, from the upload to the file to mend. */
class WayTest {
  @TempDir Path folder;

  @Test
  void upload_mend_a_heading_place_and_take_the_rows_to_mend() throws Exception {
    Optional<Chromium> found = Chromium.find();
    Assumptions.assumeTrue(found.isPresent(), "Chromium is not installed");
    Path sheet = folder.resolve("sites.csv");
    Files.write(
        sheet,
        Files.readAllLines(Path.of("input-samples/sites-danish.csv")).stream()
            .map(line -> line.replace("Postnr", "Postdistriktsnr"))
            .toList());
    try (Chromium chromium = found.get();
        Server server = Server.Ground.fresh(Map.of()).start();
        Person person = new Person(chromium, server)) {
      person.logIn("admin", server.firstPassword());

      long first = person.upload(sheet);
      assertThat(person.text(".ask")).contains("Postdistriktsnr");
      String before = person.text(".verdict");
      person.page().locator(".ask select").first().selectOption("address.zip");
      person.press("Read anew");
      person.page().waitForURL(url -> url.matches(".*/imports/\\d+") && !url.endsWith("/" + first));
      long second = person.atRest();
      assertThat(second).isGreaterThan(first);
      assertThat(person.text(".verdict")).isNotEqualTo(before).contains("orders can be placed");

      person.open("/imports/" + first);
      assertThat(person.page().url()).endsWith("/imports/" + second);

      person.open("/imports/" + second + "/orders?status=HELD");
      person.page().locator(".orders summary").first().click();
      assertThat(person.text(".detail pre")).contains("\"zip\"");

      person.open("/imports/" + second + "/place");
      assertThat(person.text("main")).contains("sandbox", "cost nothing");
      person.press("Place");
      person.page().waitForURL("**/imports/" + second);
      person.atRest();
      assertThat(person.text(".stage")).isEqualTo("done");
      assertThat(person.text(".verdict")).contains("were accepted");
      assertThat(person.complaints()).isEmpty();
    }
  }
}
