package orderimport.spreadsheet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.util.LittleEndian;

/**
 * The records of an .xls file by their headers: what kind each is, and where it stands. Quicker
 * than reading them, and satisfied with records that are not well formed inside.
 */
final class XlsHeaders implements AutoCloseable {
  /** Bytes of a header. */
  static final int SIZE = 4;

  private static final int START = 16;

  private final InputStream in;
  private final byte[] bytes = new byte[START];
  private long begin;
  private long end;
  private int sid;
  private int length;
  private int taken;
  private int depth;

  /**
   * @param in from a record on; closed with this
   * @param offset of that record
   */
  XlsHeaders(InputStream in, long offset) {
    this.in = new BufferedInputStream(in, 1 << 15);
    this.end = offset;
  }

  /** Goes on to the next record; false at the end, or where there are no records any more. */
  boolean next() throws IOException {
    if (length > taken) {
      in.skipNBytes(length - taken);
    }
    begin = end;
    if (in.readNBytes(bytes, 0, SIZE) < SIZE) {
      return false;
    }
    sid = LittleEndian.getUShort(bytes, 0);
    length = LittleEndian.getUShort(bytes, Short.BYTES);
    end = begin + SIZE + length;
    taken = in.readNBytes(bytes, 0, Math.min(length, START));
    if (sid == BOFRecord.sid) {
      depth++;
    } else if (sid == EOFRecord.sid) {
      depth--;
    }
    return length <= RecordInputStream.MAX_RECORD_DATA_SIZE && taken == Math.min(length, START);
  }

  int sid() {
    return sid;
  }

  /** Where the record begins. */
  long begin() {
    return begin;
  }

  /** Where the next one begins. */
  long end() {
    return end;
  }

  /**
   * Whether the record begins something that stands in nothing else: a sheet, a chart by itself.
   */
  boolean beginsOutermost() {
    return sid == BOFRecord.sid && depth == 1;
  }

  /** Whether the record ends what stands in nothing else. */
  boolean ends() {
    return sid == EOFRecord.sid && depth <= 0;
  }

  /** Whether the record belongs to the outermost sheet and not to a chart within it. */
  boolean isOutermost() {
    return depth == 1;
  }

  /** Two bytes of the record; 0 if it has no such. */
  int unsigned(int at) {
    return at + Short.BYTES <= taken ? LittleEndian.getUShort(bytes, at) : 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
