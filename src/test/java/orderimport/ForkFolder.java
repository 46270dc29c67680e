package orderimport;

import java.nio.file.Path;

/**
 * Folders under {@code target} that are separate for each of the JVMs that run tests in parallel.
 */
public final class ForkFolder {
  private ForkFolder() {}

  public static Path of(String name) {
    return Path.of("target", "fork-" + System.getProperty("test.fork", "0"), name);
  }
}
