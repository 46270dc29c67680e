package orderimport.spreadsheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import orderimport.problem.FileProblem;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.Entry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;

/** Decrypts workbooks that are encrypted as a whole, or rejects them. */
public final class Encryption {
  private static final String PACKAGE = "EncryptedPackage";
  private static final String DATA_SPACES = "\u0006DataSpaces";

  /** The entry in .xls files; the workbook stream beside it is only a placeholder. */
  private static final String OLD_RIGHTS = "\tDRMContent";

  private Encryption() {}

  /**
   * @throws UnreadableSpreadsheetException if a sensitivity label or rights management encrypts it
   */
  static void rejectLabel(DirectoryNode root) {
    if (root.hasEntryCaseInsensitive(OLD_RIGHTS) || isManaged(root)) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_LABEL);
    }
  }

  private static boolean isManaged(DirectoryNode root) {
    if (!root.hasEntryCaseInsensitive(PACKAGE)) {
      return false;
    }
    try {
      return root.hasEntryCaseInsensitive(DATA_SPACES)
          && root.getEntryCaseInsensitive(DATA_SPACES) instanceof DirectoryNode spaces
          && namesRights(spaces);
    } catch (IOException e) {
      return false;
    }
  }

  /** The format prescribes the names DRMEncryptedDataSpace and DRMEncryptedTransform. */
  private static boolean namesRights(DirectoryNode folder) {
    for (Entry entry : folder) {
      if (entry.getName().startsWith("DRM")
          || (entry instanceof DirectoryNode inner && namesRights(inner))) {
        return true;
      }
    }
    return false;
  }

  static boolean isPackage(DirectoryNode root) {
    return root.hasEntryCaseInsensitive(PACKAGE);
  }

  /**
   * Decrypts a workbook that spreadsheet programs open without a password: Excel encrypts workbooks
   * that are protected against changes with a well-known default password.
   *
   * @return a temporary file, which the caller deletes
   * @throws UnreadableSpreadsheetException if the workbook has another password
   */
  static Path decrypt(POIFSFileSystem ole) throws IOException {
    Path plain = Files.createTempFile("order-import", ".xlsx");
    try (InputStream in = opened(ole)) {
      Files.copy(in, plain, StandardCopyOption.REPLACE_EXISTING);
      return plain;
    } catch (Throwable failure) {
      Files.delete(plain);
      throw failure;
    }
  }

  private static InputStream opened(POIFSFileSystem ole) throws IOException {
    try {
      Decryptor decryptor = new EncryptionInfo(ole).getDecryptor();
      if (decryptor.verifyPassword(Decryptor.DEFAULT_PASSWORD)) {
        return decryptor.getDataStream(ole);
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw password(e);
    }
    throw password(null);
  }

  public static UnreadableSpreadsheetException password(@Nullable Throwable cause) {
    UnreadableSpreadsheetException unreadable =
        new UnreadableSpreadsheetException(FileProblem.UNREADABLE_PASSWORD);
    return cause == null ? unreadable : unreadable.causedBy(cause);
  }
}
