package orderimport.carrier;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code order-import.carriers} in {@code job-config}.
 *
 * @param carriers by carrier name
 */
@ConfigurationProperties("order-import")
public record OrderImportProperties(@DefaultValue Map<String, CarrierProperties> carriers) {

  /**
   * The settings of a carrier.
   *
   * @throws InvalidConfigurationException if the carrier has no settings
   */
  public CarrierProperties of(Carrier carrier) {
    CarrierProperties settings = carriers.get(carrier.name());
    if (settings == null) {
      throw new InvalidConfigurationException(
          "The carrier %s has no settings. Set order-import.carriers.%s.order-path in job-config/."
              .formatted(carrier.name(), carrier.name()));
    }
    return settings;
  }

  /** The environment of each carrier, by carrier name. */
  public Map<String, String> environments() {
    Map<String, String> environments = new TreeMap<>();
    carriers.forEach((name, settings) -> environments.put(name, settings.environment()));
    return environments;
  }
}
