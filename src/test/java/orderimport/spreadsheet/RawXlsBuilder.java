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

/** An .xls file whose records can be put as no well-behaved program puts them. */
final class RawXlsBuilder {
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
  static RawXlsBuilder of(Consumer<HSSFWorkbook> fill) {
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

  /** Sheets with these names, each of which has its name in A1. */
  static RawXlsBuilder sheets(String... names) {
    return of(
        workbook -> {
          for (String name : names) {
            workbook.createSheet(name).createRow(0).createCell(0).setCellValue(name);
          }
        });
  }

  /** A record's bytes, its header among them. */
  static byte[] record(int sid, byte... data) {
    byte[] record = new byte[HEADER + data.length];
    LittleEndian.putUShort(record, 0, sid);
    LittleEndian.putUShort(record, 2, data.length);
    System.arraycopy(data, 0, record, HEADER, data.length);
    return record;
  }

  static int sid(byte[] record) {
    return LittleEndian.getUShort(record, 0);
  }

  /** The records, which may be changed. */
  List<byte[]> records() {
    return records;
  }

  /** Says in the table of sheets where one begins. */
  RawXlsBuilder place(int sheet, long begin) {
    byte[] record =
        records.stream().filter(is(BoundSheetRecord.sid)).skip(sheet).findFirst().orElseThrow();
    LittleEndian.putUInt(record, HEADER, begin);
    return this;
  }

  /** Where a sheet begins: the one after the workbook's own records is number 0. */
  long begin(int sheet) {
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

  /** Tells the table of sheets the truth. */
  RawXlsBuilder placeAll() {
    long sheets = records.stream().filter(is(BoundSheetRecord.sid)).count();
    for (int sheet = 0; sheet < sheets; sheet++) {
      place(sheet, begin(sheet));
    }
    return this;
  }

  static Predicate<byte[]> is(int sid) {
    return record -> sid(record) == sid;
  }

  byte[] bytes() {
    return bytes("Workbook");
  }

  /**
   * @param stream the name of the stream in the file that has the records
   */
  byte[] bytes(String stream) {
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
