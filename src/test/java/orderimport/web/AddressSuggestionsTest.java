package orderimport.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.address.AddressRegister;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The problems of an address have the addresses that the carrier knows, to be copied or applied.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressSuggestionsTest {
  private static final String HEADINGS =
      "carrier,order_ref,type,ipAddresses,address.address,address.zip,address.city\n";
  private static final Pattern CHOICE = Pattern.compile("name=\"use\" value=\"([\\d:]+)\"");
  private static final String NOTHING = "Nothing was changed";

  private final AtomicInteger otherRequests = new AtomicInteger();
  private @Nullable HttpServer telecomx;
  private @Nullable Server startedServer;
  private @Nullable JdbcClient jdbc;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @BeforeAll
  void start() throws Exception {
    HttpServer carrier =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    carrier.createContext(
        "/customer/address/lookup",
        new AddressRegister()
            .home("Vestergade", "12", "st", "tv", 8000, "Aarhus C")
            .home("Vestergade", "12", "1", "th", 8000, "Aarhus C")
            .home("Skolegade", "5", "", "", 5000, "Odense C")
            .home("Skolegade", "7", "", "", 5000, "Odense C")
            .home("Algade", "3", "", "", 4000, "Roskilde")
            .home("Algade", "3", "", "", 9000, "Aalborg"));
    carrier.createContext(
        "/",
        exchange -> {
          otherRequests.incrementAndGet();
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    carrier.start();
    telecomx = carrier;
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place");
    Users.add(settings, "bo", "upload,place");
    settings.put("order-import.web.four-eyes", "true");
    settings.put(
        "order-import.carriers.telecomx.base-url",
        "http://127.0.0.1:" + carrier.getAddress().getPort());
    settings.put("order-import.carriers.telecomx.address-check", "true");
    Server.Installation installation = Server.Installation.create(settings);
    jdbc = JdbcClient.create(installation.database().dataSource());
    startedServer = installation.start();
  }

  @AfterAll
  void stop() {
    server().close();
    Objects.requireNonNull(telecomx).stop(0);
  }

  private Server server() {
    return Objects.requireNonNull(startedServer);
  }

  private JdbcClient jdbc() {
    return Objects.requireNonNull(jdbc);
  }

  private HttpUser anna() throws Exception {
    return Users.logIn(server(), "anna");
  }

  /** A row of the sheet; the address is {@code street,zip,city}. */
  private static String row(String orderRef, String address) {
    return "telecomx,%s,FIBER,8,%s\n".formatted(orderRef, address);
  }

  private static long upload(HttpUser user, String... rows) throws Exception {
    return user.importNew("sites.csv", (HEADINGS + String.join("", rows)).getBytes(UTF_8));
  }

  private static List<String> choices(HttpUser user, long id) throws Exception {
    Matcher choice = CHOICE.matcher(user.get("/imports/%d/problems".formatted(id)).body());
    return choice.results().map(found -> found.group(1)).toList();
  }

  /** Applies suggestions; returns the import that it led to. */
  private static long apply(HttpUser user, long id, Map<String, String> fields) throws Exception {
    HttpResponse<String> response = user.post("/imports/%d/suggestions".formatted(id), fields);
    String location = response.headers().firstValue("location").orElse("none");
    assertThat(location).matches(".*/imports/\\d+");
    long result = Long.parseLong(location.replaceAll(".*/", ""));
    user.awaitIdle(result);
    return result;
  }

  /** The page that follows if nothing can be applied. */
  private String rejected(HttpUser user, long id, Map<String, String> fields) throws Exception {
    long imports = countImports();
    HttpResponse<String> response = user.post("/imports/%d/suggestions".formatted(id), fields);
    assertThat(response.headers().firstValue("location").orElse("none"))
        .endsWith("/imports/%d/problems".formatted(id));
    String page = user.get("/imports/%d/problems".formatted(id)).body();
    assertThat(countImports()).isEqualTo(imports);
    return page;
  }

  private long countImports() {
    return jdbc().sql("select count(*) from import").query(Long.class).single();
  }

  private List<String> orders(long id) {
    return jdbc()
        .sql("select order_ref || ' ' || status from orders where import_id = ? order by order_ref")
        .param(id)
        .query(String.class)
        .list();
  }

  private String address(long id, String orderRef) {
    return jdbc()
        .sql(
            "select concat_ws(', ', request -> 'address' ->> 'address', request -> 'address' ->> 'zip',"
                + " request -> 'address' ->> 'city') from (select order_ref, request::jsonb as request"
                + " from orders where import_id = ?) o where order_ref = ?")
        .params(id, orderRef)
        .query(String.class)
        .single();
  }

  @Test
  void a_suggested_value_is_copied_by_its_button() throws Exception {
    Path sheet = folder.resolve("copied.csv");
    Files.writeString(sheet, HEADINGS + row("COPY-1", "Vestergade 12,8000,Aarhus C"));
    try (BrowserUser user = new BrowserUser(server())) {
      user.logIn("anna", "anna-secret");
      long id = user.upload(sheet);
      user.open("/imports/" + id + "/problems");

      assertThat(user.page().locator(".suggestions code").allInnerTexts())
          .containsExactly("Vestergade 12, st. tv", "Vestergade 12, 1. th");
      user.press("Copy");
      user.page().locator(".suggestions [role=status]:has-text('Copied')").waitFor();
      Axe.check(user.page());
      user.open("/imports/" + id + "/orders");
      Locator search = user.page().locator("#q");
      search.focus();
      search.press("Control+v");
      assertThat(search.inputValue()).isEqualTo("Vestergade 12, st. tv");
      assertThat(user.consoleErrors()).isEmpty();
    }
  }

  @Test
  void one_click_applies_a_suggestion_to_a_new_import() throws Exception {
    Path sheet = folder.resolve("clicked.csv");
    Files.writeString(
        sheet,
        HEADINGS
            + row("CLICK-1", "Vestergade 12,8000,Aarhus C")
            + row("CLICK-2", "Skolegade 5,5000,Odense C")
            + row("CLICK-3", "Skolegade 99,5000,Odense C"));
    int before = otherRequests.get();
    try (BrowserUser user = new BrowserUser(server())) {
      user.logIn("anna", "anna-secret");
      long id = user.upload(sheet);
      user.press("Apply suggestions");
      new Keyboard(user.page()).assertTabReachesAllControls();
      user.page()
          .locator(".suggestions li:has(code:text-is('Vestergade 12, 1. th')) button[name=use]")
          .click();
      user.page().waitForURL(url -> url.matches(".*/imports/\\d+") && !url.endsWith("/" + id));
      long applied = user.awaitIdle();

      assertThat(user.text("h1")).isEqualTo("import-%d-fix-and-reimport.xlsx".formatted(id));
      assertThat(user.text(".verdict")).startsWith("1 of 2 orders can be placed");
      assertThat(user.text("main"))
          .contains("Suggestions of import %d applied by".formatted(id), "anna");
      Axe.check(user.page());
      assertThat(orders(applied)).containsExactly("CLICK-1 HELD", "CLICK-3 INVALID");
      assertThat(address(applied, "CLICK-1")).isEqualTo("Vestergade 12, 1. th, 8000, Aarhus C");
      assertThat(orders(id)).containsExactly("CLICK-1 INVALID", "CLICK-2 HELD", "CLICK-3 INVALID");
      user.open("/imports/" + id);
      assertThat(user.page().locator("main a[href$='/imports/%d']".formatted(applied)).count())
          .as("links to the import that fixes it")
          .isPositive();
      assertThat(user.consoleErrors()).isEmpty();
    }
    assertThat(otherRequests).as("nothing is placed").hasValue(before);
  }

  @Test
  void ticked_suggestions_lead_to_one_import() throws Exception {
    HttpUser anna = anna();
    long id =
        upload(
            anna,
            row("TICK-1", "Vestergade 12,8000,Aarhus C"),
            row("TICK-2", "Skolegade 5,5001,Odense C"),
            row("TICK-3", "Algade 3,1000,Nowhere"),
            row("TICK-4", "Algade 3,1000,Nowhere"));
    List<String> choices = choices(anna, id);
    assertThat(choices).as("two, one, two and two").hasSize(7);
    assertThat(anna.get("/imports/%d/problems".formatted(id)).body())
        .contains("4000, Roskilde", "9000, Aalborg");

    long applied =
        apply(
            anna,
            id,
            Map.of(
                "choice-1", choices.get(1),
                "choice-2", choices.get(2),
                "choice-3", choices.get(4),
                "choice-4", ""));

    assertThat(orders(applied))
        .containsExactly("TICK-1 HELD", "TICK-2 HELD", "TICK-3 HELD", "TICK-4 INVALID");
    assertThat(address(applied, "TICK-1")).isEqualTo("Vestergade 12, 1. th, 8000, Aarhus C");
    assertThat(address(applied, "TICK-2")).isEqualTo("Skolegade 5, 5000, Odense C");
    assertThat(address(applied, "TICK-3")).isEqualTo("Algade 3, 9000, Aalborg");
  }

  @Test
  void a_pressed_button_also_applies_what_is_ticked() throws Exception {
    HttpUser anna = anna();
    long id =
        upload(
            anna,
            row("PRESS-1", "Vestergade 12,8000,Aarhus C"),
            row("PRESS-2", "Skolegade 5,5001,Odense C"));
    List<String> choices = choices(anna, id);

    long applied =
        apply(
            anna,
            id,
            Map.of("choice-1", choices.get(0), "choice-2", choices.get(2), "use", choices.get(1)));

    assertThat(orders(applied)).containsExactly("PRESS-1 HELD", "PRESS-2 HELD");
    assertThat(address(applied, "PRESS-1")).isEqualTo("Vestergade 12, 1. th, 8000, Aarhus C");
  }

  @Test
  void all_unambiguous_suggestions_are_applied_at_once() throws Exception {
    HttpUser anna = anna();
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      rows.append(row("ALL-" + i, "Skolegade 5,5001,Odense C"));
    }
    long id = upload(anna, rows.toString(), row("ALL-60", "Vestergade 12,8000,Aarhus C"));
    assertThat(anna.get("/imports/%d/problems".formatted(id)).body())
        .contains("Apply all 60 unambiguous suggestions");

    long applied = apply(anna, id, Map.of("all", "true"));

    assertThat(orders(applied)).hasSize(61).contains("ALL-60 INVALID", "ALL-0 HELD", "ALL-59 HELD");
  }

  @Test
  void the_same_suggestions_are_applied_only_once() throws Exception {
    HttpUser anna = anna();
    long id =
        upload(
            anna,
            row("ONCE-1", "Vestergade 12,8000,Aarhus C"),
            row("ONCE-2", "Skolegade 5,5001,Odense C"));
    List<String> choices = choices(anna, id);
    long applied = apply(anna, id, Map.of("use", choices.get(0)));
    HttpUser bo = Users.logIn(server(), "bo");

    assertThat(apply(bo, id, Map.of("use", choices.get(0)))).isEqualTo(applied);
    long other = apply(bo, id, Map.of("use", choices.get(1)));

    assertThat(other).isNotEqualTo(applied);
    bo.post("/imports/%d/suggestions".formatted(id), Map.of("use", choices.get(0)));
    assertThat(bo.get("/imports/" + applied).body()).contains("were applied before");
  }

  @Test
  void what_cannot_be_applied_changes_nothing() throws Exception {
    HttpUser anna = anna();
    long id =
        upload(
            anna,
            row("STALE-1", "Vestergade 12,8000,Aarhus C"),
            row("STALE-2", "Skolegade 5,5001,Odense C"),
            row("STALE-3", "Skolegade 7,5000,Odense C"));
    List<String> choices = choices(anna, id);
    long other = upload(anna, row("STALE-9", "Skolegade 5,5001,Odense C"));
    String elsewhere = choices(anna, other).get(0);

    assertThat(rejected(anna, id, Map.of())).contains(NOTHING, "tick a suggestion first");
    for (String choice :
        List.of(elsewhere, choices.get(2).replaceAll(":.*", ":1"), "1", "x:1", "-1:0")) {
      assertThat(rejected(anna, id, Map.of("use", choice, "choice", choices.get(0))))
          .as(choice)
          .contains(NOTHING, "no longer applies");
    }
    jdbc().sql("delete from problem where import_id = ?").param(id).update();
    assertThat(rejected(anna, id, Map.of("use", choices.get(0)))).contains(NOTHING);
    assertThat(rejected(anna, id, Map.of("all", "true"))).contains(NOTHING);
    jdbc().sql("update orders set status = 'HELD' where import_id = ?").param(other).update();
    assertThat(rejected(anna, other, Map.of("use", elsewhere))).contains(NOTHING);
    assertThat(anna.post("/imports/9999/suggestions", Map.of("use", "1:0")).statusCode())
        .isEqualTo(404);
    assertThat(
            anna.postWithoutToken("/imports/%d/suggestions".formatted(id), Map.of()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void uploader_and_applier_cannot_place() throws Exception {
    long id = upload(anna(), row("EYES-1", "Skolegade 5,5001,Odense C"));
    HttpUser bo = Users.logIn(server(), "bo");
    long applied = apply(bo, id, Map.of("use", choices(bo, id).get(0)));
    String placePath = "/imports/%d/place".formatted(applied);

    for (HttpUser user : List.of(bo, anna())) {
      assertThat(user.get(placePath).body())
          .contains("A second person has to place this import")
          .doesNotContain("name=\"version\"");
    }
    assertThat(Users.logIn(server(), "place").get(placePath).body())
        .contains("Prepared by anna, bo", "name=\"version\"");
  }

  @Test
  void only_users_who_may_upload_see_the_buttons() throws Exception {
    long id = upload(anna(), row("ROLE-1", "Skolegade 5,5001,Odense C"));
    String problems = "/imports/%d/problems".formatted(id);

    assertThat(Users.logIn(server(), "upload").get(problems).body()).contains("name=\"use\"");
    for (String role : List.of("view", "place")) {
      HttpUser user = Users.logIn(server(), role);
      assertThat(user.get(problems).body())
          .contains("<code>5000</code>")
          .doesNotContain("name=\"use\"", "/suggestions");
      assertThat(user.get("/imports/" + id).body()).doesNotContain("Apply suggestions");
    }
  }
}
