package orderimport.placement.auth;

import static orderimport.placement.HttpText.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.placement.CarrierClient;
import orderimport.placement.FakeCarrier;
import orderimport.placement.LogWatch;
import orderimport.placement.Outcome;
import orderimport.placement.Outcome.Accepted;
import orderimport.placement.Outcome.CarrierBlocked;
import orderimport.placement.Outcome.Retryable;
import orderimport.placement.RawHttpCarrier;
import orderimport.placement.SettableClock;
import orderimport.placement.TestSettings;
import orderimport.placement.TestSettings.AuthBuilder;
import orderimport.problem.English;
import orderimport.problem.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCredentialsTest {

  private static final String SECRET = "canary Qx7&secret";

  private final SettableClock clock = new SettableClock();
  private final Queue<String> tokenResponses = new ConcurrentLinkedQueue<>();
  private final Queue<String> orderResponses = new ConcurrentLinkedQueue<>();
  private RawHttpCarrier tokens;
  private RawHttpCarrier orders;
  private CarrierClient sender;

  @BeforeEach
  void start() throws IOException {
    tokens =
        RawHttpCarrier.answering(
            line -> {
              String next = tokenResponses.poll();
              line.pause(20).send(next == null ? token("token-" + line.number(), 3600) : next);
            });
    orders =
        RawHttpCarrier.answering(
            line -> {
              String next = orderResponses.poll();
              line.send(next == null ? answer(200, "{\"id\":\"1\"}") : next);
            });
    sender = sender(tokens.uri().toString());
  }

  @AfterEach
  void stop() throws IOException {
    sender.close();
    orders.close();
    tokens.close();
  }

  @Test
  void a_token_is_requested_by_the_standard_and_cached() {
    assertThat(send()).isInstanceOf(Accepted.class);
    assertThat(send()).isInstanceOf(Accepted.class);

    assertThat(tokens.requests()).hasSize(1);
    assertThat(tokens.requests().get(0))
        .contains("Authorization: Basic bWUlM0E6Y2FuYXJ5K1F4NyUyNnNlY3JldA==\r\n")
        .contains("Content-Type: application/x-www-form-urlencoded")
        .endsWith("\r\n\r\ngrant_type=client_credentials&scope=urn%3Agrt%3Aaccessexpress");
    assertThat(orders.requests())
        .extracting(CredentialsTest::authorization)
        .containsOnly("Authorization: Bearer token-1");
  }

  @Test
  void client_credentials_and_parameters_can_be_in_the_body() throws Exception {
    Auth auth =
        new AuthBuilder(AuthType.OAUTH2)
            .client(tokens.uri().toString(), "me:", SECRET, "")
            .post(Map.of("audience", "orders & more"))
            .build();
    tokenResponses.add(
        answer(400, "{\"error\":\"invalid_client\",\"message\":\"" + SECRET + "\"}"));
    try (CarrierClient posting =
        new CarrierClient(
            new FakeCarrier(),
            orders.uri(),
            TestSettings.with(auth),
            TestSettings.NO_BUNDLES,
            LoginPacing.NONE,
            clock)) {
      assertThat(English.of(((CarrierBlocked) posting.send(1, "{}", () -> true)).message()))
          .contains("(400 invalid_client \"***\")");
      assertThat(posting.send(1, "{}", () -> true)).isInstanceOf(Accepted.class);
    }
    assertThat(tokens.requests().get(0))
        .doesNotContain("Authorization")
        .endsWith(
            "\r\n\r\ngrant_type=client_credentials&audience=orders+%26+more&client_id=me%3A"
                + "&client_secret=canary+Qx7%26secret");
  }

  @Test
  void an_error_in_another_format_is_quoted() {
    tokenResponses.add(answer(403, "<html><title>Blocked by the gateway</title></html>"));
    assertThat(English.of(((CarrierBlocked) send()).message()))
        .contains("(403 \"Blocked by the gateway\")");
    tokenResponses.add(answer(400, "{\"errorCode\":\"E0000021\",\"errorSummary\":\"Bad header\"}"));
    assertThat(English.of(((CarrierBlocked) send()).message()))
        .contains("(400 E0000021 \"Bad header\")");
  }

  @ParameterizedTest
  @CsvSource({"3600, 3539, 3541", "100, 89, 91", "'\"100\"', 89, 91"})
  void a_token_is_renewed_before_it_expires(String lifetime, int valid, int renewed) {
    tokenResponses.add(token("short", lifetime));
    send();
    clock.advance(Duration.ofSeconds(valid));
    send();
    assertThat(tokens.requests()).hasSize(1);
    clock.advance(Duration.ofSeconds(renewed - valid));
    send();
    assertThat(tokens.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "-1", "99999999999999999999"})
  void a_token_of_unknown_lifetime_is_kept_until_rejected(String lifetime) {
    tokenResponses.add(token("cached", lifetime));
    send();
    clock.advance(Duration.ofDays(300));
    send();
    assertThat(tokens.requests()).hasSize(1);
  }

  @Test
  void after_401_the_order_is_retried_once_with_a_new_token() {
    orderResponses.add(answer(401, "{}"));
    assertThat(send())
        .isInstanceOfSatisfying(
            Retryable.class, later -> assertThat(later.sentToCarrier()).isTrue());
    assertThat(orders.requests()).hasSize(1);
    assertThat(send()).isInstanceOf(Accepted.class);
    assertThat(orders.requests())
        .extracting(CredentialsTest::authorization)
        .containsExactly("Authorization: Bearer token-1", "Authorization: Bearer token-2");
  }

  @Test
  void two_orders_with_the_same_body_each_get_a_new_token() {
    orderResponses.add(answer(401, "{}"));
    orderResponses.add(answer(401, "{}"));
    assertThat(send(1)).isInstanceOf(Retryable.class);
    assertThat(send(2)).isInstanceOf(Retryable.class);
    assertThat(send(1)).isInstanceOf(Accepted.class);
    assertThat(send(2)).isInstanceOf(Accepted.class);
  }

  @Test
  void a_second_401_stops_the_carrier_and_quotes_the_scope() {
    tokenResponses.add(token("first", 3600));
    tokenResponses.add(
        answer(200, "{\"access_token\":\"t\",\"expires_in\":60,\"scope\":\"read all\"}"));
    orderResponses.add(answer(401, "{}"));
    orderResponses.add(answer(401, "{}"));
    send();
    assertThat(send())
        .usingRecursiveComparison(English.TEXTS)
        .isEqualTo(
            new CarrierBlocked(
                Text.verbatim(
                    "it rejects a fresh token, too (401); the token endpoint issued it for the"
                        + " scope \"read all\"; set order-import.carriers.made-up.auth.scope,"
                        + " order-import.carriers.made-up.auth.client-id and"
                        + " order-import.carriers.made-up.auth.client-secret")));
    assertThat(orders.requests()).hasSize(2);
    assertThat(tokens.requests()).hasSize(2);
  }

  @Test
  void a_rejected_token_renewal_is_quoted() {
    tokenResponses.add(token("first", 3600));
    tokenResponses.add(error(400, "invalid_client", "The client secret has\\nexpired"));
    orderResponses.add(answer(401, "{}"));
    assertThat(send())
        .usingRecursiveComparison(English.TEXTS)
        .isEqualTo(
            new CarrierBlocked(
                Text.verbatim(
                    "the token endpoint rejects the request (400 invalid_client"
                        + " \"The client secret has expired\"); set"
                        + " order-import.carriers.made-up.auth.client-id and"
                        + " order-import.carriers.made-up.auth.client-secret")));
    assertThat(orders.requests()).hasSize(1);
  }

  @Test
  void an_unknown_scope_names_the_setting_to_fix() {
    tokenResponses.add(error(400, "invalid_scope", ""));
    assertThat(send())
        .usingRecursiveComparison(English.TEXTS)
        .isEqualTo(
            new CarrierBlocked(
                Text.verbatim(
                    "the token endpoint rejects the request (400 invalid_scope); set"
                        + " order-import.carriers.made-up.auth.scope")));
  }

  @Test
  void an_echoing_token_endpoint_is_quoted_without_secrets() {
    String basic = "bWUlM0E6Y2FuYXJ5K1F4NyUyNnNlY3JldA==";
    tokenResponses.add(
        error(
            401,
            "invalid_client",
            "Basic %s is canary+Qx7%%26secret, %s, for me: %s"
                .formatted(basic, SECRET, "x".repeat(1_000))));
    assertThat(English.of(((CarrierBlocked) send()).message()))
        .contains("401 invalid_client \"Basic *** is ***, ***, for me: xxx", "x…\"")
        .hasSizeLessThan(450);
  }

  @Test
  void many_threads_share_one_token_request() throws Exception {
    List<Thread> threads = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                send();
              });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(tokens.requests()).hasSize(1);
    assertThat(orders.requests()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 429, 408})
  void a_failing_token_endpoint_is_retried_later(int status) {
    tokenResponses.add(
        error(status, "unavailable", "Try later")
            .replace("\r\n\r\n", "\r\nRetry-After: 7\r\n\r\n"));
    assertThat(send())
        .usingRecursiveComparison(English.TEXTS)
        .isEqualTo(
            new Retryable(
                Text.verbatim(
                    "the token endpoint issued no token (%d unavailable \"Try later\")"
                        .formatted(status)),
                Duration.ofSeconds(7),
                false));
    assertThat(orders.connections()).isZero();
    assertThat(send()).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"access_token\":\"a\\nb\"}"})
  void an_invalid_token_response_is_retried_later(String body) {
    tokenResponses.add(answer(200, body));
    assertThat(send()).isInstanceOf(Retryable.class);
    assertThat(orders.connections()).isZero();
  }

  @Test
  void an_unreachable_token_endpoint_is_retried_later() throws Exception {
    tokens.close();
    assertThat(send())
        .usingRecursiveComparison(English.TEXTS)
        .isEqualTo(
            new Retryable(
                Text.verbatim("the token endpoint issued no token (it refused the connection)"),
                null,
                false));
  }

  @Test
  void rejected_client_credentials_stop_the_carrier() {
    tokenResponses.add(answer(401, "{\"error\":\"invalid_client\"}"));
    assertThat(send())
        .usingRecursiveComparison(English.TEXTS)
        .isEqualTo(
            new CarrierBlocked(
                Text.verbatim(
                    "the token endpoint rejects the request (401 invalid_client); set"
                        + " order-import.carriers.made-up.auth.client-id and"
                        + " order-import.carriers.made-up.auth.client-secret")));
    assertThat(orders.connections()).isZero();
  }

  @Test
  void redirects_of_the_token_endpoint_are_not_followed() {
    tokenResponses.add(answer(307, "", "Location: " + orders.uri()));
    assertThat(English.of(((CarrierBlocked) send()).message())).contains("auth.token-url");
    assertThat(orders.connections()).isZero();
  }

  @Test
  void an_invalid_token_url_is_named() {
    try (CarrierClient wrong = sender("login.example/token")) {
      assertThat(English.of(((CarrierBlocked) wrong.send(1, "{}", () -> true)).message()))
          .contains("auth.token-url");
    }
  }

  @Test
  void neither_logs_nor_outcomes_contain_secret_or_token() {
    tokenResponses.add(token("canary-Ty9-token", 3600));
    tokenResponses.add(answer(400, "{\"error\":\"" + SECRET + "\"}"));
    orderResponses.add(answer(400, "canary-Ty9-token " + SECRET));
    orderResponses.add(answer(401, "canary-Ty9-token"));
    try (LogWatch logs = new LogWatch()) {
      assertThat(send().toString()).contains("*** ***");
      assertThat(send().toString()).contains("arguments=[400]").doesNotContain("Qx7", "Ty9");
      assertThat(logs.lines())
          .isNotEmpty()
          .noneMatch(line -> line.contains("Qx7") || line.contains("Ty9"))
          .noneMatch(line -> line.contains("bWUlM0E6"));
    }
  }

  private Outcome send() {
    return send(1);
  }

  private Outcome send(long orderId) {
    return sender.send(orderId, "{\"reference\":\"A-1\"}", () -> true);
  }

  private CarrierClient sender(String tokenUrl) {
    Auth auth =
        new AuthBuilder(AuthType.OAUTH2)
            .client(tokenUrl, "me:", SECRET, "urn:grt:accessexpress")
            .build();
    return new CarrierClient(
        new FakeCarrier(),
        URI.create(orders.uri().toString()),
        TestSettings.with(auth),
        TestSettings.NO_BUNDLES,
        LoginPacing.NONE,
        clock);
  }

  private static String token(String token, Object lifetime) {
    return answer(
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%s}"
            .formatted(token, lifetime));
  }

  private static String error(int status, String code, String description) {
    return answer(
        status, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(code, description));
  }
}
