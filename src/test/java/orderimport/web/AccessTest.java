package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Permissions of each role at each address, as listed in access.txt. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private static final Path TABLE = Path.of("src/test/resources/orderimport/web/access.txt");

  private final Map<String, HttpUser> users = new HashMap<>();
  private @Nullable Server startedServer;

  @BeforeAll
  void start() throws Exception {
    Map<String, String> settings = Users.settings();
    settings.put("order-import.web.four-eyes", "true");
    Server server = Server.Installation.create(settings).start();
    startedServer = server;
    users.put("anonymous", new HttpUser(server));
    for (String role : Users.ROLES) {
      users.put(role, Users.logIn(server, role));
    }
    user("upload").importNew("sites.xlsx", Files.readAllBytes(Path.of("input-samples/sites.xlsx")));
  }

  @AfterAll
  void stop() {
    server().close();
  }

  private Server server() {
    return Objects.requireNonNull(startedServer);
  }

  private HttpUser user(String role) {
    return Objects.requireNonNull(users.get(role));
  }

  @Test
  void events_without_a_login_create_no_session() throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server().at("/imports/1/events")))
                    .header("Accept", "text/event-stream")
                    .build(),
                BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("set-cookie")).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> each_role_has_the_listed_access_to_each_address() throws Exception {
    List<String> lines =
        Files.readAllLines(TABLE).stream().filter(line -> !line.startsWith("#")).toList();
    String[] columns = lines.get(0).split(" +");
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(" +");
      for (int i = 2; i < cells.length; i++) {
        String role = columns[i];
        String expected = cells[i];
        tests.add(
            dynamicTest(
                "%s %s by %s".formatted(cells[0], cells[1], role),
                () -> assertThat(access(role, cells[0], cells[1])).isEqualTo(expected)));
      }
    }
    return tests.stream();
  }

  private String access(String role, String method, String path) throws Exception {
    HttpUser httpUser = user(role);
    HttpResponse<?> response =
        switch (method) {
          case "GET" -> httpUser.download(path);
          case "POST" -> httpUser.post(path, fields(path));
          default -> httpUser.send(method, path);
        };
    String location = response.headers().firstValue("location").orElse("");
    if (response.statusCode() == 302 && location.endsWith("/login")) {
      return "login";
    }
    return switch (response.statusCode()) {
      case 200, 302 -> "yes";
      case 403 -> "no";
      default -> String.valueOf(response.statusCode());
    };
  }

  /** Form fields with which a permitted request changes nothing. */
  private static Map<String, String> fields(String path) {
    return path.endsWith("/place")
        ? Map.of("version", "-1", "held", "-1")
        : Map.of(
            "id-999999", "1",
            "sure", "true",
            "act", "REQUEST_REVIEW");
  }

  @Test
  void a_form_without_a_csrf_token_is_rejected() throws Exception {
    assertThat(user("place").postWithoutToken("/imports/1/place", Map.of()).statusCode())
        .isEqualTo(403);
    assertThat(user("place").postWithoutToken("/logout", Map.of()).statusCode()).isEqualTo(403);
  }

  @Test
  void only_result_files_can_be_downloaded() throws Exception {
    for (String path :
        List.of(
            "/imports/1/files/..%2F..%2Fweb%2Fadmin-password-hash",
            "/imports/1/files/%2e%2e",
            "/imports/1/files/other.txt",
            "/imports/2/files/result.xlsx",
            "/imports/-1",
            "/templates/..%2Fx.xlsx",
            "/assets/..%2Fserve.properties",
            "/assets/../serve.properties")) {
      assertThat(user("view").get(path).statusCode()).as(path).isIn(400, 404);
    }
  }

  @Test
  void every_page_has_security_headers() throws Exception {
    var headers = user("view").get("/imports").headers();
    assertThat(headers.firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .doesNotContain("unsafe");
    assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(new HttpUser(server()).get("/login").headers().firstValue("set-cookie").orElse(""))
        .contains("HttpOnly", "SameSite=Lax");
  }

  @Test
  void another_language_keeps_the_address_but_leads_to_no_other_server() throws Exception {
    HttpUser httpUser = user("view");
    String order = "/imports/1/order?carrier=granite&ref=%C3%86%2B1";
    assertThat(httpUser.get("/imports?q=a%20b&state=TO_FIX").body())
        .contains("name=\"back\" value=\"/imports?q=a%20b&amp;state=TO_FIX\"");
    assertThat(httpUser.getAsBrowser("/none?a=b").body())
        .contains("name=\"back\" value=\"/none?a=b\"");
    assertThat(language(order)).endsWith(order);
    for (String other :
        List.of("//example.com/", "/\\example.com", "https://example.com", "/x?a={b}", "/x?a\nb")) {
      assertThat(language(other)).as(other).endsWith("/imports");
    }
  }

  private String language(String back) throws Exception {
    return user("view")
        .post("/language", Map.of("to", "en", "back", back))
        .headers()
        .firstValue("location")
        .orElse("");
  }

  @Test
  void days_that_no_database_stores_are_no_filter() throws Exception {
    for (String path :
        List.of(
            "/imports?from=%2B999999999-12-31",
            "/imports?to=%2B999999999-12-31",
            "/imports?from=-999999999-01-01",
            "/imports/1/orders?since=%2B999999999-12-31",
            "/audit?from=%2B999999999-12-31",
            "/audit?until=%2B999999999-12-31",
            "/audit.csv?from=-999999999-01-01")) {
      assertThat(user("admin").get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void a_column_is_only_added_to_a_row_that_exists() throws Exception {
    Map<String, String> column =
        Map.of("act", "column-all", "sheet", "77", "row", "2", "column-heading", "x", "value", "1");
    assertThat(user("upload").post("/imports/1/cells", column).statusCode()).isEqualTo(302);
    assertThat(user("upload").get("/imports/1/problems").body()).contains("row 2 or this column");
  }

  @Test
  void repeated_wrong_passwords_are_rate_limited() throws Exception {
    HttpUser guesser = new HttpUser(server());
    List<String> locations = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      locations.add(
          guesser
              .post("/login", Map.of("username", "guessed", "password", "guess" + i))
              .headers()
              .firstValue("location")
              .orElse(""));
    }
    assertThat(locations.get(0)).endsWith("/login?error");
    assertThat(locations.get(9)).endsWith("/login?rate-limited");
  }
}
