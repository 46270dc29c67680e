package orderimport.cli;

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
import java.util.stream.Stream;
import orderimport.carrier.SettingException;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** The configuration's files: those of {@code job-config/}, or else the shipped ones. */
final class JobConfig {
  static final String FOLDER = "job-config";

  /** Of another form: it maps columns to headings. */
  private static final String COLUMNS = "columns.yml";

  private static final Comparator<Path> APPLICATION_FIRST =
      Comparator.comparing((Path file) -> !file.endsWith("application.yml"))
          .thenComparing(Comparator.naturalOrder());

  private JobConfig() {}

  /**
   * In the order in which they are read, as {@code spring.config.location} takes them.
   *
   * @throws SettingException if a further one cannot be read
   */
  static String locations(List<Path> further) {
    List<String> locations = new ArrayList<>();
    locations.add("classpath:order-import.properties");
    if (Files.isDirectory(Path.of(FOLDER))) {
      inFolder().forEach(file -> locations.add("file:" + file.toAbsolutePath()));
    } else {
      shipped().forEach(file -> locations.add("classpath:" + file));
    }
    for (Path file : further) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new SettingException(
            "--config %s: %s. Give a file such as those in job-config/."
                .formatted(
                    file, Files.notExists(file) ? "there is no such file" : "it cannot be read"));
      }
      if (!isConfiguration(file)) {
        throw new SettingException(
            "--config %s: its name has to end with .yml, .yaml or .properties.".formatted(file));
      }
      locations.add("file:" + file.toAbsolutePath());
    }
    return String.join(",", locations);
  }

  private static List<Path> inFolder() {
    try (Stream<Path> files = Files.list(Path.of(FOLDER))) {
      return files.filter(JobConfig::isConfiguration).sorted(APPLICATION_FIRST).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the folder " + FOLDER, e);
    }
  }

  private static List<Path> shipped() {
    try {
      return Arrays.stream(
              new PathMatchingResourcePatternResolver()
                  .getResources("classpath:" + FOLDER + "/*.yml"))
          .map(resource -> Path.of(FOLDER, String.valueOf(resource.getFilename())))
          .filter(JobConfig::isConfiguration)
          .sorted(APPLICATION_FIRST)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The shipped configuration cannot be read", e);
    }
  }

  private static boolean isConfiguration(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.matches("[^.].*\\.(ya?ml|properties)") && !name.equals(COLUMNS);
  }

  /** Which of the files is no YAML, where and why; empty if all of them are. */
  static Optional<String> broken(List<Path> further) {
    Stream<Path> all =
        Files.isDirectory(Path.of(FOLDER))
            ? Stream.concat(inFolder().stream(), further.stream())
            : further.stream();
    return all.filter(file -> file.toString().matches(".*\\.ya?ml"))
        .flatMap(file -> brokenBy(file).stream())
        .findFirst();
  }

  private static Optional<String> brokenBy(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(reader).forEach(document -> {});
      return Optional.empty();
    } catch (MarkedYAMLException e) {
      return Optional.of(
          "%s, line %d: %s"
              .formatted(file, e.getProblemMark().getLine() + 1, String.valueOf(e.getProblem())));
    } catch (YAMLException e) {
      return Optional.of("%s: %s".formatted(file, e.getMessage()));
    } catch (IOException e) {
      return Optional.of("%s: it cannot be read as UTF-8 text".formatted(file));
    }
  }
}
