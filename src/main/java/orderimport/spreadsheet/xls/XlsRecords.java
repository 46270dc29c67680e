package orderimport.spreadsheet.xls;

import java.io.IOException;
import java.io.InputStream;
import org.apache.poi.hssf.record.RecordInputStream;

/**
 * Reads the records of an .xls file. Unread bytes of a record are skipped: many programs write
 * records that are longer than specified, and spreadsheet programs accept them.
 */
final class XlsRecords implements AutoCloseable {
  private final InputStream stream;
  private final RecordInputStream in;

  /**
   * @param stream starting at a record; closed with this reader
   */
  XlsRecords(InputStream stream) {
    this.stream = stream;
    this.in = new RecordInputStream(stream);
  }

  /** Advances to the next record; false at the end of the file. */
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

  /** The type of the current record. */
  int sid() {
    return in.getSid() & 0xffff;
  }

  /** The content of the current record. */
  RecordInputStream data() {
    return in;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
