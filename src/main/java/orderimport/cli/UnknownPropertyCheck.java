package orderimport.cli;

import java.beans.PropertyDescriptor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.cli.FrameworkSettings.Known;
import orderimport.inbox.InboxProperties;
import orderimport.notification.NotificationProperties;
import orderimport.retention.RetentionProperties;
import orderimport.spreadsheet.Limits;
import orderimport.web.WebProperties;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Rejects settings in the configuration files that neither a properties record declares nor Spring
 * Boot describes. Spring Boot would ignore a misspelt name, and with it a rate limit or an address.
 * Environment variables are not checked: variables of other programs may begin with {@code
 * ORDER_IMPORT_}. See ADR 0012.
 */
final class UnknownPropertyCheck {
  private static final ConfigurationPropertyName ROOT =
      ConfigurationPropertyName.of("order-import");

  /** The maximum edit distance at which a top-level name counts as a misspelt {@link #ROOT}. */
  private static final int MAX_DISTANCE = 2;

  private record Root(
      Map<String, CarrierProperties> carriers,
      String language,
      Limits limits,
      WebProperties web,
      List<InboxProperties> inboxes,
      RetentionProperties retention,
      NotificationProperties notifications) {}

  private final Carriers carriers;
  private @Nullable FrameworkSettings frameworkSettings;

  UnknownPropertyCheck(Carriers carriers) {
    this.carriers = carriers;
  }

  /** The types of the settings below one of this type, by name; empty if it takes a value. */
  private Map<String, ResolvableType> below(ResolvableType type) {
    Map<String, ResolvableType> known = new TreeMap<>();
    if (isMap(type) && type.getGeneric(1).toClass() == CarrierProperties.class) {
      carriers.all().forEach(carrier -> known.put(carrier.name(), type.getGeneric(1)));
    } else if (type.toClass().isRecord()) {
      for (RecordComponent component : type.toClass().getRecordComponents()) {
        known.put(kebab(component.getName()), ResolvableType.forType(component.getGenericType()));
      }
    } else if (type.toClass().getName().startsWith("org.springframework.")
        && !type.toClass().isEnum()) {
      for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type.toClass())) {
        Method getter = property.getReadMethod();
        if (getter != null && !property.getName().equals("class")) {
          known.put(
              kebab(property.getName()),
              ResolvableType.forMethodReturnType(getter, type.toClass()));
        }
      }
    }
    return known;
  }

  private static boolean isMap(ResolvableType type) {
    return Map.class.isAssignableFrom(type.toClass());
  }

  private static boolean isList(ResolvableType type) {
    return Collection.class.isAssignableFrom(type.toClass());
  }

  static String kebab(String name) {
    return name.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /**
   * Checks the settings of all files read.
   *
   * @throws InvalidConfigurationException if one names a setting that does not exist
   */
  void check(ConfigurableEnvironment environment) {
    environment.getPropertySources().stream()
        .filter(OriginTrackedMapPropertySource.class::isInstance)
        .map(ConfigurationPropertySource::from)
        .filter(IterableConfigurationPropertySource.class::isInstance)
        .map(IterableConfigurationPropertySource.class::cast)
        .forEach(this::check);
  }

  private void check(IterableConfigurationPropertySource source) {
    for (ConfigurationPropertyName name : source) {
      ConfigurationProperty property = source.getConfigurationProperty(name);
      if (property != null && (ROOT.equals(name) || ROOT.isAncestorOf(name))) {
        checkOwn(property);
      } else if (property != null && isMisspelt(name.getElement(0, Form.UNIFORM))) {
        throw invalid(
            property,
            "there is no setting %s. Correct it to order-import.".formatted(name.chop(1)));
      } else if (property != null && PropertyOrigin.file(property).isPresent()) {
        checkFramework(property);
      }
    }
  }

  private void checkFramework(ConfigurationProperty property) {
    FrameworkSettings settings = frameworkSettings;
    if (settings == null) {
      settings = FrameworkSettings.read();
      frameworkSettings = settings;
    }
    ConfigurationPropertyName name = property.getName();
    Optional<Known> known = settings.at(name);
    if (known.isPresent()) {
      ConfigurationPropertyName found = known.get().name();
      typeOf(property, found.getNumberOfElements(), known.get().type());
    } else if (hasValue(property) || !settings.isGroup(name)) {
      throw invalid(
          property,
          "there is no setting %s. %s"
              .formatted(
                  name,
                  settings
                      .similar(name)
                      .map("Correct it to %s, or remove it."::formatted)
                      .orElse("Correct its name, or remove it.")));
    }
  }

  private static boolean hasValue(ConfigurationProperty property) {
    return !String.valueOf(property.getValue()).isBlank();
  }

  private static boolean isMisspelt(String top) {
    String expected = ROOT.getElement(0, Form.UNIFORM);
    return !top.equals(expected) && new LevenshteinDistance(MAX_DISTANCE).apply(top, expected) >= 0;
  }

  private void checkOwn(ConfigurationProperty property) {
    ResolvableType type = typeOf(property, 1, ResolvableType.forClass(Root.class));
    if (type != null && hasValue(property)) {
      checkValue(property, type, String.valueOf(property.getValue()));
    }
  }

  /**
   * The type of a setting's value; null if any value goes.
   *
   * @param from the number of elements of the name that lead to a type
   */
  private @Nullable ResolvableType typeOf(
      ConfigurationProperty property, int from, ResolvableType itsType) {
    ConfigurationPropertyName name = property.getName();
    ResolvableType type = itsType;
    for (int i = from; i < name.getNumberOfElements(); i++) {
      Map<String, ResolvableType> known = below(type);
      if (isList(type)) {
        if (!name.isNumericIndex(i)) {
          throw invalid(
              property,
              "%s is a list. Start each entry with a dash instead of %s."
                  .formatted(name.chop(i), name.getElement(i, Form.ORIGINAL)));
        }
        type = type.getGeneric();
      } else if (!known.isEmpty()) {
        String element = name.getElement(i, Form.UNIFORM);
        ResolvableType found =
            known.entrySet().stream()
                .filter(each -> each.getKey().replace("-", "").equals(element))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(null);
        if (found == null) {
          throw invalid(
              property,
              "there is no setting %s. The settings below %s are %s."
                  .formatted(name.chop(i + 1), name.chop(i), String.join(", ", known.keySet())));
        }
        type = found;
      } else if (isMap(type)) {
        if (below(type.getGeneric(1)).isEmpty()) {
          // The rest of the name is a key of the map.
          return null;
        }
        type = type.getGeneric(1);
      } else {
        throw invalid(
            property,
            "there is no setting %s, because %s takes a value."
                .formatted(name.chop(i + 1), name.chop(i)));
      }
    }
    return type;
  }

  private void checkValue(ConfigurationProperty property, ResolvableType type, String value) {
    Set<String> known = below(isList(type) ? type.getGeneric() : type).keySet();
    if (!known.isEmpty()) {
      throw invalid(
          property,
          (isList(type)
                  ? "%s is a list. Start each entry with a dash; an entry has the settings %s."
                  : "%s takes no value; it has the settings %s.")
              .formatted(property.getName(), String.join(", ", known)));
    } else if (type.toClass() == Duration.class && value.matches("[+-]?[0-9]+")) {
      throw invalid(
          property,
          "%1$s needs a unit, such as %2$ss, %2$sm or %2$sd.".formatted(property.getName(), value));
    }
  }

  private static InvalidConfigurationException invalid(
      ConfigurationProperty property, String problem) {
    return new InvalidConfigurationException(
        "%s: %s".formatted(PropertyOrigin.of(property), problem));
  }
}
