package orderimport.spreadsheet;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The type of a file according to its first bytes. */
enum FileType {
  ZIP,
  OLE,
  TEXT;

  private static final List<Signature> OTHERS =
      List.of(
          new Signature(UnsupportedFile.PDF, "%PDF"),
          new Signature(UnsupportedFile.RTF, "{\\rtf"),
          new Signature(UnsupportedFile.PICTURE, "\u0089PNG"),
          new Signature(UnsupportedFile.PICTURE, "\u00ff\u00d8\u00ff"),
          new Signature(UnsupportedFile.PICTURE, "GIF8"),
          new Signature(UnsupportedFile.PICTURE, "II*\0"),
          new Signature(UnsupportedFile.PICTURE, "MM\0*"),
          new Signature(UnsupportedFile.GZIP, "\u001f\u008b"),
          new Signature(UnsupportedFile.SEVEN_ZIP, "7z\u00bc\u00af'\u001c"),
          new Signature(UnsupportedFile.RAR, "Rar!"),
          new Signature(UnsupportedFile.BZIP2, "BZh9"),
          new Signature(UnsupportedFile.XZ, "\u00fd7zXZ"),
          new Signature(UnsupportedFile.EXCEL_4, "\u0009\u0000"),
          new Signature(UnsupportedFile.EXCEL_4, "\u0009\u0002"),
          new Signature(UnsupportedFile.EXCEL_4, "\u0009\u0004"),
          new Signature(UnsupportedFile.EXCEL_95, "\u0009\u0008"),
          new Signature(UnsupportedFile.SYLK, "ID;PWXL"),
          new Signature(UnsupportedFile.SAVED_WEB_PAGE, "MIME-Version:"));

  /**
   * @param start the first kilobytes of a file that is not empty
   * @throws UnreadableSpreadsheetException if the file is of a known but unsupported type
   */
  static FileType of(byte[] start) {
    if (ByteOrderMark.begins(start, 'P', 'K', 3, 4)
        || ByteOrderMark.begins(start, 'P', 'K', 5, 6)) {
      return ZIP;
    }
    if (ByteOrderMark.begins(start, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) {
      return OLE;
    }
    String bytes = new String(start, StandardCharsets.ISO_8859_1);
    for (Signature other : OTHERS) {
      if (bytes.startsWith(other.start())) {
        throw other.kind().rejection();
      }
    }
    Charset marked = ByteOrderMark.of(start);
    rejectMarkup(marked == null ? bytes : new String(start, marked));
    return TEXT;
  }

  private static void rejectMarkup(String start) {
    String text = start.replace("\ufeff", "").strip().toLowerCase(Locale.ROOT);
    if (!text.startsWith("<")) {
      return;
    }
    if (text.contains("urn:schemas-microsoft-com:office:spreadsheet")) {
      throw UnsupportedFile.EXCEL_2003_XML.rejection();
    }
    if (text.contains("<html")
        || text.contains("<!doctype html")
        || text.contains("<table")
        || text.contains("<meta")) {
      throw UnsupportedFile.HTML.rejection();
    }
    if (text.contains("urn:oasis:names:tc:opendocument")) {
      throw UnsupportedFile.OPEN_DOCUMENT_SPREADSHEET.rejection();
    }
    if (text.startsWith("<?xml")) {
      throw UnsupportedFile.XML.rejection();
    }
  }

  /** The first bytes of an unsupported file type, as ISO 8859-1. */
  private record Signature(UnsupportedFile kind, String start) {}
}
