package orderimport.carrier.fjordnet;

import orderimport.carrier.Carrier;
import orderimport.placement.CarrierResponseContract;

class FjordnetResponsesTest extends CarrierResponseContract {

  @Override
  protected Carrier carrier() {
    return new Fjordnet();
  }

  @Override
  protected String success() {
    return "{\"id\": \"FN-4711\", \"state\": \"received\"}";
  }
}
