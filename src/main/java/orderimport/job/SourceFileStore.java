package orderimport.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import orderimport.imports.Import;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The files of imports, copied into the data folder, each under its import's number: what is read
 * is what was hashed, and a resume does not need the user's file.
 */
@Component
class SourceFileStore {
  private static final Duration LONGEST_COPYING = Duration.ofDays(1);

  private final Path folder;
  private final Clock clock;

  SourceFileStore(@Value("${order-import.data-dir:./data}") Path dataDir, Clock clock) {
    this.folder = dataDir.resolve("sources");
    this.clock = clock;
  }

  /** A copy that belongs to no import yet; it goes if it is not kept. */
  final class IncomingFile implements AutoCloseable {
    private final Path file;
    private final String sha256;

    private IncomingFile(Path file, String sha256) {
      this.file = file;
      this.sha256 = sha256;
    }

    /** Of its content, in lower-case hexadecimal. */
    String sha256() {
      return sha256;
    }

    /** Leaves it to an import of its content. */
    void assignTo(Import imported) throws IOException {
      Files.move(file, of(imported), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Takes a copy of a file.
   *
   * @param links none to follow symbolic links
   * @throws IOException if it cannot be read or copied
   */
  IncomingFile copy(Path file, LinkOption... links) throws IOException {
    Files.createDirectories(folder);
    clearLeftovers();
    Path copy = Files.createTempFile(folder, "incoming", ".part");
    try (InputStream in = Files.newInputStream(file, links);
        OutputStream out = Files.newOutputStream(copy)) {
      DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
      digested.transferTo(out);
      return new IncomingFile(copy, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  /** What a process that died was copying. */
  private void clearLeftovers() throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "incoming*.part")) {
      for (Path part : parts) {
        if (isLeft(part)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private boolean isLeft(Path part) throws IOException {
    try {
      return Files.getLastModifiedTime(part)
          .toInstant()
          .isBefore(clock.instant().minus(LONGEST_COPYING));
    } catch (NoSuchFileException e) {
      // Another import's, which has kept it meanwhile.
      return false;
    }
  }

  boolean has(Import imported) {
    return Files.exists(of(imported));
  }

  Path of(Import imported) {
    return folder.resolve(String.valueOf(imported.id()));
  }

  /** Deletes the copy of an import's file, which is not needed once its rows are staged. */
  void delete(Import imported) {
    try {
      Files.deleteIfExists(of(imported));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The copy of %s cannot be deleted".formatted(imported.fileName()), e);
    }
  }
}
