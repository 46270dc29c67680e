package orderimport.spreadsheet;

import java.io.IOException;
import java.io.InputStream;
import org.apache.poi.hssf.record.RecordInputStream;

/**
 * The records of an .xls file, one after the other. What is not read of a record is skipped: many
 * programs write records that are longer than they should be, and spreadsheet programs do not mind.
 */
final class XlsRecords implements AutoCloseable {
  private final InputStream stream;
  private final RecordInputStream in;

  /**
   * @param stream from a record on; closed with this
   */
  XlsRecords(InputStream stream) {
    this.stream = stream;
    this.in = new RecordInputStream(stream);
  }

  /** Goes on to the next record; false at the end of the file. */
  boolean next() {
    if (in.remaining() > 0) {
      in.readRemainder();
    }
    if (!in.hasNextRecord()) {
      return false;
    }
    in.nextRecord();
    return true;
  }

  /** What kind the record is. */
  int sid() {
    return in.getSid() & 0xffff;
  }

  /** What the record holds. */
  RecordInputStream data() {
    return in;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
