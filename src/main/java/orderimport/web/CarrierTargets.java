package orderimport.web;

import java.net.URI;
import orderimport.carrier.CarrierSettings;
import orderimport.carrier.CarriersSettings;
import org.springframework.stereotype.Component;

/** Where a carrier's orders go. */
@Component
class CarrierTargets {
  private final CarriersSettings settings;

  CarrierTargets(CarriersSettings settings) {
    this.settings = settings;
  }

  /** Whether it is the stand-in, which costs nothing. */
  boolean sandbox(String carrier) {
    CarrierSettings own = settings.carriers().get(carrier);
    return own != null && own.sandbox();
  }

  /** Whether all of them are stand-ins. */
  boolean allSandbox() {
    return settings.carriers().values().stream().allMatch(CarrierSettings::sandbox);
  }

  /** The host that gets them; empty for the stand-in. */
  String host(String carrier) {
    CarrierSettings own = settings.carriers().get(carrier);
    return own == null || own.sandbox() ? "" : String.valueOf(URI.create(own.baseUrl()).getHost());
  }
}
