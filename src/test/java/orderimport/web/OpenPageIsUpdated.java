package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An open page shows what happens meanwhile, even through a proxy that withholds events. */
abstract class OpenPageIsUpdated extends PageInBrowser {
  OpenPageIsUpdated(PageFixture fixture) {
    super(fixture);
  }

  @Test
  void the_list_shows_uploads_of_other_users_live() throws Exception {
    user().open("/imports");
    page().evaluate("window.stays = true");
    long id = uploadAsOtherUser("LIVE-");
    assertListShows(id, "LIVE-");
  }

  @Test
  void the_list_is_updated_even_if_a_proxy_withholds_events() throws Exception {
    withholdEvents();
    user().open("/imports");
    page().evaluate("window.stays = true");
    long id = uploadAsOtherUser("KEPT-");
    skipSilence();
    assertListShows(id, "KEPT-");
  }

  @Test
  @Tag("long")
  void progress_is_updated_even_if_a_proxy_withholds_events() throws Exception {
    long id = user().upload(carrier().sheet("SILENT-", 8, true));
    injectFault("SILENT-1", "\"delay_ms\":2000");
    withholdEvents();
    startPlacing(id);
    page().locator("#progress[data-stage=PLACING]").waitFor();
    Users.logIn(server(), "view").awaitIdle(id);
    assertThat(page().locator("#progress").count())
        .as("the page has received no event")
        .isEqualTo(1);
    skipSilence();
    user().awaitIdle();
    assertThat(user().text(".verdict")).isEqualTo("8 of 8 orders placed.");
  }

  @Test
  @Tag("long")
  void the_focus_is_kept_when_the_list_is_replaced() throws Exception {
    long first = uploadAsOtherUser("FOCUS-");
    user().open("/imports");
    page().locator("#import-" + first).focus();
    page().evaluate("document.getElementById('list').dataset.old = 'yes'");
    long second = uploadAsOtherUser("NEXT-");
    page().locator("#list:not([data-old]) #import-" + second).waitFor();
    assertThat(page().evaluate("document.activeElement.id")).isEqualTo("import-" + first);
  }

  @Test
  void error_responses_of_a_proxy_count_as_a_lost_connection() {
    page().route(Pattern.compile(".*/events$"), route -> route.abort());
    page()
        .route(
            Pattern.compile(".*/imports\\?.*"),
            route -> route.fulfill(new Route.FulfillOptions().setStatus(502)));
    user().open("/imports");
    page().locator("[data-lost]").waitFor();
    page().unroute(Pattern.compile(".*/imports\\?.*"));
  }

  private void withholdEvents() {
    page().clock().install();
    page().route(Pattern.compile(".*/events$"), route -> {});
  }

  /** Longer than the page waits for an event from the server. */
  private void skipSilence() {
    page().clock().fastForward(15_000);
  }

  private long uploadAsOtherUser(String prefix) throws Exception {
    return Users.logIn(server(), "upload")
        .importNew(prefix + ".csv", Files.readAllBytes(carrier().sheet(prefix, 2, true)));
  }

  private void assertListShows(long id, String prefix) {
    page().locator("#import-" + id).waitFor();
    await(".imports tr", prefix + ".csv");
    page().waitForCondition(() -> row(id).contains("to be reviewed"));
    assertThat(row(id)).contains("to be reviewed", "2 not placed yet", "upload");
    assertThat(page().evaluate("window.stays")).as("without a reload").isEqualTo(true);
  }
}
