package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orderimport.spreadsheet.Reading;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Users fix cells where they see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class EditInBrowserTest {
  private static final String HEADINGS =
      "carrier,order_ref,type,address.address,address.zip,address.city\n";

  @TempDir Path folder;
  private Server server;

  @BeforeAll
  void start() throws Exception {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place");
    Users.add(settings, "bo", "upload,place");
    settings.put("order-import.carriers.telecomx.rate-limit.requests", "1000");
    settings.put("order-import.carriers.telecomx.rate-limit.per", "1s");
    server = Server.Installation.create(settings).start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private BrowserUser user(String name) {
    BrowserUser user = new BrowserUser(server);
    user.logIn(name, name + "-secret");
    return user;
  }

  private long upload(BrowserUser user, String name, String rows) throws Exception {
    user.open("/imports");
    return user.upload(Files.writeString(folder.resolve(name + ".csv"), HEADINGS + rows));
  }

  private static Locator cell(Page page, int row, int column) {
    return page.locator("[id='row-0-%d'] td[data-c='%d']".formatted(row, column));
  }

  private static void awaitMessage(Page page, String text) {
    page.locator("#edit-message").filter(new Locator.FilterOptions().setHasText(text)).waitFor();
  }

  @Test
  void a_cell_is_fixed_by_the_keyboard_alone() throws Exception {
    try (BrowserUser anna = user("anna")) {
      long id =
          upload(
              anna,
              "keys",
              """
              telecomx,KEY-1,FIBRE,Storegade 1,8000,Aarhus
              telecomx,KEY-2,FIBRE,Storegade 2,8000,Aarhus
              telecomx,KEY-3,FIBRE,Storegade 3,8000,Aarhus
              telecomx,KEY-4,DSL,Storegade 4,,Aarhus
              """);
      anna.open("/imports/%d/problems".formatted(id));
      Page page = anna.page();
      Axe.check(page);
      Keyboard keys = new Keyboard(page);
      cell(page, 2, 2).focus();
      keys.press("Enter");
      keys.press("Control+A");
      keys.type("DSL");
      keys.press("Enter");
      awaitMessage(page, "Saved");
      assertThat(cell(page, 2, 2).innerText()).isEqualTo("DSL");
      assertThat(page.locator("[id='row-0-2'] .status").innerText()).isEqualTo("not placed yet");

      keys.press("Shift+ArrowDown");
      keys.press("Shift+ArrowUp");
      keys.press("ArrowUp");
      keys.press("Shift+ArrowDown");
      keys.press("Shift+ArrowDown");
      keys.press("Control+d");
      awaitMessage(page, "2 changes");
      assertThat(cell(page, 4, 2).innerText()).isEqualTo("DSL");
      keys.press("Control+z");
      awaitMessage(page, "2 changes");
      page.locator("#edit-state").getByText("3 rows to fix").waitFor();
      assertThat(cell(page, 4, 2).innerText()).isEqualTo("FIBRE");
      keys.press("Control+y");
      page.locator("#edit-state").getByText("1 row to fix").waitFor();

      cell(page, 5, 4).focus();
      keys.type("8000");
      keys.press("Tab");
      page.locator("#edit-state").getByText("0 rows to fix").waitFor();
      assertThat(page.evaluate("document.activeElement.dataset.c")).isEqualTo("5");
      Axe.check(page);
      assertThat(anna.consoleErrors()).isEmpty();
    }
  }

  @Test
  void two_users_see_what_the_other_changes() throws Exception {
    try (BrowserUser anna = user("anna");
        BrowserUser bo = user("bo")) {
      long id = upload(anna, "two", "telecomx,TWO-1,FIBRE,Storegade 1,8000,Aarhus\n");
      anna.open("/imports/%d/problems".formatted(id));
      bo.open("/imports/%d/problems".formatted(id));
      cell(bo.page(), 2, 2).dblclick();
      Locator input = bo.page().locator("#grids input");

      type(anna.page(), 2, 2, "DSL");
      input.fill("FIBER");
      input.press("Enter");

      awaitMessage(bo.page(), "someone has changed C2 meanwhile");
      assertThat(cell(bo.page(), 2, 2).innerText()).isEqualTo("DSL");
      type(bo.page(), 2, 5, "Aarhus C");
      cell(anna.page(), 2, 5)
          .and(anna.page().getByText("Aarhus C"))
          .waitFor(new Locator.WaitForOptions().setTimeout(15_000));
      bo.open("/imports/%d".formatted(id));
      assertThat(bo.text(".about")).contains("Edited by").contains("anna").contains("bo");
    }
  }

  @Test
  void a_row_is_left_out_and_taken_back_without_script() throws Exception {
    try (BrowserUser setup = user("anna")) {
      long id =
          upload(
              setup,
              "plain",
              """
              telecomx,PLAIN-1,FIBRE,Storegade 1,8000,Aarhus
              telecomx,PLAIN-2,FIBRE,Storegade 2,8000,Aarhus
              """);
      try (BrowserUser anna = BrowserUser.withoutScript(server, setup.storageState())) {
        Page page = anna.page();
        anna.open("/imports/%d/problems".formatted(id));
        page.getByLabel("Value of C2").fill("DSL");
        anna.press("Save in all equal cells");
        assertThat(anna.text(".note")).contains("2 changes saved");
        assertThat(anna.text("#edit-state")).contains("0 rows to fix", "2 orders can be placed");

        anna.open("/imports/%d/problems?rows=all".formatted(id));
        anna.press("Leave row 2 out");
        assertThat(anna.text("#edit-state")).contains("1 order can be placed");
        anna.press("Undo");
        assertThat(anna.text("#edit-state")).contains("2 orders can be placed");
        anna.download("Change log", folder.resolve("changes.xlsx"));
        assertThat(
                String.join("\n", Reading.of(Files.readAllBytes(folder.resolve("changes.xlsx")))))
            .contains("old_value", "FIBRE", "DSL", "anna", "_left_out");
      }
    }
  }

  private static void shoot(Page page, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {1180, 390}) {
        page.setViewportSize(width, 900);
        page.locator("#rows").scrollIntoViewIfNeeded();
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(Path.of("target/pictures/%s-%s-%d.png".formatted(name, scheme, width))));
      }
    }
    page.setViewportSize(1180, 900);
  }

  private static void type(Page page, int row, int column, String value) {
    cell(page, row, column).click();
    if (value.isEmpty()) {
      page.keyboard().press("Delete");
    } else {
      page.keyboard().type(value);
      page.keyboard().press("Enter");
    }
    page.waitForCondition(
        () ->
            page.locator("td.saving, td.editing-cell").count() == 0
                && cell(page, row, column).innerText().equals(value));
  }

  /** A mistake of one row: what is wrong, and what is typed instead. */
  private record Mistake(int column, String wrong, String right) {}

  private static final String MANY_HEADINGS =
      "carrier,order_ref,type,ipAddresses,address.address,address.zip,address.city,startDate,"
          + "installCallNumber,installTime,product,commitment1,takeover,notify,customer_name\n";

  private static final List<String> RIGHT =
      List.of(
          "telecomx",
          "M-%d",
          "FIBER",
          "8",
          "Storegade %d",
          "8000",
          "Aarhus",
          "",
          "70123456",
          "7_30_TO_12",
          "5a1b2c3d4e5f60718293a4c6",
          "yes",
          "",
          "",
          "");

  /** The same mistake in many rows is fixed once, by replacing all equal values. */
  private static final List<Mistake> REPEATED =
      List.of(
          new Mistake(2, "Glasfaser", "FIBER"),
          new Mistake(3, "9", "8"),
          new Mistake(9, "morning", "7_30_TO_12"),
          new Mistake(0, "our carrier", "telecomx"));

  private static final List<Mistake> SINGLE =
      List.of(
          new Mistake(0, "", "telecomx"),
          new Mistake(1, "", "M-NEW"),
          new Mistake(1, "1.2E+11", "M-NUMBER"),
          new Mistake(2, "", "FIBER"),
          new Mistake(3, "", "8"),
          new Mistake(3, "eight", "8"),
          new Mistake(4, "", "Nygade 1"),
          new Mistake(5, "", "8000"),
          new Mistake(5, "8.000,5.1", "8000"),
          new Mistake(5, "ten", "8000"),
          new Mistake(6, "", "Aarhus"),
          new Mistake(6, "#N/A", "Aarhus"),
          new Mistake(6, "KÃ¸benhavn", "København"),
          new Mistake(7, "31.02.2027", ""),
          new Mistake(7, "03/04/2027", ""),
          new Mistake(7, "2019-01-01", ""),
          new Mistake(8, "none", "70123456"),
          new Mistake(10, "x", "5a1b2c3d4e5f60718293a4c6"),
          new Mistake(11, "perhaps", "yes"),
          new Mistake(12, "yes", ""),
          new Mistake(13, "anna", ""),
          new Mistake(14, "Acme", ""));

  private static final int ROWS = 300;
  private static final int OF_EACH_REPEATED = 9;

  @Test
  @Tag("long")
  void sixty_mistakes_of_twenty_kinds_are_fixed_and_placed() throws Exception {
    Map<Integer, Mistake> single = new TreeMap<>();
    String[] rows = new String[ROWS];
    for (int i = 0; i < ROWS; i++) {
      List<String> row = new ArrayList<>(RIGHT);
      Mistake mistake = null;
      if (i < REPEATED.size() * OF_EACH_REPEATED) {
        mistake = REPEATED.get(i / OF_EACH_REPEATED);
      } else if (i % 10 == 5 && single.size() < SINGLE.size()) {
        mistake = SINGLE.get(single.size());
        single.put(i + 2, mistake);
      }
      if (mistake != null) {
        row.set(
            mistake.column(),
            mistake.wrong().contains(",") ? '"' + mistake.wrong() + '"' : mistake.wrong());
      }
      rows[i] = String.join(",", row).replace("%d", String.valueOf(i));
    }
    Path file = folder.resolve("sixty.csv");
    Files.writeString(file, MANY_HEADINGS + String.join("\n", rows) + "\n");

    try (BrowserUser anna = user("anna")) {
      Page page = anna.page();
      anna.open("/imports");
      long id = anna.upload(file);
      assertThat(single.size() + REPEATED.size() * OF_EACH_REPEATED).isGreaterThanOrEqualTo(58);
      anna.open("/imports/%d/problems".formatted(id));
      assertThat(page.locator("details .kind.ERROR").count()).isGreaterThanOrEqualTo(20);
      shoot(page, "sixty-before");
      for (String language : List.of("nb", "da", "en")) {
        page.locator("#language").selectOption(language);
        page.waitForURL("**/problems");
        page.locator("html[lang='%s']".formatted(language)).waitFor();
        Axe.check(page);
      }

      int interactions = 0;
      for (int i = 0; i < REPEATED.size(); i++) {
        Mistake mistake = REPEATED.get(i);
        type(page, i * OF_EACH_REPEATED + 2, mistake.column(), mistake.right());
        page.locator("[data-replace]").click();
        awaitMessage(page, "%d changes".formatted(OF_EACH_REPEATED - 1));
        interactions += 3;
      }
      page.reload();
      interactions++;
      for (Map.Entry<Integer, Mistake> each : single.entrySet()) {
        type(page, each.getKey(), each.getValue().column(), each.getValue().right());
        interactions += 2;
      }
      assertThat(interactions).isLessThan(60);
      assertThat(anna.text("#edit-state")).contains("0 rows to fix", "300 orders can be placed");
      shoot(page, "sixty-after");

      anna.open("/imports/%d/place".formatted(id));
      anna.press("Place");
      page.waitForURL("**/imports/" + id);
      anna.awaitIdle();
      assertThat(anna.text(".verdict")).contains("300 of 300 orders placed");
      assertThat(anna.text(".about")).contains("Edited by");
    }
  }
}
