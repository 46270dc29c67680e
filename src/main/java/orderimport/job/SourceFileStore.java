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
import orderimport.imports.ImportFiles;
import orderimport.imports.ImportFiles.Use;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Stores copies of the imported files in the data directory, each under its import's number. The
 * file that is read is the file that was hashed, and resuming does not need the user's file. An
 * external database has them, too, so that any machine can resume.
 */
@Component
class SourceFileStore {
  private static final Duration MAX_COPY_TIME = Duration.ofDays(1);

  private final Path folder;
  private final Clock clock;
  private final @Nullable ImportFiles shared;

  SourceFileStore(
      @Value("${order-import.data-dir:./data}") Path dataDir,
      Clock clock,
      ObjectProvider<ImportFiles> shared) {
    this.folder = dataDir.resolve("sources");
    this.clock = clock;
    this.shared = shared.getIfAvailable();
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

    /** Assigns the copy to an import of its content; other machines have it, too, if any can. */
    void assignTo(Import orderImport) throws IOException {
      if (shared != null) {
        shared.store(orderImport.id(), file);
      }
      Files.move(file, local(orderImport.id()), StandardCopyOption.ATOMIC_MOVE);
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

  /** A copy of an import that another machine has finished is not needed. */
  private boolean isNeeded(String name) {
    return !name.endsWith(".part")
        && (shared == null
            || !name.matches("-?[0-9]{1,18}")
            || shared.isStored(Long.parseLong(name), Use.SOURCE));
  }

  /** Deletes incomplete copies of processes that died, and those that are no longer needed. */
  private void deleteAbandoned() throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder)) {
      for (Path part : parts) {
        if (isAbandoned(part) && !isNeeded(String.valueOf(part.getFileName()))) {
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
    return Files.exists(local(orderImport.id()))
        || (shared != null && shared.isStored(orderImport.id(), Use.SOURCE));
  }

  /**
   * The copy of an import's file; fetched from the database if another machine stored it.
   *
   * @throws UncheckedIOException if the data directory cannot be written
   */
  Path of(Import orderImport) {
    Path copy = local(orderImport.id());
    if (shared != null && Files.notExists(copy)) {
      fetch(orderImport.id(), copy, shared);
    }
    return copy;
  }

  private void fetch(long importId, Path copy, ImportFiles stored) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "incoming", ".part");
      stored.copyTo(importId, part);
      Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The file of import %d cannot be fetched".formatted(importId), e);
    }
  }

  private Path local(long importId) {
    return folder.resolve(String.valueOf(importId));
  }

  /**
   * Keeps the file in the database so that it can be re-read, also once its rows are staged;
   * returns false if the database is embedded.
   */
  boolean keepAsUpload(Import orderImport) {
    if (shared == null) {
      return false;
    }
    shared.use(orderImport.id(), Use.UPLOAD);
    return true;
  }

  /** Whether the database has the file to be re-read. */
  boolean isSharedUpload(long importId) {
    return shared != null && shared.isStored(importId, Use.UPLOAD);
  }

  void deleteUpload(long importId) {
    if (shared != null) {
      shared.release(importId, Use.UPLOAD);
    }
  }

  /** Deletes the copy of an import's file, which is not needed once the rows are staged. */
  void delete(Import orderImport) {
    try {
      Files.deleteIfExists(local(orderImport.id()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The copy of %s cannot be deleted".formatted(orderImport.fileName()), e);
    }
    if (shared != null) {
      shared.release(orderImport.id(), Use.SOURCE);
    }
  }
}
