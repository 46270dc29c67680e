package orderimport.placement;

import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import org.junit.jupiter.api.Tag;

@Tag("long")
class GlobalConnectResponsesTest extends CarrierResponseContract {

  @Override
  Carrier carrier() {
    return Carriers.registered().get("globalconnect");
  }

  @Override
  String success() {
    return "{\"id\":897487,\"wtf_url\":\"https://globalconnect.example/897487\"}";
  }
}
