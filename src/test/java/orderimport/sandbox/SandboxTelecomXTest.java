package orderimport.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import orderimport.carrier.Carriers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** TelecomX's endpoints around the order in the sandbox. */
class SandboxTelecomXTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Clock START =
      Clock.fixed(Instant.parse("2018-01-20T10:00:00Z"), ZoneOffset.UTC);
  private static final String LOGIN = "{'username':'anna','password':'secret-word'}";
  private static final String CUSTOMER = "5a1b2c3d4e5f60718293a4b5";

  private Path folder;
  private SandboxClient sandbox;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    this.folder = folder;
    sandbox = new SandboxClient(folder.resolve("orders.jsonl"), Map.of(), START);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** Starts the sandbox with other settings of TelecomX. */
  private void restartWith(Map<String, String> settings) throws IOException {
    sandbox.close();
    sandbox =
        new SandboxClient(folder.resolve("orders.jsonl"), Map.of("telecomx", settings), START);
  }

  private String token(String login) throws Exception {
    HttpResponse<String> response = sandbox.post("/auth/login", login);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body()).path("token").asString();
  }

  private static void assertError(HttpResponse<String> response, int status, String message) {
    JsonNode error = JSON.readTree(response.body());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(error.path("code").asInt()).isEqualTo(status);
    assertThat(error.path("message").asString()).isEqualTo(message);
  }

  private String request() throws Exception {
    return sandbox.order("telecomx").path("_id").asString();
  }

  private JsonNode offers(String request) throws Exception {
    return sandbox.json("/internet/request/" + request).path("offers");
  }

  private HttpResponse<String> account(String request, String offer) throws Exception {
    return sandbox.post(
        "/internet/account",
        "{'request':'%s','offer':'%s','customer':'%s'}".formatted(request, offer, CUSTOMER));
  }

  private List<String> found(String query, String further) throws Exception {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    List<String> found = new ArrayList<>();
    for (JsonNode address : sandbox.json("/customer/address/lookup?query=" + encoded + further)) {
      found.add(
          "%s %s %s %s %s"
              .formatted(
                  address.path("road").asString(""),
                  address.path("number").asString(""),
                  address.path("floor").asString(""),
                  address.path("door").asString(""),
                  address.path("zip").asString(""))
              .strip());
    }
    return found;
  }

  @Test
  void several_errors_are_bundled() throws Exception {
    ObjectNode request = SandboxClient.example("telecomx");
    request.put("product", "no id");
    request.remove("type");

    HttpResponse<String> response =
        sandbox.post(Carriers.registered().get("telecomx").orderPath(), request.toString());

    assertError(response, 422, "multiple");
    JsonNode inner = JSON.readTree(response.body()).path("inner");
    assertThat(inner.size()).isEqualTo(2);
    assertThat(inner).allMatch(error -> error.path("code").asInt() >= 409);
    assertThat(Carriers.registered().get("telecomx").readRejection(422, response.body()))
        .hasSize(inner.size())
        .allMatch(error -> error.path() != null);
  }

  @Test
  void a_token_in_the_address_is_valid_for_15_minutes() throws Exception {
    String token = token(LOGIN);
    sandbox.advance(Duration.ofSeconds(14 * 60 + 59));
    assertThat(sandbox.send("GET", "/internet/request?token=" + token, "").statusCode())
        .isEqualTo(200);

    sandbox.advance(Duration.ofSeconds(1));

    assertError(sandbox.send("GET", "/internet/request?token=" + token, ""), 401, "expired");
    assertError(sandbox.send("POST", "/internet/request?token=" + token, "{}"), 401, "expired");
    assertError(
        sandbox.get("/internet/request", "Authorization", "Bearer " + token), 401, "expired");
    assertError(sandbox.send("GET", "/internet/request?token=other", ""), 401, "invalid_token");
  }

  @Test
  void a_persistent_token_does_not_expire() throws Exception {
    JsonNode login =
        JSON.readTree(sandbox.post("/auth/login", LOGIN.replace("}", ",'persist':true}")).body());
    assertThat(login.path("expiresInMinutes").asInt()).isEqualTo(-1);

    sandbox.advance(Duration.ofDays(365));

    String path = "/internet/request?token=" + login.path("token").asString();
    assertThat(sandbox.send("GET", path, "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'username':'anna','password':''} | 401 | credentials_invalid",
        "{'password':'secret'} | 401 | credentials_invalid",
        "{'username':'anna','password':'000'} | 401 | credentials_invalid",
        "{'username':'blacklisted','password':'secret'} | 403 | blacklisted",
        "{'username':'anna','password':'secret','persist':1} | 422 | persist",
        "{'user':'anna','password':'secret'} | 422 | user",
        "no JSON | 400 | error",
      })
  void an_invalid_login_is_rejected(String body, int status, String message) throws Exception {
    assertError(sandbox.post("/auth/login", body), status, message);
  }

  @Test
  void a_configured_login_is_required_with_its_user_and_header() throws Exception {
    restartWith(
        Map.of(
            "auth.type", "login",
            "auth.login-path", "/auth/login",
            "auth.username", "anna",
            "auth.password", "secret-word",
            "auth.present-as.header", "X-Token"));

    assertError(
        sandbox.post("/auth/login", LOGIN.replace("-word", "")), 401, "credentials_invalid");
    String token = token(LOGIN);
    assertThat(sandbox.get("/internet/request", "X-Token", token).statusCode()).isEqualTo(200);
    assertError(sandbox.get("/internet/request", "X-Token", "other"), 401, "invalid_token");
    assertError(
        sandbox.get("/internet/request", "Authorization", "Bearer " + token), 401, "invalid_token");
    assertError(sandbox.send("GET", "/internet/request", ""), 401, "invalid_token");
    assertThat(sandbox.get("/internet/request", "X-Token", "sandbox").statusCode()).isEqualTo(200);
  }

  @Test
  void logins_do_not_count_towards_the_rate_limit() throws Exception {
    restartWith(Map.of("rate-limit.requests", "2", "rate-limit.per", "1m"));
    token(LOGIN);
    token(LOGIN);

    assertThat(sandbox.get("/internet/request").statusCode()).isEqualTo(200);
    assertThat(sandbox.get("/customer/address/lookup?query=algade").statusCode()).isEqualTo(200);
    assertThat(sandbox.get("/internet/request/1").statusCode()).isEqualTo(429);
  }

  @Test
  void accounts_share_the_rate_limit_of_requests() throws Exception {
    restartWith(Map.of("rate-limit.requests", "2", "rate-limit.per", "1m"));
    request();
    assertThat(account("0a", "0b").statusCode()).isEqualTo(404);

    assertThat(account("0a", "0b").statusCode()).isEqualTo(429);
    assertThat(sandbox.get("/internet/account/1").statusCode()).isEqualTo(429);
  }

  @Test
  void a_request_gets_offers_after_three_days() throws Exception {
    JsonNode created = sandbox.order("telecomx");
    String path = "/internet/request/" + created.path("_id").asString();
    assertThat(sandbox.json(path)).isEqualTo(created);
    sandbox.advance(Duration.ofDays(3).minusSeconds(1));
    assertThat(sandbox.json(path)).isEqualTo(created);
    assertThat(sandbox.json("/internet/request?state=NEW").path("total").asInt()).isEqualTo(1);

    sandbox.advance(Duration.ofSeconds(1));

    JsonNode answered = sandbox.json(path);
    assertThat(answered.path("answered").asString()).isEqualTo("2018-01-23T10:00:00.000Z");
    assertThat(answered.path("offers"))
        .extracting(offer -> offer.path("commitment").asInt())
        .containsExactly(12, 24);
    assertThat(answered.path("offers").get(0).propertyNames())
        .containsExactlyInAnyOrder(
            "_id",
            "product",
            "initiationFeeProduct",
            "initiationCost",
            "initiationWholesale",
            "initiationCustomer",
            "monthlyCost",
            "monthlyWholesale",
            "monthlyCustomer",
            "commitment",
            "providerName",
            "providerOfferId");
    assertThat(sandbox.json("/internet/request?state=NEW").path("total").asInt()).isZero();
    JsonNode listed = sandbox.json("/internet/request?state=HAS_OFFER&full=true");
    assertThat(listed.path("requests").get(0).path("Offers")).isEqualTo(answered.path("offers"));
    sandbox.restart();
    assertThat(sandbox.json(path)).isEqualTo(answered);
  }

  @Test
  void an_offer_for_dsl_has_no_prices() throws Exception {
    ObjectNode dsl = JSON.createObjectNode().put("type", "DSL").put("customer", CUSTOMER);
    dsl.putObject("address").put("_id", "5a1b2c3d4e5f60718293a4d7");
    String request = sandbox.order("telecomx", dsl).path("_id").asString();
    sandbox.advance(Duration.ofDays(3));

    JsonNode offers = offers(request);

    assertThat(offers).hasSize(1);
    assertThat(offers.get(0).has("monthlyCustomer")).isFalse();
    String body =
        "{'request':'%s','offer':'%s'}".formatted(request, offers.get(0).path("_id").asString());
    JsonNode account = JSON.readTree(sandbox.post("/internet/account", body).body());
    assertThat(account.path("customer").asString()).isEqualTo(CUSTOMER);
    assertThat(account.path("type").asString()).isEqualTo("DSL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "x", "000000000000000a00000000", "000000000000000a00000001"})
  void an_unknown_request_or_account_is_not_found(String id) throws Exception {
    request();

    assertError(sandbox.get("/internet/request/" + id), 404, "request");
    assertError(sandbox.get("/internet/account/" + id), 404, "account");
    assertError(sandbox.get("/internet/request/" + id + "?full=true"), 422, "full");
  }

  @Test
  void an_account_is_ordered_then_confirmed_then_active() throws Exception {
    String request = request();
    sandbox.advance(Duration.ofDays(3));
    JsonNode offer = offers(request).get(1);

    HttpResponse<String> response = account(request, offer.path("_id").asString());

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode account = JSON.readTree(response.body());
    String path = "/internet/account/" + account.path("_id").asString();
    assertThat(sandbox.json(path)).isEqualTo(account);
    assertThat(account.path("state").asString()).isEqualTo("ORDERED");
    assertThat(account.path("orderDate").asString()).isEqualTo("2018-01-23T10:00:00.000Z");
    assertThat(account.path("product")).isEqualTo(offer.path("product"));
    sandbox.advance(Duration.ofDays(2));
    assertThat(sandbox.json(path).path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(sandbox.json(path).path("circuit").asString()).startsWith("TX");
    sandbox.advance(Duration.ofDays(19));
    sandbox.restart();
    assertThat(sandbox.json(path).path("state").asString()).isEqualTo("ACTIVE");
    assertThat(sandbox.json("/sandbox/orders").get(1).path("carrier").asString())
        .isEqualTo("telecomx-offer");
  }

  @Test
  void an_account_can_be_cancelled() throws Exception {
    String request = request();
    sandbox.advance(Duration.ofDays(3));
    String offer = offers(request).get(0).path("_id").asString();
    String id = JSON.readTree(account(request, offer).body()).path("_id").asString();

    String body = "{'carrier':'telecomx-offer','order':'%s'}".formatted(id);
    assertThat(sandbox.post("/sandbox/cancel", body).statusCode()).isEqualTo(204);

    sandbox.advance(Duration.ofDays(90));
    JsonNode account = sandbox.json("/internet/account/" + id);
    assertThat(account.path("state").asString()).isEqualTo("CANCELLED");
    assertThat(account.path("terminationDate").asString()).isEqualTo("2018-01-23T10:00:00.000Z");
  }

  @Test
  void an_offer_can_be_ordered_for_30_days() throws Exception {
    String request = request();
    String other = request();
    sandbox.advance(Duration.ofDays(33).minusSeconds(1));
    assertThat(account(request, offers(request).get(0).path("_id").asString()).statusCode())
        .isEqualTo(200);

    sandbox.advance(Duration.ofSeconds(1));

    assertError(account(other, offers(other).get(0).path("_id").asString()), 422, "offer");
    assertThat(sandbox.json("/sandbox/orders")).hasSize(3);
  }

  @Test
  void an_account_needs_an_offer_of_its_request() throws Exception {
    String request = request();
    String other = request();
    sandbox.advance(Duration.ofDays(3));
    String offer = offers(request).get(0).path("_id").asString();

    assertError(account(other, offer), 404, "offer");
    assertError(account("000000000000000a00000000", offer), 404, "request");
    assertError(account("", offer), 422, "request");
    assertError(account(request, ""), 422, "offer");
    String body = "{'request':'%s','offer':'%s'".formatted(request, offer);
    assertError(sandbox.post("/internet/account", body + "}"), 422, "customer");
    assertError(sandbox.post("/internet/account", body + ",'notes':'x'}"), 422, "notes");
    assertThat(sandbox.json("/sandbox/orders")).hasSize(2);
  }

  @Test
  void a_request_without_an_answer_has_no_offer_to_order() throws Exception {
    ObjectNode withOffers = SandboxClient.example("telecomx");
    withOffers.putArray("offers").addObject().put("commitment", 12);
    JsonNode created = sandbox.order("telecomx", withOffers);

    String offer = created.path("Offers").get(0).path("_id").asString();

    assertError(account(created.path("_id").asString(), offer), 404, "offer");
  }

  @Test
  void two_accounts_on_one_request_are_never_accepted() throws Exception {
    String request = request();
    sandbox.advance(Duration.ofDays(3));
    JsonNode offers = offers(request);
    List<Callable<Integer>> orders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String offer = offers.get(i % 2).path("_id").asString();
      orders.add(() -> account(request, offer).statusCode());
    }
    var threads = Executors.newFixedThreadPool(10);
    List<Integer> statuses = new ArrayList<>();
    try {
      for (var response : threads.invokeAll(orders)) {
        statuses.add(response.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
    assertThat(sandbox.json("/sandbox/orders")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Vestergade 12, 2. tv., 8000 Aarhus C | Vestergade 12 2 tv 8000",
        "VESTERGADE 12 2 TV 8000 | Vestergade 12 2 tv 8000",
        "Vestergade 14, 8000 Aarhus C | Vestergade 14   8000",
        "Vallensbækvej 20A, 3. th., 2605 Brøndby | Vallensbækvej 20A 3 th 2605",
        "vallensbækvej 20 a 3 th | Vallensbækvej 20A 3 th 2605",
        "Nørregade 41, 5000 Odense | Nørregade 41   5000",
        "Algade 3, Roskilde | Algade 3   4000",
        "Havnegade 9, st., 6700 Esbjerg | Havnegade 9 st  6700",
        "Vester | Vestergade",
        "Vestergade 8000 Aarhus C | Vestergade",
        "Vestergade 14 | Vestergade 14   8000;Vestergade 14   5000",
        "Havnegade 19 | Havnegade 19 kl  6700;Havnegade 19 st  6700",
        "Algade 3, 1. th., 4000 Roskilde | ''",
        "Algade 100, 4000 Roskilde | ''",
        "Algade 3, 8000 Aarhus | ''",
        "Storgata 1, 4000 Roskilde | ''",
      })
  void addresses_of_the_book_are_found(String query, String expected) throws Exception {
    assertThat(String.join(";", found(query, ""))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Algade 3, 1. th. | Algade 3 1 th 4000",
        "Vestergade 12, 7. mf., 8000 | Vestergade 12 7 mf 8000",
        "Vestergade 14, 1. | Vestergade 14   8000;Vestergade 14   5000",
        "Vestergade 12, 2. tv., 8000 | Vestergade 12 2 tv 8000",
        "Algade 100, 1. | ''",
      })
  void a_flexible_look_up_finds_the_house(String query, String expected) throws Exception {
    assertThat(String.join(";", found(query, "&flex=true"))).isEqualTo(expected);
  }

  @Test
  void a_look_up_returns_up_to_its_limit() throws Exception {
    assertThat(found("Vestergade 12", "")).hasSize(10);
    assertThat(found("Vestergade 12", "&limit=3")).hasSize(3);
    assertThat(found("Vestergade 12", "&limit=50")).hasSize(16).doesNotHaveDuplicates();
    JsonNode address = sandbox.json("/customer/address/lookup?query=Algade+3").get(0);
    assertThat(address.path("_id").asString()).matches("[0-9a-f]{24}");
    assertThat(address.path("zip").isInt()).isTrue();
    assertThat(address.propertyNames())
        .containsExactlyInAnyOrder(
            "_id", "road", "number", "floor", "door", "zip", "city", "code", "muni", "geo");
  }

  @ParameterizedTest
  @CsvSource({
    "'', query",
    "?query=, query",
    "?query=algade&limit=0, limit",
    "?query=algade&limit=51, limit",
    "?query=algade&flex=yes, flex",
    "?query=algade&zip=4000, zip",
  })
  void undocumented_parameters_of_a_look_up_are_rejected(String parameters, String field)
      throws Exception {
    assertError(sandbox.get("/customer/address/lookup" + parameters), 422, field);
  }

  @Test
  void a_customer_has_two_addresses() throws Exception {
    JsonNode addresses = sandbox.json("/customer/" + CUSTOMER + "/address");

    assertThat(addresses).hasSize(2);
    assertThat(addresses.get(0).path("primary").asBoolean()).isTrue();
    assertThat(addresses.get(0).path("zip").isString()).isTrue();
    assertError(sandbox.get("/customer/000000/address"), 404, "customer");
  }

  @ParameterizedTest
  @CsvSource({
    "/internet/request/{id}, GET, 500, 200",
    "/internet/request, GET, 200, 500",
    "/internet/request, POST, 200, 200",
    "/internet/request, '', 200, 500",
    "'', GET, 500, 500",
    "'', '', 200, 200",
  })
  void a_fault_of_a_path_leaves_other_endpoints_alone(
      String path, String method, int single, int list) throws Exception {
    String request = request();
    String rule =
        "{'carrier':'telecomx','status':500"
            + (path.isEmpty() ? "" : ",'path':'%s'".formatted(path))
            + (method.isEmpty() ? "}" : ",'method':'%s'}".formatted(method));
    assertThat(sandbox.post("/sandbox/faults", rule).statusCode()).isEqualTo(204);

    assertThat(sandbox.get("/internet/request/" + request).statusCode()).isEqualTo(single);
    assertThat(sandbox.get("/internet/request").statusCode()).isEqualTo(list);
  }

  @Test
  void an_account_is_kept_when_its_response_is_lost() throws Exception {
    String request = request();
    sandbox.advance(Duration.ofDays(3));
    String offer = offers(request).get(0).path("_id").asString();
    sandbox.post("/sandbox/faults", "{'path':'/internet/account','times':1,'fault':'reset'}");

    assertThat(catchThrowable(() -> account(request, offer))).isInstanceOf(IOException.class);

    assertError(account(request, offer), 409, "request");
    JsonNode counts = sandbox.json("/sandbox/requests").path("telecomx-offer");
    assertThat(counts.path("received").asInt()).isEqualTo(2);
    assertThat(counts.path("accepted").asInt()).isEqualTo(1);
    assertThat(counts.path("answers").path("reset").asInt()).isEqualTo(1);
  }
}
