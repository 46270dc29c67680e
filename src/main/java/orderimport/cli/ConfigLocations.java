package orderimport.cli;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import orderimport.carrier.InvalidConfigurationException;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The configuration files: those of {@code job-config/}, or else of the installation, or the
 * shipped ones if neither folder exists, then those of {@code --config}. After each file Spring
 * Boot reads its variants for the active profiles; variants for other profiles are not read.
 *
 * @param folder {@code job-config}
 * @param further the files of {@code --config}
 */
record ConfigLocations(Path folder, List<Path> further) {
  static final String FOLDER = "job-config";

  /** The system property with the configuration folder of an installed order-import. */
  private static final String INSTALLED = "order-import.job-config";

  private static final Comparator<ConfigFile> READING_ORDER =
      Comparator.comparing((ConfigFile file) -> !file.isApplication())
          .thenComparing(ConfigFile::stem);

  /**
   * The locations for a command.
   *
   * @throws InvalidConfigurationException if a file of {@code --config} cannot be read
   */
  static ConfigLocations of(RootCommand rootCommand) {
    rootCommand.config().forEach(ConfigLocations::check);
    return new ConfigLocations(inUse(), rootCommand.config());
  }

  /** {@code job-config} in the working directory, or else the one that the launcher names. */
  static Path inUse() {
    Path own = Path.of(FOLDER);
    String installed = System.getProperty(INSTALLED);
    return installed == null || Files.isDirectory(own) ? own : Path.of(installed);
  }

  private static void check(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new InvalidConfigurationException(
          "--config %s: %s. Name a file such as those in job-config/."
              .formatted(
                  file, Files.notExists(file) ? "there is no such file" : "it cannot be read"));
    }
    if (!ConfigFile.isConfigFile(file)) {
      throw new InvalidConfigurationException(
          "--config %s: its name must end with .yml, .yaml or .properties.".formatted(file));
    }
  }

  /**
   * The locations in the order in which they are read, as the value of {@code
   * spring.config.location}.
   */
  String locations() {
    List<String> locations = new ArrayList<>();
    locations.add("classpath:order-import.properties");
    if (Files.isDirectory(folder)) {
      for (ConfigFile file : baseFiles()) {
        // Spring Boot looks for variants with the same extension only: telecomx-prod.yaml needs the
        // location telecomx.yaml, even if only telecomx.yml exists.
        Path path = folder.resolve(file.name()).toAbsolutePath();
        locations.add((Files.exists(path) ? "file:" : "optional:file:") + path);
      }
    } else {
      shipped().forEach(file -> locations.add("classpath:" + FOLDER + "/" + file.name()));
    }
    further.forEach(file -> locations.add("file:" + file.toAbsolutePath()));
    return String.join(",", locations);
  }

  private List<ConfigFile> baseFiles() {
    List<ConfigFile> all = inFolder();
    List<String> stems = stems(all);
    return Stream.concat(
            all.stream().filter(file -> file.bases(stems).isEmpty()),
            all.stream().flatMap(file -> file.bases(stems).stream()))
        .distinct()
        .sorted(READING_ORDER.thenComparing(file -> !all.contains(file)))
        .toList();
  }

  private static List<String> stems(List<ConfigFile> files) {
    return files.stream().map(ConfigFile::stem).toList();
  }

  private List<ConfigFile> inFolder() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(ConfigFile::isConfigFile)
          .sorted()
          .map(ConfigFile::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the folder " + folder, e);
    }
  }

  private static List<ConfigFile> shipped() {
    try {
      return Arrays.stream(
              new PathMatchingResourcePatternResolver()
                  .getResources("classpath:" + FOLDER + "/*.yml"))
          .map(resource -> Path.of(String.valueOf(resource.getFilename())))
          .filter(ConfigFile::isConfigFile)
          .map(ConfigFile::of)
          .sorted(READING_ORDER)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The shipped configuration cannot be read", e);
    }
  }

  /** All files, including the variants for every profile. */
  List<Path> files() {
    return Stream.concat(
            inFolder().stream().map(file -> folder.resolve(file.name())),
            further.stream().flatMap(file -> withVariants(file).stream()))
        .toList();
  }

  private static List<Path> withVariants(Path file) {
    String stem = ConfigFile.of(file).stem();
    try (Stream<Path> beside = Files.list(requireNonNull(file.toAbsolutePath().getParent()))) {
      return Stream.concat(
              Stream.of(file),
              beside
                  .filter(ConfigFile::isConfigFile)
                  .filter(other -> ConfigFile.of(other).stem().startsWith(stem + "-")))
          .toList();
    } catch (IOException e) {
      return List.of(file);
    }
  }

  /** The files of {@code job-config} that are read with every profile. */
  Set<Path> baseFilePaths() {
    List<ConfigFile> all = inFolder();
    return all.stream()
        .filter(file -> file.bases(stems(all)).isEmpty())
        .map(file -> folder.resolve(file.name()).toAbsolutePath())
        .collect(toSet());
  }

  /** The profiles for which {@code job-config} has variants. */
  Set<String> profiles() {
    List<ConfigFile> all = inFolder();
    return all.stream()
        .flatMap(file -> file.profiles(stems(all)).stream())
        .collect(toCollection(TreeSet::new));
  }

  /** Whether a file of {@code --config} has a variant for a profile beside it. */
  boolean hasConfigVariant(String profile) {
    return further.stream()
        .anyMatch(file -> Files.exists(file.resolveSibling(ConfigFile.of(file).variant(profile))));
  }

  /**
   * The first file that is not valid YAML, with the line and the reason; empty if all are valid.
   */
  Optional<String> syntaxError() {
    return files().stream()
        .filter(file -> file.toString().matches(".*\\.ya?ml"))
        .flatMap(file -> syntaxErrorOf(file).stream())
        .findFirst();
  }

  private static Optional<String> syntaxErrorOf(Path file) {
    LoaderOptions asSpringBoot = new LoaderOptions();
    asSpringBoot.setAllowDuplicateKeys(false);
    try (Reader reader = Files.newBufferedReader(file)) {
      new Yaml(new SafeConstructor(asSpringBoot)).loadAll(reader).forEach(document -> {});
      return Optional.empty();
    } catch (MarkedYAMLException e) {
      return Optional.of(
          "%s, line %d: %s"
              .formatted(file, e.getProblemMark().getLine() + 1, String.valueOf(e.getProblem())));
    } catch (YAMLException e) {
      return Optional.of(
          e.getCause() instanceof IOException
              ? notText(file)
              : "%s: %s".formatted(file, e.getMessage()));
    } catch (IOException e) {
      return Optional.of(notText(file));
    }
  }

  private static String notText(Path file) {
    return "%s: it cannot be read as UTF-8 text".formatted(file);
  }
}
