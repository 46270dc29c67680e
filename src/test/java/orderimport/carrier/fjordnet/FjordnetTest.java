package orderimport.carrier.fjordnet;

import orderimport.carrier.CarrierContractTest;

class FjordnetTest extends CarrierContractTest {
  FjordnetTest() {
    super(
        new Fjordnet(),
        """
        {"id": "FN-4711", "state": "received"}
        """);
  }
}
