package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The counterparts notice what the program could do wrong. */
@Timeout(60)
class CounterpartsTest {
  private static final String REQUEST =
      "{\"type\":\"FIBER\",\"reseller\":\"5D0A\",\"reference\":\"A-1\",\"ipAddresses\":8,"
          + "\"address\":{\"address\":\"Vej 1\",\"zip\":2605,\"city\":\"By\"}}";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private record Answer(int status, JsonNode body) {}

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(
        response.statusCode(),
        Received.JSON.readTree(response.body().isEmpty() ? "{}" : response.body()));
  }

  private Answer post(String url, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private Answer get(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private String token(TelecomXCounterpart telecomx) throws IOException, InterruptedException {
    Answer login =
        post(
            telecomx.url() + "/auth/login",
            "{\"username\":\"%s\",\"password\":\"%s\"}"
                .formatted(TelecomXCounterpart.USER, TelecomXCounterpart.PASSWORD));
    assertThat(login.body().path("expiresInMinutes").asInt()).isEqualTo(15);
    return "token="
        + URLEncoder.encode(login.body().path("token").asString(), StandardCharsets.UTF_8);
  }

  @Test
  void telecomx_follows_a_request_from_login_to_account() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      String token = token(telecomx);
      Answer created = post(telecomx.url() + "/internet/request?" + token, REQUEST);
      assertThat(created.status()).isEqualTo(200);
      String id = created.body().path("_id").asString();
      telecomx.answer(2, reference -> true);
      Answer listed =
          get(telecomx.url() + "/internet/request?reseller=5D0A&limit=500&full=true&" + token);
      assertThat(listed.body().path("total").asInt()).isOne();
      assertThat(listed.body().path("requests").path(0).path("reference").asString())
          .isEqualTo("A-1");
      String account =
          "{\"request\":\"%s\",\"offer\":\"%s\",\"customer\":\"5D\"}"
              .formatted(id, telecomx.offers(id).get(1));
      Answer ordered = post(telecomx.url() + "/internet/account?" + token, account);
      assertThat(ordered.body().path("state").asString()).isEqualTo("ORDERED");

      telecomx.clock.move(Duration.ofMinutes(16));
      assertThat(get(telecomx.url() + "/internet/request/" + id + "?" + token).status())
          .isEqualTo(401);
      assertThat(telecomx.expired()).isOne();
      telecomx.clock.move(Duration.ofDays(31));
      String fresh = token(telecomx);
      assertThat(post(telecomx.url() + "/internet/account?" + fresh, account).status())
          .isEqualTo(422);
      assertThat(telecomx.takeViolations()).hasSize(1);
    }
  }

  @Test
  void what_is_not_documented_is_a_violation() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      String token = token(telecomx);
      String url = telecomx.url() + "/internet/request?" + token;
      post(url, REQUEST.replace("2605", "\"2605\""));
      post(url, REQUEST.replace("\"type\"", "\"colour\""));
      post(url, REQUEST.replace("FIBER", "DSL"));
      post(url.replace("?", "/?"), REQUEST);
      get(telecomx.url() + "/internet/request?reseller=5D0A&page=1&" + token);
      get(telecomx.url() + "/internet/request?reseller=5D0A&token=wrong");
      assertThat(telecomx.takeViolations())
          .containsExactly(
              "POST /internet/request: address.zip is not an integer: \"2605\"",
              "POST /internet/request: type is required; ipAddresses is not expected to have a"
                  + " value; colour is not documented",
              "POST /internet/request: ipAddresses is not expected to have a value",
              "POST /internet/request/: is not documented",
              "GET /internet/request: the parameter page is not documented",
              "GET /internet/request: invalid_token");
      assertThat(telecomx.references()).isEmpty();
    }
  }

  @Test
  void violations_fail_the_test() throws Exception {
    TelecomXCounterpart telecomx = TelecomXCounterpart.start();
    get(telecomx.url() + "/nothing");
    assertThatThrownBy(telecomx::close).isInstanceOf(AssertionError.class);
  }

  @Test
  void a_reset_before_or_after_the_order_is_stored() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      String token = token(telecomx);
      for (Fault fault : new Fault[] {Fault.RESET_BEFORE, Fault.RESET_AFTER}) {
        telecomx.fail(received -> fault);
        assertThatThrownBy(() -> post(telecomx.url() + "/internet/request?" + token, REQUEST))
            .isInstanceOf(IOException.class);
        assertThat(telecomx.references()).hasSize(fault == Fault.RESET_AFTER ? 1 : 0);
      }
    }
  }

  @Test
  void granite_counts_requests_of_all_kinds() throws Exception {
    try (GraniteCounterpart granite = GraniteCounterpart.start()) {
      granite.limit(new Limit(2, Duration.ofMillis(700)));
      String basic =
          Base64.getEncoder()
              .encodeToString(
                  (URLEncoder.encode(TokenEndpoint.CLIENT, StandardCharsets.UTF_8)
                          + ":"
                          + URLEncoder.encode(TokenEndpoint.SECRET, StandardCharsets.UTF_8))
                      .getBytes(StandardCharsets.UTF_8));
      Answer issued =
          send(
              HttpRequest.newBuilder(URI.create(granite.tokens().tokenUrl()))
                  .header("Authorization", "Basic " + basic)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "grant_type=client_credentials&scope=urn%3Agrt%3Aaccessexpress")));
      assertThat(issued.status()).isEqualTo(200);
      HttpRequest.Builder list =
          HttpRequest.newBuilder(URI.create(granite.url() + "/api/v1/orders?page=1&page_size=100"))
              .header("Authorization", "Bearer " + issued.body().path("access_token").asString());
      assertThat(send(list).status()).isEqualTo(200);
      assertThat(send(list).status()).isEqualTo(200);
      assertThat(send(list).status()).isEqualTo(429);
      assertThat(granite.takeViolations()).hasSize(1);
      Thread.sleep(800);
      assertThat(send(list).status()).isEqualTo(200);
    }
  }
}
