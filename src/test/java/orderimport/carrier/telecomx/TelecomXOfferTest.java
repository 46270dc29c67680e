package orderimport.carrier.telecomx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.OrderResponse;
import orderimport.carrier.CarrierContractTest;
import orderimport.carrier.OrderOnOffer;
import orderimport.carrier.RequestFormatException;
import orderimport.carrier.RequestJson;
import orderimport.carrier.RequestValidator;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelecomXOfferTest extends CarrierContractTest {
  private static final String ID = "\"_id\":\"5a1b2c3d4e5f60718293a4c0\"";

  TelecomXOfferTest() {
    super("telecomx-offer", resource("telecomx-offer/response.json"));
  }

  private OrderResponse.Accepted accepted(String body) {
    return (OrderResponse.Accepted) carrier.readSuccess(200, body);
  }

  @Test
  void the_account_is_the_carriers_order() {
    assertThat(accepted("{" + ID + ",\"state\":\"ORDERED\"}").carrierOrderId())
        .isEqualTo("5a1b2c3d4e5f60718293a4c0");
  }

  @ParameterizedTest
  @CsvSource({"ORDERED, 0", "CONFIRMED, 0", "ACTIVE, 0", "CANCELLED, 1", "QUEUED, 1"})
  void an_unusual_state_is_a_warning(String state, int warnings) {
    assertThat(accepted("{%s,\"state\":\"%s\"}".formatted(ID, state)).warnings())
        .hasSize(warnings)
        .allSatisfy(warning -> assertThat(TextRenderer.ENGLISH.render(warning)).contains(state));
  }

  @Test
  void a_missing_state_is_a_warning() {
    assertThat(accepted("{" + ID + "}").warnings()).hasSize(1);
  }

  @Test
  void bundled_errors_are_read_one_by_one() {
    String body =
        """
        {"code": 422, "message": "multiple", "description": "Several errors", "inner": [
          {"code": 404, "message": "offer", "description": "Offer not found"},
          {"code": 422, "message": "customer", "description": "Customer required"}]}
        """;

    assertThat(carrier.readRejection(422, body))
        .containsExactly(
            new CarrierError("offer", "Offer not found"),
            new CarrierError("customer", "Customer required"));
  }

  @Test
  void bundled_texts_are_errors() {
    assertThat(carrier.readRejection(422, "{\"message\":\"multiple\",\"inner\":[\"Too late\"]}"))
        .containsExactly(new CarrierError(null, "Too late"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"provider", "product", "setup_price", "commitment", "expires"})
  void columns_for_information_are_no_fields_of_the_request(String field) {
    String json = "{\"request\":\"5a\",\"offer\":\"5b\",\"%s\":\"2030-01-01\"}".formatted(field);

    assertThatThrownBy(() -> RequestJson.read(json, carrier.requestType()))
        .isInstanceOf(RequestFormatException.class)
        .hasMessage(field + ": is not a field of the request");
  }

  /** As the constructor that the binding uses. */
  private Record request(@Nullable LocalDate expires) throws Exception {
    var constructor = carrier.requestType().getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return (Record)
        constructor.newInstance(
            "5A1B2C3D4E5F60718293A4B5",
            "5a1b2c3d4e5f60718293a4b6",
            null,
            "TDC",
            "Fiber",
            "0",
            "499",
            "12",
            expires);
  }

  @Test
  void only_request_offer_and_customer_are_sent() throws Exception {
    assertThat(RequestJson.write(request(LocalDate.of(2018, 1, 31))))
        .isEqualTo(
            "{\"request\":\"5A1B2C3D4E5F60718293A4B5\",\"offer\":\"5a1b2c3d4e5f60718293a4b6\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "2018-01-30T00:00:00Z, ",
    "2018-01-31T23:59:59Z, ",
    "2018-02-01T00:00:00Z, expires offer_expired"
  })
  void an_offer_can_be_ordered_up_to_the_end_of_its_last_day(Instant now, String broken)
      throws Exception {
    // East of Greenwich it is tomorrow already.
    try (RequestValidator rules = new RequestValidator(Clock.fixed(now, ZoneOffset.ofHours(12)))) {
      assertThat(rules.check(request(LocalDate.of(2018, 1, 31))))
          .extracting(rule -> rule.path() + " " + rule.kind().code())
          .isEqualTo(broken == null ? java.util.List.of() : java.util.List.of(broken));
    }
  }

  @Test
  void offers_are_compared_regardless_of_the_case_of_ids() throws Exception {
    OrderOnOffer order = (OrderOnOffer) request(LocalDate.of(2018, 1, 31));

    assertThat(order.offeredFor()).isEqualTo("5a1b2c3d4e5f60718293a4b5");
    assertThat(order.offerEnd()).isEqualTo("2018-02-01T00:00:00Z");
    assertThat(((OrderOnOffer) request(null)).offerEnd()).isNull();
  }
}
