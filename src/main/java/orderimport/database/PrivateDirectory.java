package orderimport.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;

/** A folder that only its owner can access. */
record PrivateDirectory(Path path) {
  private static final long MIN_FREE_BYTES = 16L << 20;
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  // pg_ctl passes the folder's name to a shell within double quotes.
  private static final Pattern UNSAFE_IN_SHELL = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");

  /** The folder {@code postgres} of a data directory; creates missing folders. */
  static PrivateDirectory postgresIn(Path dataDir) {
    try {
      // The data directory may be a symbolic link, which createDirectories rejects.
      if (!Files.isDirectory(dataDir)) {
        Files.createDirectories(dataDir, PosixFilePermissions.asFileAttribute(OWNER));
      }
      Path path = dataDir.toRealPath().resolve("postgres");
      if (UNSAFE_IN_SHELL.matcher(path.toString()).find()) {
        throw unusable(
            dataDir,
            "PostgreSQL does not support a quotation mark, $, `, \\ or control character in its name");
      }
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, OWNER);
      return new PrivateDirectory(path);
    } catch (IOException | UnsupportedOperationException e) {
      throw unusable(dataDir, e);
    }
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** Writes a file that only its owner can read, atomically. */
  void write(String name, String text) throws IOException {
    Path part = resolve(name + ".part");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(part, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.SYNC);
    Files.move(part, resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The exception for the user if this folder or its content cannot be used. */
  DatabaseUnavailableException unusable(Exception cause) {
    return isFull() ? full(cause) : unusable(path, cause);
  }

  DatabaseUnavailableException full(Exception cause) {
    return new DatabaseUnavailableException(
        "The disk is full: the database in %s needs space. Free some space, or choose a folder on another disk with --data-dir."
            .formatted(path),
        cause);
  }

  boolean isFull() {
    try {
      return Files.getFileStore(path).getUsableSpace() < MIN_FREE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static DatabaseUnavailableException unusable(Path path, Exception cause) {
    if (cause instanceof FileAlreadyExistsException taken) {
      return unusable(path, "%s is a file, not a folder".formatted(taken.getFile()));
    }
    if (cause instanceof AccessDeniedException denied) {
      return unusable(path, "you may not write to %s".formatted(denied.getFile()));
    }
    return unusable(path, String.valueOf(cause.getMessage()));
  }

  private static DatabaseUnavailableException unusable(Path path, String reason) {
    return new DatabaseUnavailableException(
        "The folder %s cannot be used as data directory: %s. Fix this, or choose another folder with --data-dir."
            .formatted(path, reason));
  }
}
