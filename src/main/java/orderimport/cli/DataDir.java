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
import orderimport.problem.Text;

/** The data directory. */
final class DataDir {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  /** Folders with personal data. {@code postgres} is missing: it sets its own permissions. */
  private static final List<String> FOLDERS =
      List.of("logs", "reports", "sources", "tmp", "uploads");

  /** Created on demand. */
  private static final List<String> ON_DEMAND = List.of("web", "sandbox.jsonl");

  private DataDir() {}

  static Path logFile(Path dataDir) {
    return dataDir.resolve("logs").resolve("order-import.log");
  }

  /** The parent of the {@link TemporaryFolder}s. */
  static Path temporaryFolders(Path dataDir) {
    return dataDir.resolve("tmp");
  }

  /**
   * Creates the data directory if it does not exist, checks that it is writable, and makes its
   * contents readable by the owner only. The permissions of an existing data directory itself do
   * not change, because it may contain other files.
   *
   * @return one warning for each path that others can still read
   * @throws CannotStartException if the directory cannot be used
   */
  static List<Text> prepare(Path dataDir) {
    try {
      if (!Files.isDirectory(dataDir)) {
        Files.createDirectories(dataDir, PosixFilePermissions.asFileAttribute(OWNER));
      }
      List<Text> warnings = new ArrayList<>();
      for (String name : FOLDERS) {
        Files.createDirectories(dataDir.resolve(name));
      }
      for (String name : Stream.concat(FOLDERS.stream(), ON_DEMAND.stream()).toList()) {
        Path path = dataDir.resolve(name);
        if (Files.exists(path) && !isPrivate(path)) {
          warnings.add(CliText.DATA_READABLE.text(path));
        }
      }
      Files.delete(Files.createTempFile(dataDir.resolve("logs"), "writable", ".tmp"));
      return warnings;
    } catch (IOException | UnsupportedOperationException e) {
      throw new CannotStartException(CliText.DATA_DIR.text(dataDir, reason(e)), e);
    }
  }

  /** Removes the permissions of group and others; false if that fails. */
  private static boolean isPrivate(Path path) throws IOException {
    // Does not use the file store, which Java does not find in a chroot.
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return true;
    }
    Set<PosixFilePermission> ownerOnly = EnumSet.copyOf(OWNER);
    Set<PosixFilePermission> rights = view.readAttributes().permissions();
    ownerOnly.retainAll(rights);
    try {
      if (!ownerOnly.equals(rights)) {
        view.setPermissions(ownerOnly);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Text reason(Exception e) {
    if (e instanceof FileAlreadyExistsException taken) {
      return CliText.REASON_IS_FILE.text(taken.getFile());
    } else if (e instanceof AccessDeniedException denied) {
      return CliText.REASON_NOT_WRITABLE.text(denied.getFile());
    }
    return FileErrors.reason(e);
  }
}
