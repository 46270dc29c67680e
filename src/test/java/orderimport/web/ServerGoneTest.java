package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page says that the connection to the server is lost, and recovers once the server is back. */
class ServerGoneTest {
  @TempDir Path folder;

  @Test
  @Tag("long")
  void a_lost_connection_is_shown_until_the_server_is_back() throws Exception {
    try (SandboxCarrier carrier = new SandboxCarrier(folder)) {
      Map<String, String> settings = new HashMap<>(Users.settings());
      Users.add(settings, "anna", "upload,place");
      settings.putAll(carrier.settingsOfServer(1));
      Server.Installation installation = Server.Installation.create(settings);
      Server server = installation.startAlone();
      int port = server.uri().getPort();
      try (BrowserUser browserUser = new BrowserUser(server)) {
        browserUser.logIn("anna", "anna-secret");
        long id = browserUser.upload(carrier.sheet("GONE-", 40, true));
        browserUser.open("/imports/" + id + "/place");
        browserUser.page().locator("input[name=sure]").check();
        browserUser.press("Place");
        browserUser.page().locator("#progress[data-stage=PLACING]").waitFor();
        Locator lost = browserUser.page().locator("[data-lost]");
        browserUser.page().waitForTimeout(1500);
        assertThat(lost.isVisible()).isFalse();

        server.kill();
        lost.waitFor();
        assertThat(lost.innerText()).contains("Connection to the server lost");

        server = installation.start(port);
        browserUser.switchTo(server);
        // The session is in the database.
        lost.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        assertThat(browserUser.page().url()).endsWith("/imports/" + id);
      } finally {
        server.close();
      }
    }
  }
}
