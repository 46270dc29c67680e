package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page runs inboxes and names the inbox of a file. */
abstract class InboxesAreShown extends PageInBrowser {
  InboxesAreShown(PageFixture fixture) {
    super(fixture);
  }

  @Test
  void an_inbox_is_run_on_request() throws Exception {
    Path sheet = carrier().sheet("NORTH-", 2, true);
    // Old enough to count as completely written.
    Files.setLastModifiedTime(sheet, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(sheet, folder().resolve("north").resolve("from-north.csv"));
    user().open("/inboxes");
    Locator north = page().locator(".inbox", new Page.LocatorOptions().setHasText("1 spreadsheet"));
    assertThat(north.innerText()).contains("Next run", "There was no run yet");
    north.locator("button").click();
    await(".notices .note", "The inbox north is being run");
    for (int tries = 0; tries < 300 && page().locator(".inbox .files a").count() == 0; tries++) {
      Thread.sleep(100);
      user().open("/inboxes");
    }
    assertThat(user().text("main")).contains("from-north.csv", "the page", "0 spreadsheets");
    Axe.check(page());
    assertFits();
    page().locator(".inbox .files a").first().click();
    page().waitForURL("**/imports/*");
    user().awaitIdle();
    assertThat(user().text("main")).contains("2 of 2 orders can be placed");
  }

  @Test
  @Tag("long")
  void a_file_from_an_inbox_names_the_inbox() throws Exception {
    Path sheet = carrier().sheet("INBOX-", 2, true);
    user().open("/imports");
    // Old enough to count as completely written.
    Files.setLastModifiedTime(sheet, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(sheet, folder().resolve("inbox").resolve("from-south.csv"));
    await(".imports tr", "from-south.csv");
    await(".imports tr", "inbox south");
    for (Locator link : page().locator("#list a").all()) {
      String address = link.getAttribute("href");
      assertThat(page().request().get(server().at(address)).status()).as(address).isEqualTo(200);
    }
    page().locator(".imports a", new Page.LocatorOptions().setHasText("from-south.csv")).click();
    page().waitForLoadState(LoadState.LOAD);
    user().awaitIdle();
    assertThat(user().text("main")).contains("From the inbox");
  }
}
