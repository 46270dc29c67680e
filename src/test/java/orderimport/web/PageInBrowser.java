package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A user who has logged in to the server of {@link PageTest}, in a window of its own for each test.
 */
abstract class PageInBrowser {
  static final String NOTHING_PLACED = "Nothing has been placed yet";

  private final PageFixture fixture;
  private final BrowserUser browserUser;

  PageInBrowser(PageFixture fixture) {
    this.fixture = fixture;
    browserUser = fixture.openBrowser();
  }

  @AfterEach
  void closeBrowser() {
    browserUser.close();
  }

  final Server server() {
    return fixture.server();
  }

  final SandboxCarrier carrier() {
    return fixture.carrier();
  }

  final Path folder() {
    return fixture.folder();
  }

  final JdbcClient jdbc() {
    return fixture.installation().sql();
  }

  final PageFixture fixture() {
    return fixture;
  }

  final BrowserUser user() {
    return browserUser;
  }

  final Page page() {
    return browserUser.page();
  }

  /** Places an import and waits until it is not being processed. */
  final void place(long id) {
    startPlacing(id);
    user().awaitIdle();
  }

  final void startPlacing(long id) {
    user().open("/imports/" + id + "/place");
    page().locator("input[name=sure]").check();
    user().press("Place");
    page().waitForURL("**/imports/" + id);
  }

  final String row(long id) {
    return page()
        .locator(".imports tr", new Page.LocatorOptions().setHas(page().locator("#import-" + id)))
        .innerText()
        .replace('\u00a0', ' ');
  }

  final void await(String selector, String text) {
    page().locator(selector, new Page.LocatorOptions().setHasText(text)).first().waitFor();
  }

  final void injectFault(String order, String fault) throws Exception {
    carrier()
        .injectFault(
            "{\"carrier\":\"telecomx\",\"order_ref\":\"%s\",\"times\":1,%s}"
                .formatted(order, fault));
  }

  final void setStatus(String order, String status) {
    jdbc().sql("update orders set status = ? where order_ref = ?").params(status, order).update();
  }

  final void assertFits() {
    page().setViewportSize(390, 800);
    assertThat(page().evaluate("document.documentElement.scrollWidth <= 390")).isEqualTo(true);
    page().setViewportSize(1280, 800);
  }

  final void openFileOptions() {
    page()
        .locator("form.reread summary", new Page.LocatorOptions().setHasText("File options"))
        .click();
  }
}
