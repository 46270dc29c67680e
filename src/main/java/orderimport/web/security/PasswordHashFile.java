package orderimport.web.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The hash of the first password in the data directory. */
final class PasswordHashFile implements FirstPassword.HashStore {
  private final Path folder;
  private final Path file;

  PasswordHashFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("admin-password-hash");
  }

  @Override
  public Optional<String> find() {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public String store(String hash) {
    try {
      Files.createDirectories(folder);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, hash + "\n");
      return hash;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private UncheckedIOException failure(IOException cause) {
    return new UncheckedIOException(
        "The hash of the generated password cannot be read or written: " + file, cause);
  }
}
