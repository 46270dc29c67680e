package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a person with a browser, from the login to the results: with the keyboard alone, and
 * each page held against the rules for those who see it otherwise or not at all.
 */
@Tag("long")
class KeyboardAccessTest {
  /** Keeps what screen readers are told of themselves. */
  private static final String LISTEN =
      """
      window.addEventListener('DOMContentLoaded', () => {
        const told = document.querySelector('[data-announce]');
        if (!told) return;
        new MutationObserver(() => {
          const all = JSON.parse(sessionStorage.getItem('told') || '[]');
          sessionStorage.setItem('told', JSON.stringify([...all, told.textContent]));
        }).observe(told, {childList: true});
      });\
      """;

  @TempDir Path folder;

  @Test
  void with_the_keyboard_upload_mend_a_heading_place_and_see_the_results() throws Exception {
    Map<String, String> slowly =
        Map.of(
            "order-import.carriers.telecomx.rate-limit.requests", "1",
            "order-import.carriers.telecomx.rate-limit.per", "300ms");
    try (Server server = Server.Ground.fresh(slowly).start();
        BrowserUser browserUser = new BrowserUser(server)) {
      Page page = browserUser.page();
      Keyboard keys = new Keyboard(page);
      List<String> elsewhere = new ArrayList<>();
      page.onRequest(
          request -> {
            if (!request.url().startsWith(server.uri().toString())) {
              elsewhere.add(request.url());
            }
          });
      page.addInitScript(LISTEN);

      browserUser.open("/login");
      Axe.check(page);
      keys.goTo("Name");
      keys.type("admin");
      keys.press("Tab");
      keys.type(server.firstPassword());
      keys.press("Enter");
      page.waitForURL("**/imports");
      browserUser.open("/imports");
      Axe.check(page);
      keys.reachesEverything();
      browserUser.open("/in-doubt");
      Axe.check(page);
      browserUser.open("/templates");
      Axe.check(page);

      long second = uploadAndMend(browserUser, keys);
      look(browserUser, keys, second);
      place(browserUser, keys, second);

      assertThat(elsewhere).isEmpty();
      assertThat(browserUser.complaints()).isEmpty();
    }
  }

  private long uploadAndMend(BrowserUser browserUser, Keyboard keys) throws Exception {
    Page page = browserUser.page();
    Path sheet = folder.resolve("sites.csv");
    Files.write(
        sheet,
        Files.readAllLines(Path.of("input-samples/sites-danish.csv")).stream()
            .map(line -> line.replace("Postnr", "Postdistriktsnr"))
            .toList());
    List<FileChooser> choosers = new ArrayList<>();
    page.onFileChooser(choosers::add);
    browserUser.open("/imports");
    keys.goTo("Drop spreadsheets here, or choose them");
    keys.press("Enter");
    page.waitForCondition(() -> !choosers.isEmpty());
    choosers.get(0).setFiles(sheet);
    page.waitForURL("**/imports/*");
    page.locator(".next, #progress").first().waitFor();
    long first = browserUser.atRest();
    assertThat(browserUser.text(".ask")).contains("Postdistriktsnr");
    Axe.check(page);
    keys.reachesEverything();
    String before = browserUser.text(".verdict");
    keys.goTo("Postdistriktsnr");
    keys.type("address.zip");
    assertThat(page.locator(".ask select").first().inputValue()).isEqualTo("address.zip");
    keys.enter("Read again");
    page.waitForURL(url -> url.matches(".*/imports/\\d+") && !url.endsWith("/" + first));
    long second = browserUser.atRest();
    assertThat(second).isGreaterThan(first);
    assertThat(browserUser.text(".verdict")).isNotEqualTo(before).contains("orders can be placed");
    browserUser.open("/imports/" + first);
    assertThat(page.url()).endsWith("/imports/" + second);
    return second;
  }

  private static void look(BrowserUser browserUser, Keyboard keys, long id) {
    Page page = browserUser.page();
    browserUser.open("/imports/" + id);
    keys.enter("Problems");
    page.waitForURL("**/problems");
    Axe.check(page);
    browserUser.open("/imports/" + id);
    keys.enter("Orders");
    page.waitForURL("**/orders");
    keys.goTo("Status");
    keys.type("not p");
    assertThat(page.url()).as("choosing by keys leads nowhere by itself").endsWith("/orders");
    keys.enter("Search");
    page.waitForURL("**status=HELD**");
    String first = page.locator(".orders summary b").first().innerText();
    keys.enter(first);
    page.locator(".detail pre").first().waitFor();
    assertThat(browserUser.text(".detail pre")).contains("\"zip\"");
    Axe.check(page);
  }

  private static void place(BrowserUser browserUser, Keyboard keys, long id) {
    Page page = browserUser.page();
    browserUser.open("/imports/" + id);
    keys.enter("Place ");
    page.waitForURL("**/place");
    assertThat(browserUser.text("main")).contains("sandbox", "cost nothing");
    Axe.check(page);
    keys.reachesEverything();
    keys.enter("Cancel");
    page.waitForURL("**/imports/" + id);
    assertThat(browserUser.text(".stage")).isEqualTo("to be reviewed");
    keys.enter("Place ");
    page.waitForURL("**/place");
    long began = System.nanoTime();
    keys.enter("Place ");
    page.locator("#progress[data-stage=PLACING]").waitFor();
    Axe.check(page);
    keys.goTo("Pause");
    page.waitForTimeout(1500);
    assertThat(page.evaluate("document.activeElement.id"))
        .as("the focus stays while the figures move")
        .isEqualTo("pause");
    browserUser.atRest();
    assertThat(browserUser.text(".stage")).isIn("placed", "partly placed");
    assertThat(browserUser.text(".verdict")).contains("placed");
    assertThat(page.title()).contains("placed");
    assertThat(page.evaluate("document.activeElement.className")).isEqualTo("verdict");
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    assertThat(
            ((String) page.evaluate("sessionStorage.getItem('told') || ''"))
                .split("not placed yet"))
        .as("told how far it is, but not at each order")
        .hasSizeBetween(2, (int) (2 + seconds / 20 + 1));
    Axe.check(page);
  }
}
