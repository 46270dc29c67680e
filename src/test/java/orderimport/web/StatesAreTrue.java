package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page shows the state that orders and imports have, and never another one. */
abstract class StatesAreTrue extends PageInBrowser {
  StatesAreTrue(PageFixture fixture) {
    super(fixture);
  }

  @Test
  void an_order_being_sent_is_not_shown_as_in_doubt() throws Exception {
    long id = user().upload(carrier().sheet("SENT-", 2, true));
    place(id);
    setStatus("SENT-1", "SENDING");
    try {
      user().open("/imports");
      assertThat(row(id)).contains("1 being sent", "1 accepted").doesNotContain("in doubt");
      user().open("/imports/" + id);
      assertThat(user().text(".verdict")).isEqualTo("1 of 2 orders placed, 1 being sent.");
      user().open("/imports/" + id + "/orders?status=IN_DOUBT");
      assertThat(user().text("main")).contains("No orders match");
      user().open("/imports/" + id + "/orders?status=SENDING");
      assertThat(user().text(".orderlist")).contains("SENT-1", "being sent");
      user().open("/in-doubt");
      assertThat(user().text("main")).doesNotContain("SENT-1");
    } finally {
      setStatus("SENT-1", "ACCEPTED");
    }
  }

  @Test
  @Tag("long")
  void duplicates_of_an_earlier_import_are_shown_as_already_placed() throws Exception {
    Path sheet = carrier().sheet("AGAIN-", 3, true);
    place(user().upload(sheet));
    user().upload(sheet);
    assertThat(user().text("main"))
        .contains("This file was imported before; this is the result.")
        .as("nothing is left to retry")
        .doesNotContain("Import again");
    user().open("/imports");
    page().locator(".upload summary").click();
    assertThat(user().text(".upload details")).contains("File options", "Import again");
    page().locator("input[name=again]").check();
    page().locator("#file").setInputFiles(sheet);
    page().waitForURL("**/imports/*");
    long again = user().awaitIdle();
    assertThat(user().text(".next"))
        .contains("0 of 3 orders placed, 3 duplicate")
        .doesNotContain(NOTHING_PLACED);
    user().open("/imports");
    assertThat(row(again)).contains("already placed", "3 duplicate");
  }

  @Test
  @Tag("long")
  void a_file_with_errors_that_is_uploaded_again_says_how_to_retry() throws Exception {
    Path sheet = carrier().sheet("RETRY-", 2, false);
    user().upload(sheet);
    user().upload(sheet);
    assertThat(user().text("main")).contains("with “Import again” ticked under “File options”");
  }

  @Test
  void an_invalid_order_shows_its_problems_and_no_request() throws Exception {
    long id = user().upload(carrier().sheet("WRONG-", 2, false));
    user().open("/imports/" + id + "/orders?status=INVALID");
    page().locator(".orderlist td a").first().click();
    page().locator(".kinds .kind").first().waitFor();
    assertThat(user().text("main"))
        .contains("H3", "Not sent, because it has errors")
        .doesNotContain("Unformatted");
    assertThat(page().locator(".detail pre").count()).isZero();
  }

  @Test
  @Tag("long")
  void a_fixed_file_and_the_original_import_link_to_each_other() throws Exception {
    long parent = user().upload(carrier().sheet("FIX-", 3, false));
    place(parent);
    assertThat(user().text(".stage")).isEqualTo("partly placed");
    Path fix = folder().resolve("fix-it.xlsx");
    user().download("Download the rows to fix", fix);
    assertThat(CorrectionWorkbookEditor.type(fix, "ipAddresses", "4")).isEqualTo(1);
    long child = user().upload(fix);
    assertThat(user().text(".verdict")).isEqualTo("1 of 1 order can be placed.");
    assertThat(user().text(".next")).contains("(1 order)");
    assertThat(user().text(".next"))
        .contains(
            "This import retries orders that an earlier import did not place: import " + parent);
    page().locator(".next a", new Page.LocatorOptions().setHasText("import " + parent)).click();
    page().waitForURL("**/imports/" + parent);
    assertThat(user().text("main"))
        .contains(
            "Retried in a later import: import " + child, "1 with errors, 1 of these fixed since");
    assertThat(user().text(".stage")).isEqualTo("errors fixed");
    assertThat(page().locator(".next .button.main").count()).as("nothing is left to do").isZero();
    user().open("/imports");
    assertThat(row(parent)).contains("errors fixed", "1 of these fixed since");
    assertThat(row(child)).contains("to be reviewed");
  }

  @Test
  @Tag("long")
  void an_import_without_placeable_orders_can_be_discarded() throws Exception {
    Path minutes = Files.writeString(folder().resolve("minutes.csv"), "a;b\n1;2\n");
    long id = user().upload(minutes);
    user().press("Discard this import");
    await(".notices .note", "Import %d was discarded".formatted(id));
    assertThat(page().locator("#import-" + id).count()).isZero();
    assertThat(user().upload(minutes)).as("it can be uploaded again").isGreaterThan(id);

    Path mistake = carrier().sheet("GONE-", 1, false);
    long invalid = user().upload(mistake);
    Path results =
        fixture().installation().dataDir().resolve("reports").resolve(String.valueOf(invalid));
    assertThat(results).isDirectory();
    assertThat(user().text("main"))
        .contains("None of its orders was sent. The file can be uploaded again.");
    user().press("Discard this import");
    await(".notices .note", "Import %d was discarded".formatted(invalid));
    assertThat(page().locator("#import-" + invalid).count()).isZero();
    assertThat(results).as("nothing else would delete the results later").doesNotExist();
    user().open("/imports/" + invalid + "/orders");
    assertThat(user().text("main")).contains("Page not found", "the page no longer exists");
    user().press("Back to the imports");
    page().waitForURL("**/imports");

    Path sheet = carrier().sheet("TWICE-", 1, true);
    place(user().upload(sheet));
    Files.writeString(sheet, Files.readString(sheet).replace("FIBER", "Fiber"));
    long before = user().upload(sheet);
    assertThat(user().text(".stage")).isEqualTo("already placed");
    user().press("Discard this import");
    await(".notices .note", "Import %d was discarded".formatted(before));
    assertThat(
            jdbc()
                .sql("select status from orders where order_ref = 'TWICE-1'")
                .query(String.class)
                .list())
        .containsExactly("ACCEPTED");

    long held = user().upload(carrier().sheet("KEEP-", 2, true));
    assertThat(user().text("main")).doesNotContain("Discard this import");
    HttpUser other = Users.logIn(server(), "upload");
    other.post("/imports/%d/discard".formatted(held), Map.of());
    user().open("/imports/" + held);
    assertThat(user().text(".verdict")).startsWith("2 of 2 orders can be placed");
  }

  @Test
  @Tag("long")
  void times_are_in_the_zone_of_the_reader() throws Exception {
    long id = user().upload(carrier().sheet("ZONE-", 1, true));
    Instant created = Instant.parse(page().locator("header time").first().getAttribute("datetime"));
    page().context().addCookies(List.of(new Cookie("zone", "Asia/Tokyo").setUrl(server().at("/"))));
    user().open("/imports/" + id);
    String time =
        DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.of("Asia/Tokyo")).format(created);
    assertThat(user().text("header time")).endsWith(time);
    assertThat(user().text(".foot")).contains("Times are in the time zone Asia/Tokyo.");

    page().context().addCookies(List.of(new Cookie("zone", "nowhere").setUrl(server().at("/"))));
    user().open("/imports/" + id);
    assertThat(user().text("header time")).as("the zone of the page").matches(".*\\d \\S*[A-Z]+");
  }
}
