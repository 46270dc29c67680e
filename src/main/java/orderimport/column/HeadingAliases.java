package orderimport.column;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orderimport.carrier.InvalidConfigurationException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Alternative headings for columns, from {@code job-config/columns.yml}: a list of headings for
 * each path, in a section for each carrier and a section {@code common} for {@code order_ref} and
 * {@code carrier}.
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
    try {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      if (root instanceof Map<?, ?> map) {
        map.forEach((name, section) -> sections.put(String.valueOf(name), section(name, section)));
      } else if (root != null) {
        throw new InvalidConfigurationException("columns.yml must map carriers to their columns");
      }
    } catch (YAMLException e) {
      throw new InvalidConfigurationException(
          "columns.yml is not valid YAML: " + e.getMessage(), e);
    }
    return new HeadingAliases(sections);
  }

  private static Map<String, List<String>> section(Object name, Object section) {
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

  /** The headings of a carrier, or of {@link #COMMON}, by path. */
  Map<String, List<String>> of(String section) {
    return sections.getOrDefault(section, Map.of());
  }
}
