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
import org.junit.jupiter.api.Tag;
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

  /** Applies suggestions in place; returns the page that follows. */
  private static String apply(HttpUser user, long id, String name, String value) throws Exception {
    HttpResponse<String> response =
        user.post("/imports/%d/cells".formatted(id), Map.of(name, value));
    String location = response.headers().firstValue("location").orElse("none");
    assertThat(location).contains("/imports/%d/problems".formatted(id));
    return user.get(location.substring(location.indexOf("/imports"))).body();
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
  @Tag("long")
  void a_suggested_value_is_copied_by_a_user_who_cannot_apply_it() throws Exception {
    long id = upload(anna(), row("COPY-1", "Vestergade 12,8000,Aarhus C"));
    try (BrowserUser user = new BrowserUser(server())) {
      user.logIn("view", "view-secret");
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
  void one_click_applies_a_suggestion_to_all_its_cells() throws Exception {
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
      user.press("Fix them here");
      // A click before the page's script has run sends the form, as without script.
      user.page().waitForURL("**/problems*");
      user.page().locator(".suggestions button:text-is('Vestergade 12, 1. th')").click();
      user.page().locator("#edit-message:has-text('Saved')").waitFor();

      Axe.check(user.page());
      assertThat(orders(id)).containsExactly("CLICK-1 HELD", "CLICK-2 HELD", "CLICK-3 INVALID");
      assertThat(address(id, "CLICK-1")).isEqualTo("Vestergade 12, 1. th, 8000, Aarhus C");
      assertThat(user.consoleErrors()).isEmpty();
    }
    assertThat(otherRequests).as("nothing is placed").hasValue(before);
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
        .contains("Apply 60 suggestions");

    apply(anna, id, "act", "suggestions");

    assertThat(orders(id)).hasSize(61).contains("ALL-60 INVALID", "ALL-0 HELD", "ALL-59 HELD");
  }

  @Test
  void an_address_typed_by_a_user_is_looked_up() throws Exception {
    HttpUser anna = anna();
    long id = upload(anna, row("TYPED-1", "Skolegade 5,5001,Odense C"));

    anna.post(
        "/imports/%d/cells".formatted(id),
        Map.of("sheet", "0", "row", "2", "column", "5", "seen", "5001", "value", "5000"));
    assertThat(orders(id)).containsExactly("TYPED-1 HELD");

    anna.post(
        "/imports/%d/cells".formatted(id),
        Map.of(
            "sheet", "0", "row", "2", "column", "4", "seen", "Skolegade 5", "value", "Algade 99"));
    assertThat(orders(id)).containsExactly("TYPED-1 INVALID");
  }

  @Test
  @Tag("long")
  void what_cannot_be_applied_changes_nothing() throws Exception {
    HttpUser anna = anna();
    long id =
        upload(
            anna,
            row("STALE-1", "Vestergade 12,8000,Aarhus C"),
            row("STALE-2", "Skolegade 5,5001,Odense C"));
    List<String> choices = choices(anna, id);
    long other = upload(anna, row("STALE-9", "Skolegade 5,5001,Odense C"));
    String elsewhere = choices(anna, other).get(0);

    for (String choice : List.of(elsewhere, choices.get(2).replaceAll(":.*", ":1"))) {
      assertThat(apply(anna, id, "use", choice)).as(choice).contains(NOTHING, "no longer applies");
    }
    apply(anna, id, "use", choices.get(2));
    assertThat(apply(anna, id, "use", choices.get(2))).contains(NOTHING, "no longer applies");
    assertThat(orders(id)).containsExactly("STALE-1 INVALID", "STALE-2 HELD");
    for (String wrong : List.of("1", "x:1", "-1:0")) {
      assertThat(anna.post("/imports/%d/cells".formatted(id), Map.of("use", wrong)).statusCode())
          .isEqualTo(404);
    }
    assertThat(anna.post("/imports/9999/cells", Map.of("use", "1:0")).statusCode()).isEqualTo(404);
    assertThat(anna.postWithoutToken("/imports/%d/cells".formatted(id), Map.of()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void uploader_and_editor_cannot_place() throws Exception {
    long id = upload(anna(), row("EYES-1", "Skolegade 5,5001,Odense C"));
    HttpUser bo = Users.logIn(server(), "bo");
    apply(bo, id, "use", choices(bo, id).get(0));
    String placePath = "/imports/%d/place".formatted(id);

    for (HttpUser user : List.of(bo, anna())) {
      assertThat(user.get(placePath).body())
          .contains("A second person has to place this import")
          .doesNotContain("name=\"version\"");
    }
    assertThat(Users.logIn(server(), "place").get(placePath).body())
        .contains("Prepared by anna, bo", "name=\"version\"");
  }

  @Test
  @Tag("long")
  void only_users_who_may_upload_see_the_buttons() throws Exception {
    long id = upload(anna(), row("ROLE-1", "Skolegade 5,5001,Odense C"));
    String problems = "/imports/%d/problems".formatted(id);

    assertThat(Users.logIn(server(), "upload").get(problems).body()).contains("name=\"use\"");
    for (String role : List.of("view", "place")) {
      HttpUser user = Users.logIn(server(), role);
      assertThat(user.get(problems).body())
          .contains("<code>5000</code>")
          .doesNotContain("name=\"use\"", "/cells");
      assertThat(user.get("/imports/" + id).body()).doesNotContain("Fix them here");
    }
  }
}
