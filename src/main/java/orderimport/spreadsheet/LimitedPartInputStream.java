package orderimport.spreadsheet;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** A workbook's part as it is unpacked, held to the limits on the way. */
final class LimitedPartInputStream extends FilterInputStream {
  /** Small parts may repeat themselves as they like. */
  private static final long ANY_RATIO = 16L << 20;

  /** No mark-up, comment or attribute of a real file comes near it. */
  private static final long LONGEST_EVENT = 1L << 19;

  private static final int START = 1 << 13;

  private final ZipEntry entry;
  private final long most;
  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private final ParseTimeBudget parseTimeBudget;
  private long read;
  private long eventStart;

  LimitedPartInputStream(
      InputStream unpacked, ZipEntry entry, Limits limits, ParseTimeBudget parseTimeBudget) {
    super(new CheckedInputStream(unpacked, new CRC32()));
    this.entry = entry;
    this.most =
        Math.min(
            limits.unpacked().toBytes(),
            Math.max(ANY_RATIO, Math.max(1, entry.getCompressedSize()) * limits.ratio()));
    this.parseTimeBudget = parseTimeBudget;
  }

  /** Whether the part begins with a document type, which declares entities. */
  boolean declaresEntities() {
    String text = start.toString(StandardCharsets.ISO_8859_1).replace("\0", "");
    return text.contains("<!DOCTYPE");
  }

  /** Tells that the parser has come to something new. */
  void event() {
    eventStart = read;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    parseTimeBudget.check();
    int count = super.read(buffer, offset, length);
    if (count < 0) {
      checkSum();
      return count;
    }
    if (read < START) {
      start.write(buffer, offset, count);
    }
    read += count;
    if (read > most) {
      throw new UnreadableSpreadsheetException(
          "The file unpacks to far more than it should, as no real spreadsheet does.",
          ParseErrors.SAVE_AGAIN);
    }
    if (read - eventStart > LONGEST_EVENT) {
      throw new UnreadableSpreadsheetException(
          "The file holds a single tag or comment of more than half a megabyte, "
              + "as no real spreadsheet does.",
          ParseErrors.SAVE_AGAIN);
    }
    return count;
  }

  /** A digit that changed on the way would else be taken for the one that somebody typed. */
  private void checkSum() throws IOException {
    long sum = ((CheckedInputStream) in).getChecksum().getValue();
    if (sum != entry.getCrc()) {
      throw new ZipException("checksum of " + entry.getName());
    }
  }
}
