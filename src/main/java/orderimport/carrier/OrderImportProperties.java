package orderimport.carrier;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import orderimport.problem.TextRenderer;
import orderimport.problem.TextRenderer.Audience;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code order-import.carriers} and {@code order-import.language} in {@code job-config}.
 *
 * @param carriers by carrier name
 * @param language of messages and results: {@code en}, {@code nb} or {@code da}
 */
@ConfigurationProperties("order-import")
public record OrderImportProperties(
    @DefaultValue Map<String, CarrierProperties> carriers, @DefaultValue("en") String language) {

  /**
   * The texts of the terminal, the results and the mails.
   *
   * @throws InvalidConfigurationException if there is no such language
   */
  public TextRenderer texts() {
    if (!TextRenderer.LANGUAGES.contains(language)) {
      throw new InvalidConfigurationException(
          "order-import.language is %s, but must be one of: %s."
              .formatted(language, String.join(", ", TextRenderer.LANGUAGES)));
    }
    return new TextRenderer(Audience.TERMINAL, Locale.forLanguageTag(language));
  }

  /**
   * The settings of a carrier.
   *
   * @throws InvalidConfigurationException if the carrier has no settings
   */
  public CarrierProperties of(Carrier carrier) {
    CarrierProperties settings = carriers.get(carrier.name());
    if (settings == null) {
      throw new InvalidConfigurationException(
          "The carrier %s has no settings. Set order-import.carriers.%s.base-url in job-config/."
              .formatted(carrier.name(), carrier.connection()));
    }
    for (String name : carrier.headers().names()) {
      if (settings.headers().keySet().stream().anyMatch(name::equalsIgnoreCase)) {
        throw new InvalidConfigurationException(
            "order-import.carriers.%s.headers must not contain %s: the carrier's requests have it."
                .formatted(carrier.name(), name));
      }
    }
    if (settings.addressCheck() && carrier.addressLookup().isEmpty()) {
      throw new InvalidConfigurationException(
          "order-import.carriers.%1$s.address-check cannot be true: %1$s has no look-up of addresses."
              .formatted(carrier.name()));
    }
    return settings.withDefaultsOf(carrier);
  }

  /** The environment of each carrier, by carrier name. */
  public Map<String, String> environments() {
    Map<String, String> environments = new TreeMap<>();
    carriers.forEach((name, settings) -> environments.put(name, settings.environment()));
    return environments;
  }
}
