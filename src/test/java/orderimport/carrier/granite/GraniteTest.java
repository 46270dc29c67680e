package orderimport.carrier.granite;

import static org.assertj.core.api.Assertions.assertThat;

import orderimport.carrier.Carrier.OrderResponse;
import orderimport.carrier.CarrierContractTest;
import orderimport.problem.English;
import org.junit.jupiter.api.Test;

class GraniteTest extends CarrierContractTest {
  GraniteTest() {
    super(
        "granite",
        """
        {"opportunity_id": "OPP-1", "order_status": "submitted", "quote_id": "Q-1"}
        """);
  }

  @Test
  void a_status_other_than_submitted_is_accepted_with_a_warning() {
    assertThat(carrier.readSuccess(200, "{\"opportunity_id\":\"A1\",\"order_status\":\"queued\"}"))
        .isInstanceOfSatisfying(
            OrderResponse.Accepted.class,
            accepted -> {
              assertThat(accepted.carrierOrderId()).isEqualTo("A1");
              assertThat(accepted.warnings())
                  .singleElement()
                  .extracting(English::of)
                  .asString()
                  .contains("queued");
            });
  }
}
