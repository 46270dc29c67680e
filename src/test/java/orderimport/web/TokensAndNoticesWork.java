package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** The page of API tokens in a browser: accessible, by keyboard, narrow, in three languages. */
abstract class TokensAndNoticesWork extends PageInBrowser {
  TokensAndNoticesWork(PageFixture fixture) {
    super(fixture);
  }

  @Test
  void an_administrator_makes_and_revokes_a_token_by_keyboard() throws Exception {
    try (BrowserUser browserUser = new BrowserUser(server())) {
      browserUser.logIn("admin", "admin-secret");
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
        page.setViewportSize(390, 800);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= 390")).isEqualTo(true);
        page.setViewportSize(1280, 800);
      }
      Axe.check(page);
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
      assertBrowserNotifies(browserUser);
      assertThat(browserUser.consoleErrors()).isEmpty();
    }
  }

  /** With a stub of the browser's notifications, which a browser without a screen does not have. */
  private void assertBrowserNotifies(BrowserUser browserUser) {
    Page page = browserUser.page();
    page.addInitScript(
        """
        window.Notification = class {
          constructor(title, options) { document.body.dataset.shown = options.body; }
          static requestPermission() {
            Notification.permission = 'granted';
            return Promise.resolve('granted');
          }
        };
        Notification.permission = localStorage.getItem('order-import-notify') ? 'granted' : 'default';
        """);
    browserUser.open("/notices");
    // What it lists now is not shown.
    page.waitForResponse(
        "**/notices/unseen", () -> browserUser.press("Show new ones in the browser"));
    page.locator("[data-notify] [role=status]:has-text('On in this browser')").waitFor();
    jdbc()
        .sql(
            """
            insert into notification (id, channel, recipients, subject, body, created_at, next_attempt_at)
            values (gen_random_uuid(), 'PAGE', 'admin', 'review',
              '{"import_id": 7, "file": "s.csv", "action": "SENT_BACK", "actor": "bo", "comment": "Old"}',
              now(), 'infinity')\
            """)
        .update();

    browserUser.open("/imports");

    page.locator("body[data-shown]").waitFor();
    assertThat(page.locator("body").getAttribute("data-shown"))
        .isEqualTo("bo sent back import 7, s.csv\nOld");
    assertThat(page.locator(".bell .pill").innerText()).isEqualTo("1");
    page.waitForResponse("**/notices/unseen", () -> browserUser.open("/imports"));
    assertThat(page.locator("body").getAttribute("data-shown")).as("shown once").isNull();
    browserUser.open("/notices");
    assertThat(browserUser.text("main")).contains("bo sent back import 7, s.csv", "new");
    browserUser.open("/imports");
    assertThat(page.locator(".bell .pill").isVisible()).isFalse();
  }
}
