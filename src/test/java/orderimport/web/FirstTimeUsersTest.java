package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two users go all the way by what the page shows them, from a file whose columns need matching to
 * an order of last week: no address is typed. Each step is checked and its picture taken, for
 * review: target/pictures/tour-….
 */
@Tag("long")
class FirstTimeUsersTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private int step;

  @Test
  void two_users_find_their_way_from_a_file_to_an_offer() throws Exception {
    Map<String, String> settings = new HashMap<>();
    Users.add(settings, "anna", "upload,place");
    Users.add(settings, "bo", "upload,place");
    settings.put("order-import.web.four-eyes", "true");
    try (SandboxCarrier carrier = new SandboxCarrier(folder)) {
      settings.putAll(carrier.settingsOfServer(2));
      Server.Installation installation = Server.Installation.create(settings);
      JdbcClient jdbc = installation.sql();
      try (Server server = installation.start();
          BrowserUser anna = new BrowserUser(server);
          BrowserUser bo = new BrowserUser(server)) {
        anna.logIn("anna", "anna-secret");
        bo.logIn("bo", "bo-secret");
        uploadMatchAndFix(anna);
        approve(anna, bo);
        carrier.injectFault(
            "{\"carrier\":\"telecomx\",\"order_ref\":\"SITE-2\",\"times\":1,\"fault\":\"RESET\"}");
        place(anna);
        lookUp(anna, jdbc);
        acceptOffer(anna, bo, carrier, jdbc);
        findOrderOfLastWeek(bo, jdbc);
        assertThat(anna.consoleErrors()).isEmpty();
        assertThat(bo.consoleErrors()).isEmpty();
        assertThat(carrier.accepted()).containsOnlyOnce("SITE-1", "SITE-2", "SITE-3", "SITE-4");
      }
    }
  }

  private void uploadMatchAndFix(BrowserUser anna) throws Exception {
    Page page = anna.page();
    look(anna, "home");
    Path file =
        Files.writeString(
            folder.resolve("sites may.csv"),
            """
            carrier;order_ref;Linje;ipAddresses;address.address;Distrikt;address.city;product;customer;startDate
            telecomx;SITE-1;Lysleder;4;Nørregade 1;5000;Odense;5a1b2c3d4e5f60718293a4c6;5a1b2c3d4e5f60718293a4c1;
            telecomx;SITE-2;Lysleder;4;Nørregade 2;5000;Odense;5a1b2c3d4e5f60718293a4c6;5a1b2c3d4e5f60718293a4c1;
            telecomx;SITE-3;Lysleder;;Nørregade 3;1620;KÃ¸benhavn;5a1b2c3d4e5f60718293a4c6;5a1b2c3d4e5f60718293a4c1;
            telecomx;SITE-4;Lysleder;eight;Nørregade 4;5000;Odense;5a1b2c3d4e5f60718293a4c6;5a1b2c3d4e5f60718293a4c1;
            """);
    page.locator("#file").setInputFiles(file);
    page.waitForURL("**/imports/*");
    long id = anna.awaitIdle();
    look(anna, "uploaded");

    press(page, "Match columns …");
    look(anna, "columns");
    page.getByLabel("Other meaning of column C Linje").fill("type");
    page.getByLabel("Other meaning of column F Distrikt").fill("Zip");
    press(page, "Apply and read again");
    id = anna.awaitReplacement(id);
    press(page, "Match columns …");
    look(anna, "values");
    page.getByLabel("Lysleder").selectOption("FIBER");
    press(page, "Apply and read again");
    anna.awaitReplacement(id);
    look(anna, "matched");

    press(page, "Fix them here");
    look(anna, "problems");
    saving(page, () -> press(page, "Apply 1 suggestion"));
    type(page, 4, 3, "4");
    type(page, 5, 3, "8");
    page.locator("#edit-state").getByText("0 rows to fix").waitFor();
    look(anna, "fixed");
    press(page, "Continue to review and placing");
    assertThat(anna.text(".verdict")).contains("4 of 4 orders can be placed");
    look(anna, "ready");
  }

  private void approve(BrowserUser anna, BrowserUser bo) {
    Page page = anna.page();
    assertThat(anna.text("main")).contains("Someone else has to approve it");
    page.getByLabel("Assigned to").fill("bo");
    press(page, "Assign");
    page.locator(".notices .note").waitFor();
    look(anna, "assigned");

    bo.page().reload();
    look(bo, "home-of-bo");
    bo.page().getByText("sites may.csv").first().click();
    bo.page().locator(".next").waitFor();
    look(bo, "to-approve");
    press(bo.page(), "Approve");
    bo.page().locator(".notices .note").waitFor();
    look(bo, "approved");
  }

  private void place(BrowserUser anna) {
    Page page = anna.page();
    page.locator(".top a[href$='/notices']").click();
    page.waitForURL("**/notices");
    look(anna, "notices");
    page.locator("main a").getByText("import").first().click();
    page.waitForURL("**/imports/*");
    press(page, "Place 4 …");
    look(anna, "place");
    page.getByText("Yes, place").click();
    press(page, "Place 4 orders");
    page.locator("#progress[data-stage=PLACING]").waitFor();
    anna.awaitIdle();
    assertThat(anna.text(".verdict")).contains("3 of 4 orders placed, 1 in doubt");
    look(anna, "placed");
  }

  private void lookUp(BrowserUser anna, JdbcClient jdbc) {
    Page page = anna.page();
    page.getByText("1 in doubt: ask the carrier").click();
    page.waitForURL("**/in-doubt");
    look(anna, "in-doubt");
    jdbc.sql("update attempt set started_at = started_at - interval '11 minutes'").update();
    if (page.locator(".doubt").count() > 0) {
      page.locator(".doubt input[name=order]").check();
      press(page, "Look up now");
    }
    for (int tries = 0; tries < 300 && page.locator(".doubt").count() > 0; tries++) {
      page.waitForTimeout(200);
      page.reload();
    }
    look(anna, "looked-up");
  }

  private void acceptOffer(
      BrowserUser anna, BrowserUser bo, SandboxCarrier carrier, JdbcClient jdbc) throws Exception {
    Page page = anna.page();
    carrier.advanceClock("P4D");
    // The carrier would be asked again in some minutes.
    jdbc.sql("update order_tracking set next_check_at = now()").update();
    String offers = "select count(*) from order_tracking where offers <> '[]'";
    for (int tries = 0; tries < 600 && jdbc.sql(offers).query(Long.class).single() < 4; tries++) {
      page.waitForTimeout(200);
    }
    assertThat(jdbc.sql("select * from order_tracking where offers = '[]'").query().listOfRows())
        .isEmpty();
    page.getByText("Imports").first().click();
    page.waitForURL("**/imports");
    look(anna, "home-with-changes");
    page.locator(".work a").getByText("SITE-1").click();
    page.locator(".timeline").waitFor();
    look(anna, "offers");
    page.getByText("Order this offer …").first().click();
    page.waitForURL("**/imports/*");
    anna.awaitIdle();
    assertThat(anna.text("h1")).contains("offer SITE-1.xlsx");
    assertThat(anna.text(".verdict")).contains("can be placed");
    look(anna, "offer");

    bo.page().getByText("Imports").first().click();
    bo.page().getByText("offer SITE-1.xlsx").first().click();
    press(bo.page(), "Place 1 …");
    bo.page().getByText("Yes, place").click();
    press(bo.page(), "Place 1 order");
    bo.awaitIdle();
    assertThat(bo.text(".verdict")).contains("1 of 1");
    look(bo, "offer-placed");
    page.goBack();
    page.locator(".timeline").waitFor();
    page.getByText("Order this offer …").first().click();
    page.waitForURL("**/imports/*");
    anna.awaitIdle();
    assertThat(anna.text(".verdict")).as("the same import, once").contains("1 of 1");
  }

  private void findOrderOfLastWeek(BrowserUser bo, JdbcClient jdbc) {
    jdbc.sql("update import set created_at = created_at - interval '7 days'").update();
    Page page = bo.page();
    page.getByText("Imports").first().click();
    page.waitForURL("**/imports");
    page.getByLabel("Search by file name").fill("site-3");
    press(page, "Search");
    page.locator(".found a, .results a, main a").getByText("SITE-3").first().waitFor();
    look(bo, "search");
    page.locator("main a").getByText("SITE-3").first().click();
    page.locator(".timeline").waitFor();
    assertThat(bo.text(".timeline")).contains("Edited by", "Approved by", "Sent to the carrier");
    look(bo, "order-of-last-week");
  }

  /** Checks what the user sees now, in three languages and on a phone. */
  private void look(BrowserUser user, String name) {
    Page page = user.page();
    page.setViewportSize(1180, 800);
    Axe.check(page);
    Axe.checkInOtherLanguages(page);
    step++;
    for (int width : new int[] {1180, 390}) {
      page.setViewportSize(width, 800);
      assertThat(page.evaluate("document.documentElement.scrollWidth"))
          .as(name + " is as wide as the window")
          .isEqualTo(width);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(
                  Path.of("target/pictures/tour-%02d-%s-%d.png".formatted(step, name, width))));
    }
    page.setViewportSize(1180, 800);
  }

  private static void press(Page page, String name) {
    Locator found =
        page.locator("main")
            .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name))
            .or(page.locator("main a.button").getByText(name));
    Objects.requireNonNull(found.first()).click();
  }

  private static void type(Page page, int row, int column, String value) {
    page.locator("[id='c-0-%d-%d']".formatted(row, column)).click();
    saving(
        page,
        () -> {
          page.keyboard().type(value);
          page.keyboard().press("Enter");
        });
  }

  private static void saving(Page page, Runnable act) {
    page.waitForResponse(
        response -> response.url().contains("/cells") && response.request().method().equals("POST"),
        act);
    page.waitForCondition(() -> page.locator("td.saving, td.editing-cell").count() == 0);
  }
}
