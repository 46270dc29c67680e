package orderimport.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that only its owner can look into. */
record OwnersFolder(Path path) {
  private static final long LITTLE_SPACE = 16L << 20;

  /** Creates what is missing of the path; a folder that is there keeps its mode. */
  static OwnersFolder at(Path path) {
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return new OwnersFolder(path.toRealPath());
    } catch (IOException | ReadOnlyFileSystemException e) {
      throw unusable(path, e);
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

  private boolean isFull() {
    try {
      return Files.getFileStore(path).getUsableSpace() < LITTLE_SPACE;
    } catch (IOException e) {
      return false;
    }
  }

  private static DatabaseUnavailableException unusable(Path path, Exception cause) {
    String what;
    if (cause instanceof FileAlreadyExistsException taken) {
      what = "%s is a file, not a folder".formatted(taken.getFile());
    } else if (cause instanceof AccessDeniedException denied) {
      what = "%s must not be written to by you".formatted(denied.getFile());
    } else if (cause instanceof ReadOnlyFileSystemException) {
      what = "it lies on a disk that cannot be written to";
    } else {
      what = String.valueOf(cause.getMessage());
    }
    return new DatabaseUnavailableException(
        "The data folder %s cannot be used: %s. Name another one with --data-dir, or mend this one."
            .formatted(path, what),
        cause);
  }
}
