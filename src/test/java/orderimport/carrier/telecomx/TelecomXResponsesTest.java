package orderimport.carrier.telecomx;

import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.placement.CarrierResponseContractTest;
import org.junit.jupiter.api.Tag;

@Tag("long")
class TelecomXResponsesTest extends CarrierResponseContractTest {

  @Override
  protected Carrier carrier() {
    return Carriers.registered().get("telecomx");
  }

  @Override
  protected String success() {
    return "{\"_id\":\"5a1b2c3d4e5f60718293a4b5\"}";
  }
}
