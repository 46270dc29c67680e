package orderimport.placement;

import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;

class GlobalConnectTestingResponsesTest extends CarrierResponseContract {

  @Override
  protected Carrier carrier() {
    return Carriers.registered().get("globalconnect-testing");
  }

  @Override
  protected String success() {
    return "";
  }
}
