package orderimport.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;

/** The location of a setting, as shown to the user who has to fix it. */
final class PropertyOrigin {
  private PropertyOrigin() {}

  /** Such as {@code granite.yml, line 7}; {@code job-config/} if unknown. */
  static String of(@Nullable ConfigurationProperty property) {
    Origin origin = origin(property);
    if (origin == null) {
      return ConfigLocations.FOLDER + "/";
    }
    if (origin instanceof TextResourceOrigin text
        && text.getResource() != null
        && text.getLocation() != null) {
      return "%s, line %d"
          .formatted(
              Path.of(String.valueOf(text.getResource().getFilename())),
              text.getLocation().getLine() + 1);
    }
    return origin.toString();
  }

  /** The start of a group of settings in the last file read that contains some of them. */
  static String of(ConfigurationPropertyName group, ConfigurableEnvironment environment) {
    return environment.getPropertySources().stream()
        .filter(OriginTrackedMapPropertySource.class::isInstance)
        .map(ConfigurationPropertySource::from)
        .filter(IterableConfigurationPropertySource.class::isInstance)
        .map(IterableConfigurationPropertySource.class::cast)
        .flatMap(
            file ->
                file.stream()
                    .filter(name -> group.equals(name) || group.isAncestorOf(name))
                    .map(file::getConfigurationProperty)
                    .limit(1))
        .findFirst()
        .map(PropertyOrigin::of)
        .orElse(ConfigLocations.FOLDER + "/");
  }

  /** The file that contains the setting; empty if it was not set in a file, or if unknown. */
  static Optional<Path> file(ConfigurationProperty property) {
    if (origin(property) instanceof TextResourceOrigin text
        && text.getResource() != null
        && text.getResource().isFile()) {
      try {
        return Optional.of(text.getResource().getFile().toPath().toAbsolutePath());
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static @Nullable Origin origin(@Nullable ConfigurationProperty property) {
    Origin origin = property == null ? null : property.getOrigin();
    return origin instanceof PropertySourceOrigin wrapped ? wrapped.getOrigin() : origin;
  }
}
