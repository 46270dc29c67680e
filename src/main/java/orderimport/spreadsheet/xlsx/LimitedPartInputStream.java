package orderimport.spreadsheet.xlsx;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import orderimport.problem.FileProblem;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.UnreadableSpreadsheetException;

/** Unpacks a part of a workbook and enforces the limits while it is read. */
final class LimitedPartInputStream extends FilterInputStream {
  /** Parts up to this size may have any compression ratio. */
  private static final long UNCHECKED_RATIO_BYTES = 16L << 20;

  /** No tag, comment or attribute of a real file is nearly as long. */
  private static final long MAX_EVENT_BYTES = 1L << 19;

  private static final int START = 1 << 13;

  private final ZipEntry entry;
  private final long maxBytes;
  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private final ParseTimeBudget parseTimeBudget;
  private long read;
  private long eventStart;

  LimitedPartInputStream(
      InputStream unpacked, ZipEntry entry, Limits limits, ParseTimeBudget parseTimeBudget) {
    super(new CheckedInputStream(unpacked, new CRC32()));
    this.entry = entry;
    this.maxBytes =
        Math.min(
            limits.unpacked().toBytes(),
            Math.max(
                UNCHECKED_RATIO_BYTES, Math.max(1, entry.getCompressedSize()) * limits.ratio()));
    this.parseTimeBudget = parseTimeBudget;
  }

  /** Whether the part begins with a document type declaration, which can declare entities. */
  boolean declaresEntities() {
    String text = start.toString(StandardCharsets.ISO_8859_1).replace("\0", "");
    return text.contains("<!DOCTYPE");
  }

  /** Called when the parser starts the next event. */
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
    if (read > maxBytes) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_UNPACKS_LARGE);
    }
    if (read - eventStart > MAX_EVENT_BYTES) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_LARGE_TAG);
    }
    return count;
  }

  /** A corrupted digit would otherwise pass for the value that the user typed. */
  private void checkSum() throws IOException {
    long sum = ((CheckedInputStream) in).getChecksum().getValue();
    if (sum != entry.getCrc()) {
      throw new ZipException("checksum of " + entry.getName());
    }
  }
}
