package orderimport.placement;

import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;

class GlobalConnectTestingResponsesTest extends CarrierResponseContract {

  @Override
  Carrier carrier() {
    return Carriers.registered().get("globalconnect-testing");
  }

  @Override
  String success() {
    return "";
  }
}
