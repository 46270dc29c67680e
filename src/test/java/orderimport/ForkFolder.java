package orderimport;

import java.nio.file.Path;

/** Folders under {@code target} that no other JVM uses, as the tests run in several. */
public final class ForkFolder {
  private ForkFolder() {}

  public static Path of(String name) {
    return Path.of("target", "fork-" + System.getProperty("test.fork", "0"), name);
  }
}
