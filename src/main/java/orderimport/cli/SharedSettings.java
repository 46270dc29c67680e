package orderimport.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives a carrier the settings of the one whose connection it shares, such as those of {@code
 * telecomx} to {@code telecomx-offer}, as if they stood in an earlier file. A carrier with an
 * address of its own shares nothing: the credentials belong to the other address.
 */
final class SharedSettings {
  private static final ConfigurationPropertyName CARRIERS =
      ConfigurationPropertyName.of("order-import.carriers");

  /** These concern the requests of one carrier, not the connection. */
  private static final Set<String> NOT_SHARED = Set.of("order-path", "defaults", "address-check");

  private final ConfigurableEnvironment environment;
  private final Map<String, Object> shared = new HashMap<>();

  private SharedSettings(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /** Adds the shared settings, with the lowest precedence. */
  static void apply(ConfigurableEnvironment environment, Carriers carriers) {
    SharedSettings settings = new SharedSettings(environment);
    for (Carrier carrier : carriers.all()) {
      ConfigurationPropertyName own = CARRIERS.append(carrier.name());
      if (!carrier.connection().equals(carrier.name())
          && !environment.containsProperty(own.append("base-url").toString())) {
        settings.share(CARRIERS.append(carrier.connection()), own);
      }
    }
    environment.getPropertySources().addLast(new MapPropertySource("shared", settings.shared));
  }

  private void share(ConfigurationPropertyName from, ConfigurationPropertyName to) {
    boolean ownLimit = settings(to).anyMatch(SharedSettings::isLimit);
    settings(from)
        .filter(setting -> !NOT_SHARED.contains(setting.getElement(0, Form.DASHED)))
        .filter(setting -> !ownLimit || !isLimit(setting))
        .forEach(
            setting ->
                shared.put(to.append(setting).toString(), "${%s}".formatted(from.append(setting))));
  }

  /** The given settings of a carrier, without its name. */
  private Stream<ConfigurationPropertyName> settings(ConfigurationPropertyName carrier) {
    return given(carrier, CarrierProperties.class)
        .map(name -> name.subName(carrier.getNumberOfElements()));
  }

  /**
   * Whether a setting is of {@code rate-limit} or {@code rate-limits}, which exclude each other.
   */
  private static boolean isLimit(ConfigurationPropertyName setting) {
    return setting.toString().startsWith("rate-limit");
  }

  /** The names of the values that are given for a setting. */
  private Stream<ConfigurationPropertyName> given(
      ConfigurationPropertyName setting, Class<?> type) {
    if (type.isRecord()) {
      return Arrays.stream(type.getRecordComponents())
          .flatMap(
              component ->
                  given(
                      setting.append(UnknownPropertyCheck.kebab(component.getName())),
                      component.getType()));
    } else if (Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type)) {
      return StreamSupport.stream(
              ConfigurationPropertySources.get(environment).spliterator(), false)
          .filter(IterableConfigurationPropertySource.class::isInstance)
          .flatMap(source -> ((IterableConfigurationPropertySource) source).stream())
          .filter(setting::isAncestorOf);
    }
    return environment.containsProperty(setting.toString()) ? Stream.of(setting) : Stream.empty();
  }
}
