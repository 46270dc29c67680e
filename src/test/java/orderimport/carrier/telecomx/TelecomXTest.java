package orderimport.carrier.telecomx;

import java.util.HashSet;
import java.util.Set;
import orderimport.carrier.CarrierContractTest;
import tools.jackson.databind.JsonNode;

class TelecomXTest extends CarrierContractTest {
  TelecomXTest() {
    super("telecomx", resource("telecomx/response.json"));
  }

  /** TelecomX may omit properties without a value from its responses. */
  @Override
  protected Set<String> documentedResponseFields(JsonNode documented) {
    Set<String> fields = new HashSet<>(documented.propertyNames());
    fields.removeAll(
        Set.of(
            "customer",
            "address2",
            "takeover",
            "takeoverCircuit",
            "takeoverCustomer",
            "Offers",
            "answered"));
    return fields;
  }
}
