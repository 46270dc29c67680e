package orderimport.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import orderimport.imports.Import;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The files of imports, copied into the data folder under the hash of their content: what is read
 * is what was hashed, and a resume does not need the user's file.
 */
@Component
class Sources {
  private final Path folder;

  Sources(@Value("${order-import.data-dir:./data}") Path dataDir) {
    this.folder = dataDir.resolve("sources");
  }

  /**
   * Takes a copy of a file.
   *
   * @return the SHA-256 of its content, lower-case hexadecimal
   * @throws IOException if it cannot be read or copied
   */
  String take(Path file) throws IOException {
    Files.createDirectories(folder);
    Path copy = Files.createTempFile(folder, "incoming", ".part");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest);
          OutputStream out = Files.newOutputStream(copy)) {
        in.transferTo(out);
      }
      String sha256 = HexFormat.of().formatHex(digest.digest());
      Files.move(copy, folder.resolve(sha256), StandardCopyOption.ATOMIC_MOVE);
      return sha256;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  Path of(Import imported) {
    return folder.resolve(imported.sha256());
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
