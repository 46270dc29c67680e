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
 * Stores copies of the imported files in the data directory, each under its import's number. The
 * file that is read is the file that was hashed, and resuming does not need the user's file.
 */
@Component
class SourceFileStore {
  private static final Duration MAX_COPY_TIME = Duration.ofDays(1);

  private final Path folder;
  private final Clock clock;

  SourceFileStore(@Value("${order-import.data-dir:./data}") Path dataDir, Clock clock) {
    this.folder = dataDir.resolve("sources");
    this.clock = clock;
  }

  /** A copy that is not assigned to an import yet; it is deleted on close unless it is assigned. */
  final class IncomingFile implements AutoCloseable {
    private final Path file;
    private final String sha256;

    private IncomingFile(Path file, String sha256) {
      this.file = file;
      this.sha256 = sha256;
    }

    /** The SHA-256 of the content, in lower-case hexadecimal. */
    String sha256() {
      return sha256;
    }

    /** Assigns the copy to an import of its content. */
    void assignTo(Import orderImport) throws IOException {
      Files.move(file, of(orderImport), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Copies a file into the store.
   *
   * @param links options for symbolic links; none to follow them
   * @throws IOException if it cannot be read or copied
   */
  IncomingFile copy(Path file, LinkOption... links) throws IOException {
    Files.createDirectories(folder);
    deleteAbandoned();
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

  /** Deletes incomplete copies of processes that died. */
  private void deleteAbandoned() throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "incoming*.part")) {
      for (Path part : parts) {
        if (isAbandoned(part)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private boolean isAbandoned(Path part) throws IOException {
    try {
      return Files.getLastModifiedTime(part)
          .toInstant()
          .isBefore(clock.instant().minus(MAX_COPY_TIME));
    } catch (NoSuchFileException e) {
      // Another import has been assigned the copy meanwhile.
      return false;
    }
  }

  boolean has(Import orderImport) {
    return Files.exists(of(orderImport));
  }

  Path of(Import orderImport) {
    return folder.resolve(String.valueOf(orderImport.id()));
  }

  /** Deletes the copy of an import's file, which is not needed once the rows are staged. */
  void delete(Import orderImport) {
    try {
      Files.deleteIfExists(of(orderImport));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The copy of %s cannot be deleted".formatted(orderImport.fileName()), e);
    }
  }
}
