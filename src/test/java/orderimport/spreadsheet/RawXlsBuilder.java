package orderimport.spreadsheet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.util.LittleEndian;

/** Builds an .xls file record by record, also in ways that no well-behaved program writes. */
public final class RawXlsBuilder {
  private static final int HEADER = 4;

  private final List<byte[]> records = new ArrayList<>();

  private RawXlsBuilder(byte[] stream) {
    for (int at = 0; at + HEADER <= stream.length; ) {
      int size = HEADER + LittleEndian.getUShort(stream, at + 2);
      byte[] record = new byte[size];
      System.arraycopy(stream, at, record, 0, size);
      records.add(record);
      at += size;
    }
  }

  /** A workbook as POI writes it. */
  public static RawXlsBuilder of(Consumer<HSSFWorkbook> fill) {
    try (HSSFWorkbook workbook = new HSSFWorkbook()) {
      fill.accept(workbook);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      workbook.write(bytes);
      return of(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RawXlsBuilder of(byte[] file) {
    try (POIFSFileSystem ole = new POIFSFileSystem(new ByteArrayInputStream(file));
        InputStream stream = ole.createDocumentInputStream("Workbook")) {
      return new RawXlsBuilder(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sheets with these names; cell A1 of each contains its name. */
  public static RawXlsBuilder sheets(String... names) {
    return of(
        workbook -> {
          for (String name : names) {
            workbook.createSheet(name).createRow(0).createCell(0).setCellValue(name);
          }
        });
  }

  /** Returns the bytes of a record including its header. */
  public static byte[] record(int sid, byte... data) {
    byte[] record = new byte[HEADER + data.length];
    LittleEndian.putUShort(record, 0, sid);
    LittleEndian.putUShort(record, 2, data.length);
    System.arraycopy(data, 0, record, HEADER, data.length);
    return record;
  }

  public static int sid(byte[] record) {
    return LittleEndian.getUShort(record, 0);
  }

  /** The records, as a modifiable list. */
  public List<byte[]> records() {
    return records;
  }

  /** Sets the offset of a sheet in the table of sheets. */
  public RawXlsBuilder setOffset(int sheet, long offset) {
    byte[] record =
        records.stream().filter(is(BoundSheetRecord.sid)).skip(sheet).findFirst().orElseThrow();
    LittleEndian.putUInt(record, HEADER, offset);
    return this;
  }

  /** The actual offset of a sheet; sheet 0 follows the workbook's own records. */
  public long actualOffset(int sheet) {
    long at = 0;
    int number = -1;
    int depth = 0;
    for (byte[] record : records) {
      if (sid(record) == BOFRecord.sid && depth++ == 0 && number++ == sheet) {
        return at;
      }
      depth -= sid(record) == EOFRecord.sid ? 1 : 0;
      at += record.length;
    }
    throw new IllegalArgumentException("no sheet " + sheet);
  }

  /** Sets the actual offsets of all sheets in the table of sheets. */
  RawXlsBuilder setActualOffsets() {
    long sheets = records.stream().filter(is(BoundSheetRecord.sid)).count();
    for (int sheet = 0; sheet < sheets; sheet++) {
      setOffset(sheet, actualOffset(sheet));
    }
    return this;
  }

  public static Predicate<byte[]> is(int sid) {
    return record -> sid(record) == sid;
  }

  public byte[] bytes() {
    return bytes("Workbook");
  }

  /**
   * Returns the file.
   *
   * @param stream the name of the stream that contains the records
   */
  public byte[] bytes(String stream) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    records.forEach(all::writeBytes);
    try (POIFSFileSystem ole = new POIFSFileSystem()) {
      ole.createDocument(new ByteArrayInputStream(all.toByteArray()), stream);
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ole.writeFilesystem(file);
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
