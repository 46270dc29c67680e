package orderimport.cli;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierSettings;
import orderimport.carrier.Carriers;
import orderimport.carrier.SettingException;
import orderimport.inbox.InboxSettings;
import orderimport.message.MessageSettings;
import orderimport.retention.RetentionSettings;
import orderimport.spreadsheet.Limits;
import orderimport.web.WebSettings;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The names of settings in the configuration's files. A misspelt one would be passed over, and a
 * rate limit or an address with it.
 */
final class SettingNames {
  private static final ConfigurationPropertyName ROOT =
      ConfigurationPropertyName.of("order-import");

  /** Stands for the number of an entry of a list. */
  private static final String EACH = "[]";

  private final Map<String, Object> tree = new TreeMap<>();

  SettingNames(Carriers carriers) {
    Map<String, Object> ofCarriers = new TreeMap<>();
    for (Carrier carrier : carriers.all()) {
      ofCarriers.put(carrier.name(), components(CarrierSettings.class));
    }
    tree.put("carriers", ofCarriers);
    tree.put("limits", components(Limits.class));
    tree.put("web", components(WebSettings.class));
    tree.put("inboxes", Map.of(EACH, components(InboxSettings.class)));
    tree.put("retention", components(RetentionSettings.class));
    tree.put("messages", components(MessageSettings.class));
  }

  private static Map<String, Object> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .collect(
            Collectors.toMap(
                component -> kebab(component.getName()),
                SettingNames::below,
                (a, b) -> a,
                TreeMap::new));
  }

  private static Object below(RecordComponent component) {
    return component.getType().isRecord() ? components(component.getType()) : Map.of();
  }

  private static String kebab(String name) {
    return name.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /**
   * Looks through the files that were read.
   *
   * @throws SettingException if one names a setting that there is none of
   */
  void check(ConfigurableEnvironment environment) {
    environment.getPropertySources().stream()
        .filter(OriginTrackedMapPropertySource.class::isInstance)
        .map(ConfigurationPropertySource::from)
        .filter(IterableConfigurationPropertySource.class::isInstance)
        .map(IterableConfigurationPropertySource.class::cast)
        .forEach(this::check);
  }

  private void check(IterableConfigurationPropertySource file) {
    file.stream().filter(ROOT::isAncestorOf).forEach(name -> check(file, name));
  }

  @SuppressWarnings("unchecked")
  private void check(IterableConfigurationPropertySource file, ConfigurationPropertyName name) {
    Map<String, Object> known = tree;
    for (int i = 1; i < name.getNumberOfElements() && !known.isEmpty(); i++) {
      String element = name.isNumericIndex(i) ? EACH : name.getElement(i, Form.UNIFORM);
      Optional<Object> below =
          known.entrySet().stream()
              .filter(entry -> entry.getKey().replace("-", "").equals(element))
              .map(Map.Entry::getValue)
              .findFirst();
      if (below.isEmpty()) {
        throw new SettingException(
            "%s: there is no setting %s. Below %s there are %s."
                .formatted(
                    SettingPlace.of(file.getConfigurationProperty(name)),
                    name.chop(i + 1),
                    name.chop(i),
                    String.join(", ", known.keySet())));
      }
      known = (Map<String, Object>) below.get();
    }
  }
}
