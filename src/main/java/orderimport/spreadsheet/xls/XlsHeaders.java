package orderimport.spreadsheet.xls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.util.LittleEndian;

/**
 * Reads the headers of the records of an .xls file: type and offset. Faster than reading the
 * records, and works if their content is malformed.
 */
final class XlsHeaders implements AutoCloseable {
  /** The size of a header in bytes. */
  static final int SIZE = 4;

  private static final int START = 16;

  private final InputStream in;
  private final byte[] bytes = new byte[START];
  private long begin;
  private long end;
  private int sid;
  private int length;
  private int buffered;
  private int depth;

  /**
   * @param in starting at a record; closed with this reader
   * @param offset of that record in the file
   */
  XlsHeaders(InputStream in, long offset) {
    this.in = new BufferedInputStream(in, 1 << 15);
    this.end = offset;
  }

  /** Advances to the next record; false at the end, or if the rest does not consist of records. */
  boolean next() throws IOException {
    if (length > buffered) {
      in.skipNBytes(length - buffered);
    }
    begin = end;
    if (in.readNBytes(bytes, 0, SIZE) < SIZE) {
      return false;
    }
    sid = LittleEndian.getUShort(bytes, 0);
    length = LittleEndian.getUShort(bytes, Short.BYTES);
    end = begin + SIZE + length;
    buffered = in.readNBytes(bytes, 0, Math.min(length, START));
    if (sid == BOFRecord.sid) {
      depth++;
    } else if (sid == EOFRecord.sid) {
      depth--;
    }
    return length <= RecordInputStream.MAX_RECORD_DATA_SIZE && buffered == Math.min(length, START);
  }

  int sid() {
    return sid;
  }

  /** The offset of the record. */
  long begin() {
    return begin;
  }

  /** The offset of the next record. */
  long end() {
    return end;
  }

  /** Whether the record starts an outermost substream: a sheet or a chart sheet. */
  boolean beginsOutermost() {
    return sid == BOFRecord.sid && depth == 1;
  }

  /** Whether the record ends an outermost substream. */
  boolean ends() {
    return sid == EOFRecord.sid && depth <= 0;
  }

  /** Whether the record belongs to the sheet itself and not to a chart embedded in it. */
  boolean isOutermost() {
    return depth == 1;
  }

  /** Two bytes of the record as an unsigned number; 0 if the record is too short. */
  int unsigned(int at) {
    return at + Short.BYTES <= buffered ? LittleEndian.getUShort(bytes, at) : 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
