package orderimport.carrier.globalconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orderimport.carrier.Carrier.OrderResponse;
import orderimport.carrier.CarrierContractTest;
import org.junit.jupiter.api.Test;

class GlobalConnectTest extends CarrierContractTest {
  GlobalConnectTest() {
    super("globalconnect", resource("globalconnect/response.json"));
  }

  @Test
  void the_response_gives_the_id_and_the_link_to_the_order() {
    assertThat(carrier.readSuccess(201, resource("globalconnect/response.json")))
        .isEqualTo(
            new OrderResponse.Accepted(
                "897487",
                "https://webtelefakt.test.as2116.net/telefakt/user/orderdetail.cfm?loid=897487",
                List.of(),
                "/data/order/897487"));
  }

  @Test
  void a_link_that_is_not_a_web_address_is_ignored() {
    assertThat(carrier.readSuccess(201, "{\"id\":1,\"wtf_url\":\"javascript:alert(1)\"}"))
        .isEqualTo(new OrderResponse.Accepted("1", null, List.of()));
  }
}
