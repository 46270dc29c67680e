package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page whose server is gone says so, and leads back once the server is there again. */
class ServerGoneTest {
  @TempDir Path folder;

  @Test
  void figures_of_a_server_that_is_gone_are_not_shown_as_live() throws Exception {
    try (SandboxInTest carrier = new SandboxInTest(folder)) {
      Map<String, String> settings = new HashMap<>(Users.settings());
      Users.add(settings, "anna", "upload,place");
      settings.putAll(carrier.settingsOfServer(1));
      Server.Ground ground = Server.Ground.fresh(settings);
      Server server = ground.startAlone();
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

        server = ground.start(port);
        browserUser.movesTo(server);
        // Its sessions are gone with it.
        browserUser.page().waitForURL(url -> url.contains("/login"));
        browserUser.page().getByLabel("Name").fill("anna");
        browserUser.page().getByLabel("Password").fill("anna-secret");
        browserUser.page().locator("button.main").click();
        browserUser.page().waitForURL(url -> url.endsWith("/imports/" + id));
        lost.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
      } finally {
        server.close();
      }
    }
  }
}
