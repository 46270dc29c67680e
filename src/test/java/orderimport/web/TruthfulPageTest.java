package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page states the facts: its sentences and figures match the database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TruthfulPageTest {
  private static final String NOTHING_PLACED = "Nothing has been placed yet";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  private @Nullable SandboxCarrier sandboxCarrier;
  private @Nullable Server startedServer;
  private Server.@Nullable Installation installation;
  private @Nullable String storageState;
  private @Nullable BrowserUser browserUser;

  @BeforeAll
  void start() throws Exception {
    SandboxCarrier carrier = new SandboxCarrier(folder);
    sandboxCarrier = carrier;
    Map<String, String> settings = new HashMap<>(Users.settings());
    Users.add(settings, "anna", "upload,place");
    settings.put(
        "order-import.carriers.telecomx.base-url",
        Objects.requireNonNull(
            carrier.settingsOfServer(1).get("order-import.carriers.telecomx.base-url")));
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    settings.put("order-import.inboxes[0].folder", inbox.toString());
    settings.put("order-import.inboxes[0].name", "south");
    settings.put("order-import.inboxes[0].watch", "true");
    settings.put("order-import.inboxes[0].hold", "true");
    Path north = Files.createDirectories(folder.resolve("north"));
    settings.put("order-import.inboxes[1].folder", north.toString());
    settings.put("order-import.inboxes[1].name", "north");
    settings.put("order-import.inboxes[1].cron", "0 0 2 * * *");
    settings.put("order-import.inboxes[1].hold", "true");
    Server.Installation fresh = Server.Installation.create(settings);
    installation = fresh;
    startedServer = fresh.start();
    try (BrowserUser anna = new BrowserUser(server())) {
      anna.logIn("anna", "anna-secret");
      storageState = anna.storageState();
    }
  }

  @AfterAll
  void stop() {
    if (startedServer != null) {
      startedServer.close();
    }
    if (sandboxCarrier != null) {
      sandboxCarrier.close();
    }
  }

  @BeforeEach
  void openBrowser() {
    browserUser = new BrowserUser(server(), Objects.requireNonNull(storageState));
  }

  @AfterEach
  void closeBrowser() {
    user().close();
  }

  private Server server() {
    return Objects.requireNonNull(startedServer);
  }

  private BrowserUser user() {
    return Objects.requireNonNull(browserUser);
  }

  private Page page() {
    return user().page();
  }

  private SandboxCarrier carrier() {
    return Objects.requireNonNull(sandboxCarrier);
  }

  private JdbcClient jdbc() {
    return JdbcClient.create(Objects.requireNonNull(installation).database().dataSource());
  }

  private void injectFault(String order, String fault) throws Exception {
    carrier()
        .injectFault(
            "{\"carrier\":\"telecomx\",\"order_ref\":\"%s\",\"times\":1,%s}"
                .formatted(order, fault));
  }

  private void setStatus(String order, String status) {
    jdbc().sql("update orders set status = ? where order_ref = ?").params(status, order).update();
  }

  /** Places an import and waits until it is not being processed. */
  private void place(long id) {
    startPlacing(id);
    user().awaitIdle();
  }

  private void startPlacing(long id) {
    user().open("/imports/" + id + "/place");
    page().locator("input[name=sure]").check();
    user().press("Place");
    page().waitForURL("**/imports/" + id);
  }

  private String row(long id) {
    return page()
        .locator(".imports tr", new Page.LocatorOptions().setHas(page().locator("#import-" + id)))
        .innerText()
        .replace('\u00a0', ' ');
  }

  private void await(String selector, String text) {
    page().locator(selector, new Page.LocatorOptions().setHasText(text)).first().waitFor();
  }

  @Test
  void the_summary_counts_all_orders_after_a_partial_placement() throws Exception {
    long id = user().upload(carrier().sheet("PART-", 5, false));
    assertThat(user().text(".next")).contains("4 of 5 orders can be placed", NOTHING_PLACED);
    injectFault("PART-2", "\"fault\":\"RESET\"");
    injectFault("PART-3", "\"status\":422");
    place(id);
    assertThat(user().text(".verdict"))
        .isEqualTo("2 of 5 orders placed, 1 in doubt, 1 rejected, 1 with errors.");
    assertThat(user().text(".stage")).isEqualTo("in doubt");

    user().open("/in-doubt");
    Locator doubt = page().locator(".doubt", new Page.LocatorOptions().setHasText("PART-2"));
    doubt.locator("input[name=order]").check();
    user().press("Mark as not received");
    await(".notices .note", "confirm first that the carrier does not have");
    page().locator("input[name=sure]").check();
    user().press("Mark as not received");
    await(".notices .note", "telecomx has no order PART-2");

    Locator recorded = page().locator(".resolved", new Page.LocatorOptions().setHasText("PART-2"));
    recorded.locator("input[name=comment]").fill("The wrong line");
    recorded.locator("button").click();
    await(".notices .note", "the order is in doubt again");
    doubt.locator("summary", new Locator.LocatorOptions().setHasText("Question")).click();
    assertThat(doubt.locator("textarea").inputValue()).contains("Our reference: PART-2");
    assertThat(doubt.innerText()).contains("The wrong line");
    doubt.locator("input[name^=note-]").fill("They call back");
    doubt.locator("button", new Locator.LocatorOptions().setHasText("Add note")).click();
    await(".doubt", "They call back");
    Axe.check(page());
    assertFits();
    doubt.locator("input[name=order]").check();
    page().locator("input[name=sure]").check();
    user().press("Mark as not received");
    await(".notices .note", "telecomx has no order PART-2");

    user().open("/imports/" + id + "/orders?q=PART-2");
    page().locator(".orderlist td a").first().click();
    await(".timeline", "They call back");
    user().open("/imports/" + id);
    assertThat(user().text("main"))
        .containsPattern("Marked as not received by\\s+\\w+ .*telecomx PART-2")
        .doesNotContain("whether it arrived");
    assertThat(user().text(".verdict"))
        .isEqualTo("2 of 5 orders placed, 1 not placed yet, 1 rejected, 1 with errors.");
    assertThat(user().text("main")).doesNotContain(NOTHING_PLACED).contains("Place 1 …");
    user().open("/imports");
    assertThat(row(id))
        .contains("partly placed", "2 accepted", "1 not placed yet", "1 rejected", "1 has errors");
  }

  private void assertFits() {
    page().setViewportSize(390, 800);
    assertThat(page().evaluate("document.documentElement.scrollWidth <= 390")).isEqualTo(true);
    page().setViewportSize(1280, 800);
  }

  private long lookups(long importId) {
    return jdbc()
        .sql(
            "select count(*) from order_lookup l join orders o on o.id = l.order_id"
                + " where o.import_id = ?")
        .param(importId)
        .query(Long.class)
        .single();
  }

  @Test
  void an_order_in_doubt_is_looked_up_and_its_evidence_shown() throws Exception {
    long id = user().upload(carrier().sheet("FIND-", 3, true));
    injectFault("FIND-1", "\"fault\":\"RESET\"");
    injectFault("FIND-2", "\"fault\":\"DROP_BEFORE\"");
    place(id);
    user().open("/in-doubt");
    await(".doubt", "FIND-1");
    assertThat(user().text("main")).contains("Automatic look-up starts at");

    jdbc()
        .sql(
            "update attempt set started_at = started_at - interval '11 minutes' where order_id in"
                + " (select id from orders where order_ref in ('FIND-1', 'FIND-2'))")
        .update();
    for (int tries = 0; tries < 300 && lookups(id) < 2; tries++) {
      Thread.sleep(100);
    }
    assertThat(lookups(id)).isEqualTo(2);

    try {
      assertEvidenceIsShown(id);
    } finally {
      setStatus("FIND-2", "ACCEPTED");
    }
  }

  private void assertEvidenceIsShown(long id) {
    user().open("/imports/" + id);
    user().awaitIdle();
    assertThat(user().text("main"))
        .containsPattern("Found at the carrier by\\s+\\w+ .*telecomx FIND-1: [0-9a-f]+");
    user().open("/imports/" + id + "/orders?q=FIND-1");
    page().locator(".orderlist td a").first().click();
    await(".timeline", "telecomx has it as");
    assertThat(user().text(".timeline")).contains("Found at the carrier by", "Evidence");
    assertThat(user().text(".head")).contains("accepted");
    user().open("/in-doubt");
    assertThat(user().text("main")).doesNotContain("FIND-1");
    assertThat(page().locator(".doubt", new Page.LocatorOptions().setHasText("FIND-2")).innerText())
        .contains("orders that telecomx lists has the reference FIND-2", "Evidence");
  }

  @Test
  @Tag("long")
  void duplicates_of_an_earlier_import_are_shown_as_already_placed() throws Exception {
    Path sheet = carrier().sheet("AGAIN-", 3, true);
    place(user().upload(sheet));
    user().upload(sheet);
    assertThat(user().text("main")).contains("with “Import again” ticked under “File options”");
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

  private long uploadWithUnknownHeading(String prefix) throws Exception {
    Path sheet = carrier().sheet(prefix, 2, true);
    Files.writeString(sheet, Files.readString(sheet).replace("address.zip", "Distrikt " + prefix));
    return user().upload(sheet);
  }

  private void openFileOptions() {
    page()
        .locator("form.reread summary", new Page.LocatorOptions().setHasText("File options"))
        .click();
  }

  private long reread(long id) {
    user().press("Read again");
    return user().awaitReplacement(id);
  }

  @Test
  @Tag("long")
  void re_reading_applies_all_chosen_options() throws Exception {
    long first = uploadWithUnknownHeading("BOTH-");
    assertThat(page().locator("form[action$='/reread']").count()).isEqualTo(1);
    assertThat(user().text(".ask")).contains("1 heading is unknown");
    long matched = user().match(first, "Distrikt BOTH-", "address.zip");
    openFileOptions();
    page().locator("#decimal").selectOption("COMMA");
    long second = reread(matched);

    assertThat(user().text(".verdict")).startsWith("2 of 2 orders can be placed");
    assertThat(page().locator("#decimal").inputValue()).isEqualTo("COMMA");
    assertThat(page().locator(".ask").count()).as("all headings are known").isZero();
    assertThat(user().text(".matched")).contains("1 column is read as a user chose.");
    openFileOptions();
    page().locator("#dateOrder").selectOption("DMY");
    reread(second);
    assertThat(page().locator("#decimal").inputValue()).isEqualTo("COMMA");
    assertThat(user().text(".matched")).contains("1 column is read as a user chose.");
  }

  @Test
  void choices_for_columns_are_remembered_until_they_are_forgotten() throws Exception {
    long first = user().upload(sheetToMatch("MATCH-"));
    assertThat(user().text(".ask")).contains("3 headings are unknown");
    long typed = user().match(first, "Sort", "Line type (type)");
    assertThat(user().text(".ask")).contains("2 headings are unknown", "1 value is not recognised");
    user().open("/imports/" + typed + "/columns");
    Axe.check(page());
    page().getByLabel("Lysleder").selectOption("FIBER");
    page().getByLabel("Ignore I").check();
    page().getByLabel("Other meaning of column E Distrikt").fill("no such field");
    user().press("Apply and read again");
    await("[role=alert]", "no field is called no such field");
    long matched = user().match(typed, "Distrikt", "zip");
    assertThat(user().text(".ask")).contains("1 value is not recognised");
    user().open("/imports/" + matched + "/columns");
    page().getByLabel("Lysleder").selectOption("FIBER");
    page().getByLabel("Ignore I").check();
    user().press("Apply and read again");
    long complete = user().awaitReplacement(matched);
    assertThat(user().text(".verdict")).startsWith("2 of 2 orders can be placed");
    assertThat(page().locator(".ask").count()).isZero();
    user().open("/imports/" + complete + "/problems");
    assertThat(user().text("main"))
        .contains("Column I, \"Memo\", is ignored, as a user chose: none of its values is sent.")
        .contains(
            "\"Lysleder\" in column C, \"Sort\", counts as \"FIBER\", as a user chose. Cells: 2.");

    long next = user().upload(sheetToMatch("NEXT-"));
    assertThat(user().text(".verdict")).startsWith("2 of 2 orders can be placed");
    assertThat(user().text(".remembered"))
        .contains("are read as chosen for “MATCH-.csv”, which had the same headings");
    Axe.check(page());
    try (BrowserUser plain = BrowserUser.withoutScript(server(), user().storageState())) {
      plain.open("/imports/" + next + "/columns");
      assertThat(plain.text("tbody:nth-of-type(3)")).contains("Line type", "type", "(chosen)");
      plain.press("Forget these choices");
      assertThat(plain.text(".notices")).contains("Your choices for these headings are forgotten");
    }
    user().upload(sheetToMatch("LAST-"));
    assertThat(user().text(".ask")).contains("3 headings are unknown");
    assertThat(page().locator(".remembered").count()).isZero();
  }

  @Test
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

  @Test
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

  private Path sheetToMatch(String prefix) throws Exception {
    Path sheet = carrier().sheet(prefix, 2, true);
    return Files.writeString(
        sheet,
        Files.readString(sheet)
            .replace(";type;", ";Sort;")
            .replace("address.zip", "Distrikt")
            .replace("FIBER", "Lysleder")
            .replace("ipAddresses\n", "ipAddresses;Memo\n")
            .replace(";4\n", ";4;by phone\n"));
  }

  @Test
  @Tag("long")
  void addresses_of_a_re_read_import_redirect_to_its_replacement() throws Exception {
    long first = uploadWithUnknownHeading("OLD-");
    long second = user().match(first, "Distrikt OLD-", "address.zip");
    Page stale = page().context().newPage();
    stale.navigate(server().at("/imports/" + second + "/place"));
    user().open("/imports/" + second);
    openFileOptions();
    long third = reread(second);

    String notice = "anna had the file of import %d re-read";
    for (String tab : List.of("/problems", "/orders")) {
      user().open("/imports/" + first + tab);
      assertThat(page().url()).endsWith("/imports/" + third + tab);
      assertThat(user().text(".notices"))
          .contains(notice.formatted(first))
          .as("viewing is no action")
          .doesNotContain("changed nothing");
    }
    user().open("/imports/" + second + "/files/result.xlsx");
    assertThat(page().url()).endsWith("/imports/" + third);
    stale.locator("input[name=sure]").check();
    stale.locator("button.main").click();
    stale.locator(".notices .note").waitFor();
    assertThat(stale.locator(".notices").innerText())
        .contains(notice.formatted(second), "your last action changed nothing");
    assertThat(stale.url()).endsWith("/imports/" + third);
    assertThat(carrier().accepted()).noneMatch(order -> order.startsWith("OLD-"));
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
    Path fix = folder.resolve("fix-it.xlsx");
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
  void without_orders_in_doubt_the_page_says_so() throws Exception {
    user().open("/in-doubt");
    assertThat(user().text("main"))
        .contains("No order is in doubt")
        .doesNotContain("whether they arrived");
  }

  @Test
  @Tag("long")
  void the_carrier_id_of_another_order_is_rejected() throws Exception {
    long id = user().upload(carrier().sheet("ID-", 2, true));
    injectFault("ID-2", "\"fault\":\"RESET\"");
    place(id);
    String usedId =
        jdbc()
            .sql("select carrier_order_id from orders where order_ref = 'ID-1'")
            .query(String.class)
            .single();
    Locator doubt = page().locator(".doubt", new Page.LocatorOptions().setHasText("ID-2"));
    user().open("/in-doubt");
    doubt.locator("input[name^=id-]").fill(usedId);
    user().press("Mark as accepted");
    await(".notices .note", "already has that id");
    assertThat(doubt.count()).isEqualTo(1);
    doubt.locator("input[name^=id-]").fill("own-" + usedId);
    user().press("Mark as accepted");
    await(".notices .note", "telecomx has order ID-2");
    user().open("/imports/" + id);
    assertThat(user().text("main"))
        .containsPattern("Marked as accepted by\\s+\\w+ .*telecomx ID-2")
        .as("the order is no longer in doubt")
        .doesNotContain("whether it arrived", "ACCEPTED");
    user().open("/imports/" + id + "/orders?q=ID-2");
    page().locator(".orderlist td a").first().click();
    page().locator(".timeline").waitFor();
    assertThat(user().text("main"))
        .contains("Resolved by anna", "Marked as accepted by")
        .doesNotContain("whether it arrived", "Ask the carrier");
  }

  @Test
  void an_inbox_is_run_on_request() throws Exception {
    Path sheet = carrier().sheet("NORTH-", 2, true);
    // Old enough to count as completely written.
    Files.setLastModifiedTime(sheet, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(sheet, folder.resolve("north").resolve("from-north.csv"));
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
    Files.move(sheet, folder.resolve("inbox").resolve("from-south.csv"));
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

  @Test
  @Tag("long")
  void an_import_without_placeable_orders_can_be_discarded() throws Exception {
    Path minutes = Files.writeString(folder.resolve("minutes.csv"), "a;b\n1;2\n");
    long id = user().upload(minutes);
    user().press("Discard this import");
    await(".notices .note", "Import %d was discarded".formatted(id));
    assertThat(page().locator("#import-" + id).count()).isZero();
    assertThat(user().upload(minutes)).as("it can be uploaded again").isGreaterThan(id);

    Path mistake = carrier().sheet("GONE-", 1, false);
    long invalid = user().upload(mistake);
    Path results =
        Objects.requireNonNull(installation)
            .dataDir()
            .resolve("reports")
            .resolve(String.valueOf(invalid));
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
  void the_page_says_where_to_choose_the_option_of_a_hint() throws Exception {
    Path sheet = carrier().sheet("OPTION-", 1, true);
    Files.writeString(
        sheet,
        Files.readString(sheet)
            .replace("ipAddresses", "ipAddresses;startDate")
            .replace(";4\n", ";4;03/04/2027\n"));
    long id = user().upload(sheet);
    user().open("/imports/" + id + "/problems");
    assertThat(user().text("main"))
        .contains("choose the date order under “File options”")
        .doesNotContain("--date-order");
    user().open("/imports/" + id);
    assertThat(user().text("form.reread")).contains("File options");
  }

  @Test
  @Tag("long")
  void an_error_while_reading_names_file_and_next_step() throws Exception {
    execute("alter table orders add constraint boom check (order_ref not like 'READ-%') not valid");
    try {
      user().upload(carrier().sheet("READ-", 2, true));
      assertUnexpectedError("reading READ-.csv");
      assertThat(user().text(".stage")).as("stopped by an error, not paused").isEqualTo("stopped");
      assertThat(user().text(".verdict"))
          .isEqualTo("The file was not read to its end, so there are no orders yet.");
      assertThat(user().text(".next")).contains("“Resume” continues it, and sends no order twice");
    } finally {
      execute("alter table orders drop constraint boom");
    }
    user().press("Resume");
    await(".verdict", "2 of 2 orders can be placed");
    assertThat(user().text("main")).doesNotContain("Unexpected error");
  }

  @Test
  @Tag("long")
  void an_error_while_placing_names_file_and_next_step() throws Exception {
    long id = user().upload(carrier().sheet("SEND-", 2, true));
    execute(
        "alter table attempt add constraint boom check (order_id <> " + orderId("SEND-1") + ")");
    try {
      place(id);
      assertUnexpectedError("placing the orders of SEND-.csv");
      assertThat(user().text(".stage")).as("stopped by an error, not paused").isEqualTo("stopped");
      assertThat(user().text(".verdict"))
          .isEqualTo("Stopped: 0 of 2 orders placed, 2 not placed yet.");
      assertThat(user().text(".next")).contains("“Resume” continues it, and sends no order twice");
    } finally {
      execute("alter table attempt drop constraint boom");
    }
    user().press("Resume");
    await(".verdict", "2 of 2 orders placed");
    assertThat(carrier().accepted()).containsOnlyOnce("SEND-1", "SEND-2");
  }

  @Test
  @Tag("long")
  void an_error_on_a_page_names_the_action_and_the_file() throws Exception {
    long id = user().upload(carrier().sheet("PAGE-", 2, true));
    execute("alter table orders rename to orders_away");
    try {
      user().open("/imports/" + id);
      assertUnexpectedError("showing PAGE-.csv");
      assertThat(user().text("main")).contains("Nothing was changed. Try again in a minute");
    } finally {
      execute("alter table orders_away rename to orders");
    }
    user().open("/imports/" + id + "/place");
    page().locator("input[name=sure]").check();
    execute("alter table import_event rename to import_event_away");
    try {
      user().press("Place 2");
      assertUnexpectedError("placing the orders of PAGE-.csv");
      assertThat(user().text("main")).contains("Check whether it was done", "sent twice");
    } finally {
      execute("alter table import_event_away rename to import_event");
    }
    user().press("Import " + id);
    await(".verdict", "2 of 2 orders can be placed");
  }

  private void execute(String sql) {
    jdbc().sql(sql).update();
  }

  private long orderId(String name) {
    return jdbc()
        .sql("select id from orders where order_ref = ?")
        .param(name)
        .query(Long.class)
        .single();
  }

  private void assertUnexpectedError(String activity) {
    await("main", "Unexpected error while " + activity);
    assertThat(user().text("main"))
        .contains("log file")
        .doesNotContain("Exception", "orderimport", "org.", "java.");
  }
}
