package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person with a browser sees is so: sentence by sentence, as the database has it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TruthfulPageTest {
  private static final String NOTHING = "Nothing has been placed yet";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  private @Nullable SandboxInTest sandboxInTest;
  private @Nullable Server running;
  private Server.@Nullable Ground ground;
  private @Nullable String loggedIn;
  private @Nullable BrowserUser someone;

  @BeforeAll
  void start() throws Exception {
    SandboxInTest carrier = new SandboxInTest(folder);
    sandboxInTest = carrier;
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
    Server.Ground fresh = Server.Ground.fresh(settings);
    ground = fresh;
    running = fresh.start();
    try (BrowserUser anna = new BrowserUser(server())) {
      anna.logIn("anna", "anna-secret");
      loggedIn = anna.login();
    }
  }

  @AfterAll
  void stop() {
    if (running != null) {
      running.close();
    }
    if (sandboxInTest != null) {
      sandboxInTest.close();
    }
  }

  @BeforeEach
  void come() {
    someone = new BrowserUser(server(), Objects.requireNonNull(loggedIn));
  }

  @AfterEach
  void leave() {
    person().close();
  }

  private Server server() {
    return Objects.requireNonNull(running);
  }

  private BrowserUser person() {
    return Objects.requireNonNull(someone);
  }

  private Page page() {
    return person().page();
  }

  private SandboxInTest carrier() {
    return Objects.requireNonNull(sandboxInTest);
  }

  private JdbcClient jdbc() {
    return JdbcClient.create(Objects.requireNonNull(ground).database().dataSource());
  }

  private void misbehave(String order, String how) throws Exception {
    carrier()
        .misbehave(
            "{\"carrier\":\"telecomx\",\"order_ref\":\"%s\",\"times\":1,%s}".formatted(order, how));
  }

  private void set(String order, String status) {
    jdbc().sql("update orders set status = ? where order_ref = ?").params(status, order).update();
  }

  /** Presses Place and waits until the import stands still. */
  private void place(long id) {
    begin_placing(id);
    person().atRest();
  }

  private void begin_placing(long id) {
    person().open("/imports/" + id + "/place");
    page().locator("input[name=sure]").check();
    person().press("Place");
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
  void after_a_partial_placement_and_not_received_the_sentence_counts_all() throws Exception {
    long id = person().upload(carrier().sheet("PART-", 5, false));
    assertThat(person().text(".next")).contains("4 of 5 orders can be placed", NOTHING);
    misbehave("PART-2", "\"fault\":\"RESET\"");
    misbehave("PART-3", "\"status\":422");
    place(id);
    assertThat(person().text(".verdict"))
        .isEqualTo("2 of 5 orders placed, 1 in doubt, 1 rejected, 1 with errors.");
    assertThat(person().text(".stage")).isEqualTo("in doubt");

    person().open("/in-doubt");
    Locator doubt = page().locator(".doubt", new Page.LocatorOptions().setHasText("PART-2"));
    doubt.locator("input[type=checkbox]").check();
    doubt.locator("button", new Locator.LocatorOptions().setHasText("not received")).click();
    await(".notices .note", "telecomx has no order PART-2");

    person().open("/imports/" + id);
    assertThat(person().text("main"))
        .containsPattern("Not received, according to\\s+\\w+ .*telecomx PART-2")
        .doesNotContain("whether it arrived");
    assertThat(person().text(".verdict"))
        .isEqualTo("2 of 5 orders placed, 1 not placed yet, 1 rejected, 1 with errors.");
    assertThat(person().text("main")).doesNotContain(NOTHING).contains("Place 1 …");
    person().open("/imports");
    assertThat(row(id))
        .contains("partly placed", "2 accepted", "1 not placed yet", "1 rejected", "1 has errors");
  }

  @Test
  void what_an_earlier_import_placed_is_not_called_nothing() throws Exception {
    Path sheet = carrier().sheet("AGAIN-", 3, true);
    place(person().upload(sheet));
    person().upload(sheet);
    assertThat(person().text("main")).contains("with “Import again” ticked under “File options”");
    person().open("/imports");
    page().locator(".upload summary").click();
    assertThat(person().text(".upload details")).contains("File options", "Import again");
    page().locator("input[name=again]").check();
    page().locator("#file").setInputFiles(sheet);
    page().waitForURL("**/imports/*");
    long again = person().atRest();
    assertThat(person().text(".next"))
        .contains("0 of 3 orders placed, 3 duplicate")
        .doesNotContain(NOTHING);
    person().open("/imports");
    assertThat(row(again)).contains("already placed", "3 duplicate");
  }

  @Test
  void an_order_that_is_being_sent_is_in_doubt_nowhere() throws Exception {
    long id = person().upload(carrier().sheet("SENT-", 2, true));
    place(id);
    set("SENT-1", "SENDING");
    try {
      person().open("/imports");
      assertThat(row(id)).contains("1 being sent", "1 accepted").doesNotContain("in doubt");
      person().open("/imports/" + id);
      assertThat(person().text(".verdict")).isEqualTo("1 of 2 orders placed, 1 being sent.");
      person().open("/imports/" + id + "/orders?status=IN_DOUBT");
      assertThat(person().text("main")).contains("No orders match");
      person().open("/imports/" + id + "/orders?status=SENDING");
      assertThat(person().text(".orders")).contains("SENT-1", "being sent");
      person().open("/in-doubt");
      assertThat(person().text("main")).doesNotContain("SENT-1");
    } finally {
      set("SENT-1", "ACCEPTED");
    }
  }

  @Test
  void with_an_expired_session_an_order_leads_to_the_login_and_back() throws Exception {
    long id = person().upload(carrier().sheet("LOGIN-", 2, true));
    person().open("/imports/" + id + "/orders?status=HELD");
    page().context().clearCookies();
    page().locator(".orders summary").first().click();
    page().waitForURL(url -> url.contains("/login"));
    assertThat(page().locator("main").count()).isEqualTo(1);
    logInHere();
    page().waitForURL(url -> url.endsWith("/imports/" + id + "/orders?status=HELD"));
    page().locator(".orders summary").first().click();
    page().locator(".detail pre").first().waitFor();
  }

  @Test
  void a_form_sent_after_the_session_expired_leads_back_to_its_page() throws Exception {
    long id = person().upload(carrier().sheet("FORM-", 2, true));
    page().context().clearCookies();
    person().press("Read again");
    await("h1", "no longer logged in");
    person().press("Log in");
    page().waitForURL(url -> url.contains("/login"));
    logInHere();
    page().waitForURL(url -> url.endsWith("/imports/" + id));
  }

  private void logInHere() {
    page().getByLabel("Name").fill("anna");
    page().getByLabel("Password").fill("anna-secret");
    page().locator("button.main").click();
  }

  private long mapped(String prefix) throws Exception {
    Path sheet = carrier().sheet(prefix, 2, true);
    Files.writeString(sheet, Files.readString(sheet).replace("address.zip", "Distrikt"));
    return person().upload(sheet);
  }

  private long reread(long id) {
    person().press("Read again");
    page().waitForURL(url -> url.matches(".*/imports/\\d+") && !url.endsWith("/" + id));
    return person().atRest();
  }

  @Test
  void one_form_re_reads_a_file_with_all_that_was_chosen() throws Exception {
    long first = mapped("BOTH-");
    assertThat(page().locator("form[action$='/reread']").count()).isEqualTo(1);
    assertThat(person().text(".ask")).contains("Unknown headings", "Distrikt");
    page().getByLabel("Distrikt").selectOption("address.zip");
    page()
        .locator("form.reread summary", new Page.LocatorOptions().setHasText("File options"))
        .click();
    page().locator("#decimal").selectOption("COMMA");
    long second = reread(first);

    assertThat(person().text(".verdict")).startsWith("2 of 2 orders can be placed");
    assertThat(page().locator("#decimal").inputValue()).isEqualTo("COMMA");
    assertThat(page().locator(".ask").count()).as("nothing is unknown any more").isZero();
    assertThat(person().text(".matched summary")).isEqualTo("1 heading matched manually");
    page()
        .locator("form.reread summary", new Page.LocatorOptions().setHasText("File options"))
        .click();
    page().locator("#dateOrder").selectOption("DMY");
    reread(second);
    assertThat(page().locator("#decimal").inputValue()).isEqualTo("COMMA");
    assertThat(page().locator(".matched select").inputValue()).isEqualTo("address.zip");
  }

  @Test
  void addresses_below_a_re_read_import_lead_to_the_one_that_replaced_it() throws Exception {
    long first = mapped("OLD-");
    page().getByLabel("Distrikt").selectOption("address.zip");
    long second = reread(first);
    Page stale = page().context().newPage();
    stale.navigate(server().at("/imports/" + second + "/place"));
    person().open("/imports/" + second);
    long third = reread(second);

    String why = "anna had the file of import %d re-read";
    for (String tab : List.of("/problems", "/orders")) {
      person().open("/imports/" + first + tab);
      assertThat(page().url()).endsWith("/imports/" + third + tab);
      assertThat(person().text(".notices"))
          .contains(why.formatted(first))
          .as("who only looked did nothing")
          .doesNotContain("changed nothing");
    }
    person().open("/imports/" + second + "/files/result.xlsx");
    assertThat(page().url()).endsWith("/imports/" + third);
    stale.locator("input[name=sure]").check();
    stale.locator("button.main").click();
    stale.locator(".notices .note").waitFor();
    assertThat(stale.locator(".notices").innerText())
        .contains(why.formatted(second), "your last action changed nothing");
    assertThat(stale.url()).endsWith("/imports/" + third);
    assertThat(carrier().accepted()).noneMatch(order -> order.startsWith("OLD-"));
  }

  @Test
  void an_order_with_errors_shows_its_problems_and_no_request() throws Exception {
    long id = person().upload(carrier().sheet("WRONG-", 2, false));
    person().open("/imports/" + id + "/orders?status=INVALID");
    page().locator(".orders summary").first().click();
    page().locator(".detail .kind").first().waitFor();
    assertThat(person().text(".detail"))
        .contains("H3", "Not sent, because it has errors")
        .doesNotContain("Unformatted");
    assertThat(page().locator(".detail pre").count()).isZero();
  }

  @Test
  void a_fixed_file_and_the_import_it_fixes_name_each_other() throws Exception {
    long parent = person().upload(carrier().sheet("FIX-", 3, false));
    place(parent);
    assertThat(person().text(".stage")).isEqualTo("partly placed");
    Path fix = folder.resolve("fix-it.xlsx");
    person().download("Download the rows to fix", fix);
    assertThat(CorrectionWorkbookEditor.type(fix, "ipAddresses", "4")).isEqualTo(1);
    long child = person().upload(fix);
    assertThat(person().text(".verdict")).isEqualTo("1 of 1 order can be placed.");
    assertThat(person().text(".next")).contains("(1 order)");
    assertThat(person().text(".next"))
        .contains(
            "This import retries orders that an earlier import did not place: import " + parent);
    page().locator(".next a", new Page.LocatorOptions().setHasText("import " + parent)).click();
    page().waitForURL("**/imports/" + parent);
    assertThat(person().text("main"))
        .contains(
            "Retried in a later import: import " + child, "1 with errors, 1 of these fixed since");
    assertThat(person().text(".stage")).isEqualTo("errors fixed");
    assertThat(page().locator(".next .button.main").count()).as("nothing is left to do").isZero();
    person().open("/imports");
    assertThat(row(parent)).contains("errors fixed", "1 of these fixed since");
    assertThat(row(child)).contains("to be reviewed");
  }

  @Test
  void pausing_is_shown_until_it_is_done() throws Exception {
    long id = person().upload(carrier().sheet("PAUSE-", 12, true));
    // Until the carrier has accepted an order, one is sent at a time: also after the pause.
    misbehave("PAUSE-1", "\"delay_ms\":5000");
    misbehave("PAUSE-2", "\"delay_ms\":2000");
    begin_placing(id);
    page().locator("#pause").waitFor();
    await(".figures dd.SENDING", "1");
    person().press("Pause");
    await("#progress h2", "Pausing");
    assertThat(page().locator("#pause").isDisabled()).isTrue();
    assertThat(person().text("#pause")).isEqualTo("Pausing …");
    assertThat(person().text(".figures")).as("the rest is not placed").doesNotContain("Time left");
    person().open("/imports");
    assertThat(row(id)).contains("being paused");
    person().open("/imports/" + id);
    person().atRest();
    assertThat(person().text(".stage")).isEqualTo("paused");
    assertThat(person().text(".verdict"))
        .matches("Paused: \\d of 12 orders placed, \\d+ not placed yet\\.");
    person().press("Resume");
    page().locator("#progress").waitFor();
    person().atRest();
    assertThat(person().text(".verdict")).isEqualTo("12 of 12 orders placed.");
  }

  @Test
  void the_time_left_is_measured_where_no_limit_tells_it() throws Exception {
    long id = person().upload(carrier().sheet("TIME-", 8, true));
    for (int i = 1; i <= 8; i++) {
      misbehave("TIME-" + i, "\"delay_ms\":1500");
    }
    begin_placing(id);
    page().locator("#progress[data-stage=PLACING]").waitFor();
    assertThat(person().text(".figures")).doesNotContain("no limit set");
    await(".figures dd", "less than a minute");
    assertThat(person().text(".figures")).doesNotContain("no limit set");
    person().atRest();
  }

  @Test
  void the_time_of_a_pause_is_no_part_of_the_time_left() throws Exception {
    long id = person().upload(carrier().sheet("LATER-", 30, true));
    misbehave("LATER-1", "\"delay_ms\":1500");
    for (int i = 2; i <= 30; i++) {
      misbehave("LATER-" + i, "\"delay_ms\":700");
    }
    begin_placing(id);
    await(".figures dd.SENDING", "1");
    person().press("Pause");
    person().atRest();
    // As if it had been paused most of a minute.
    jdbc()
        .sql(
            "update attempt set started_at = started_at - interval '50 seconds' where order_id in"
                + " (select id from orders where import_id = ?)")
        .param(id)
        .update();
    person().press("Resume");
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
  void the_list_follows_what_others_upload() throws Exception {
    person().open("/imports");
    page().evaluate("window.stays = true");
    long id = others_upload("LIVE-");
    the_list_shows(id, "LIVE-");
  }

  @Test
  void the_list_follows_also_where_something_keeps_the_events() throws Exception {
    keep_events();
    person().open("/imports");
    page().evaluate("window.stays = true");
    long id = others_upload("KEPT-");
    let_silence_pass();
    the_list_shows(id, "KEPT-");
  }

  private void keep_events() {
    page().clock().install();
    page().route(Pattern.compile(".*/events$"), route -> {});
  }

  /** Longer than the page waits for a sign of the server. */
  private void let_silence_pass() {
    page().clock().fastForward(15_000);
  }

  private long others_upload(String prefix) throws Exception {
    return Users.visit(server(), "upload")
        .importNew(prefix + ".csv", Files.readAllBytes(carrier().sheet(prefix, 2, true)));
  }

  private void the_list_shows(long id, String prefix) {
    page().locator("#import-" + id).waitFor();
    await(".imports tr", prefix + ".csv");
    page().waitForCondition(() -> row(id).contains("to be reviewed"));
    assertThat(row(id)).contains("to be reviewed", "2 not placed yet", "upload");
    assertThat(page().evaluate("window.stays")).as("without a reload").isEqualTo(true);
  }

  @Test
  void the_focus_stays_when_the_list_is_replaced() throws Exception {
    long first = others_upload("FOCUS-");
    person().open("/imports");
    page().locator("#import-" + first).focus();
    page().evaluate("document.getElementById('list').dataset.old = 'yes'");
    long second = others_upload("NEXT-");
    page().locator("#list:not([data-old]) #import-" + second).waitFor();
    assertThat(page().evaluate("document.activeElement.id")).isEqualTo("import-" + first);
  }

  @Test
  void figures_that_only_a_proxy_answers_for_are_not_shown_as_live() {
    page().route(Pattern.compile(".*/events$"), route -> route.abort());
    page()
        .route(
            Pattern.compile(".*/imports\\?.*"),
            route -> route.fulfill(new Route.FulfillOptions().setStatus(502)));
    person().open("/imports");
    page().locator("[data-lost]").waitFor();
    page().unroute(Pattern.compile(".*/imports\\?.*"));
  }

  @Test
  void progress_goes_on_where_something_keeps_the_events() throws Exception {
    long id = person().upload(carrier().sheet("SILENT-", 8, true));
    misbehave("SILENT-1", "\"delay_ms\":2000");
    keep_events();
    begin_placing(id);
    page().locator("#progress[data-stage=PLACING]").waitFor();
    Users.visit(server(), "view").awaitRest(id);
    assertThat(page().locator("#progress").count()).as("the page has heard nothing").isEqualTo(1);
    let_silence_pass();
    person().atRest();
    assertThat(person().text(".verdict")).isEqualTo("8 of 8 orders placed.");
  }

  @Test
  void without_orders_in_doubt_none_is_spoken_of() throws Exception {
    person().open("/in-doubt");
    assertThat(person().text("main"))
        .contains("No order is in doubt")
        .doesNotContain("whether they arrived");
  }

  @Test
  void the_id_of_another_order_is_not_taken() throws Exception {
    long id = person().upload(carrier().sheet("ID-", 2, true));
    misbehave("ID-2", "\"fault\":\"RESET\"");
    place(id);
    String taken =
        jdbc()
            .sql("select carrier_order_id from orders where order_ref = 'ID-1'")
            .query(String.class)
            .single();
    Locator doubt = page().locator(".doubt", new Page.LocatorOptions().setHasText("ID-2"));
    person().open("/in-doubt");
    doubt.locator("input[name=carrierOrderId]").fill(taken);
    doubt.locator("button", new Locator.LocatorOptions().setHasText("Mark as accepted")).click();
    await(".notices .note", "already has that id");
    assertThat(doubt.count()).isEqualTo(1);
    doubt.locator("input[name=carrierOrderId]").fill("own-" + taken);
    doubt.locator("button", new Locator.LocatorOptions().setHasText("Mark as accepted")).click();
    await(".notices .note", "telecomx has order ID-2");
    person().open("/imports/" + id);
    assertThat(person().text("main"))
        .containsPattern("Accepted, according to\\s+\\w+ .*telecomx ID-2")
        .as("there is no doubt any more")
        .doesNotContain("whether it arrived", "ACCEPTED");
    person().open("/imports/" + id + "/orders?q=ID-2");
    page().locator(".orders summary").first().click();
    page().locator(".detail pre").first().waitFor();
    assertThat(person().text(".detail"))
        .contains("Resolved by anna")
        .doesNotContain("whether it arrived", "Ask the carrier");
  }

  @Test
  void a_file_from_an_inbox_names_the_inbox() throws Exception {
    Path sheet = carrier().sheet("INBOX-", 2, true);
    person().open("/imports");
    // It is as old as one that nobody writes any more.
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
    person().atRest();
    assertThat(person().text("main")).contains("From the inbox");
  }

  @Test
  void an_import_with_nothing_to_place_can_be_discarded() throws Exception {
    Path minutes = Files.writeString(folder.resolve("minutes.csv"), "a;b\n1;2\n");
    long id = person().upload(minutes);
    person().press("Discard this import");
    await(".notices .note", "Import %d was discarded".formatted(id));
    assertThat(page().locator("#import-" + id).count()).isZero();
    assertThat(person().upload(minutes)).as("it can be uploaded again").isGreaterThan(id);

    Path mistake = carrier().sheet("GONE-", 1, false);
    long wrong = person().upload(mistake);
    Path results =
        Objects.requireNonNull(ground).dataDir().resolve("reports").resolve(String.valueOf(wrong));
    assertThat(results).isDirectory();
    assertThat(person().text("main"))
        .contains("None of its orders was sent. The file can be uploaded again.");
    person().press("Discard this import");
    await(".notices .note", "Import %d was discarded".formatted(wrong));
    assertThat(page().locator("#import-" + wrong).count()).isZero();
    assertThat(results).as("nobody would delete them later").doesNotExist();
    person().open("/imports/" + wrong + "/orders");
    assertThat(person().text("main")).contains("Page not found", "the page no longer exists");
    person().press("Back to the imports");
    page().waitForURL("**/imports");

    Path sheet = carrier().sheet("TWICE-", 1, true);
    place(person().upload(sheet));
    Files.writeString(sheet, Files.readString(sheet).replace("FIBER", "Fiber"));
    long before = person().upload(sheet);
    assertThat(person().text(".stage")).isEqualTo("already placed");
    person().press("Discard this import");
    await(".notices .note", "Import %d was discarded".formatted(before));
    assertThat(
            jdbc()
                .sql("select status from orders where order_ref = 'TWICE-1'")
                .query(String.class)
                .list())
        .containsExactly("ACCEPTED");

    long held = person().upload(carrier().sheet("KEEP-", 2, true));
    assertThat(person().text("main")).doesNotContain("Discard this import");
    HttpUser other = Users.visit(server(), "upload");
    other.post("/imports/%d/discard".formatted(held), Map.of());
    person().open("/imports/" + held);
    assertThat(person().text(".verdict")).startsWith("2 of 2 orders can be placed");
  }

  @Test
  void where_a_hint_names_an_option_the_page_says_where_to_choose_it() throws Exception {
    Path sheet = carrier().sheet("OPTION-", 1, true);
    Files.writeString(
        sheet,
        Files.readString(sheet)
            .replace("ipAddresses", "ipAddresses;startDate")
            .replace(";4\n", ";4;03/04/2027\n"));
    long id = person().upload(sheet);
    person().open("/imports/" + id + "/problems");
    assertThat(person().text("main"))
        .contains("choose the date order under “File options”")
        .doesNotContain("--date-order");
    person().open("/imports/" + id);
    assertThat(person().text("form.reread")).contains("File options");
  }

  @Test
  void an_error_while_reading_names_the_file_and_what_is_safe_next() throws Exception {
    change("alter table orders add constraint boom check (order_ref not like 'READ-%') not valid");
    try {
      person().upload(carrier().sheet("READ-", 2, true));
      unexpected("reading READ-.csv");
      assertThat(person().text(".stage")).as("nobody paused it").isEqualTo("stopped");
      assertThat(person().text(".verdict"))
          .isEqualTo("The file was not read to its end, so there are no orders yet.");
      assertThat(person().text(".next"))
          .contains("“Resume” continues it, and sends no order twice");
    } finally {
      change("alter table orders drop constraint boom");
    }
    person().press("Resume");
    await(".verdict", "2 of 2 orders can be placed");
    assertThat(person().text("main")).doesNotContain("Unexpected error");
  }

  @Test
  void an_error_while_placing_names_the_file_and_what_is_safe_next() throws Exception {
    long id = person().upload(carrier().sheet("SEND-", 2, true));
    change("alter table attempt add constraint boom check (order_id <> " + order("SEND-1") + ")");
    try {
      place(id);
      unexpected("placing the orders of SEND-.csv");
      assertThat(person().text(".stage")).as("nobody paused it").isEqualTo("stopped");
      assertThat(person().text(".verdict"))
          .isEqualTo("Stopped: 0 of 2 orders placed, 2 not placed yet.");
      assertThat(person().text(".next"))
          .contains("“Resume” continues it, and sends no order twice");
    } finally {
      change("alter table attempt drop constraint boom");
    }
    person().press("Resume");
    await(".verdict", "2 of 2 orders placed");
    assertThat(carrier().accepted()).containsOnlyOnce("SEND-1", "SEND-2");
  }

  @Test
  void an_error_of_a_page_names_what_was_being_done_and_to_which_file() throws Exception {
    long id = person().upload(carrier().sheet("PAGE-", 2, true));
    change("alter table orders rename to orders_away");
    try {
      person().open("/imports/" + id);
      unexpected("showing PAGE-.csv");
      assertThat(person().text("main")).contains("Nothing was changed. Try again in a minute");
    } finally {
      change("alter table orders_away rename to orders");
    }
    person().open("/imports/" + id + "/place");
    page().locator("input[name=sure]").check();
    change("alter table import_event rename to import_event_away");
    try {
      person().press("Place 2");
      unexpected("placing the orders of PAGE-.csv");
      assertThat(person().text("main")).contains("Check whether it was done", "sent twice");
    } finally {
      change("alter table import_event_away rename to import_event");
    }
    person().press("Import " + id);
    await(".verdict", "2 of 2 orders can be placed");
  }

  private void change(String table) {
    jdbc().sql(table).update();
  }

  private long order(String name) {
    return jdbc()
        .sql("select id from orders where order_ref = ?")
        .param(name)
        .query(Long.class)
        .single();
  }

  private void unexpected(String doing) {
    await("main", "Unexpected error while " + doing);
    assertThat(person().text("main"))
        .contains("log file")
        .doesNotContain("Exception", "orderimport", "org.", "java.");
  }
}
