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
class LongImportInBrowserTest {
  private static final int ORDERS = 24;

  @TempDir Path folder;

  @Test
  void through_restarts_and_doubt_each_order_is_placed_once() throws Exception {
    try (SandboxInTest carrier = new SandboxInTest(folder)) {
      carrier.misbehave(
          "{\"carrier\":\"telecomx\",\"order_ref\":\"W-3\",\"times\":1,\"fault\":\"RESET\"}");
      Server.Ground ground = Server.Ground.fresh(carrier.settingsOfServer(1));
      Server server = ground.start();
      try (BrowserUser browserUser = new BrowserUser(server)) {
        String password = server.firstPassword();
        browserUser.logIn("admin", password);
        long id = browserUser.upload(carrier.sheet("W-", ORDERS, false));

        place_from_two_tabs(browserUser, id);
        browserUser.page().reload();
        assertThat(browserUser.text(".stage")).isEqualTo("being placed");
        server.kill();

        server = ground.start();
        browserUser.movesTo(server);
        browserUser.logIn("admin", password);
        browserUser.open("/imports/" + id);
        assertThat(browserUser.text(".stage")).isEqualTo("being placed");
        assertThat(server.stop()).isZero();

        server = ground.start();
        browserUser.movesTo(server);
        browserUser.logIn("admin", password);
        browserUser.open("/imports/" + id);
        assertThat(browserUser.text(".stage")).isEqualTo("being placed");
        browserUser.press("Pause");
        browserUser.atRest();
        assertThat(browserUser.text(".verdict")).startsWith("Paused");
        browserUser.press("Resume");
        browserUser.page().locator("#progress").waitFor();
        browserUser.atRest();
        assertThat(browserUser.text(".stage")).isIn("partly placed", "in doubt");

        resolve_all_doubts(browserUser, carrier);
        browserUser.open("/imports/" + id);
        if (browserUser.page().locator(".next a[href$='/place']").count() > 0) {
          browserUser.open("/imports/" + id + "/place");
          browserUser.page().locator("input[name=sure]").check();
          browserUser.press("Place");
          browserUser.page().waitForURL("**/imports/" + id);
          browserUser.atRest();
        }
        assertThat(browserUser.text(".verdict")).startsWith((ORDERS - 1) + " of " + ORDERS);
        Path fix = folder.resolve("fix.xlsx");
        browserUser.download("Download the rows to fix", fix);
        assertThat(CorrectionWorkbookEditor.type(fix, "ipAddresses", "4")).isEqualTo(1);
        long mended = browserUser.upload(fix);
        assertThat(browserUser.text(".verdict")).startsWith("1 of 1");
        browserUser.open("/imports/" + mended + "/place");
        browserUser.page().locator("input[name=sure]").check();
        browserUser.press("Place");
        browserUser.page().waitForURL("**/imports/" + mended);
        browserUser.atRest();
        assertThat(browserUser.text(".verdict")).startsWith("1 of 1");
        browserUser.open("/imports/" + mended + "/orders?status=ACCEPTED");
        assertThat(browserUser.page().locator(".orders summary").count()).isEqualTo(1);
        assertThat(browserUser.complaints()).isEmpty();
      } finally {
        server.close();
      }
      assertThat(carrier.accepted()).doesNotHaveDuplicates().hasSize(ORDERS);
    }
  }

  /** The second tab's press comes too late, and is told so. */
  private static void place_from_two_tabs(BrowserUser browserUser, long id) {
    browserUser.open("/imports/" + id + "/place");
    var other = browserUser.page().context().newPage();
    other.navigate(browserUser.page().url());
    browserUser.page().locator("input[name=sure]").check();
    browserUser.press("Place");
    browserUser.page().locator("#progress").waitFor();
    other.locator("input[name=sure]").check();
    other.locator("button.main").click();
    other.locator(".notices .note").waitFor();
    assertThat(other.locator(".notices").innerText()).contains("Nothing was placed:");
    other.close();
  }

  /** As somebody does who asks the carrier: what it has is accepted, what it has not is not. */
  private static void resolve_all_doubts(BrowserUser browserUser, SandboxInTest carrier)
      throws Exception {
    for (int left = 20; left > 0; left--) {
      browserUser.open("/in-doubt");
      if (browserUser.page().locator(".doubt").count() == 0) {
        return;
      }
      String ref = browserUser.text(".doubt h2");
      if (carrier.accepted().contains(ref)) {
        browserUser.page().locator("input[name=carrierOrderId]").first().fill("asked-" + ref);
        browserUser.press("Mark as accepted");
      } else {
        browserUser.page().locator(".doubt input[type=checkbox]").first().check();
        browserUser.press("Mark as not received");
      }
      browserUser.page().locator(".notices .note").waitFor();
    }
    throw new IllegalStateException("The doubts do not end");
  }
}
