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

/** A folder that only its owner can look into. */
record PrivateDirectory(Path path) {
  private static final long LITTLE_SPACE = 16L << 20;
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  // pg_ctl hands the folder's name to a shell within double quotes.
  private static final Pattern NOT_FOR_THE_SHELL = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");

  /** The folder {@code postgres} of a data folder; creates what is missing of the path. */
  static PrivateDirectory postgresIn(Path dataDir) {
    try {
      // A link to a folder is one too, which createDirectories does not see.
      if (!Files.isDirectory(dataDir)) {
        Files.createDirectories(dataDir, PosixFilePermissions.asFileAttribute(OWNER));
      }
      Path path = dataDir.toRealPath().resolve("postgres");
      if (NOT_FOR_THE_SHELL.matcher(path.toString()).find()) {
        throw unusable(
            dataDir, "a quotation mark, $, ` or \\ in its name is too much for PostgreSQL");
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

  /** Writes a file that only its owner can read: as a whole or, should it fail, not at all. */
  void write(String name, String text) throws IOException {
    Path part = resolve(name + ".part");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(part, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.SYNC);
    Files.move(part, resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** What to tell the user when this folder, or what is in it, cannot be used. */
  DatabaseUnavailableException unusable(Exception cause) {
    return isFull() ? full(cause) : unusable(path, cause);
  }

  DatabaseUnavailableException full(Exception cause) {
    return new DatabaseUnavailableException(
        "The disk is full: the database in %s needs room. Free some space, or name a folder elsewhere with --data-dir."
            .formatted(path),
        cause);
  }

  boolean isFull() {
    try {
      return Files.getFileStore(path).getUsableSpace() < LITTLE_SPACE;
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
        "The folder %s cannot be used for the data: %s. Mend that, or name another one with --data-dir."
            .formatted(path, reason));
  }
}
