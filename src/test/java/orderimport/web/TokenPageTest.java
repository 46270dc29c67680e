package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of API tokens in a browser: accessible, by keyboard, narrow, in three languages. */
class TokenPageTest {

  @Test
  void an_administrator_makes_and_revokes_a_token_by_keyboard() throws Exception {
    try (Server server = Server.Installation.create(Map.of()).start();
        BrowserUser browserUser = new BrowserUser(server)) {
      browserUser.logIn("admin", server.initialPassword());
      Page page = browserUser.page();
      Keyboard keys = new Keyboard(page);
      browserUser.open("/tokens");
      Axe.check(page);
      keys.tabTo("Name");
      keys.type("ERP");
      keys.tabTo("Upload files");
      keys.press("Space");
      keys.tabTo("Make token");
      keys.press("Enter");
      page.locator("code.hash").waitFor();
      assertThat(page.locator("code.hash").innerText()).startsWith("oimp_").hasSize(48);
      Axe.check(page);
      for (String language : new String[] {"nb", "da", "en"}) {
        page.selectOption("#language", language);
        page.locator("html[lang=%s]".formatted(language)).waitFor();
        Axe.check(page);
        page.setViewportSize(390, 800);
        Axe.check(page);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= 390")).isEqualTo(true);
        page.setViewportSize(1280, 800);
      }
      keys.tabTo("Revoke the token ERP");
      keys.press("Enter");
      page.locator(".note").waitFor();
      assertThat(browserUser.text(".note")).contains("The token ERP was revoked");
      Axe.check(page);
      for (String path : new String[] {"/audit", "/notices"}) {
        browserUser.open(path);
        Axe.check(page);
        page.setViewportSize(390, 800);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= 390")).isEqualTo(true);
        page.setViewportSize(1280, 800);
      }
      browserUser.open("/audit");
      assertThat(browserUser.text("main")).contains("API token made", "ERP (VIEW, UPLOAD, 90 d)");
      assertThat(browserUser.consoleErrors()).isEmpty();
    }
  }
}
