package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.web.api.ApiUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Password guessing is rate-limited, whatever client address the guesser forges, and so are
 * programs with a token, at all servers together.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginLimitTest {
  private static final int ATTEMPTS = 40;

  /** The address of a request without a header that names another one. */
  private static final String LOOPBACK = "127.0.0.1";

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private @Nullable Server direct;
  private @Nullable Server behindProxy;
  private String eagerToken = "";
  private String otherToken = "";

  @BeforeAll
  void start() throws Exception {
    Map<String, String> settings = Users.settings();
    settings.put("server.forward-headers-strategy", "framework");
    settings.put("order-import.web.api-requests-per-minute", "3");
    Server.Installation installation = Server.Installation.create(Map.copyOf(settings));
    direct = installation.start();
    HttpUser admin = Users.logIn(direct, "admin");
    eagerToken = ApiUser.makeToken(admin, "eager", "VIEW");
    otherToken = ApiUser.makeToken(admin, "other", "VIEW");
    settings.put("server.forward-headers-strategy", "native");
    settings.put("order-import.web.trusted-proxies[0]", "127.0.0.1");
    behindProxy = installation.onOtherMachine(settings).start();
  }

  @AfterAll
  void stop() {
    Objects.requireNonNull(direct).close();
    Objects.requireNonNull(behindProxy).close();
  }

  @Test
  void servers_count_together_and_ignore_addresses_of_unknown_proxies() throws Exception {
    assertThat(new Client(direct()).logIn("view", "view-secret", "10.1.0.0")).isEqualTo("/imports");
    assertThat(guessPasswords(behindProxy(), "view", i -> "10.5.0." + i))
        .endsWith("/login?rate-limited");
    assertThat(new Client(behindProxy()).logIn("view", "view-secret", LOOPBACK))
        .as("from an address where the user has logged in at the other server")
        .isEqualTo("/imports");

    List<String> locations = guessPasswords(direct(), "view", i -> "10.1.0." + i);
    assertThat(Collections.frequency(locations, "/login?error")).isLessThanOrEqualTo(10);
    assertThat(locations.get(ATTEMPTS - 1)).isEqualTo("/login?rate-limited");
    assertThat(new Client(behindProxy()).logIn("view", "view-secret", LOOPBACK))
        .as("after the attempts at the other server")
        .isEqualTo("/login?rate-limited");
    HttpResponse<String> page = new Client(direct()).get("/login", "10.1.0.1");
    assertThat(page.headers().firstValue("set-cookie").orElse("")).doesNotContain("Secure");
  }

  @Test
  @Tag("long")
  void addresses_before_the_proxys_own_entry_are_ignored() throws Exception {
    List<String> locations =
        guessPasswords(behindProxy(), "upload", i -> "10.2.0." + i + ", 203.0.113.7");
    assertThat(Collections.frequency(locations, "/login?error")).isLessThanOrEqualTo(10);
  }

  @Test
  @Tag("long")
  void all_addresses_share_the_attempts_for_one_user() throws Exception {
    Client owner = new Client(behindProxy());
    assertThat(owner.logIn("place", "place-secret", "198.51.100.1")).isEqualTo("/imports");

    List<String> locations = guessPasswords(behindProxy(), "place", i -> "10.3.0." + i);
    assertThat(Collections.frequency(locations, "/login?error")).isBetween(10, 30);
    assertThat(locations.get(ATTEMPTS - 1)).isEqualTo("/login?rate-limited");
    assertThat(new Client(behindProxy()).get("/login?rate-limited", "10.3.0.1").body())
        .contains("no account is locked permanently");

    assertThat(new Client(behindProxy()).logIn("place", "place-secret", "198.51.100.1"))
        .as("from an address where the user has logged in before")
        .isEqualTo("/imports");
  }

  @Test
  void basic_authentication_of_metrics_is_rate_limited_too() throws Exception {
    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < ATTEMPTS; i++) {
      codes.add(metrics("guess" + i, "10.4.0." + i));
    }
    assertThat(Collections.frequency(codes, 401)).isBetween(10, 30);
    assertThat(codes.get(ATTEMPTS - 1)).isEqualTo(429);
  }

  @Test
  void servers_count_the_requests_of_each_token_together() throws Exception {
    for (Server server : List.of(direct(), behindProxy(), direct())) {
      assertThat(imports(server, eagerToken).statusCode()).isEqualTo(200);
    }

    HttpResponse<String> limited = imports(behindProxy(), eagerToken);

    assertThat(ApiUser.json(limited, 429).path("code").asString("")).isEqualTo("rate_limited");
    assertThat(Integer.parseInt(limited.headers().firstValue("retry-after").orElse("0")))
        .isBetween(1, 60);
    assertThat(imports(direct(), eagerToken).statusCode()).isEqualTo(429);
    assertThat(imports(behindProxy(), otherToken).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> imports(Server server, String token) throws Exception {
    return new ApiUser(URI.create(server.at("")), token).get("/api/v1/imports");
  }

  @Test
  void the_cookie_is_secure_behind_an_https_proxy() throws Exception {
    HttpResponse<String> page = new Client(behindProxy()).get("/login", "198.51.100.9");
    assertThat(page.headers().firstValue("set-cookie").orElse("")).contains("Secure");
    assertThat(page.headers().firstValue("strict-transport-security")).isPresent();
  }

  private Server direct() {
    return Objects.requireNonNull(direct);
  }

  private Server behindProxy() {
    return Objects.requireNonNull(behindProxy);
  }

  private int metrics(String password, String address) throws Exception {
    String credentials =
        Base64.getEncoder()
            .encodeToString(("metrics:" + password).getBytes(StandardCharsets.UTF_8));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(behindProxy().at("/actuator/prometheus")))
                .header("Authorization", "Basic " + credentials)
                .header("X-Forwarded-For", address)
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private static List<String> guessPasswords(
      Server server, String name, IntFunction<String> address) throws Exception {
    Client guesser = new Client(server);
    List<String> locations = new ArrayList<>();
    for (int i = 0; i < ATTEMPTS; i++) {
      locations.add(guesser.logIn(name, "guess" + i, address.apply(i)));
    }
    return locations;
  }

  /** Forges the address that a request comes from, and sends Secure cookies over plain HTTP too. */
  private static final class Client {
    private final Server server;
    private final HttpClient http =
        HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private String cookie = "";

    Client(Server server) {
      this.server = server;
    }

    HttpResponse<String> get(String path, String address) throws Exception {
      HttpResponse<String> page =
          http.send(request(path, address).build(), BodyHandlers.ofString());
      page.headers().firstValue("set-cookie").ifPresent(set -> cookie = set.replaceAll(";.*", ""));
      return page;
    }

    private HttpRequest.Builder request(String path, String address) {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.at(path)));
      if (!address.equals(LOOPBACK)) {
        request.header("X-Forwarded-For", address).header("X-Forwarded-Proto", "https");
      }
      return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    /** Returns the path of the redirect, or the status. */
    String logIn(String name, String password, String address) throws Exception {
      Matcher token = TOKEN.matcher(get("/login", address).body());
      assertThat(token.find()).isTrue();
      HttpResponse<String> response =
          http.send(
              request("/login", address)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      BodyPublishers.ofString(
                          "username=%s&password=%s&_csrf=%s"
                              .formatted(name, password, token.group(1))))
                  .build(),
              BodyHandlers.ofString());
      return response
          .headers()
          .firstValue("location")
          .orElse(String.valueOf(response.statusCode()))
          .replaceAll("https?://[^/]+", "");
    }
  }
}
