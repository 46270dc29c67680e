package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users reach the page they asked for, also by a login or the keyboard. */
abstract class UsersReachTheirPage extends PageInBrowser {
  UsersReachTheirPage(PageFixture fixture) {
    super(fixture);
  }

  @Test
  void after_an_expired_session_the_login_leads_to_the_order() throws Exception {
    long id = user().upload(carrier().sheet("LOGIN-", 2, true));
    user().open("/imports/" + id + "/orders?status=HELD");
    String order = page().locator(".orderlist td a").first().getAttribute("href");
    page().context().clearCookies();
    page().locator(".orderlist td a").first().click();
    page().waitForURL(url -> url.contains("/login"));
    assertThat(page().locator("main").count()).isEqualTo(1);
    logInHere();
    page().waitForURL(url -> url.endsWith(order));
    page().locator(".timeline").waitFor();
    page().context().clearCookies();
    user().open("/imports/" + id + "/problems?rows=all#rows");
    logInHere();
    page().waitForURL(url -> url.endsWith("/imports/" + id + "/problems?rows=all#rows"));
    page().reload();
    assertThat(page().url()).endsWith("/problems?rows=all#rows");
  }

  @Test
  @Tag("long")
  void a_form_after_an_expired_session_leads_back_to_its_page() throws Exception {
    long id = user().upload(carrier().sheet("FORM-", 2, true));
    page().context().clearCookies();
    openFileOptions();
    user().press("Read again");
    await("h1", "no longer logged in");
    user().press("Log in");
    page().waitForURL(url -> url.contains("/login"));
    logInHere();
    page().waitForURL(url -> url.endsWith("/imports/" + id));
  }

  private void logInHere() {
    page().getByLabel("Name").fill("anna");
    page().getByLabel("Password").fill("anna-secret");
    page().locator("button.main").click();
  }

  @Test
  @Tag("long")
  void shortcuts_work_unless_switched_off_or_in_a_field() throws Exception {
    long id = user().upload(carrier().sheet("KEYS-", 1, true));
    page().keyboard().press("?");
    Locator overview = page().locator("dialog#keys");
    overview.waitFor();
    Axe.check(page());
    page().keyboard().press("Escape");
    page().keyboard().press("2");
    page().waitForURL("**/imports/" + id + "/columns");
    press("g", "i");
    page().waitForURL("**/imports");
    press("/");
    assertThat(focused()).isEqualTo("q");
    page().keyboard().type("gt?");
    assertThat(page().locator("#q").inputValue()).isEqualTo("gt?");
    assertThat(overview.isVisible()).isFalse();
    page().locator("h1").click();
    press("j");
    assertThat(focused()).isEqualTo("import-" + id);
    press("j", "k");
    assertThat(focused()).isEqualTo("import-" + id);
    press("Enter");
    page().waitForURL("**/imports/" + id);

    page().locator("[data-open-keys]").click();
    page().locator("[data-keys-on]").uncheck();
    page().keyboard().press("Escape");
    press("?", "g", "t");
    assertThat(overview.isVisible()).isFalse();
    assertThat(page().url()).endsWith("/imports/" + id);
  }

  private void press(String... keys) {
    for (String key : keys) {
      page().keyboard().press(key);
    }
  }

  private String focused() {
    return String.valueOf(page().evaluate("document.activeElement.id"));
  }
}
