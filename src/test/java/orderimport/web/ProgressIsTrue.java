package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** While orders are placed, the page says whether it pauses and how long it takes. */
abstract class ProgressIsTrue extends PageInBrowser {
  ProgressIsTrue(PageFixture fixture) {
    super(fixture);
  }

  @Test
  @Tag("long")
  void pausing_is_shown_until_the_import_is_paused() throws Exception {
    long id = user().upload(carrier().sheet("PAUSE-", 12, true));
    // Orders are sent one at a time until the carrier has accepted one, also after the pause.
    injectFault("PAUSE-1", "\"delay_ms\":5000");
    injectFault("PAUSE-2", "\"delay_ms\":2000");
    startPlacing(id);
    page().locator("#pause").waitFor();
    await(".figures dd.SENDING", "1");
    user().press("Pause");
    await("#progress h2", "Pausing");
    assertThat(page().locator("#pause").isDisabled()).isTrue();
    assertThat(user().text("#pause")).isEqualTo("Pausing …");
    assertThat(user().text(".figures"))
        .as("no time left is shown while pausing")
        .doesNotContain("Time left");
    user().open("/imports");
    assertThat(row(id)).contains("being paused");
    user().open("/imports/" + id);
    user().awaitIdle();
    assertThat(user().text(".stage")).isEqualTo("paused");
    assertThat(user().text(".verdict"))
        .matches("Paused: \\d of 12 orders placed, \\d+ not placed yet\\.");
    user().press("Resume");
    page().locator("#progress").waitFor();
    user().awaitIdle();
    assertThat(user().text(".verdict")).isEqualTo("12 of 12 orders placed.");
  }

  @Test
  @Tag("long")
  void without_a_rate_limit_the_time_left_is_measured() throws Exception {
    long id = user().upload(carrier().sheet("TIME-", 8, true));
    for (int i = 1; i <= 8; i++) {
      injectFault("TIME-" + i, "\"delay_ms\":1500");
    }
    startPlacing(id);
    page().locator("#progress[data-stage=PLACING]").waitFor();
    assertThat(user().text(".figures")).doesNotContain("no limit set");
    await(".figures dd", "less than a minute");
    assertThat(user().text(".figures")).doesNotContain("no limit set");
    user().awaitIdle();
  }

  @Test
  @Tag("long")
  void a_pause_does_not_count_towards_the_time_left() throws Exception {
    long id = user().upload(carrier().sheet("LATER-", 30, true));
    injectFault("LATER-1", "\"delay_ms\":1500");
    for (int i = 2; i <= 30; i++) {
      injectFault("LATER-" + i, "\"delay_ms\":700");
    }
    startPlacing(id);
    await(".figures dd.SENDING", "1");
    user().press("Pause");
    user().awaitIdle();
    // As if the import had been paused for most of a minute.
    jdbc()
        .sql(
            "update attempt set started_at = started_at - interval '50 seconds' where order_id in"
                + " (select id from orders where import_id = ?)")
        .param(id)
        .update();
    user().press("Resume");
    Locator time =
        page()
            .locator(
                ".figures dd",
                new Page.LocatorOptions()
                    .setHasText(Pattern.compile("less than a minute|about \\d")));
    time.waitFor();
    assertThat(time.innerText()).isEqualTo("less than a minute");
  }
}
