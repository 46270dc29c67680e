package orderimport.carrier.globalconnect;

import orderimport.carrier.CarrierContractTest;

class GlobalConnectTestingTest extends CarrierContractTest {
  GlobalConnectTestingTest() {
    super("globalconnect-testing", "");
  }
}
