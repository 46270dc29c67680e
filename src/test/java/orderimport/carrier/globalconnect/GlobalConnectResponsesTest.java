package orderimport.carrier.globalconnect;

import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.placement.CarrierResponseContractTest;
import org.junit.jupiter.api.Tag;

@Tag("long")
class GlobalConnectResponsesTest extends CarrierResponseContractTest {

  @Override
  protected Carrier carrier() {
    return Carriers.registered().get("globalconnect");
  }

  @Override
  protected String success() {
    return "{\"id\":897487,\"wtf_url\":\"https://globalconnect.example/897487\"}";
  }
}
