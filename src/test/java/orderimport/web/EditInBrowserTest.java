package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.KeyboardModifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import orderimport.spreadsheet.Reading;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users fix cells where they see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class EditInBrowserTest {
  private static final String HEADINGS =
      "carrier,order_ref,type,address.address,address.zip,address.city\n";

  @TempDir static Path folder;
  private Server server;
  private JdbcClient sql;

  @BeforeAll
  void start() throws Exception {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place");
    Users.add(settings, "bo", "upload,place");
    Users.add(settings, "all", "upload,place,admin");
    settings.put(
        "order-import.inboxes[0].folder", Files.createDirectory(folder.resolve("in")).toString());
    settings.put("order-import.inboxes[0].name", "north");
    settings.put("order-import.inboxes[0].cron", "0 0 2 * * *");
    settings.put("order-import.carriers.telecomx.rate-limit.requests", "1000");
    settings.put("order-import.carriers.telecomx.rate-limit.per", "1s");
    settings.put("order-import.carriers.globalconnect.rate-limit.requests", "1");
    settings.put("order-import.carriers.globalconnect.rate-limit.per", "1h");
    Server.Installation installation = Server.Installation.create(settings);
    sql = installation.sql();
    server = installation.start();
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
  @Tag("long")
  void what_was_typed_outlives_the_login() throws Exception {
    try (BrowserUser anna = user("anna")) {
      long id = upload(anna, "expired", "telecomx,LOGIN-1,FIBRE,Storegade 1,8000,Aarhus\n");
      anna.open("/imports/%d/problems".formatted(id));
      Page page = anna.page();
      cell(page, 2, 2).focus();
      Keyboard keys = new Keyboard(page);
      keys.type("DSL");
      page.context().clearCookies();

      keys.press("Enter");

      awaitMessage(page, "you are no longer logged in");
      assertThat(page.locator("td.editing-cell input").inputValue()).isEqualTo("DSL");

      Page other = page.context().newPage();
      other.navigate(server.at("/login"));
      other.getByLabel("Name").fill("anna");
      other.getByLabel("Password").fill("anna-secret");
      other.locator("button.main").click();
      other.waitForURL(url -> !url.endsWith("/login"));
      page.locator("td.editing-cell input").press("Enter");

      awaitMessage(page, "checked again");
      assertThat(cell(page, 2, 2).innerText()).isEqualTo("DSL");
    }
  }

  @Test
  void cells_are_copied_and_pasted_as_in_a_spreadsheet() throws Exception {
    try (BrowserUser anna = user("anna")) {
      long id =
          upload(
              anna,
              "paste",
              """
              telecomx,PASTE-1,FIBRE,Storegade 1,8000,Aarhus
              telecomx,PASTE-2,FIBRE,Storegade 2,8000,Aarhus
              telecomx,PASTE-3,FIBRE,Storegade 3,8000,Aarhus
              """);
      anna.open("/imports/%d/problems".formatted(id));
      Page page = anna.page();

      cell(page, 2, 2).focus();
      assertThat(paste(page, "DSL\t\"Nygade 1\n\"\"th\"\"\"\r\n\"DSL\"\tNygade 2\r\n"))
          .isEqualTo("FIBRE");
      awaitMessage(page, "4 changes");
      assertThat(cell(page, 2, 2).innerText()).isEqualTo("DSL");
      assertThat(cell(page, 2, 3).textContent()).isEqualTo("Nygade 1\n\"th\"");
      assertThat(cell(page, 3, 2).innerText()).isEqualTo("\"DSL\"");
      assertThat(cell(page, 3, 3).innerText()).isEqualTo("Nygade 2");

      cell(page, 3, 2).click();
      cell(page, 4, 2)
          .click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
      assertThat(paste(page, "DSL")).isEqualTo("\"DSL\"\nFIBRE");
      awaitMessage(page, "2 changes");
      assertThat(cell(page, 4, 2).innerText()).isEqualTo("DSL");

      assertThat(paste(page, "a\nb\nc")).isEqualTo("DSL");
      awaitMessage(page, "what was copied, 3 × 1 cells, is larger than the 1 ×");
      assertThat(cell(page, 4, 2).innerText()).isEqualTo("DSL");
      assertThat(anna.consoleErrors()).isEmpty();
    }
  }

  /** Copies the selected cells, and pastes a text into them. */
  private static Object paste(Page page, String text) {
    return page.evaluate(
        """
        text => {
          const cell = document.activeElement;
          const copied = new DataTransfer(), pasted = new DataTransfer();
          const options = {bubbles: true, cancelable: true};
          cell.dispatchEvent(new ClipboardEvent('copy', {...options, clipboardData: copied}));
          pasted.setData('text/plain', text);
          cell.dispatchEvent(new ClipboardEvent('paste', {...options, clipboardData: pasted}));
          return copied.getData('text/plain');
        }
        """,
        text);
  }

  /** Each page once, in one of the languages and schemes; the other tests have English. */
  @Test
  @Tag("long")
  void pages_are_accessible_in_norwegian_or_danish() throws Exception {
    checkPages("axe", "nb", ColorScheme.LIGHT, "da", ColorScheme.DARK);
  }

  /** Each page in the language and the scheme that it does not have in every run. */
  @Test
  @Tag("long")
  void pages_are_accessible_in_the_other_language() throws Exception {
    checkPages("axe-too", "da", ColorScheme.DARK, "nb", ColorScheme.LIGHT);
  }

  private void checkPages(
      String name,
      String languageBefore,
      ColorScheme schemeBefore,
      String languageAfter,
      ColorScheme schemeAfter)
      throws Exception {
    try (BrowserUser user = user("all")) {
      String ref = name.toUpperCase(Locale.ROOT);
      long id =
          upload(
              user,
              name,
              """
              telecomx,%1$s-1,DSL,Storegade 1,8000,Aarhus
              telecomx,%1$s-2,DSL,Storegade 2,8000,Aarhus
              telecomx,%1$s-3,FIBRE,Storegade 3,8000,Aarhus
              """
                  .formatted(ref));
      String path = "/imports/" + id;
      check(
          user,
          languageBefore,
          schemeBefore,
          List.of(path, path + "/columns", path + "/problems", path + "/place"));
      user.page().locator("form[action$='/place'] button").click();
      user.page().waitForURL("**" + path);
      user.awaitIdle();
      sql.sql("update orders set status = 'IN_DOUBT' where order_ref = ?")
          .param(ref + "-2")
          .update();
      check(
          user,
          languageAfter,
          schemeAfter,
          List.of(
              path,
              path + "/orders",
              path + "/order?carrier=telecomx&ref=%s-1".formatted(ref),
              path + "/order?carrier=telecomx&ref=%s-3".formatted(ref),
              "/imports",
              "/in-doubt",
              "/inboxes",
              "/notices",
              "/audit",
              "/tokens",
              "/templates",
              "/statistics?environment=sandbox",
              "/imports/999999"));
      user.page().locator("#language").selectOption("en");
      assertThat(user.consoleErrors()).isEmpty();
    }
  }

  private static void check(
      BrowserUser user, String language, ColorScheme scheme, List<String> paths) {
    user.open("/templates");
    user.page().locator("#language").selectOption(language);
    user.page().locator("html[lang='%s']".formatted(language)).waitFor();
    for (String path : paths) {
      user.open(path);
      Axe.check(user.page(), scheme);
    }
  }

  /** What a user sees once, after an act, a mistake, or while an import is being placed. */
  @Test
  @Tag("long")
  void passing_states_are_accessible_in_norwegian_and_danish() throws Exception {
    checkPassingStates("nb", ColorScheme.LIGHT);
    checkPassingStates("da", ColorScheme.DARK);
  }

  private void checkPassingStates(String language, ColorScheme scheme) throws Exception {
    try (BrowserUser user = user("all")) {
      Page page = user.page();
      String name = "passing-" + language;
      Path file = Files.writeString(folder.resolve(name + ".csv"), slowOrders(language));
      user.upload(file);
      check(user, language, scheme, List.of("/imports?rejected=large"));

      page.locator("#file").setInputFiles(file);
      page.waitForURL("**/imports/*");
      String path = "/imports/" + user.awaitIdle();
      checkNote(page, scheme);
      page.locator("#review > summary").click();
      page.locator("button[value=SEND_BACK]").click();
      checkNote(page, scheme);
      user.open(path + "/columns");
      page.locator(".columns .change > summary").first().click();
      page.locator(".columns .change input").first().fill("no such field");
      page.locator("button.main").click();
      page.locator("[role=alert]").waitFor();
      Axe.check(page, scheme);

      user.open(path + "/place");
      page.locator("main button.main").click();
      page.locator("#progress[data-stage=PLACING]").waitFor();
      Axe.check(page, scheme);
      page.locator("#pause").click();
      page.locator(".next.STOPPED").waitFor();
      Axe.check(page, scheme);
      page.locator("form[action$='/archive'] button").click();
      checkNote(page, scheme);

      user.open("/tokens");
      page.locator("#name").fill("<" + name);
      page.locator("main button.main").click();
      checkNote(page, scheme);
      page.locator("#name").fill(name);
      page.locator("main button.main").click();
      page.locator("code.hash").waitFor();
      Axe.check(page, scheme);
      page.locator("form[action$='/revoke'] button").first().click();
      checkNote(page, scheme);
      page.keyboard().press("?");
      page.locator("dialog[open]").waitFor();
      Axe.check(page, scheme);

      sql.sql("update orders set status = 'IN_DOUBT' where order_ref = :ref")
          .param("ref", "SLOW-1-" + language)
          .update();
      user.open("/in-doubt");
      page.locator("button[formaction$='/accepted']").click();
      checkNote(page, scheme);
      page.locator("input[name=order]").first().check();
      page.locator(".doubts input[name^=id-]").first().fill("OPP-1-" + language);
      page.locator("button[formaction$='/accepted']").click();
      page.locator(".resolved").first().waitFor();
      checkNote(page, scheme);

      user.open("/tokens");
      page.context()
          .clearCookies(
              new BrowserContext.ClearCookiesOptions().setName(Pattern.compile("order-import-.*")));
      page.locator("#name").fill(name);
      page.locator("main button.main").click();
      page.locator("section.door").waitFor();
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
      Axe.check(page, scheme);
      for (String notice : List.of("error", "rate-limited", "logout")) {
        user.open("/login?" + notice);
        page.locator("form[action$='/login']").waitFor();
        checkNote(page, scheme);
      }
      // The request of the expired session.
      assertThat(user.consoleErrors()).allMatch(error -> error.contains("403"));
    }
  }

  private static void checkNote(Page page, ColorScheme scheme) {
    page.locator("main .note").first().waitFor();
    Axe.check(page, scheme);
  }

  /** Two orders, of which the second waits for an hour. */
  private static String slowOrders(String suffix) {
    String headings =
        "carrier;order_ref;Ordretype;Kundenummer;Gate;Husnr;Postnr;Poststed;Varenr;Antall";
    String order = "globalconnect;SLOW-%d-%s;NEW_SALE;136001;Storgata;%d;0150;OSLO;22000080;1";
    return String.join(
        "\n", headings, order.formatted(1, suffix, 1), order.formatted(2, suffix, 2), "");
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
  @Tag("long")
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

        anna.open("/imports/%d/place".formatted(id));
        anna.press("Place 2");
        for (int tries = 0; tries < 300 && page.locator(".next").count() == 0; tries++) {
          page.waitForTimeout(100);
          anna.open("/imports/" + id);
        }
        anna.open("/imports/%d/problems?rows=all".formatted(id));
        assertThat(anna.text("#edit-state")).doesNotContain("rows to fix", "can be placed");
        assertThat(page.locator("#edit-state button[name=act]:enabled").count()).isZero();
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
    Hand hand = new Hand(page);
    hand.click(cell(page, row, column));
    hand.type(value);
  }

  /** A user who fixes cells; each click, key and typed value is one interaction. */
  private static final class Hand {
    private final Page page;
    private int interactions;

    Hand(Page page) {
      this.page = page;
    }

    void click(Locator place) {
      place.click();
      interactions++;
    }

    /** Types a value into the cell with the focus; blank empties it. */
    void type(String value) {
      saving(
          () -> {
            if (value.isEmpty()) {
              page.keyboard().press("Delete");
            } else {
              page.keyboard().type(value);
              page.keyboard().press("Enter");
            }
          });
    }

    void fix(int row, int column, String value) {
      click(cell(page, row, column));
      type(value);
    }

    void pressButton(String name) {
      saving(() -> page.locator("button:visible").getByText(name).first().click());
    }

    /** Fills a value down to a row, from the cell above. */
    void fillDown(int row, int toRow, int column, String value) {
      fix(row, column, value);
      click(cell(page, row, column));
      cell(page, toRow, column)
          .click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
      interactions++;
      saving(() -> page.keyboard().press("Control+d"));
    }

    private void saving(Runnable act) {
      page.waitForResponse(
          response ->
              response.url().contains("/cells") && response.request().method().equals("POST"),
          act);
      page.waitForCondition(() -> page.locator("td.saving, td.editing-cell").count() == 0);
      interactions++;
    }
  }

  /** A mistake of some successive rows: what is wrong, and what is typed instead. */
  private record Mistake(int rows, int column, String wrong, String right) {
    Mistake(int column, String wrong, String right) {
      this(1, column, wrong, right);
    }
  }

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

  /** What the page suggests to fix with one click for all rows. */
  private static List<Mistake> suggested(int rows) {
    return List.of(
        new Mistake(rows, 2, "FIBRE", "FIBER"),
        new Mistake(3, 0, "telecomxx", "telecomx"),
        new Mistake(6, "KÃ¸benhavn", "København"));
  }

  /** Has two suggestions. */
  private static final Mistake TYPO = new Mistake(3, 9, "7_30_TO_21", "7_30_TO_12");

  /** In two months, when the carrier still accepts it. */
  private final Mistake ambiguousDate = ambiguousDate(LocalDate.now(ZoneOffset.UTC).plusMonths(2));

  private static Mistake ambiguousDate(LocalDate month) {
    LocalDate day = month.withDayOfMonth(month.getMonthValue() % 12 + 1);
    return new Mistake(
        7, 7, day.format(DateTimeFormatter.ofPattern("dd/MM/yyyy")), String.valueOf(day));
  }

  private static final Mistake BLANK_IN_A_ROW = new Mistake(7, 5, "", "8000");

  private static final List<Mistake> REPEATED =
      List.of(new Mistake(9, 3, "9", "8"), new Mistake(7, 9, "morning", "7_30_TO_12"));

  private static final List<Mistake> SINGLE =
      List.of(
          new Mistake(0, "", "telecomx"),
          new Mistake(1, "", "M-NEW"),
          new Mistake(1, "1.2E+11", "M-NUMBER"),
          new Mistake(2, "", "FIBER"),
          new Mistake(3, "", "8"),
          new Mistake(3, "eight", "8"),
          new Mistake(4, "", "Nygade 1"),
          new Mistake(5, "8.000,5.1", "8000"),
          new Mistake(6, "", "Aarhus"),
          new Mistake(6, "#N/A", "Aarhus"),
          new Mistake(6, "Br?ndby", "Brøndby"),
          new Mistake(7, "31.02.2029", ""),
          new Mistake(7, "2019-01-01", ""),
          new Mistake(8, "none", "70123456"),
          new Mistake(11, "perhaps", "yes"),
          new Mistake(14, "Acme", ""));

  /** Rows with mistakes from the top, each followed by right rows up to a number of rows. */
  private static String rows(int rows, List<Mistake> mistakes) {
    StringBuilder text = new StringBuilder(MANY_HEADINGS);
    int number = 2;
    for (Mistake mistake : mistakes) {
      for (int i = 0; i < mistake.rows(); i++) {
        List<String> row = new ArrayList<>(RIGHT);
        row.set(
            mistake.column(),
            mistake.wrong().contains(",") ? '"' + mistake.wrong() + '"' : mistake.wrong());
        append(text, row, number++);
      }
    }
    while (number < rows + 2) {
      append(text, RIGHT, number++);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> row, int number) {
    text.append(String.join(",", row).replace("%d", String.valueOf(number))).append('\n');
  }

  private static int count(List<Mistake> mistakes) {
    return mistakes.stream().mapToInt(Mistake::rows).sum();
  }

  /** Fixes the mistakes of {@link #rows}; returns the number of interactions. */
  private int fix(BrowserUser user, List<Mistake> mistakes, List<Mistake> suggested) {
    Page page = user.page();
    Hand hand = new Hand(page);
    hand.click(page.getByText("Fix them here"));
    hand.pressButton("Apply %d suggestions".formatted(count(suggested)));
    int row = 2;
    for (Mistake mistake : mistakes) {
      if (cell(page, row, mistake.column()).count() == 0) {
        // The next rows are added when the end comes into view.
        page.locator(".pager").scrollIntoViewIfNeeded();
        cell(page, row, mistake.column()).waitFor();
      }
      if (mistake.equals(BLANK_IN_A_ROW)) {
        hand.fillDown(row, row + mistake.rows() - 1, mistake.column(), mistake.right());
      } else if (List.of(TYPO, ambiguousDate).contains(mistake)) {
        String button = "[id='row-0-%d'] .suggestions button".formatted(row);
        hand.saving(() -> page.locator(button).getByText(mistake.right()).click());
        hand.pressButton("Replace all");
      } else if (!suggested.contains(mistake)) {
        hand.fix(row, mistake.column(), mistake.right());
        if (mistake.rows() > 1) {
          hand.pressButton("Replace all");
        }
      }
      row += mistake.rows();
    }
    page.locator("#edit-state").getByText("0 rows to fix").waitFor();
    hand.click(page.locator("#edit-state a.main"));
    return hand.interactions;
  }

  @Test
  void twelve_mistakes_of_six_kinds_are_fixed_by_few_clicks() throws Exception {
    List<Mistake> suggested = suggested(1);
    Mistake repeated = new Mistake(2, 3, "9", "8");
    Mistake single = new Mistake(6, "#N/A", "Aarhus");
    List<Mistake> mistakes = new ArrayList<>(suggested);
    mistakes.addAll(List.of(repeated, single));
    mistakes.add(new Mistake(2, 8, "none", "70123456"));
    mistakes.add(new Mistake(2, 11, "perhaps", "yes"));
    assertThat(count(mistakes)).isEqualTo(12);
    try (BrowserUser anna = user("anna")) {
      anna.open("/imports");
      long id = anna.upload(Files.writeString(folder.resolve("twelve.csv"), rows(14, mistakes)));
      assertThat(fix(anna, mistakes, suggested)).isLessThanOrEqualTo(14);
      assertThat(anna.text(".verdict")).contains("14 of 14 orders can be placed");
      anna.open("/imports/%d/problems?rows=all".formatted(id));
      assertThat(anna.text("#edit-state")).contains("0 rows to fix");
    }
  }

  @Test
  @Tag("long")
  void a_missing_column_is_added_with_a_value_for_all_rows() throws Exception {
    try (BrowserUser anna = user("anna")) {
      anna.open("/imports");
      long id =
          anna.upload(
              Files.writeString(
                  folder.resolve("column.csv"),
                  """
                  carrier,order_ref,address.address,address.zip,address.city
                  telecomx,COLUMN-1,Storegade 1,8000,Aarhus
                  telecomx,COLUMN-2,Storegade 2,8000,Aarhus
                  """));
      anna.open("/imports/%d/problems".formatted(id));
      anna.page().getByLabel("Value of type").first().fill("FIBER");
      anna.press("in all rows");
      anna.page().getByLabel("Value of ipAddresses").first().fill("4");
      anna.press("in all rows");
      anna.page().locator("#edit-state").getByText("0 rows to fix").waitFor();
      assertThat(anna.text(".note")).contains("2 changes saved");
      anna.open("/imports/%d/problems?rows=all".formatted(id));
      assertThat(cell(anna.page(), 3, 6).innerText()).isEqualTo("4");
      anna.press("Undo");
      anna.page().locator("#edit-state").getByText("2 rows to fix").waitFor();
    }
  }

  @Test
  @Tag("long")
  void sixty_mistakes_of_twenty_kinds_are_fixed_and_placed() throws Exception {
    List<Mistake> suggested = suggested(7);
    List<Mistake> mistakes = new ArrayList<>(suggested);
    mistakes.addAll(List.of(TYPO, ambiguousDate, BLANK_IN_A_ROW));
    mistakes.addAll(REPEATED);
    mistakes.addAll(SINGLE);
    assertThat(count(mistakes)).isEqualTo(60);

    try (BrowserUser anna = user("anna")) {
      Page page = anna.page();
      anna.open("/imports");
      long id = anna.upload(Files.writeString(folder.resolve("sixty.csv"), rows(300, mistakes)));
      anna.open("/imports/%d/problems".formatted(id));
      assertThat(page.locator("details .kind.ERROR").count()).isGreaterThanOrEqualTo(20);
      shoot(page, "sixty-before");
      for (String language : List.of("nb", "da", "en")) {
        page.locator("#language").selectOption(language);
        page.locator("html[lang='%s']".formatted(language)).waitFor();
        Axe.check(page);
      }
      anna.open("/imports/%d".formatted(id));

      int interactions = fix(anna, mistakes, suggested);
      anna.press("Place 300");
      anna.press("Place 300");
      interactions += 2;
      page.waitForURL("**/imports/" + id);
      anna.awaitIdle();
      assertThat(interactions).isLessThan(60);
      assertThat(anna.text(".verdict")).contains("300 of 300 orders placed");
      System.out.println("60 mistakes were fixed and placed in " + interactions + " interactions");

      Path results = folder.resolve("rows.csv");
      page.waitForDownload(() -> page.getByText("rows.csv").click()).saveAs(results);
      assertThat(Files.readAllLines(results))
          .hasSize(301)
          .filteredOn(line -> line.contains("ACCEPTED"))
          .hasSize(300);
      Path log = folder.resolve("sixty-changes.xlsx");
      page.waitForDownload(() -> page.getByText("changes.xlsx").click()).saveAs(log);
      List<String> changes = Reading.of(Files.readAllBytes(log));
      assertThat(changes.stream().filter(line -> line.contains("anna"))).hasSize(60);
      anna.open("/imports/%d/problems?rows=all".formatted(id));
      shoot(page, "sixty-after");
    }
  }
}
