package orderimport.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import orderimport.carrier.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

/** Explains why a setting's value cannot be converted to its type. */
final class BindErrorMessages {
  private BindErrorMessages() {}

  /** Names the setting, its location and the values that it takes. */
  static String explain(BindException exception, @Nullable ConfigurableEnvironment environment) {
    ConfigurationProperty property = exception.getProperty();
    return "%s: %s %s."
        .formatted(
            property == null && environment != null
                ? PropertyOrigin.of(exception.getName(), environment)
                : PropertyOrigin.of(property),
            property == null ? exception.getName() : property.getName(),
            reason(exception, property));
  }

  private static String reason(BindException exception, @Nullable ConfigurationProperty property) {
    Throwable root = exception;
    while (root.getCause() != null) {
      if (root.getCause() instanceof InvalidConfigurationException setting) {
        return "is wrong: " + setting.getMessage();
      }
      root = root.getCause();
    }
    if (property == null && root.getClass() == IllegalArgumentException.class) {
      return "is wrong: " + String.valueOf(root.getMessage()).replaceFirst("\\.$", "");
    }
    Object value = property == null ? "its current value" : property.getValue();
    if (String.valueOf(root.getMessage()).startsWith("Could not resolve placeholder")) {
      return "refers to a property that is not set: " + value;
    }
    return "must be %s, not %s"
        .formatted(expected(exception.getTarget().getType().resolve(Object.class)), value);
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(each -> each.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(", "));
    } else if (type == Duration.class) {
      return "a duration such as 30s or 2m";
    } else if (type == int.class) {
      return "a whole number";
    } else if (type == ZoneId.class) {
      return "a time zone such as Europe/Oslo";
    } else if (type == DataSize.class) {
      return "a size such as 512MB";
    }
    return "another kind of value";
  }
}
