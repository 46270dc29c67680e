package orderimport.spreadsheet.xls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import orderimport.spreadsheet.Encryption;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import orderimport.spreadsheet.UnsupportedFile;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.hssf.record.crypto.Biff8DecryptingStream;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.util.LittleEndian;
import org.jspecify.annotations.Nullable;

/** The workbook stream of an .xls file, decrypted if necessary. */
final class XlsStream {
  private final POIFSFileSystem file;
  private final String name;

  /** The whole stream decrypted; null if the file is not encrypted. */
  private final byte @Nullable [] decrypted;

  private XlsStream(POIFSFileSystem file, String name, byte @Nullable [] decrypted) {
    this.file = file;
    this.name = name;
    this.decrypted = decrypted;
  }

  /**
   * @param name of the stream within the file
   * @throws UnreadableSpreadsheetException if the file needs a password or has an older format
   */
  static XlsStream open(POIFSFileSystem file, String name, ParseTimeBudget parseTimeBudget)
      throws IOException {
    XlsStream plain = new XlsStream(file, name, null);
    int encrypted = plain.encryptedFrom(parseTimeBudget);
    if (encrypted == 0) {
      return plain;
    }
    try {
      return new XlsStream(file, name, plain.decrypt(encrypted, parseTimeBudget));
    } catch (EncryptedDocumentException | GeneralSecurityException e) {
      throw Encryption.password(e);
    }
  }

  /** The bytes starting at an offset; empty beyond the end. */
  InputStream from(long offset) throws IOException {
    InputStream in =
        decrypted == null
            ? file.createDocumentInputStream(name)
            : new ByteArrayInputStream(decrypted);
    try {
      in.skip(offset);
      return in;
    } catch (Throwable failure) {
      in.close();
      throw failure;
    }
  }

  /** The offset at which encryption starts; 0 if the file is not encrypted. */
  private int encryptedFrom(ParseTimeBudget parseTimeBudget) throws IOException {
    try (XlsHeaders headers = new XlsHeaders(from(0), 0)) {
      checkVersion(headers);
      while (headers.next() && !headers.ends()) {
        parseTimeBudget.check();
        if (headers.sid() == FilePassRecord.sid) {
          return (int) headers.end();
        }
      }
      return 0;
    }
  }

  private void checkVersion(XlsHeaders headers) throws IOException {
    boolean workbook = headers.next() && headers.sid() == BOFRecord.sid;
    if (workbook && headers.unsigned(0) == BOFRecord.VERSION) {
      return;
    }
    if (workbook || name.equalsIgnoreCase("Book")) {
      throw UnsupportedFile.EXCEL_95.rejection();
    }
    throw new IllegalArgumentException("no workbook");
  }

  /** Tries the default password, with which Excel encrypts workbooks protected against changes. */
  private static EncryptionInfo opened(InputStream records) throws GeneralSecurityException {
    RecordInputStream in = new RecordInputStream(records);
    while (in.hasNextRecord()) {
      in.nextRecord();
      if (in.getSid() == FilePassRecord.sid) {
        EncryptionInfo info = new FilePassRecord(in).getEncryptionInfo();
        if (info.getDecryptor().verifyPassword(Decryptor.DEFAULT_PASSWORD)) {
          return info;
        }
        break;
      }
      in.readRemainder();
    }
    throw new EncryptedDocumentException("not the default password");
  }

  private byte[] decrypt(int encrypted, ParseTimeBudget parseTimeBudget)
      throws IOException, GeneralSecurityException {
    EncryptionInfo info;
    try (InputStream records = from(0)) {
      info = opened(records);
    }
    try (InputStream in = from(0)) {
      int size = in.available();
      ByteArrayOutputStream plain = new ByteArrayOutputStream(size);
      plain.write(in.readNBytes(encrypted));
      if (info.getEncryptionMode() == EncryptionMode.xor) {
        unscramble(in, info.getDecryptor().getSecretKey().getEncoded(), plain, parseTimeBudget);
      } else {
        decrypt(new Biff8DecryptingStream(in, encrypted, info), size, plain, parseTimeBudget);
      }
      return plain.toByteArray();
    }
  }

  private static void decrypt(
      Biff8DecryptingStream records,
      int size,
      ByteArrayOutputStream plain,
      ParseTimeBudget parseTimeBudget)
      throws IOException {
    while (plain.size() + XlsHeaders.SIZE <= size) {
      parseTimeBudget.check();
      int sid = records.readRecordSID();
      int length = records.readDataSize();
      putShort(plain, sid);
      putShort(plain, length);
      if (plain.size() + length > size) {
        return;
      }
      byte[] open = new byte[sid == BoundSheetRecord.sid ? Math.min(length, Integer.BYTES) : 0];
      records.readPlain(open, 0, open.length);
      plain.write(open);
      byte[] rest = new byte[length - open.length];
      records.readFully(rest);
      plain.write(rest);
    }
  }

  /** Decrypts XOR obfuscation, which POI decrypts wrongly beyond the first kilobyte. */
  private static void unscramble(
      InputStream in, byte[] key, ByteArrayOutputStream plain, ParseTimeBudget parseTimeBudget)
      throws IOException {
    byte[] header = new byte[XlsHeaders.SIZE];
    while (in.readNBytes(header, 0, header.length) == header.length) {
      parseTimeBudget.check();
      plain.write(header);
      int sid = LittleEndian.getUShort(header, 0);
      byte[] data = in.readNBytes(LittleEndian.getUShort(header, Short.BYTES));
      int open =
          Biff8DecryptingStream.isNeverEncryptedRecord(sid)
              ? data.length
              : sid == BoundSheetRecord.sid ? Integer.BYTES : 0;
      int offset = plain.size() + data.length;
      for (int i = open; i < data.length; i++) {
        int rotated = (data[i] & 0xff) << 3 | (data[i] & 0xff) >>> 5;
        data[i] = (byte) (rotated ^ key[(offset + i) % key.length]);
      }
      plain.write(data);
    }
  }

  private static void putShort(ByteArrayOutputStream to, int value) throws IOException {
    byte[] bytes = new byte[Short.BYTES];
    LittleEndian.putUShort(bytes, 0, value);
    to.write(bytes);
  }
}
