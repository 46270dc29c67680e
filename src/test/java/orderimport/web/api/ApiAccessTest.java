package orderimport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import orderimport.web.HttpUser;
import orderimport.web.Server;
import orderimport.web.Users;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Permissions of each token at each path of the API, the life of a token, and the committed OpenAPI
 * document.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiAccessTest {
  private static final Path TABLE = Path.of("src/test/resources/orderimport/web/api-access.txt");
  private static final Path DOCUMENT =
      Path.of("src/main/resources/orderimport/web/api/openapi.json");

  private final Map<String, ApiUser> users = new HashMap<>();
  private Server.@Nullable Installation installation;
  private @Nullable Server server;
  private @Nullable HttpUser administrator;

  @BeforeAll
  void start() throws Exception {
    Server.Installation created = Server.Installation.create(Users.settings());
    installation = created;
    Server started = created.start();
    server = started;
    HttpUser admin = Users.logIn(started, "admin");
    administrator = admin;
    users.put("anonymous", new ApiUser(started.uri(), null));
    for (String role : List.of("view", "upload", "place", "revoked")) {
      String secret =
          ApiUser.makeToken(
              admin, role, role.equals("revoked") ? "VIEW" : role.toUpperCase(Locale.ROOT));
      users.put(role, new ApiUser(started.uri(), secret));
    }
    revoke("revoked");
    user("upload")
        .importNew("sites.xlsx", Files.readAllBytes(Path.of("input-samples/sites.xlsx")), Map.of());
  }

  @AfterAll
  void stop() {
    requireNonNull(server).close();
  }

  private ApiUser user(String name) {
    return requireNonNull(users.get(name));
  }

  private void revoke(String name) throws Exception {
    requireNonNull(administrator).post("/tokens/%d/revoke".formatted(id(name)), Map.of());
  }

  private long id(String name) {
    return jdbc()
        .sql("select id from api_token where name = ?")
        .param(name)
        .query(Long.class)
        .single();
  }

  private JdbcClient jdbc() {
    return JdbcClient.create(requireNonNull(installation).database().dataSource());
  }

  private static List<String[]> table() throws Exception {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" +"))
        .toList();
  }

  @Test
  void any_client_can_read_the_committed_document() throws Exception {
    assertThat(user("anonymous").get("/api/openapi.json").body())
        .isEqualTo(Files.readString(DOCUMENT));
  }

  @Test
  void the_table_has_every_path_of_the_document() throws Exception {
    Set<String> documented = new TreeSet<>();
    JsonNode paths = JsonMapper.shared().readTree(Files.readString(DOCUMENT)).path("paths");
    paths.forEachEntry(
        (path, methods) ->
            methods.forEachEntry(
                (method, operation) ->
                    documented.add(method.toUpperCase(Locale.ROOT) + " " + path)));

    assertThat(table().stream().skip(1).map(line -> line[0] + " " + line[1]))
        .containsExactlyInAnyOrderElementsOf(documented);
  }

  @TestFactory
  Stream<DynamicTest> each_token_has_the_listed_access_to_each_path() throws Exception {
    List<String[]> table = table();
    List<DynamicTest> tests = new ArrayList<>();
    for (String[] line : table.subList(1, table.size())) {
      for (int i = 2; i < line.length; i++) {
        String name = table.get(0)[i];
        String expected = line[i];
        tests.add(
            dynamicTest(
                "%s %s by %s".formatted(line[0], line[1], name),
                () -> assertThat(access(user(name), line[0], line[1])).isEqualTo(expected)));
      }
    }
    return tests.stream();
  }

  /** Sends a request that changes nothing, even if it is permitted. */
  private static String access(ApiUser user, String method, String path) throws Exception {
    String concrete =
        path.replace("orders/{id}", "orders/999999")
            .replace("{id}", "1")
            .replace("files/{name}", "files/summary.json")
            .replace("{name}", "granite");
    HttpResponse<String> response =
        path.equals("/api/v1/imports") && method.equals("POST")
            ? user.upload("none.csv", new byte[0], Map.of())
            : user.send(
                method,
                concrete,
                path.endsWith("/place")
                    ? "{\"held\": -1}"
                    : path.endsWith("/resolve")
                        ? "{\"outcome\": \"NOT_RECEIVED\"}"
                        : path.endsWith("/review") ? "{\"act\": \"REQUEST_REVIEW\"}" : null);
    return response.statusCode() == 401 || response.statusCode() == 403
        ? String.valueOf(response.statusCode())
        : "yes";
  }

  @Test
  void an_expired_token_is_rejected_with_a_challenge() throws Exception {
    String secret = ApiUser.makeToken(requireNonNull(administrator), "short lived", "VIEW");
    ApiUser user = new ApiUser(requireNonNull(server).uri(), secret);
    assertThat(user.get("/api/v1/imports").statusCode()).isEqualTo(200);

    jdbc()
        .sql("update api_token set expires_at = clock_timestamp() where name = 'short lived'")
        .update();

    HttpResponse<String> response = user.get("/api/v1/imports");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("www-authenticate"))
        .hasValue("Bearer error=\"invalid_token\"");
    assertThat(response.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void the_page_shows_who_made_used_and_revoked_a_token() throws Exception {
    HttpUser admin = requireNonNull(administrator);
    String secret = ApiUser.makeToken(admin, "ERP", "UPLOAD", "PLACE");
    new ApiUser(requireNonNull(server).uri(), secret).get("/api/v1/imports");
    assertThat(admin.get("/tokens").body()).doesNotContain(secret).contains("by admin");
    assertThat(
            jdbc()
                .sql("select last_used_at is not null from api_token where name = 'ERP'")
                .query(Boolean.class)
                .single())
        .isTrue();

    revoke("ERP");

    assertThat(admin.get("/tokens").body()).contains("The token ERP was revoked", "revoked</span>");
    admin.postForm("/tokens", "days=30&name=ERP");
    assertThat(admin.get("/tokens").body()).contains("there is or was one of that name");
  }

  @Test
  void secrets_are_neither_stored_nor_logged() throws Exception {
    String secret = ApiUser.makeToken(requireNonNull(administrator), "secretive", "VIEW");
    ApiUser user = new ApiUser(requireNonNull(server).uri(), secret);
    user.get("/api/v1/imports/abc");
    user.get("/api/v1/nothing?cursor=" + secret);

    try (Stream<Path> files = Files.walk(requireNonNull(installation).dataDir())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), UTF_8))
            .as(file.toString())
            .doesNotContain(secret);
      }
    }
    assertThat(
            jdbc()
                .sql("select row_to_json(t)::text from api_token t where name = 'secretive'")
                .query(String.class)
                .single())
        .doesNotContain(secret.substring(5));
  }

  @Test
  void a_session_of_the_page_grants_nothing_in_the_api() throws Exception {
    assertThat(requireNonNull(administrator).get("/api/v1/imports").statusCode()).isEqualTo(401);
  }
}
