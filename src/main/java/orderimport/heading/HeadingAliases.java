package orderimport.heading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orderimport.carrier.Carrier;
import orderimport.carrier.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Alternative headings for columns, from {@code job-config/columns.yml}: a list of headings for
 * each path, in a section for each carrier and a section {@code common} for {@code order_ref} and
 * {@code carrier}. A carrier without a section has those of {@code columns.yml} in its own package,
 * if there is one: paths with their headings.
 */
public final class HeadingAliases {
  /** The section of the columns shared by all carriers. */
  static final String COMMON = "common";

  private static final String FILE = "columns.yml";

  public static final HeadingAliases NONE = new HeadingAliases(Map.of());

  private final Map<String, Map<String, List<String>>> sections;

  private HeadingAliases(Map<String, Map<String, List<String>>> sections) {
    this.sections = sections;
  }

  /** All headings: equal for files that mean the same. */
  @Override
  public String toString() {
    return sections.toString();
  }

  /**
   * Reads {@code columns.yml} from the configuration folder, or else the bundled file.
   *
   * @throws IllegalArgumentException if the file is invalid; the message says where
   */
  public static HeadingAliases fromConfiguration(Path folder) {
    Path file = folder.resolve(FILE);
    try (InputStream yaml =
        Files.exists(file)
            ? Files.newInputStream(file)
            : HeadingAliases.class.getResourceAsStream("/job-config/" + FILE)) {
      return yaml == null ? NONE : read(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /**
   * Reads {@code columns.yml}.
   *
   * @throws IllegalArgumentException if the file is invalid; the message says where
   */
  public static HeadingAliases read(InputStream yaml) throws IOException {
    Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
    Object root = load(yaml);
    if (root instanceof Map<?, ?> map) {
      map.forEach((name, section) -> sections.put(String.valueOf(name), section(name, section)));
    } else if (root != null) {
      throw new InvalidConfigurationException("columns.yml must map carriers to their columns");
    }
    return new HeadingAliases(sections);
  }

  private static Map<String, List<String>> section(Object name, @Nullable Object section) {
    if (!(section instanceof Map<?, ?> paths)) {
      throw new InvalidConfigurationException(
          "columns.yml: %s must map paths to lists of headings".formatted(name));
    }
    Map<String, List<String>> headings = new LinkedHashMap<>();
    paths.forEach(
        (path, names) ->
            headings.put(
                String.valueOf(path),
                names instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of(String.valueOf(names))));
    return headings;
  }

  /**
   * The headings of a carrier, by path.
   *
   * @throws InvalidConfigurationException if the file in its package is invalid
   */
  Map<String, List<String>> of(Carrier carrier) {
    if (sections.containsKey(carrier.name())) {
      return of(carrier.name());
    }
    try (InputStream yaml = carrier.getClass().getResourceAsStream(FILE)) {
      return yaml == null ? Map.of() : section(carrier.name(), load(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s of %s".formatted(FILE, carrier.name()), e);
    }
  }

  private static @Nullable Object load(InputStream yaml) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    } catch (YAMLException e) {
      throw new InvalidConfigurationException(
          "columns.yml is not valid YAML: " + e.getMessage(), e);
    }
  }

  /** The headings of a carrier, or of {@link #COMMON}, by path. */
  Map<String, List<String>> of(String section) {
    return sections.getOrDefault(section, Map.of());
  }
}
