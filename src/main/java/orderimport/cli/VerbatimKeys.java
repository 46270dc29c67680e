package orderimport.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Keeps the names of headers and of parameters as they are written. Spring Boot would drop an
 * underscore from a key, and read {@code x.y} as two keys, unless the key is in brackets.
 */
final class VerbatimKeys {
  private static final Pattern NAMED =
      Pattern.compile(
          "(order-?import\\.carriers\\.[^.\\[]+\\.(?:headers|auth\\.parameters))\\.(.+)",
          Pattern.CASE_INSENSITIVE);

  private VerbatimKeys() {}

  /** Puts the names in brackets. */
  static void apply(ConfigurableEnvironment environment) {
    MutablePropertySources sources = environment.getPropertySources();
    for (PropertySource<?> source : sources.stream().toList()) {
      if (source instanceof OriginTrackedMapPropertySource file) {
        Map<String, Object> settings = new HashMap<>();
        file.getSource().forEach((key, value) -> settings.put(bracketed(key), value));
        if (!settings.keySet().equals(file.getSource().keySet())) {
          sources.replace(
              file.getName(),
              new OriginTrackedMapPropertySource(file.getName(), settings, file.isImmutable()));
        }
      }
    }
  }

  private static String bracketed(String key) {
    Matcher named = NAMED.matcher(key);
    return named.matches() ? "%s[%s]".formatted(named.group(1), named.group(2)) : key;
  }
}
