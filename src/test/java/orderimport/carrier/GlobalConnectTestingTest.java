package orderimport.carrier;

class GlobalConnectTestingTest extends CarrierContractTest {
  GlobalConnectTestingTest() {
    super("globalconnect-testing", "");
  }
}
