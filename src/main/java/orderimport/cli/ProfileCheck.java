package orderimport.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import orderimport.carrier.InvalidConfigurationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * Finds profiles without effect: an active profile without settings, with which the plain settings
 * would apply unnoticed, and a setting of a variant that a later file overrides.
 */
final class ProfileCheck {
  private static final String DEFAULT = "default";
  private static final String ON_PROFILE = "spring.config.activate.on-profile";

  private final ConfigLocations files;
  private final ConfigurableEnvironment environment;

  ProfileCheck(ConfigLocations files, ConfigurableEnvironment environment) {
    this.files = files;
    this.environment = environment;
  }

  /**
   * Checks that every active profile has settings.
   *
   * @throws InvalidConfigurationException if one has none
   */
  void requireSettings() {
    List<String> active =
        Arrays.stream(environment.getActiveProfiles()).filter(this::needsSettings).toList();
    if (active.isEmpty()) {
      return;
    }
    Set<String> defined = new TreeSet<>(files.profiles());
    files.files().forEach(file -> defined.addAll(onProfile(file)));
    for (String profile : active) {
      if (!defined.contains(profile)) {
        throw new InvalidConfigurationException(
            ("The profile %1$s is active, but %2$s has no settings for it: no file such as"
                    + " application-%1$s.yml, and no document with %3$s. %4$s Fix"
                    + " SPRING_PROFILES_ACTIVE (spring.profiles.active), or add the file.")
                .formatted(
                    profile,
                    files.folder().toAbsolutePath(),
                    ON_PROFILE,
                    defined.isEmpty()
                        ? "No profiles are configured."
                        : "The configured profiles are: " + String.join(", ", defined) + "."));
      }
    }
  }

  private boolean needsSettings(String profile) {
    return !profile.equals(DEFAULT)
        && !environment.containsProperty("spring.profiles.group." + profile)
        && !environment.containsProperty("spring.profiles.group." + profile + "[0]")
        && !files.hasConfigVariant(profile);
  }

  /** The profiles that the documents of a file name, including those in expressions. */
  private static List<String> onProfile(Path file) {
    PropertySourceLoader loader =
        file.toString().endsWith(".properties")
            ? new PropertiesPropertySourceLoader()
            : new YamlPropertySourceLoader();
    try {
      return loader.load(String.valueOf(file), new FileSystemResource(file)).stream()
          .flatMap(ProfileCheck::onProfile)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Stream<String> onProfile(PropertySource<?> document) {
    Object one = document.getProperty(ON_PROFILE);
    List<Object> expressions = new ArrayList<>();
    if (one != null) {
      expressions.add(one);
    }
    for (int i = 0; document.containsProperty(ON_PROFILE + "[" + i + "]"); i++) {
      expressions.add(Objects.requireNonNull(document.getProperty(ON_PROFILE + "[" + i + "]")));
    }
    return expressions.stream()
        .flatMap(expression -> Arrays.stream(String.valueOf(expression).split("[\\s!&|(),]+")))
        .filter(profile -> !profile.isEmpty());
  }

  /** One warning for each setting of a variant in {@code job-config} that has no effect. */
  List<String> withoutEffect() {
    Set<Path> baseFilePaths = files.baseFilePaths();
    Map<ConfigurationPropertyName, ConfigurationProperty> later = new HashMap<>();
    List<String> found = new ArrayList<>();
    for (ConfigurationProperty property : inFolder()) {
      ConfigurationProperty overriding = later.get(property.getName());
      if (PropertyOrigin.file(property).filter(baseFilePaths::contains).isPresent()) {
        later.putIfAbsent(property.getName(), property);
      } else if (overriding != null) {
        found.add(
            "%s: %s has no effect, because %s sets it too and is read later. Move it to a variant of that file."
                .formatted(
                    PropertyOrigin.of(property),
                    property.getName(),
                    PropertyOrigin.of(overriding)));
      }
    }
    return found;
  }

  /** The settings of the files in {@code job-config}, from the last file read to the first. */
  private List<ConfigurationProperty> inFolder() {
    Path folder = files.folder().toAbsolutePath();
    List<ConfigurationProperty> found = new ArrayList<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (ConfigurationPropertySource.from(source)
          instanceof IterableConfigurationPropertySource properties) {
        properties.stream()
            .map(properties::getConfigurationProperty)
            .filter(Objects::nonNull)
            .filter(
                each ->
                    PropertyOrigin.file(each)
                        .map(Path::getParent)
                        .filter(folder::equals)
                        .isPresent())
            .forEach(found::add);
      }
    }
    return found;
  }
}
