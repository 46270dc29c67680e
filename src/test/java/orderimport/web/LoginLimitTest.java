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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Guessing passwords is slow, whatever the guesser claims about the address it comes from. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginLimitTest {
  private static final int TRIES = 60;
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private @Nullable Server direct;
  private @Nullable Server behindProxy;

  @BeforeAll
  void start() throws Exception {
    Map<String, String> settings = Users.settings();
    settings.put("server.forward-headers-strategy", "framework");
    direct = Server.Ground.fresh(settings).start();
    settings.put("server.forward-headers-strategy", "native");
    settings.put("order-import.web.trusted-proxies[0]", "127.0.0.1");
    behindProxy = Server.Ground.fresh(settings).start();
  }

  @AfterAll
  void stop() {
    Objects.requireNonNull(direct).close();
    Objects.requireNonNull(behindProxy).close();
  }

  @Test
  void forwarded_addresses_count_for_nothing_without_a_trusted_proxy() throws Exception {
    List<String> answers = guesses(direct(), "view", i -> "10.1.0." + i);
    assertThat(Collections.frequency(answers, "/login?error")).isLessThanOrEqualTo(10);
    assertThat(answers.get(TRIES - 1)).isEqualTo("/login?rate-limited");
    HttpResponse<String> page = new Client(direct()).get("/login", "10.1.0.1");
    assertThat(page.headers().firstValue("set-cookie").orElse("")).doesNotContain("Secure");
  }

  @Test
  void what_a_client_puts_before_the_proxys_entry_counts_for_nothing() throws Exception {
    List<String> answers = guesses(proxied(), "upload", i -> "10.2.0." + i + ", 203.0.113.7");
    assertThat(Collections.frequency(answers, "/login?error")).isLessThanOrEqualTo(10);
  }

  @Test
  void many_addresses_share_the_tries_for_one_name() throws Exception {
    Client owner = new Client(proxied());
    assertThat(owner.logIn("place", "place-secret", "198.51.100.1")).isEqualTo("/imports");

    List<String> answers = guesses(proxied(), "place", i -> "10.3.0." + i);
    assertThat(Collections.frequency(answers, "/login?error")).isBetween(10, 30);
    assertThat(answers.get(TRIES - 1)).isEqualTo("/login?rate-limited");
    assertThat(new Client(proxied()).get("/login?rate-limited", "10.3.0.1").body())
        .contains("no account is locked permanently");

    assertThat(new Client(proxied()).logIn("place", "place-secret", "198.51.100.1"))
        .as("from where the user has logged in before")
        .isEqualTo("/imports");
  }

  @Test
  void passwords_of_the_metrics_are_as_hard_to_guess() throws Exception {
    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      codes.add(metrics("guess" + i, "10.4.0." + i));
    }
    assertThat(Collections.frequency(codes, 401)).isBetween(10, 30);
    assertThat(codes.get(TRIES - 1)).isEqualTo(429);
  }

  @Test
  void the_cookie_is_only_for_https_where_the_proxy_speaks_it() throws Exception {
    HttpResponse<String> page = new Client(proxied()).get("/login", "198.51.100.9");
    assertThat(page.headers().firstValue("set-cookie").orElse("")).contains("Secure");
    assertThat(page.headers().firstValue("strict-transport-security")).isPresent();
  }

  private Server direct() {
    return Objects.requireNonNull(direct);
  }

  private Server proxied() {
    return Objects.requireNonNull(behindProxy);
  }

  private int metrics(String password, String address) throws Exception {
    String credentials =
        Base64.getEncoder()
            .encodeToString(("metrics:" + password).getBytes(StandardCharsets.UTF_8));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(proxied().at("/actuator/prometheus")))
                .header("Authorization", "Basic " + credentials)
                .header("X-Forwarded-For", address)
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private static List<String> guesses(Server server, String name, IntFunction<String> address)
      throws Exception {
    Client guesser = new Client(server);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      answers.add(guesser.logIn(name, "guess" + i, address.apply(i)));
    }
    return answers;
  }

  /** Somebody who says where a request comes from, and keeps cookies whatever they are for. */
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
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.at(path)))
              .header("X-Forwarded-For", address)
              .header("X-Forwarded-Proto", "https");
      return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    /** Gives where it leads. */
    String logIn(String name, String password, String address) throws Exception {
      Matcher token = TOKEN.matcher(get("/login", address).body());
      assertThat(token.find()).isTrue();
      HttpResponse<String> answer =
          http.send(
              request("/login", address)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      BodyPublishers.ofString(
                          "username=%s&password=%s&_csrf=%s"
                              .formatted(name, password, token.group(1))))
                  .build(),
              BodyHandlers.ofString());
      return answer
          .headers()
          .firstValue("location")
          .orElse(String.valueOf(answer.statusCode()))
          .replaceAll("https?://[^/]+", "");
    }
  }
}
