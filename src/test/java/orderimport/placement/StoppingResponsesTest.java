package orderimport.placement;

import static orderimport.placement.HttpText.answer;
import static orderimport.placement.HttpText.head;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import orderimport.carrier.CarrierProperties;
import orderimport.placement.Outcome.CarrierBlocked;
import orderimport.placement.Outcome.InDoubt;
import orderimport.placement.Outcome.Retryable;
import orderimport.placement.auth.LoginPacing;
import orderimport.problem.English;
import orderimport.problem.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The message, and the pause, for a response that is not about the order. */
class StoppingResponsesTest {
  private static final String ADDRESS =
      "order-import.carriers.made-up.base-url and order-import.carriers.made-up.order-path";

  private static final String NGINX =
      """
      <html>\r
      <head><title>404 Not Found</title></head>\r
      <body>\r
      <center><h1>404 Not Found</h1></center>\r
      <hr><center>nginx/1.24.0</center>\r
      </body>\r
      </html>\r
      """;

  private static final String FIREWALL =
      "<html><head><title> </title><style>b {color: red}</style></head><body><!-- F5 -->"
          + "The requested URL was rejected. Please consult with your administrator.<br><br>"
          + "Your support ID is: &lt;1234&gt;</body></html>";

  @Test
  void a_web_page_stops_the_carrier_and_is_quoted() throws Exception {
    assertThat(stopped(page(404, NGINX)))
        .isEqualTo(
            "it answered with a web page, 404 \"404 Not Found\", as a wrong address or a firewall"
                + " does; check "
                + ADDRESS);
    assertThat(stopped(page(403, FIREWALL)))
        .contains("403 \"The requested URL was rejected. Please consult with your administrator.")
        .contains("Your support ID is: <1234>\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {405, 406, 415})
  void a_status_about_the_http_request_stops_the_carrier(int status) throws Exception {
    assertThat(stopped(answer(status, "No charset, please")))
        .isEqualTo(
            "it answered %d \"No charset, please\", which is not about the order;".formatted(status)
                + " check "
                + ADDRESS);
  }

  @Test
  void a_proxy_that_requires_credentials_is_named() throws Exception {
    assertThat(stopped(answer(407, "")))
        .isEqualTo(
            "it answered 407, which is not about the order;"
                + " check order-import.carriers.made-up.proxy.username"
                + " and order-import.carriers.made-up.proxy.password");
  }

  @Test
  void a_quoted_page_is_short_and_on_one_line() throws Exception {
    String message = stopped(page(404, "<html><title>a\n\u001b[31mb \"" + "x".repeat(90_000)));
    assertThat(message).contains("404 \"a [31mb 'xxx", "x…\"").hasSizeLessThan(400);
    assertThat(message.chars()).noneMatch(Character::isISOControl);
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void redirects_of_the_order_are_not_followed(int status) throws Exception {
    try (RawHttpCarrier elsewhere =
        RawHttpCarrier.answering(line -> line.send(answer(200, "{}")))) {
      assertThat(stopped(redirect(status, elsewhere.uri() + "?ticket=secret")))
          .isEqualTo(
              "it redirected the order (%d to %s), and redirects are not followed; check %s"
                  .formatted(status, elsewhere.uri(), ADDRESS));
      assertThat(elsewhere.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304})
  void any_other_redirect_leaves_the_order_in_doubt_and_stops_the_carrier(int status)
      throws Exception {
    InDoubt inDoubt = (InDoubt) outcome(redirect(status, "https://login.example/?next=secret"));
    assertThat(English.of(inDoubt.why()))
        .isEqualTo(
            "it redirected the order (%d to https://login.example/), and redirects are not followed"
                .formatted(status));
    assertThat(English.of(inDoubt.stop()))
        .isEqualTo(English.of(inDoubt.why()) + "; check " + ADDRESS);
  }

  @ParameterizedTest
  @CsvSource({
    "301, https://127.0.0.1/orders, true",
    "302, https://127.0.0.1:8443/orders, true",
    "303, HTTPS://127.0.0.1/orders, true",
    "308, https://127.0.0.1/orders, true",
    "301, https://127.0.0.1/orders/, false",
    "301, https://127.0.0.1/orders?login, false",
    "301, https://localhost/orders, false",
    "301, http://127.0.0.1/orders, false",
    "301, //127.0.0.1/orders, false",
    "301, /orders, false"
  })
  void a_redirect_to_https_names_the_setting_to_change(
      int status, String location, boolean sameAddress) throws Exception {
    Outcome outcome = outcome(redirect(status, location));
    if (sameAddress) {
      assertThat(English.of(((CarrierBlocked) outcome).message()))
          .isEqualTo(
              "it requires https instead of http (%d); set order-import.carriers.made-up.base-url"
                      .formatted(status)
                  + " to https: orders go to "
                  + location);
    } else {
      assertThat(outcome).isInstanceOf(InDoubt.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | Retry-After: 7 | X-RateLimit-Reset: 9 | PT7S",
        "429 | X-RateLimit-Reset: 9 | Vary: x | PT9S",
        "429 | Retry-After: soon | X-RateLimit-Reset: 9 | PT9S",
        "503 | X-RateLimit-Reset: 9 | Retry-After: 0 | PT0S",
        "429 | Vary: x | Vary: y | -"
      })
  void the_carrier_determines_the_pause(int status, String one, String other, String pause)
      throws Exception {
    Retryable later = (Retryable) outcome(answer(status, "", one, other));
    assertThat(later.after()).isEqualTo(pause.equals("-") ? null : Duration.parse(pause));
    assertThat(later.sentToCarrier()).isTrue();
  }

  @Test
  void retrying_after_503_can_be_configured() throws Exception {
    CarrierProperties settings = TestSettings.retryingUnavailable();
    assertThat(outcome(answer(503, ""), settings))
        .usingRecursiveComparison(English.TEXTS)
        .isEqualTo(new Retryable(Text.verbatim("it is not available (503)"), null, true));
    assertThat(outcome(answer(503, "", "X-RateLimit-Reset: 3"), settings))
        .usingRecursiveComparison(English.TEXTS)
        .isEqualTo(
            new Retryable(Text.verbatim("it is not available (503)"), Duration.ofSeconds(3), true));
    assertThat(outcome(answer(502, ""), settings)).isInstanceOf(InDoubt.class);
  }

  private static String stopped(String response) throws IOException {
    return English.of(((CarrierBlocked) outcome(response)).message());
  }

  private static Outcome outcome(String response) throws IOException {
    return outcome(response, TestSettings.none());
  }

  private static Outcome outcome(String response, CarrierProperties settings) throws IOException {
    try (RawHttpCarrier carrier = RawHttpCarrier.answering(line -> line.send(response));
        CarrierClient sender = sender(carrier.uri(), settings)) {
      Outcome outcome = sender.send(1, "{\"reference\":\"A-1\"}", () -> true);
      assertThat(carrier.requests()).hasSize(1);
      return outcome;
    }
  }

  private static CarrierClient sender(URI uri, CarrierProperties settings) {
    return new CarrierClient(
        new FakeCarrier(),
        uri,
        settings,
        TestSettings.NO_BUNDLES,
        LoginPacing.NONE,
        Clock.systemUTC());
  }

  private static String page(int status, String body) {
    return head(status, "Content-Type: text/html", "Content-Length: " + body.length())
        + "\r\n"
        + body;
  }

  private static String redirect(int status, String location) {
    return answer(status, "", "Location: " + location);
  }
}
