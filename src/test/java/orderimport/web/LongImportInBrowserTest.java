package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One import in a browser: two tabs, servers that are killed and stopped while placing, and an
 * order without a response that the user resolves.
 */
@Tag("long")
class LongImportInBrowserTest {
  private static final int ORDERS = 24;

  @TempDir Path folder;

  @Test
  void each_order_is_placed_once_despite_restarts_and_lost_responses() throws Exception {
    try (SandboxCarrier carrier = new SandboxCarrier(folder)) {
      carrier.injectFault(
          "{\"carrier\":\"telecomx\",\"order_ref\":\"W-3\",\"times\":1,\"fault\":\"RESET\"}");
      Server.Installation installation = Server.Installation.create(carrier.settingsOfServer(1));
      Server server = installation.start();
      try (BrowserUser browserUser = new BrowserUser(server)) {
        String password = server.initialPassword();
        browserUser.logIn("admin", password);
        long id = browserUser.upload(carrier.sheet("W-", ORDERS, false));

        placeFromTwoTabs(browserUser, id);
        browserUser.page().reload();
        assertThat(browserUser.text(".stage")).isEqualTo("being placed");
        server.kill();

        server = installation.start();
        browserUser.switchTo(server);
        browserUser.logIn("admin", password);
        browserUser.open("/imports/" + id);
        assertThat(browserUser.text(".stage")).isEqualTo("being placed");
        assertThat(server.stop()).isZero();

        server = installation.start();
        browserUser.switchTo(server);
        browserUser.logIn("admin", password);
        browserUser.open("/imports/" + id);
        assertThat(browserUser.text(".stage")).isEqualTo("being placed");
        browserUser.press("Pause");
        browserUser.awaitIdle();
        assertThat(browserUser.text(".verdict")).startsWith("Paused");
        browserUser.press("Resume");
        browserUser.page().locator("#progress").waitFor();
        browserUser.awaitIdle();
        assertThat(browserUser.text(".stage")).isIn("partly placed", "in doubt");

        resolveAllInDoubt(browserUser, carrier);
        browserUser.open("/imports/" + id);
        if (browserUser.page().locator(".next a[href$='/place']").count() > 0) {
          browserUser.open("/imports/" + id + "/place");
          browserUser.page().locator("input[name=sure]").check();
          browserUser.press("Place");
          browserUser.page().waitForURL("**/imports/" + id);
          browserUser.awaitIdle();
        }
        assertThat(browserUser.text(".verdict")).startsWith((ORDERS - 1) + " of " + ORDERS);
        Path fix = folder.resolve("fix.xlsx");
        browserUser.download("Download the rows to fix", fix);
        assertThat(CorrectionWorkbookEditor.type(fix, "ipAddresses", "4")).isEqualTo(1);
        long fixed = browserUser.upload(fix);
        assertThat(browserUser.text(".verdict")).startsWith("1 of 1");
        browserUser.open("/imports/" + fixed + "/place");
        browserUser.page().locator("input[name=sure]").check();
        browserUser.press("Place");
        browserUser.page().waitForURL("**/imports/" + fixed);
        browserUser.awaitIdle();
        assertThat(browserUser.text(".verdict")).startsWith("1 of 1");
        browserUser.open("/imports/" + fixed + "/orders?status=ACCEPTED");
        assertThat(browserUser.page().locator(".orderlist tbody tr").count()).isEqualTo(1);
        assertThat(browserUser.consoleErrors()).isEmpty();
      } finally {
        server.close();
      }
      assertThat(carrier.accepted()).doesNotHaveDuplicates().hasSize(ORDERS);
    }
  }

  /** Places in one tab; the second tab is too late, and says so. */
  private static void placeFromTwoTabs(BrowserUser browserUser, long id) {
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

  /** Resolves each order by whether the carrier has it, as a user does who asks the carrier. */
  private static void resolveAllInDoubt(BrowserUser browserUser, SandboxCarrier carrier)
      throws Exception {
    for (int attempts = 20; attempts > 0; attempts--) {
      browserUser.open("/in-doubt");
      if (browserUser.page().locator(".doubt").count() == 0) {
        return;
      }
      String ref = browserUser.text(".doubt .ref");
      if (carrier.accepted().contains(ref)) {
        browserUser.page().locator(".doubt input[name^=id-]").first().fill("asked-" + ref);
        browserUser.press("Mark as accepted");
      } else {
        browserUser.page().locator(".doubt input[type=checkbox]").first().check();
        browserUser.page().locator("input[name=sure]").check();
        browserUser.press("Mark as not received");
      }
      browserUser.page().locator(".notices .note").waitFor();
    }
    throw new IllegalStateException("There are still orders in doubt");
  }
}
