package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user goes from the login to the results with the keyboard alone, and each page meets the
 * accessibility rules.
 */
@Tag("long")
class KeyboardAccessTest {
  /** Records what the page announces to screen readers. */
  private static final String LISTEN =
      """
      window.addEventListener('DOMContentLoaded', () => {
        const live = document.querySelector('[data-announce]');
        if (!live) return;
        new MutationObserver(() => {
          const all = JSON.parse(sessionStorage.getItem('announced') || '[]');
          sessionStorage.setItem('announced', JSON.stringify([...all, live.textContent]));
        }).observe(live, {childList: true});
      });\
      """;

  @TempDir Path folder;

  @Test
  void a_keyboard_user_uploads_matches_a_heading_places_and_sees_results() throws Exception {
    Server.Installation installation = Server.Installation.create(Map.of());
    try (Server server = installation.start();
        BrowserUser browserUser = new BrowserUser(server)) {
      Page page = browserUser.page();
      Keyboard keys = new Keyboard(page);
      List<String> externalRequests = new ArrayList<>();
      page.onRequest(
          request -> {
            if (!request.url().startsWith(server.uri().toString())) {
              externalRequests.add(request.url());
            }
          });
      page.addInitScript(LISTEN);

      browserUser.open("/login");
      Axe.check(page);
      keys.tabTo("Name");
      keys.type("admin");
      keys.press("Tab");
      keys.type(server.initialPassword());
      keys.press("Enter");
      page.waitForURL("**/imports");
      browserUser.open("/imports");
      Axe.check(page);
      keys.assertTabReachesAllControls();
      browserUser.open("/in-doubt");
      Axe.check(page);
      browserUser.open("/templates");
      Axe.check(page);

      long second = uploadAndMatchHeading(browserUser, keys);
      viewProblemsAndOrders(browserUser, keys, second);
      place(browserUser, keys, second, installation.database().dataSource());

      assertThat(externalRequests).isEmpty();
      assertThat(browserUser.consoleErrors()).isEmpty();
    }
  }

  private long uploadAndMatchHeading(BrowserUser browserUser, Keyboard keys) throws Exception {
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
    keys.tabTo("Drop spreadsheets here, or choose them");
    keys.press("Enter");
    page.waitForCondition(() -> !choosers.isEmpty());
    choosers.get(0).setFiles(sheet);
    page.waitForURL("**/imports/*");
    page.locator(".next, #progress").first().waitFor();
    long first = browserUser.awaitIdle();
    assertThat(browserUser.text(".ask")).contains("1 heading is unknown");
    Axe.check(page);
    keys.assertTabReachesAllControls();
    String before = browserUser.text(".verdict");
    keys.enter("Match columns");
    page.waitForURL("**/columns");
    Axe.check(page);
    keys.assertTabReachesAllControls();
    keys.tabTo("Other meaning of column E Postdistriktsnr");
    keys.type("address.zip");
    keys.enter("Apply and read again");
    long second = browserUser.awaitReplacement(first);
    assertThat(second).isGreaterThan(first);
    assertThat(browserUser.text(".verdict")).isNotEqualTo(before).contains("orders can be placed");
    browserUser.open("/imports/" + first);
    assertThat(page.url()).endsWith("/imports/" + second);
    return second;
  }

  private static void viewProblemsAndOrders(BrowserUser browserUser, Keyboard keys, long id) {
    Page page = browserUser.page();
    browserUser.open("/imports/" + id);
    keys.enter("Problems");
    page.waitForURL("**/problems");
    Axe.check(page);
    browserUser.open("/imports/" + id);
    keys.enter("Orders");
    page.waitForURL("**/orders");
    keys.tabTo("Status");
    // More letters count as one word only if they come fast.
    keys.type("n");
    assertThat(page.url()).as("choosing with the keyboard does not navigate").endsWith("/orders");
    keys.enter("Search");
    page.waitForURL("**status=HELD**");
    String first = page.locator(".orderlist td a").first().innerText();
    keys.enter(first);
    page.waitForURL("**/order?**");
    assertThat(browserUser.text(".timeline")).contains("Uploaded by");
    keys.enter("As JSON");
    assertThat(browserUser.text(".detail pre")).contains("\"zip\"");
    Axe.check(page);
  }

  private static void place(BrowserUser browserUser, Keyboard keys, long id, DataSource database)
      throws SQLException {
    Page page = browserUser.page();
    browserUser.open("/imports/" + id);
    keys.enter("Place ");
    page.waitForURL("**/place");
    assertThat(browserUser.text("main")).contains("sandbox", "cost nothing");
    Axe.check(page);
    keys.assertTabReachesAllControls();
    keys.enter("Cancel");
    page.waitForURL("**/imports/" + id);
    assertThat(browserUser.text(".stage")).isEqualTo("to be reviewed");
    keys.enter("Place ");
    page.waitForURL("**/place");
    long began = System.nanoTime();
    try (Connection second = lock(database, "DK-702");
        Connection third = lock(database, "DK-703")) {
      keys.enter("Place ");
      awaitPlaced(page, 1);
      // Soon, before the program takes the database to be down. Others check this state with axe.
      keys.tabTo("Pause");
      second.rollback();
      awaitPlaced(page, 2);
      assertThat(page.evaluate("document.activeElement.id"))
          .as("the focus stays while the progress is updated")
          .isEqualTo("pause");
      third.rollback();
    }
    browserUser.awaitIdle();
    assertThat(browserUser.text(".stage")).isIn("placed", "partly placed");
    assertThat(browserUser.text(".verdict")).contains("placed");
    assertThat(page.title()).contains("placed");
    page.waitForFunction("document.activeElement.className === 'verdict'");
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    assertThat(
            ((String) page.evaluate("sessionStorage.getItem('announced') || ''"))
                .split("not placed yet"))
        .as("progress is announced, but not for each order")
        .hasSizeBetween(2, (int) (2 + seconds / 20 + 1));
    Axe.check(page);
  }

  /** Until the transaction ends, the order cannot be sent, so that the import is being placed. */
  private static Connection lock(DataSource database, String orderRef) throws SQLException {
    Connection connection = database.getConnection();
    connection.setAutoCommit(false);
    try (PreparedStatement lock =
        connection.prepareStatement("select id from orders where order_ref = ? for update")) {
      lock.setString(1, orderRef);
      lock.execute();
    }
    return connection;
  }

  private static void awaitPlaced(Page page, int orders) {
    page.locator("#progress[data-stage=PLACING] dd.ACCEPTED")
        .getByText(String.valueOf(orders), new Locator.GetByTextOptions().setExact(true))
        .waitFor();
  }
}
