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
 * A {@code rate-limit} or {@code rate-limits} replaces whichever of the two an earlier file has.
 * Spring Boot would merge them: five requests of one file with the hour of another. An empty one
 * leaves the carrier without a limit. Environment variables still change single settings.
 */
final class RateLimitPrecedence {
  private static final ConfigurationPropertyName CARRIERS =
      ConfigurationPropertyName.of("order-import.carriers");

  /** Where the name of a limit stands in a setting's name, after that of its carrier. */
  private static final int LIMIT = 3;

  private static final Set<String> LIMITS = Set.of("ratelimit", "ratelimits");

  private RateLimitPrecedence() {}

  /** Takes out of each file what a later one replaces. */
  static void apply(ConfigurableEnvironment environment) {
    MutablePropertySources sources = environment.getPropertySources();
    Set<String> limited = new HashSet<>();
    for (PropertySource<?> source : sources.stream().toList()) {
      if (source instanceof OriginTrackedMapPropertySource file) {
        Set<String> before = Set.copyOf(limited);
        Map<String, Object> kept = new HashMap<>(file.getSource());
        kept.entrySet()
            .removeIf(
                setting -> {
                  Optional<String> carrier = carrier(setting.getKey());
                  carrier.ifPresent(limited::add);
                  return carrier.isPresent()
                      && (before.contains(carrier.get())
                          || String.valueOf(setting.getValue()).isBlank());
                });
        if (kept.size() < file.getSource().size()) {
          sources.replace(
              file.getName(),
              new OriginTrackedMapPropertySource(file.getName(), kept, file.isImmutable()));
        }
      }
    }
  }

  /** The carrier whose limit a setting is, or is a part of. */
  private static Optional<String> carrier(String setting) {
    ConfigurationPropertyName name = ConfigurationPropertyName.adapt(setting, '.');
    return CARRIERS.isAncestorOf(name)
            && name.getNumberOfElements() > LIMIT
            && LIMITS.contains(name.getElement(LIMIT, Form.UNIFORM))
        ? Optional.of(name.getElement(LIMIT - 1, Form.UNIFORM))
        : Optional.empty();
  }
}
