package orderimport.web;

import java.net.URI;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.OrderImportProperties;
import org.springframework.stereotype.Component;

/** Where a carrier's orders go. */
@Component
class CarrierEndpoints {
  private final OrderImportProperties settings;

  CarrierEndpoints(OrderImportProperties settings) {
    this.settings = settings;
  }

  /** Whether it is the stand-in, which costs nothing. */
  boolean sandbox(String carrier) {
    CarrierProperties own = settings.carriers().get(carrier);
    return own != null && own.sandbox();
  }

  /** Whether all of them are stand-ins. */
  boolean allSandbox() {
    return settings.carriers().values().stream().allMatch(CarrierProperties::sandbox);
  }

  /** The host that gets them; empty for the stand-in. */
  String host(String carrier) {
    CarrierProperties own = settings.carriers().get(carrier);
    return own == null || own.sandbox() ? "" : String.valueOf(URI.create(own.baseUrl()).getHost());
  }
}
