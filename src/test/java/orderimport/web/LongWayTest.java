package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way with a browser: two tabs, a server that is killed and one that is ended while it
 * places, an answer that never comes, and what a person then says of it.
 */
@Tag("long")
class LongWayTest {
  private static final int ORDERS = 24;

  @TempDir Path folder;

  @Test
  void through_restarts_and_doubt_each_order_is_placed_once() throws Exception {
    try (Chromium chromium = Chromium.open();
        StandIn carrier = new StandIn(folder)) {
      carrier.misbehave(
          "{\"carrier\":\"telecomx\",\"order_ref\":\"W-3\",\"times\":1,\"fault\":\"RESET\"}");
      Server.Ground ground = Server.Ground.fresh(carrier.settingsOfServer(1));
      Server server = ground.start();
      try (Person person = new Person(chromium, server)) {
        String password = server.firstPassword();
        person.logIn("admin", password);
        long id = person.upload(carrier.sheet("W-", ORDERS, false));

        place_from_two_tabs(person, id);
        person.page().reload();
        assertThat(person.text(".stage")).isEqualTo("being placed");
        server.kill();

        server = ground.start();
        person.movesTo(server);
        person.logIn("admin", password);
        person.open("/imports/" + id);
        assertThat(person.text(".stage")).isEqualTo("being placed");
        assertThat(server.stop()).isZero();

        server = ground.start();
        person.movesTo(server);
        person.logIn("admin", password);
        person.open("/imports/" + id);
        assertThat(person.text(".stage")).isEqualTo("being placed");
        person.press("Pause");
        person.atRest();
        assertThat(person.text(".verdict")).startsWith("Paused");
        person.press("Resume");
        person.page().locator("#progress").waitFor();
        person.atRest();
        assertThat(person.text(".stage")).isIn("partly placed", "in doubt");

        resolve_all_doubts(person, carrier);
        person.open("/imports/" + id);
        if (person.page().locator(".next a[href$='/place']").count() > 0) {
          person.open("/imports/" + id + "/place");
          person.page().locator("input[name=sure]").check();
          person.press("Place");
          person.page().waitForURL("**/imports/" + id);
          person.atRest();
        }
        assertThat(person.text(".verdict")).startsWith((ORDERS - 1) + " of " + ORDERS);
        Path fix = folder.resolve("fix.xlsx");
        person.download("Download the rows to mend", fix);
        assertThat(RowsToMend.type(fix, "ipAddresses", "4")).isEqualTo(1);
        long mended = person.upload(fix);
        assertThat(person.text(".verdict")).startsWith("1 of 1");
        person.open("/imports/" + mended + "/place");
        person.page().locator("input[name=sure]").check();
        person.press("Place");
        person.page().waitForURL("**/imports/" + mended);
        person.atRest();
        assertThat(person.text(".verdict")).startsWith("1 of 1");
        person.open("/imports/" + mended + "/orders?status=ACCEPTED");
        assertThat(person.page().locator(".orders summary").count()).isEqualTo(1);
        assertThat(person.complaints()).isEmpty();
      } finally {
        server.close();
      }
      assertThat(carrier.accepted()).doesNotHaveDuplicates().hasSize(ORDERS);
    }
  }

  /** The second tab's press comes too late, and is told so. */
  private static void place_from_two_tabs(Person person, long id) {
    person.open("/imports/" + id + "/place");
    var other = person.page().context().newPage();
    other.navigate(person.page().url());
    person.page().locator("input[name=sure]").check();
    person.press("Place");
    person.page().locator("#progress").waitFor();
    other.locator("input[name=sure]").check();
    other.locator("button.main").click();
    other.locator(".notices .note").waitFor();
    assertThat(other.locator(".notices").innerText()).contains("Nothing was placed by this press");
    other.close();
  }

  /** As somebody does who asks the carrier: what it has is accepted, what it has not is not. */
  private static void resolve_all_doubts(Person person, StandIn carrier) throws Exception {
    for (int left = 20; left > 0; left--) {
      person.open("/in-doubt");
      if (person.page().locator(".doubt").count() == 0) {
        return;
      }
      String ref = person.text(".doubt h2");
      if (carrier.accepted().contains(ref)) {
        person.page().locator("input[name=carrierOrderId]").first().fill("asked-" + ref);
        person.press("It has it");
      } else {
        person.page().locator(".doubt input[type=checkbox]").first().check();
        person.press("It never got it");
      }
      person.page().locator(".notices .note").waitFor();
    }
    throw new IllegalStateException("The doubts do not end");
  }
}
