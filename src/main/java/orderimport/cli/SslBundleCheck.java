package orderimport.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.carrier.OrderImportProperties;
import orderimport.notification.NotificationProperties;
import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.ConfigurableEnvironment;

/** Checks that the bundles of certificates can be used, and that those in use exist. */
final class SslBundleCheck {
  private static final String PEM = "spring.ssl.bundle.pem";
  private static final String JKS = "spring.ssl.bundle.jks";

  private final ConfigurableEnvironment environment;
  private final Binder binder;

  SslBundleCheck(ConfigurableEnvironment environment) {
    this.environment = environment;
    this.binder = Binder.get(environment);
  }

  /**
   * Checks all bundles and references.
   *
   * @throws InvalidConfigurationException if a bundle cannot be read, or does not exist
   */
  void check(OrderImportProperties settings, NotificationProperties notifications) {
    Set<String> names = new TreeSet<>();
    bundles(PEM, PemSslBundleProperties.class)
        .forEach(
            (name, bundle) -> names.add(usable(PEM, name, () -> PropertiesSslBundle.get(bundle))));
    bundles(JKS, JksSslBundleProperties.class)
        .forEach(
            (name, bundle) -> names.add(usable(JKS, name, () -> PropertiesSslBundle.get(bundle))));
    for (Map.Entry<String, CarrierProperties> carrier : settings.carriers().entrySet()) {
      requireKnown(
          "order-import.carriers.%s.ssl-bundle".formatted(carrier.getKey()),
          carrier.getValue().sslBundle(),
          names);
    }
    requireKnown(
        "order-import.notifications.webhook.ssl-bundle",
        notifications.webhook().sslBundle(),
        names);
  }

  private <T> Map<String, T> bundles(String prefix, Class<T> type) {
    BindResult<Map<String, T>> result = binder.bind(prefix, Bindable.mapOf(String.class, type));
    return result.isBound() ? result.get() : Map.of();
  }

  private interface BundleReader {
    SslBundle read();
  }

  private String usable(String kind, String name, BundleReader reader) {
    try {
      reader.read().createSslContext();
      return name;
    } catch (RuntimeException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      String setting = kind + "." + name;
      throw new InvalidConfigurationException(
          "%s: %s cannot be used: %s. Check its files and passwords."
              .formatted(origin(setting), setting, root.getMessage()),
          e);
    }
  }

  private void requireKnown(String setting, String bundle, Set<String> names) {
    if (!bundle.isBlank() && !names.contains(bundle)) {
      throw new InvalidConfigurationException(
          "%s: %s is %s, but there is no such bundle. Define spring.ssl.bundle.pem.%s%s."
              .formatted(
                  origin(setting),
                  setting,
                  bundle,
                  bundle,
                  names.isEmpty() ? "" : ", or name one of: " + String.join(", ", names)));
    }
  }

  private String origin(String setting) {
    return PropertyOrigin.of(ConfigurationPropertyName.of(setting), environment);
  }
}
