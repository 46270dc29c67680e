package orderimport.web;

import java.net.URI;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.OrderImportProperties;
import org.springframework.stereotype.Component;

/** The addresses to which the carriers' orders are sent. */
@Component
public class CarrierEndpoints {
  private final OrderImportProperties settings;

  CarrierEndpoints(OrderImportProperties settings) {
    this.settings = settings;
  }

  /** Whether a carrier's orders go to the sandbox. */
  public boolean sandbox(String carrier) {
    CarrierProperties properties = settings.carriers().get(carrier);
    return properties != null && properties.sandbox();
  }

  /** The environment of a carrier; the sandbox's for one that is not configured. */
  public String environment(String carrier) {
    CarrierProperties properties = settings.carriers().get(carrier);
    return properties == null ? CarrierProperties.SANDBOX : properties.environment();
  }

  /** Whether all orders go to the sandbox. */
  boolean allSandbox() {
    return settings.carriers().values().stream().allMatch(CarrierProperties::sandbox);
  }

  /** The host that receives a carrier's orders; empty for the sandbox. */
  public String host(String carrier) {
    CarrierProperties properties = settings.carriers().get(carrier);
    return properties == null || properties.sandbox()
        ? ""
        : String.valueOf(URI.create(properties.baseUrl()).getHost());
  }
}
