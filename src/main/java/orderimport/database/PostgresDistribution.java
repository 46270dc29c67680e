package orderimport.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The archive of PostgreSQL's programs for this machine, from a jar. */
record PostgresDistribution(Platform platform) {
  /** The version of the binaries in pom.xml. */
  static final String VERSION = "18.6.0";

  /**
   * Unpacks the programs if they are not there yet. The caller ensures that only one process does
   * so at a time.
   */
  PostgresBinaries unpackInto(PrivateDirectory folder) {
    Path home = folder.resolve("postgresql-" + VERSION);
    if (!Files.isDirectory(home)) {
      Path part = folder.resolve("postgresql-" + VERSION + ".part");
      try {
        FileSystemUtils.deleteRecursively(part);
        unpack(part);
        Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        DatabaseUnavailableException failure = folder.unusable(e);
        delete(part, failure);
        throw failure;
      }
    }
    return new PostgresBinaries(home);
  }

  /** Deletes an incomplete folder, which would only fill the disk. */
  private static void delete(Path part, Exception failure) {
    try {
      FileSystemUtils.deleteRecursively(part);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void unpack(Path target) throws IOException {
    try (InputStream archive =
        PostgresDistribution.class.getResourceAsStream("/" + platform.archive())) {
      if (archive == null) {
        throw new DatabaseUnavailableException(
            ("This order-import was built for another platform: it does not contain %s. Install the"
                    + " one for this platform, or configure your own server: spring.datasource.url"
                    + " in job-config/application.yml.")
                .formatted(platform.archive()));
      }
      TarArchiveInputStream tar =
          new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)));
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (isNeeded(entry)) {
          unpack(entry, tar, entry.resolveIn(target));
        }
      }
    }
  }

  /** Whether an entry is needed to run PostgreSQL, rather than to build programs against it. */
  private static boolean isNeeded(TarArchiveEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory()
        && !name.endsWith(".a")
        && !name.contains("/pgxs/")
        && !name.contains("/pkgconfig/");
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, file);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(program ? "rwx------" : "rw-------"));
    }
  }
}
