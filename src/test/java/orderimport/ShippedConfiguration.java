package orderimport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.FileSystemResource;

/** The settings of each carrier in {@code job-config}, as the program reads them. */
public final class ShippedConfiguration
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    try (Stream<Path> files = Files.list(Path.of("job-config"))) {
      for (Path file : files.filter(ShippedConfiguration::isOfCarrier).sorted().toList()) {
        new YamlPropertySourceLoader()
            .load(file.toString(), new FileSystemResource(file))
            .forEach(context.getEnvironment().getPropertySources()::addLast);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfCarrier(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yml") && !name.matches("(application|columns).*|.*-prod\\.yml");
  }
}
