package orderimport.placement;

import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;

class GraniteResponsesTest extends CarrierResponseContract {

  @Override
  Carrier carrier() {
    return Carriers.registered().get("granite");
  }

  @Override
  String success() {
    return "{\"opportunity_id\":\"OPP-1\",\"order_status\":\"submitted\",\"quote_id\":\"Q-1\"}";
  }
}
