package orderimport.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Lets a {@code rate-limit} or {@code rate-limits} replace either of the two in an earlier file.
 * Spring Boot would merge them, such as the {@code requests} of one file with the {@code per} of
 * another. An empty value removes the limit. Environment variables still override single settings.
 */
final class RateLimitPrecedence {
  private static final ConfigurationPropertyName CARRIERS =
      ConfigurationPropertyName.of("order-import.carriers");

  /** The index of the limit in a setting's name; the carrier precedes it. */
  private static final int LIMIT = 3;

  private static final Set<String> LIMITS = Set.of("ratelimit", "ratelimits");

  private RateLimitPrecedence() {}

  /** Removes the limits that a later file replaces. */
  static void apply(ConfigurableEnvironment environment) {
    MutablePropertySources sources = environment.getPropertySources();
    Set<String> limited = new HashSet<>();
    for (PropertySource<?> source : sources.stream().toList()) {
      if (source instanceof OriginTrackedMapPropertySource file) {
        Set<String> before = Set.copyOf(limited);
        Map<String, Object> remaining = new HashMap<>(file.getSource());
        remaining
            .entrySet()
            .removeIf(
                setting -> {
                  Optional<String> carrier = carrier(setting.getKey());
                  carrier.ifPresent(limited::add);
                  return carrier.isPresent()
                      && (before.contains(carrier.get())
                          || String.valueOf(setting.getValue()).isBlank());
                });
        if (remaining.size() < file.getSource().size()) {
          sources.replace(
              file.getName(),
              new OriginTrackedMapPropertySource(file.getName(), remaining, file.isImmutable()));
        }
      }
    }
  }

  /** The carrier to whose rate limit a setting belongs; empty for any other setting. */
  private static Optional<String> carrier(String setting) {
    ConfigurationPropertyName name = ConfigurationPropertyName.adapt(setting, '.');
    return CARRIERS.isAncestorOf(name)
            && name.getNumberOfElements() > LIMIT
            && LIMITS.contains(name.getElement(LIMIT, Form.UNIFORM))
        ? Optional.of(name.getElement(LIMIT - 1, Form.UNIFORM))
        : Optional.empty();
  }
}
