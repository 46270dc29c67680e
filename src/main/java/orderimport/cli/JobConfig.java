package orderimport.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The configuration's files: those of {@code job-config/}, or else the shipped ones. */
final class JobConfig {
  private static final String FOLDER = "job-config";

  /** Of another form: it maps columns to headings. */
  private static final String COLUMNS = "columns.yml";

  private static final Comparator<String> APPLICATION_FIRST =
      Comparator.comparing((String name) -> !name.endsWith("/application.yml"))
          .thenComparing(Comparator.naturalOrder());

  private JobConfig() {}

  /** In the order in which they are read, as {@code spring.config.location} takes them. */
  static String locations(List<Path> further) {
    try {
      List<String> locations = new ArrayList<>();
      locations.add("classpath:order-import.properties");
      Path folder = Path.of(FOLDER);
      locations.addAll(Files.isDirectory(folder) ? in(folder) : shipped());
      for (Path file : further) {
        if (!Files.isReadable(file)) {
          throw new IllegalArgumentException(
              "The configuration %s cannot be read.".formatted(file));
        }
        locations.add("file:" + file.toAbsolutePath());
      }
      return String.join(",", locations);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the folder " + FOLDER, e);
    }
  }

  private static List<String> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> "file:" + file.toAbsolutePath())
          .filter(JobConfig::isConfiguration)
          .sorted(APPLICATION_FIRST)
          .toList();
    }
  }

  private static List<String> shipped() throws IOException {
    return Arrays.stream(
            new PathMatchingResourcePatternResolver()
                .getResources("classpath:" + FOLDER + "/*.yml"))
        .map(resource -> "classpath:" + FOLDER + "/" + resource.getFilename())
        .filter(JobConfig::isConfiguration)
        .sorted(APPLICATION_FIRST)
        .toList();
  }

  private static boolean isConfiguration(String location) {
    return location.matches(".*\\.(ya?ml|properties)")
        && !location.endsWith("/" + COLUMNS)
        && !location.contains("/.");
  }
}
