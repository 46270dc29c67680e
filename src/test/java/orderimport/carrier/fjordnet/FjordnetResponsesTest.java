package orderimport.carrier.fjordnet;

import orderimport.carrier.Carrier;
import orderimport.placement.CarrierResponseContractTest;

class FjordnetResponsesTest extends CarrierResponseContractTest {

  @Override
  protected Carrier carrier() {
    return new Fjordnet();
  }

  @Override
  protected String success() {
    return "{\"id\": \"FN-4711\", \"state\": \"received\"}";
  }
}
