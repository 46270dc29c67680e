package orderimport.carrier.globalconnect;

import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.placement.CarrierResponseContractTest;

class GlobalConnectTestingResponsesTest extends CarrierResponseContractTest {

  @Override
  protected Carrier carrier() {
    return Carriers.registered().get("globalconnect-testing");
  }

  @Override
  protected String success() {
    return "";
  }
}
