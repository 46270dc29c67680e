package orderimport.carrier.granite;

import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.placement.CarrierResponseContractTest;

class GraniteResponsesTest extends CarrierResponseContractTest {

  @Override
  protected Carrier carrier() {
    return Carriers.registered().get("granite");
  }

  @Override
  protected String success() {
    return "{\"opportunity_id\":\"OPP-1\",\"order_status\":\"submitted\",\"quote_id\":\"Q-1\"}";
  }
}
