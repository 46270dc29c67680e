package orderimport.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.crypto.Biff8DecryptingStream;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.CryptoFunctions;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.util.LittleEndian;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted workbooks, among them those that Excel opens without a password. */
class EncryptedWorkbooksTest {
  private static final int ROWS = 300;
  private static final byte[] ANYTHING = new byte[5000];

  private static byte[] xls(EncryptionMode mode, String password) {
    if (mode == EncryptionMode.xor) {
      return scrambled(RawXlsBuilder.of(poi(null, null)), password).bytes();
    }
    return poi(mode, password);
  }

  /** Encrypts as Excel does; POI writes something else once there is more than a kilobyte. */
  private static RawXlsBuilder scrambled(RawXlsBuilder file, String password) {
    byte[] pass = new byte[6];
    LittleEndian.putUShort(pass, 2, CryptoFunctions.createXorKey1(password));
    LittleEndian.putUShort(pass, 4, CryptoFunctions.createXorVerifier1(password));
    file.records().add(1, RawXlsBuilder.record(FilePassRecord.sid, pass));
    file.setActualOffsets();
    byte[] key = CryptoFunctions.createXorArray1(password);
    int offset = 0;
    for (byte[] record : file.records()) {
      int sid = RawXlsBuilder.sid(record);
      boolean plain = Biff8DecryptingStream.isNeverEncryptedRecord(sid);
      for (int i = sid == BoundSheetRecord.sid ? 8 : 4; i < record.length && !plain; i++) {
        int mixed = (record[i] ^ key[(offset + i + record.length - 4) % key.length]) & 0xff;
        record[i] = (byte) (mixed >>> 3 | mixed << 5);
      }
      offset += record.length;
    }
    return file;
  }

  private static byte[] poi(@Nullable EncryptionMode mode, @Nullable String password) {
    Biff8EncryptionKey.setCurrentUserPassword(password);
    try (HSSFWorkbook workbook = new HSSFWorkbook();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      workbook.setEncryptionMode(mode);
      for (String name : List.of("one", "two")) {
        Sheet sheet = workbook.createSheet(name);
        for (int row = 0; row < ROWS; row++) {
          sheet.createRow(row).createCell(0).setCellValue(name + " å" + row);
          sheet.getRow(row).createCell(1).setCellValue(row + 0.5);
        }
      }
      workbook.write(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Biff8EncryptionKey.setCurrentUserPassword(null);
    }
  }

  private static byte[] xlsx(EncryptionMode mode, String password) throws Exception {
    return ole(
        ole -> {
          Encryptor encryptor = new EncryptionInfo(mode).getEncryptor();
          encryptor.confirmPassword(password);
          try (OutputStream out = encryptor.getDataStream(ole)) {
            out.write(RawXlsxBuilder.rows("<row><c><v>1</v></c></row>").bytes());
          } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static byte[] ole(Consumer<POIFSFileSystem> fill) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem ole = new POIFSFileSystem()) {
      fill.accept(ole);
      ole.writeFilesystem(bytes);
    }
    return bytes.toByteArray();
  }

  private static void stream(DirectoryEntry folder, String name) {
    try {
      folder.createDocument(name, new ByteArrayInputStream(ANYTHING));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DirectoryEntry folder(DirectoryEntry parent, String name) {
    try {
      return parent.createDirectory(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"xor", "binaryRC4", "cryptoAPI"})
  void an_xls_workbook_with_excels_default_password_is_read(EncryptionMode mode) {
    List<String> rows = Reading.of(xls(mode, Decryptor.DEFAULT_PASSWORD));
    assertThat(rows)
        .hasSize(2 * ROWS)
        .startsWith("one!1: A='one å0' B=0.5", "one!2: A='one å1' B=1.5")
        .endsWith("two!299: A='two å298' B=298.5", "two!300: A='two å299' B=299.5");
  }

  @ParameterizedTest
  @EnumSource(names = {"standard", "agile"})
  void an_xlsx_workbook_with_excels_default_password_is_read(EncryptionMode mode) throws Exception {
    assertThat(Reading.of(xlsx(mode, Decryptor.DEFAULT_PASSWORD))).containsExactly("S!1: A=1");
  }

  @Test
  void no_decrypted_data_is_left_behind() throws Exception {
    List<Path> before = temporaryFiles();
    byte[] workbook = xlsx(EncryptionMode.agile, Decryptor.DEFAULT_PASSWORD);
    assertThat(Reading.of(workbook)).hasSize(1);
    byte[] locked = xlsx(EncryptionMode.agile, "sesame");
    assertThatThrownBy(() -> Reading.of(locked)).isInstanceOf(UnreadableSpreadsheetException.class);
    // Another process may be reading an encrypted workbook right now.
    await().untilAsserted(() -> assertThat(temporaryFiles()).isSubsetOf(before));
  }

  private static List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("order-import.*[.]xlsx"))
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"xor", "binaryRC4", "cryptoAPI"})
  void an_xls_workbook_with_a_password_is_rejected(EncryptionMode mode) {
    assertThatThrownBy(() -> Reading.of(xls(mode, "sesame")))
        .isInstanceOf(UnreadableSpreadsheetException.class)
        .hasMessageContaining("remove the password");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"standard", "agile"})
  void an_xlsx_workbook_with_a_password_is_rejected(EncryptionMode mode) {
    assertThatThrownBy(() -> Reading.of(xlsx(mode, "sesame")))
        .isInstanceOf(UnreadableSpreadsheetException.class)
        .hasMessageContaining("remove the password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TransformInfo", "DataSpaceInfo"})
  void a_sensitivity_label_is_named(String where) throws Exception {
    byte[] labelled =
        ole(
            ole -> {
              stream(ole.getRoot(), "EncryptedPackage");
              DirectoryEntry place = folder(folder(ole.getRoot(), "\u0006DataSpaces"), where);
              if (where.equals("TransformInfo")) {
                stream(folder(place, "DRMEncryptedTransform"), "\u0006Primary");
              } else {
                stream(place, "DRMEncryptedDataSpace");
              }
            });
    assertRejectedForLabel(labelled);
  }

  /** The workbook in it only contains a notice that the protected one cannot be shown. */
  @Test
  void the_placeholder_of_a_rights_managed_workbook_is_not_read() throws Exception {
    byte[] placeholder = RawXlsBuilder.sheets("one").bytes();
    byte[] managed =
        ole(
            ole -> {
              try (POIFSFileSystem plain =
                  new POIFSFileSystem(new ByteArrayInputStream(placeholder))) {
                ole.getRoot()
                    .createDocument("Workbook", plain.createDocumentInputStream("Workbook"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              stream(ole.getRoot(), "\tDRMContent");
            });
    assertRejectedForLabel(managed);
  }

  private static void assertRejectedForLabel(byte[] file) {
    assertThatThrownBy(() -> Reading.of(file))
        .isInstanceOf(UnreadableSpreadsheetException.class)
        .hasMessageContaining("sensitivity label")
        .hasMessageContaining("save a copy without the label")
        .message()
        .doesNotContain("password");
  }
}
