package orderimport.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import orderimport.job.ExitCodes;

/** The folder that all data live in. */
final class DataDir {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  /** What holds people's data, wherever the data folder is; {@code postgres} sees to itself. */
  private static final List<String> FOLDERS =
      List.of("logs", "reports", "sources", "tmp", "uploads");

  /** Made when they are needed. */
  private static final List<String> OTHERS = List.of("web", "sandbox.jsonl");

  private DataDir() {}

  static Path logFile(Path dataDir) {
    return dataDir.resolve("logs").resolve("order-import.log");
  }

  /** The folder of the {@link TemporaryFolder}s. */
  static Path temporaryFolders(Path dataDir) {
    return dataDir.resolve("tmp");
  }

  /**
   * Makes sure that it exists and can be written to, and that only its owner can read what is in
   * it. The rights on a data folder that exists already are left as they are: other things may be
   * in it.
   *
   * @return what others can still read, in a sentence each
   * @throws CannotStartException if it cannot be used
   */
  static List<String> prepare(Path dataDir) {
    try {
      if (!Files.isDirectory(dataDir)) {
        Files.createDirectories(dataDir, PosixFilePermissions.asFileAttribute(OWNER));
      }
      List<String> readable = new ArrayList<>();
      for (String name : FOLDERS) {
        Files.createDirectories(dataDir.resolve(name));
      }
      for (String name : Stream.concat(FOLDERS.stream(), OTHERS.stream()).toList()) {
        Path path = dataDir.resolve(name);
        if (Files.exists(path) && !isPrivate(path)) {
          readable.add(
              "%s can be read by others, and its rights cannot be changed. Have its owner do that: chmod -R go= %1$s"
                  .formatted(path));
        }
      }
      Files.delete(Files.createTempFile(dataDir.resolve("logs"), "writable", ".tmp"));
      return readable;
    } catch (IOException | UnsupportedOperationException e) {
      throw new CannotStartException(
          "The folder %s cannot be used for the data: %s. Fix that, or name another one with --data-dir."
              .formatted(dataDir, reason(e)),
          ExitCodes.STOPPED,
          e);
    }
  }

  /** Takes the rights of others away, if there are any. */
  private static boolean isPrivate(Path path) throws IOException {
    if (!Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class)) {
      return true;
    }
    Set<PosixFilePermission> kept = EnumSet.copyOf(OWNER);
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
    kept.retainAll(rights);
    try {
      if (!kept.equals(rights)) {
        Files.setPosixFilePermissions(path, kept);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String reason(Exception e) {
    if (e instanceof FileAlreadyExistsException taken) {
      return "%s is a file, not a folder".formatted(taken.getFile());
    } else if (e instanceof AccessDeniedException denied) {
      return "you may not write to %s".formatted(denied.getFile());
    }
    return FileErrors.reason(e);
  }
}
