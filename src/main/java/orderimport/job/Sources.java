package orderimport.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import orderimport.imports.Import;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The files of imports, copied into the data folder: what is read is what was hashed, and a resume
 * does not need the user's file.
 */
@Component
class Sources {
  private static final Duration SURELY_LEFT_BEHIND = Duration.ofDays(1);

  private final Path folder;
  private final Clock clock;

  Sources(@Value("${order-import.data-dir:./data}") Path dataDir, Clock clock) {
    this.folder = dataDir.resolve("sources");
    this.clock = clock;
  }

  /**
   * A copy of a file; it is deleted unless an import keeps it.
   *
   * @param sha256 of its content, lower-case hexadecimal
   */
  record Copy(Path path, String sha256) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Files.deleteIfExists(path);
    }
  }

  /**
   * Takes a copy of a file.
   *
   * @throws IOException if it cannot be read or copied
   */
  Copy take(Path file) throws IOException {
    Files.createDirectories(folder);
    forgetRemains();
    Path copy = Files.createTempFile(folder, "incoming", ".part");
    boolean whole = false;
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest);
          OutputStream out = Files.newOutputStream(copy)) {
        in.transferTo(out);
      }
      whole = true;
      return new Copy(copy, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } finally {
      if (!whole) {
        Files.deleteIfExists(copy);
      }
    }
  }

  /** Of processes that were killed. */
  private void forgetRemains() throws IOException {
    Instant old = clock.instant().minus(SURELY_LEFT_BEHIND);
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "incoming*.part")) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(old)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  /** Gives an import the copy that it reads. */
  void keep(Copy copy, Import imported) throws IOException {
    Files.move(copy.path(), of(imported), StandardCopyOption.ATOMIC_MOVE);
  }

  Path of(Import imported) {
    return folder.resolve(String.valueOf(imported.id()));
  }

  /** Deletes the copy of an import's file, which is not needed once its rows are staged. */
  void forget(Import imported) {
    try {
      Files.deleteIfExists(of(imported));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The copy of %s cannot be deleted".formatted(imported.fileName()), e);
    }
  }
}
