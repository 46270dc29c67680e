package orderimport.placement.auth;

import static orderimport.placement.HttpText.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.placement.CarrierClient;
import orderimport.placement.FakeCarrier;
import orderimport.placement.LogWatch;
import orderimport.placement.Outcome;
import orderimport.placement.Outcome.Accepted;
import orderimport.placement.Outcome.CarrierBlocked;
import orderimport.placement.Outcome.InDoubt;
import orderimport.placement.Outcome.Rejected;
import orderimport.placement.Outcome.Retryable;
import orderimport.placement.RawHttpCarrier;
import orderimport.placement.SettableClock;
import orderimport.placement.TestSettings;
import orderimport.placement.TestSettings.AuthBuilder;
import orderimport.problem.English;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens by a login with user name and password, presented in the address. */
class LoginTest {
  private static final String PASSWORD = "canary Qx7&word";
  private static final String TOKEN = "canary/Ty9+token";

  private final SettableClock clock = new SettableClock();
  private final Queue<String> loginResponses = new ConcurrentLinkedQueue<>();
  private final Queue<String> orderResponses = new ConcurrentLinkedQueue<>();
  private RawHttpCarrier server;
  private CarrierClient sender;

  @BeforeEach
  void start() throws IOException {
    server =
        RawHttpCarrier.answering(
            line -> {
              String request = server.requests().get(line.number() - 1);
              boolean login = request.startsWith("POST /auth/login ");
              String next = (login ? loginResponses : orderResponses).poll();
              String usual = login ? token(TOKEN, 15) : answer(200, "{\"id\":\"1\"}");
              line.send(next == null ? usual : next);
            });
    sender = sender(login().asQuery("token"));
  }

  @AfterEach
  void stop() throws IOException {
    sender.close();
    server.close();
  }

  private static AuthBuilder login() {
    return new AuthBuilder(AuthType.LOGIN).login("erik", PASSWORD).loginPath("/auth/login");
  }

  private CarrierClient sender(AuthBuilder auth) {
    String base = server.uri().toString().replace("/orders", "");
    return new CarrierClient(
        new FakeCarrier(),
        server.uri(),
        TestSettings.with(base, auth.build()),
        TestSettings.NO_BUNDLES,
        LoginPacing.NONE,
        clock);
  }

  private Outcome send() {
    return sender.send(1, "{\"reference\":\"A-1\"}", () -> true);
  }

  private long logins() {
    return server.requests().stream().filter(each -> each.startsWith("POST /auth/")).count();
  }

  private static String token(String token, int minutes) {
    return answer(200, "{\"token\":\"%s\",\"expiresInMinutes\":%d}".formatted(token, minutes));
  }

  @Test
  void the_token_of_a_login_is_presented_in_the_address() {
    assertThat(send()).isInstanceOf(Accepted.class);
    assertThat(send()).isInstanceOf(Accepted.class);

    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().get(0))
        .startsWith("POST /auth/login HTTP/1.1")
        .contains("Content-Type: application/json\r\n")
        .endsWith("\r\n\r\n{\"username\":\"erik\",\"password\":\"" + PASSWORD + "\"}");
    assertThat(server.requests().subList(1, 3))
        .allMatch(each -> each.startsWith("POST /orders?token=canary%2FTy9%2Btoken HTTP/1.1"))
        .noneMatch(each -> each.contains("Authorization"));
  }

  @Test
  void a_token_can_be_presented_in_a_header_of_any_name() throws Exception {
    try (CarrierClient other = sender(login().asHeader("X-Token"))) {
      assertThat(other.send(1, "{}", () -> true)).isInstanceOf(Accepted.class);
    }
    assertThat(server.requests().get(1))
        .startsWith("POST /orders HTTP/1.1")
        .contains("X-Token: " + TOKEN + "\r\n");
  }

  @Test
  void a_run_of_40_minutes_logs_in_again_before_each_token_expires() {
    for (int minute = 0; minute < 40; minute++) {
      assertThat(send()).isInstanceOf(Accepted.class);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(logins()).isEqualTo(3);
  }

  @Test
  void a_persistent_token_is_kept_until_it_is_rejected() {
    loginResponses.add(token(TOKEN, -1));
    send();
    clock.advance(Duration.ofDays(200));
    assertThat(send()).isInstanceOf(Accepted.class);
    assertThat(logins()).isEqualTo(1);
    orderResponses.add(answer(401, "{\"error\":\"expired\"}"));
    assertThat(send()).isInstanceOf(Retryable.class);
    assertThat(send()).isInstanceOf(Accepted.class);
    assertThat(logins()).isEqualTo(2);
  }

  @Test
  void after_one_new_login_another_401_stops_the_carrier() {
    orderResponses.add(answer(401, "{\"error\":\"expired\"}"));
    orderResponses.add(answer(401, "{\"error\":\"invalid_token\"}"));
    assertThat(send()).isInstanceOf(Retryable.class);
    assertThat(blocked())
        .isEqualTo(
            "it rejects the token of a new login, too (401); set"
                + " order-import.carriers.made-up.auth.present-as,"
                + " order-import.carriers.made-up.auth.username and"
                + " order-import.carriers.made-up.auth.password");
    assertThat(logins()).isEqualTo(2);
  }

  private String blocked() {
    return English.of(((CarrierBlocked) send()).message());
  }

  @Test
  void what_the_login_says_is_quoted_without_the_password() {
    loginResponses.add(
        answer(401, "{\"error\":\"credentials_invalid\",\"message\":\"no " + PASSWORD + "\"}"));
    assertThat(blocked())
        .isEqualTo(
            "the login is rejected (401 credentials_invalid \"no ***\"); set"
                + " order-import.carriers.made-up.auth.username and"
                + " order-import.carriers.made-up.auth.password");
    loginResponses.add(answer(403, "blacklisted until noon"));
    assertThat(blocked()).contains("(403 \"blacklisted until noon\")");
    loginResponses.add(answer(404, "<html><title>Nothing here</title></html>"));
    assertThat(blocked())
        .contains("(404 \"Nothing here\"); set order-import.carriers.made-up.auth.login-path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"token\":17.5e9x}", "{\"token\":\"a\\nb\"}"})
  void a_login_without_a_token_is_retried_later(String body) {
    loginResponses.add(answer(200, body));
    assertThat(send()).isInstanceOf(Retryable.class);
    assertThat(logins()).isEqualTo(server.requests().size());
  }

  @Test
  void a_token_in_the_address_is_in_no_log_outcome_or_error() {
    orderResponses.add(answer(400, "/orders?token=canary%2fTy9%2btoken and " + PASSWORD));
    orderResponses.add(answer(500, "<html>GET /orders?token=canary%2FTy9%2Btoken</html>"));
    orderResponses.add(answer(307, "", "Location: /elsewhere?token=canary%2FTy9%2Btoken"));
    orderResponses.add("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + TOKEN);
    orderResponses.add("canary/Ty9+token is not HTTP\r\n\r\n");
    try (LogWatch logs = new LogWatch()) {
      assertThat(send()).isInstanceOf(Rejected.class).asString().contains("*** and ***");
      assertThat(send()).isInstanceOf(InDoubt.class).asString().doesNotContain("Ty9");
      assertThat(send()).isInstanceOf(CarrierBlocked.class).asString().doesNotContain("Ty9");
      assertThat(send()).isInstanceOf(InDoubt.class).asString().doesNotContain("Ty9");
      assertThat(send()).isInstanceOf(InDoubt.class).asString().doesNotContain("Ty9");
      assertThat(logs.lines())
          .anyMatch(line -> line.contains("POST /orders"))
          .noneMatch(line -> line.contains("Ty9") || line.contains("Qx7"));
    }
  }

  @Test
  void extra_headers_go_to_the_login_and_the_orders() throws Exception {
    CarrierProperties settings =
        TestSettings.bind(
            Map.of(
                "base-url", server.uri().toString().replace("/orders", ""),
                "auth.type", "login",
                "auth.login-path", "/auth/login",
                "auth.username", "erik",
                "auth.password", PASSWORD,
                "headers.Ocp-Apim-Subscription-Key", "canary-Hd4-header"));
    orderResponses.add(answer(400, "the key canary-Hd4-header is unknown"));
    try (CarrierClient other =
        new CarrierClient(
            new FakeCarrier(),
            server.uri(),
            settings,
            TestSettings.NO_BUNDLES,
            LoginPacing.NONE,
            clock)) {
      assertThat(other.send(1, "{}", () -> true).toString())
          .contains("the key *** is unknown")
          .doesNotContain("Hd4");
    }
    assertThat(server.requests())
        .hasSize(2)
        .allMatch(each -> each.contains("Ocp-Apim-Subscription-Key: canary-Hd4-header\r\n"));
    assertThat(settings.toString()).doesNotContain("Hd4", "Qx7");
  }
}
