package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes screenshots of each page in each of its states, for review: target/pictures. */
@Tag("long")
class ScreenshotTest {
  private static final Path FOLDER = Path.of("target", "pictures");

  @TempDir Path folder;

  @Test
  void each_page_fits_in_light_and_dark_wide_and_narrow() throws Exception {
    try (FaultyFakeCarrier carrier = FaultyFakeCarrier.start(folder.resolve("journal.jsonl"));
        Server server = Server.Installation.create(settings(carrier)).start();
        BrowserUser uploader = new BrowserUser(server);
        BrowserUser placer = new BrowserUser(server)) {
      uploader.logIn("upload", "upload-secret");
      shootLogin(placer);
      placer.logIn("both", "both-secret");
      placer.open("/imports");
      shoot(placer, "empty");
      placer.open("/in-doubt");
      shoot(placer, "doubt-none");

      String mistakes =
          "/imports/" + uploader.upload(Path.of("input-samples/sites-with-mistakes.xlsx"));
      String sites = "/imports/" + uploader.upload(Path.of("input-samples/granite-30-sites.xlsx"));
      String real = "/imports/" + uploader.upload(carrier.sheet(folder));
      shootPreview(placer, mistakes);
      shootPlacing(placer, sites);
      shootDone(placer, real, carrier);
      shootRejections(placer, uploader);
      for (String language : List.of("nb", "da")) {
        chooseLanguage(placer, language);
        shoot(placer, "preview-" + language, mistakes);
        shoot(placer, "problems-" + language, mistakes + "/problems");
        shoot(placer, "done-doubt-" + language, real);
        shoot(placer, "doubt-" + language, "/in-doubt");
        shoot(placer, "imports-" + language, "/imports");
        shoot(placer, "templates-" + language, "/templates");
        shoot(placer, "place-" + language, mistakes + "/place");
        shoot(placer, "missing-" + language, "/imports/999");
      }
      chooseLanguage(placer, "en");
      shootExpiredSession(placer, mistakes);
      assertThat(placer.consoleErrors()).allMatch(error -> error.contains("403"));
    }
  }

  @Test
  void suggestions_fit_in_light_and_dark_wide_and_narrow() throws Exception {
    Map<String, String> settings = new HashMap<>(Users.settings());
    settings.put("order-import.carriers.telecomx.base-url", "sandbox");
    settings.put("order-import.carriers.telecomx.auth.type", "none");
    settings.put("order-import.carriers.telecomx.address-check", "true");
    try (Server server = Server.Installation.create(settings).start();
        BrowserUser uploader = new BrowserUser(server);
        BrowserUser viewer = new BrowserUser(server)) {
      uploader.logIn("upload", "upload-secret");
      viewer.logIn("view", "view-secret");
      String sites = "/imports/" + uploader.upload(sitesWithWrongAddresses());
      shoot(uploader, "suggestions-preview", sites);
      shoot(viewer, "suggestions-viewer", sites + "/problems");
      shoot(uploader, "suggestions", sites + "/problems");
      for (String language : List.of("nb", "da")) {
        chooseLanguage(uploader, language);
        shoot(uploader, "suggestions-" + language, sites + "/problems");
      }
      chooseLanguage(uploader, "en");
      uploader.open(sites + "/problems");
      uploader.page().locator(".suggestions button").first().click();
      uploader.page().locator("#edit-message:has-text('Saved')").waitFor();
      shoot(uploader, "suggestions-applied");
      assertThat(uploader.consoleErrors()).isEmpty();
    }
  }

  @Test
  void tokens_fit_in_light_and_dark_wide_and_narrow() throws Exception {
    try (Server server = Server.Installation.create(Users.settings()).start();
        BrowserUser administrator = new BrowserUser(server)) {
      administrator.logIn("admin", "admin-secret");
      shoot(administrator, "tokens-none", "/tokens");
      administrator.page().getByLabel("Name").fill("ERP of the sales department");
      administrator.page().getByLabel("Place orders").check();
      administrator.press("Make token");
      administrator.page().locator("code.hash").waitFor();
      shoot(administrator, "tokens-made");
      administrator.press("Revoke");
      administrator.page().locator(".note").waitFor();
      for (String language : List.of("en", "nb", "da")) {
        chooseLanguage(administrator, language);
        shoot(administrator, "tokens-" + language, "/tokens");
      }
      assertThat(administrator.consoleErrors()).isEmpty();
    }
  }

  @Test
  void reviews_inboxes_and_doubts_fit_in_light_and_dark_wide_and_narrow() throws Exception {
    try (FaultyFakeCarrier carrier = FaultyFakeCarrier.start(folder.resolve("journal.jsonl"))) {
      Map<String, String> settings = settings(carrier);
      settings.put(
          "order-import.inboxes[0].folder",
          Files.createDirectories(folder.resolve("i")).toString());
      settings.put("order-import.inboxes[0].name", "north");
      settings.put("order-import.inboxes[0].cron", "0 0 2 * * *");
      settings.put("order-import.inboxes[1].folder", folder.resolve("missing").toString());
      settings.put("order-import.inboxes[1].name", "south");
      settings.put("order-import.inboxes[1].watch", "true");
      settings.put("order-import.inboxes[1].hold", "true");
      Files.copy(Path.of("input-samples/sites-with-mistakes.xlsx"), folder.resolve("i/night.xlsx"));
      try (Server server = Server.Installation.create(settings).start();
          BrowserUser uploader = new BrowserUser(server);
          BrowserUser bo = new BrowserUser(server);
          BrowserUser administrator = new BrowserUser(server)) {
        uploader.logIn("upload", "upload-secret");
        bo.logIn("place", "place-secret");
        administrator.logIn("admin", "admin-secret");
        String real = "/imports/" + uploader.upload(carrier.sheet(folder));
        shoot(uploader, "review-uploader", real);
        shoot(bo, "review-none", real);
        bo.page()
            .locator("#review-comment")
            .fill("The prices are of last year.\nAsk for new ones.");
        bo.press("Send back");
        bo.page().locator(".notices .note").waitFor();
        shoot(bo, "review-sent-back");
        shoot(uploader, "notices", "/notices");
        shoot(uploader, "review-to-fix", real);
        uploader.page().locator("#review-comment").fill("Done.");
        uploader.press("Ask for review again");
        bo.open(real);
        bo.press("Approve");
        bo.page().locator(".notices .note").waitFor();
        shoot(bo, "review-approved");
        carrier.injectFaults();
        bo.open(real + "/place");
        bo.page().locator("input[name=sure]").check();
        bo.press("Place");
        bo.page().locator(".next.DONE").waitFor();
        bo.open("/in-doubt");
        bo.page().locator(".doubt summary").first().click();
        shoot(bo, "doubt-question");
        bo.page().locator(".doubt input[name^=id-]").first().fill("OPP-1");
        bo.press("Mark as accepted");
        bo.page().locator(".resolved").waitFor();
        shoot(bo, "doubt-recorded");
        bo.open("/inboxes");
        bo.press("Run now");
        for (int tries = 0;
            tries < 300 && bo.page().locator(".inbox .files li").count() == 0;
            tries++) {
          Thread.sleep(200);
          bo.open("/inboxes");
        }
        shoot(bo, "inboxes");
        shoot(administrator, "audit", "/audit");
        shoot(administrator, "audit-none", "/audit?until=2001-01-01");
        assertThat(bo.consoleErrors()).isEmpty();
      }
    }
  }

  @Test
  void work_orders_and_statistics_fit_in_light_and_dark_wide_and_narrow() throws Exception {
    Map<String, String> settings = new HashMap<>(Users.settings());
    Users.add(settings, "both", "upload,place");
    Server.Installation installation = Server.Installation.create(settings);
    JdbcClient jdbc = JdbcClient.create(installation.database().dataSource());
    try (Server server = installation.start();
        BrowserUser user = new BrowserUser(server)) {
      user.logIn("both", "both-secret");
      shoot(user, "home-empty", "/imports");
      String prices = "/imports/" + user.upload(sitesWithPrices());
      shoot(user, "totals", prices);
      shoot(user, "totals-place", prices + "/place");
      user.press("Place");
      user.awaitIdle();
      user.upload(Path.of("input-samples/sites-with-mistakes.xlsx"));
      user.upload(Files.copy(Path.of("input-samples/sites.xlsx"), folder.resolve("new.xlsx")));
      user.upload(Files.writeString(folder.resolve("minutes.csv"), "a;b\n1;2\n"));
      insertPast(jdbc);
      shoot(user, "orderlist", prices + "/orders?sort=-city");
      user.page().locator(".orderlist td a").first().click();
      user.page().locator(".timeline").waitFor();
      shoot(user, "order-tracked");
      for (String language : List.of("en", "nb", "da")) {
        chooseLanguage(user, language);
        shoot(user, "home-" + language, "/imports");
        shoot(user, "home-filtered-" + language, "/imports?state=TO_FIX");
        shoot(user, "orderlist-" + language, prices + "/orders?sort=city");
        shoot(user, "statistics-" + language, "/statistics?environment=sandbox");
      }
      assertThat(user.consoleErrors()).isEmpty();
    }
  }

  private Path sitesWithPrices() throws Exception {
    StringBuilder sheet =
        new StringBuilder(
            "carrier;order_ref;Ordretype;Kundenummer;Gate;Husnr;Postnr;Poststed;Varenr;Månedspris;"
                + "Etablering;Valuta;Antall;Leveringsdato\n");
    List<String> towns = List.of("0150;OSLO", "5003;BERGEN", "7010;TRONDHEIM", "9008;TROMSØ");
    for (int i = 1; i <= 40; i++) {
      sheet.append(
          "globalconnect;SITE-%d;NEW_SALE;136001;Storgata;%d;%s;22000080;%s;%s;%s;1;2027-03-%02d\n"
              .formatted(
                  2000 + i,
                  i,
                  towns.get(i % towns.size()),
                  i % 9 == 0 ? "" : "499",
                  i % 9 == 0 ? "" : "15000",
                  i % 9 == 0 ? "" : i % 7 == 0 ? "DKK" : "NOK",
                  1 + i % 28));
    }
    return Files.writeString(folder.resolve("sites in the north.csv"), sheet);
  }

  /** Spreads the orders over a month, with states and offers of their carriers. */
  private static void insertPast(JdbcClient jdbc) {
    for (String sql :
        List.of(
            "update attempt set started_at = now() - order_id % 27 * interval '1 d'",
            "update orders set status = 'REJECTED' where id % 11 = 0 and status = 'ACCEPTED'",
            """
            update order_tracking set status = 'DLRD', since = now(), checked_at = now(),
              asked_at = now(), next_check_at = now() + interval '1 y', delivered_at = now() + order_id % 19 * interval '1 d',
              details = '[{"name":"status_text","value":"Delivery received"}]'\
            """,
            """
            insert into order_status_change
              (order_id, noticed_at, previous, status, final, since, details, to_notify)
            select order_id, now(), 'LEAD', 'DLRD', false, now(),
              '[{"name":"status_text","value":"Delivery received"}]', false
            from order_tracking order by order_id limit 12\
            """,
            """
            update order_tracking set offers = jsonb_build_array(jsonb_build_object(
              'carrier', 'telecomx-offer', 'cells', jsonb_build_array(
                jsonb_build_object('heading', 'request', 'value', order_id::text, 'isNumber', false),
                jsonb_build_object('heading', 'monthly_price', 'value', '499', 'isNumber', true),
                jsonb_build_object('heading', 'expires', 'value', (now() + interval '3 d')::date::text,
                  'isNumber', false))))
            where order_id % 13 = 0\
            """,
            "insert into inbox (name) values ('north')",
            """
            insert into inbox_run (inbox, trigger_type, started_at, ended_at)
            values ('north', 'SCHEDULE', now(), now())\
            """,
            """
            insert into inbox_file (run_id, name, path, exit_code, processed)
            select id, 'sites.csv', '/in/failed/sites.csv', 3, true from inbox_run\
            """)) {
      jdbc.sql(sql).update();
    }
  }

  private Path sitesWithWrongAddresses() throws Exception {
    return Files.writeString(
        folder.resolve("sites in Denmark.csv"),
        """
        carrier,order_ref,type,ipAddresses,address.address,address.zip,address.city
        telecomx,SITE-1,FIBER,8,Nørregade 5,5001,Odense C
        telecomx,SITE-2,FIBER,8,Vestergade 19,8000,Aarhus C
        telecomx,SITE-3,FIBER,8,Nørregade 7,5001,Odense C
        telecomx,SITE-4,FIBER,8,Vestergade 6,1000,Herning
        telecomx,SITE-5,FIBER,8,Algade 99,4000,Roskilde
        telecomx,SITE-6,FIBER,8,Nørregade 11,5000,Odense C
        """);
  }

  private static Map<String, String> settings(FaultyFakeCarrier carrier) {
    Map<String, String> settings = new HashMap<>(Users.settings());
    Users.add(settings, "both", "upload,place");
    settings.putAll(carrier.settings());
    settings.put("order-import.web.four-eyes", "true");
    settings.put("order-import.carriers.granite.rate-limit.requests", "1");
    settings.put("order-import.carriers.granite.rate-limit.per", "2s");
    return settings;
  }

  private static void shootLogin(BrowserUser browserUser) {
    shoot(browserUser, "login", "/login");
    shoot(browserUser, "login-rate-limited", "/login?rate-limited");
    browserUser.open("/login");
    browserUser.page().getByLabel("Name").fill("anna");
    browserUser.page().getByLabel("Password").fill("wrong");
    browserUser.press("Log in");
    browserUser.page().locator("[role=alert]").waitFor();
    shoot(browserUser, "login-wrong");
  }

  private static void shootPreview(BrowserUser browserUser, String mistakes) {
    shoot(browserUser, "preview", mistakes);
    browserUser.page().locator("details summary").first().click();
    browserUser.page().locator("details summary").last().click();
    shoot(browserUser, "preview-open");
    shoot(browserUser, "columns", mistakes + "/columns");
    shoot(browserUser, "problems", mistakes + "/problems");
    browserUser.page().locator("details summary").first().click();
    browserUser.page().locator(".kinds a").first().click();
    browserUser.page().waitForURL("**code=**");
    shoot(browserUser, "problems-filtered");
    browserUser.open(mistakes + "/orders");
    shoot(browserUser, "orders");
    browserUser.page().locator(".orderlist td a").first().click();
    browserUser.page().locator(".timeline").waitFor();
    shoot(browserUser, "order");
    shoot(browserUser, "orders-none", mistakes + "/orders?q=nowhere");
  }

  private static void shootPlacing(BrowserUser browserUser, String sites) {
    shoot(browserUser, "problems-none", sites + "/problems");
    shoot(browserUser, "place", sites + "/place");
    browserUser.press("Place");
    browserUser.page().locator("#progress[data-stage=PLACING]").waitFor();
    browserUser.page().waitForTimeout(2500);
    shoot(browserUser, "placing");
    browserUser.press("Pause");
    browserUser.page().locator(".next.STOPPED").waitFor();
    shoot(browserUser, "paused");
    browserUser.press("Resume");
    browserUser.awaitIdle();
    shoot(browserUser, "done");
  }

  private static void shootDone(BrowserUser browserUser, String real, FaultyFakeCarrier carrier)
      throws Exception {
    shoot(browserUser, "preview-real", real);
    shoot(browserUser, "place-real", real + "/place");
    carrier.injectFaults();
    browserUser.page().locator("input[name=sure]").check();
    browserUser.press("Place");
    browserUser.page().locator(".next.DONE").waitFor();
    shoot(browserUser, "done-doubt");
    shoot(browserUser, "orders-done", real + "/orders");
    shoot(browserUser, "doubt", "/in-doubt");
    shoot(browserUser, "imports", "/imports");
    shoot(browserUser, "search", "/imports?q=W-");
    shoot(browserUser, "search-none", "/imports?q=nowhere");
    shoot(browserUser, "templates", "/templates");
  }

  private void shootRejections(BrowserUser placer, BrowserUser uploader) throws Exception {
    Path text = Files.writeString(folder.resolve("minutes of the meeting.csv"), "a;b\n1;2\n");
    shoot(uploader, "failed", "/imports/" + uploader.upload(text));
    uploader.open("/imports");
    uploader.page().locator("#file").setInputFiles(Path.of("input-samples/granite-30-sites.xlsx"));
    uploader.page().waitForURL("**/imports/*");
    shoot(uploader, "taken-before");
    shoot(uploader, "rejected-large", "/imports?rejected=large");
    shoot(uploader, "doubt-uploader", "/in-doubt");
    shoot(uploader, "forbidden", "/imports/1/place");
    placer.open("/imports");
    Path own = Files.copy(Path.of("input-samples/sites.xlsx"), folder.resolve("own.xlsx"));
    String ownImport = "/imports/" + placer.upload(own);
    shoot(placer, "place-two", ownImport + "/place");
  }

  private static void shootExpiredSession(BrowserUser browserUser, String page) {
    browserUser.open(page);
    browserUser.page().context().clearCookies();
    browserUser.page().locator("form.reread summary").click();
    browserUser.press("Read again");
    browserUser.page().locator("h1").waitFor();
    shoot(browserUser, "expired");
  }

  private static void chooseLanguage(BrowserUser browserUser, String language) {
    browserUser.open("/templates");
    browserUser.page().locator("#language").selectOption(language);
    browserUser.page().locator("html[lang=" + language + "]").waitFor();
  }

  private static void shoot(BrowserUser browserUser, String name, String path) {
    browserUser.open(path);
    shoot(browserUser, name);
  }

  /** Also checks the page against the accessibility rules and for use without a mouse. */
  private static void shoot(BrowserUser browserUser, String name) {
    Page page = browserUser.page();
    page.setViewportSize(1180, 800);
    Axe.check(page);
    if (!name.startsWith("placing")) {
      new Keyboard(page).assertTabReachesAllControls();
    }
    if (page.locator("html").getAttribute("lang").startsWith("en")
        && !List.of("placing", "expired").contains(name)) {
      Axe.checkInOtherLanguages(page);
    }
    page.evaluate("document.activeElement.blur()");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {1180, 390}) {
        page.setViewportSize(width, 800);
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
            .as(name + " is as wide as the window")
            .isEqualTo(width);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(
                    FOLDER.resolve(
                        "%s-%s-%d.png"
                            .formatted(name, scheme.name().toLowerCase(Locale.ROOT), width))));
      }
    }
  }
}
