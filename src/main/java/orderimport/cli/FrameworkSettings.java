package orderimport.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings of Spring Boot, which its modules describe for the editors of configuration files.
 */
final class FrameworkSettings {
  private static final String DESCRIPTIONS =
      "classpath*:META-INF/spring-configuration-metadata.json";

  /** A name counts as a misspelt one if at most one of so many letters is wrong. */
  private static final int LETTERS_PER_MISTAKE = 4;

  private final Map<ConfigurationPropertyName, ResolvableType> types;

  private FrameworkSettings(Map<ConfigurationPropertyName, ResolvableType> types) {
    this.types = types;
  }

  /** Reads the descriptions, without settings that Spring Boot rejects or ignores by now. */
  static FrameworkSettings read() {
    Map<ConfigurationPropertyName, ResolvableType> types = new HashMap<>();
    try {
      for (Resource description :
          new PathMatchingResourcePatternResolver().getResources(DESCRIPTIONS)) {
        try (InputStream content = description.getInputStream()) {
          for (JsonNode property : JsonMapper.shared().readTree(content).path("properties")) {
            if (!property.path("deprecation").path("level").asString("").equals("error")) {
              types.put(
                  ConfigurationPropertyName.adapt(property.path("name").asString(), '.'),
                  type(property.path("type").asString("")));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FrameworkSettings(types);
  }

  /** The type of a setting's value; {@code Object} for one that takes a single value. */
  private static ResolvableType type(String name) {
    String raw = name.replaceAll("<.*", "");
    Class<?> type = classNamed(raw);
    if (type == null || raw.endsWith("[]")) {
      return ResolvableType.forClass(raw.endsWith("[]") ? Collection.class : Object.class);
    } else if (Map.class.isAssignableFrom(type)) {
      // A type argument that has some itself is a value.
      Class<?> value = classNamed(name.replaceAll(".*,|>$", ""));
      return ResolvableType.forClassWithGenerics(
          Map.class, String.class, value == null ? Object.class : value);
    }
    return ResolvableType.forClass(
        Collection.class.isAssignableFrom(type) ? Collection.class : Object.class);
  }

  private static @Nullable Class<?> classNamed(String name) {
    try {
      return ClassUtils.forName(name, FrameworkSettings.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError | IllegalArgumentException e) {
      return null;
    }
  }

  /** A setting that exists, which is a key of a file or above it. */
  record Known(ConfigurationPropertyName name, ResolvableType type) {}

  Optional<Known> at(ConfigurationPropertyName key) {
    for (int i = key.getNumberOfElements(); i > 0; i--) {
      ConfigurationPropertyName name = key.chop(i);
      ResolvableType type = types.get(name);
      if (type != null) {
        return Optional.of(new Known(name, type));
      }
    }
    return Optional.empty();
  }

  /** Whether there are settings below a name. */
  boolean isGroup(ConfigurationPropertyName name) {
    return types.keySet().stream().anyMatch(name::isAncestorOf);
  }

  /** The setting that is spelled most like a name; empty if none is like it. */
  Optional<ConfigurationPropertyName> similar(ConfigurationPropertyName name) {
    LevenshteinDistance distance =
        new LevenshteinDistance(name.toString().length() / LETTERS_PER_MISTAKE);
    return types.keySet().stream()
        .filter(each -> distance.apply(each.toString(), name.toString()) >= 0)
        .min(
            Comparator.comparingInt(
                    (ConfigurationPropertyName each) ->
                        distance.apply(each.toString(), name.toString()))
                .thenComparing(Comparator.naturalOrder()));
  }
}
