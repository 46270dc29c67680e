package orderimport.cli;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.inbox.InboxProperties;
import orderimport.notification.NotificationProperties;
import orderimport.retention.RetentionProperties;
import orderimport.spreadsheet.Limits;
import orderimport.web.WebProperties;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Rejects settings in the configuration files that no properties record declares. Spring Boot would
 * ignore a misspelt name, and with it a rate limit or an address. Environment variables are not
 * checked: variables of other programs may begin with {@code ORDER_IMPORT_}.
 */
final class UnknownPropertyCheck {
  private static final ConfigurationPropertyName ROOT =
      ConfigurationPropertyName.of("order-import");

  /** The maximum edit distance at which a top-level name counts as a misspelt {@link #ROOT}. */
  private static final int MAX_DISTANCE = 2;

  /** What a setting's name may have below it. */
  private sealed interface Node {}

  /** A leaf with a value. */
  private record Value(Class<?> type) implements Node {}

  private record Entries(Node each) implements Node {}

  private record AnyName(Node each) implements Node {}

  private record Names(Map<String, Node> known) implements Node {
    @Nullable Node find(ConfigurationPropertyName name, int index) {
      String expected = name.getElement(index, Form.UNIFORM);
      return known.entrySet().stream()
          .filter(entry -> entry.getKey().replace("-", "").equals(expected))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(null);
    }

    @Override
    public String toString() {
      return String.join(", ", known.keySet());
    }
  }

  private final Node root;

  UnknownPropertyCheck(Carriers carriers) {
    Map<String, Node> ofCarriers = new TreeMap<>();
    for (Carrier carrier : carriers.all()) {
      ofCarriers.put(carrier.name(), node(CarrierProperties.class));
    }
    Map<String, Node> known = new TreeMap<>();
    known.put("carriers", new Names(ofCarriers));
    known.put("limits", node(Limits.class));
    known.put("web", node(WebProperties.class));
    known.put("inboxes", new Entries(node(InboxProperties.class)));
    known.put("retention", node(RetentionProperties.class));
    known.put("notifications", node(NotificationProperties.class));
    root = new Names(known);
  }

  private static Node node(Class<?> type) {
    return node(ResolvableType.forClass(type));
  }

  private static Node node(ResolvableType type) {
    Class<?> raw = type.toClass();
    if (raw.isRecord()) {
      Map<String, Node> known = new TreeMap<>();
      for (RecordComponent component : raw.getRecordComponents()) {
        known.put(
            kebab(component.getName()), node(ResolvableType.forType(component.getGenericType())));
      }
      return new Names(known);
    } else if (raw.isArray()) {
      return new Entries(node(type.getComponentType()));
    } else if (Collection.class.isAssignableFrom(raw)) {
      return new Entries(node(type.asCollection().getGeneric()));
    } else if (Map.class.isAssignableFrom(raw)) {
      return new AnyName(node(type.asMap().getGeneric(1)));
    }
    return new Value(raw);
  }

  private static String kebab(String name) {
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

  private void check(IterableConfigurationPropertySource file) {
    for (ConfigurationPropertyName name : file) {
      ConfigurationProperty property = file.getConfigurationProperty(name);
      if (property != null && ROOT.isAncestorOf(name)) {
        check(property);
      } else if (property != null && isMisspelt(name.getElement(0, Form.UNIFORM))) {
        throw invalid(
            property, "there is no setting %s. Did you mean order-import?".formatted(name.chop(1)));
      }
    }
  }

  private static boolean isMisspelt(String top) {
    String expected = ROOT.getElement(0, Form.UNIFORM);
    return !top.equals(expected) && new LevenshteinDistance(MAX_DISTANCE).apply(top, expected) >= 0;
  }

  private void check(ConfigurationProperty property) {
    ConfigurationPropertyName name = property.getName();
    Node node = root;
    for (int i = 1; i < name.getNumberOfElements(); i++) {
      if (node instanceof Names names) {
        Node below = names.find(name, i);
        if (below == null) {
          throw invalid(
              property,
              "there is no setting %s. The settings below %s are %s."
                  .formatted(name.chop(i + 1), name.chop(i), names));
        }
        node = below;
      } else if (node instanceof Entries entries) {
        if (!name.isNumericIndex(i)) {
          throw invalid(
              property,
              "%s is a list. Start each entry with a dash instead of %s."
                  .formatted(name.chop(i), name.getElement(i, Form.ORIGINAL)));
        }
        node = entries.each();
      } else if (node instanceof AnyName any && !(any.each() instanceof Value)) {
        node = any.each();
      } else if (node instanceof AnyName) {
        // The rest of the name is a key of the map.
        return;
      } else {
        throw invalid(
            property,
            "there is no setting %s, because %s takes a value."
                .formatted(name.chop(i + 1), name.chop(i)));
      }
    }
    checkValue(property, node);
  }

  private static void checkValue(ConfigurationProperty property, Node node) {
    String value = String.valueOf(property.getValue());
    if (node instanceof Names names && !value.isBlank()) {
      throw invalid(
          property,
          "%s takes no value; it has the settings %s.".formatted(property.getName(), names));
    } else if (node instanceof Entries entries
        && entries.each() instanceof Names names
        && !value.isBlank()) {
      throw invalid(
          property,
          "%s is a list. Start each entry with a dash; an entry has the settings %s."
              .formatted(property.getName(), names));
    } else if (node instanceof Value single
        && single.type() == Duration.class
        && value.matches("[+-]?[0-9]+")) {
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
