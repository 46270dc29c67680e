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
          new Signature("a PDF document", "%PDF"),
          new Signature("a rich text document", "{\\rtf"),
          new Signature("a picture", "\u0089PNG"),
          new Signature("a picture", "\u00ff\u00d8\u00ff"),
          new Signature("a picture", "GIF8"),
          new Signature("a picture", "II*\0"),
          new Signature("a picture", "MM\0*"),
          new Signature("a compressed file (gzip)", "\u001f\u008b"),
          new Signature("an archive (7z)", "7z\u00bc\u00af'\u001c"),
          new Signature("an archive (RAR)", "Rar!"),
          new Signature("a compressed file (bzip2)", "BZh9"),
          new Signature("a compressed file (xz)", "\u00fd7zXZ"),
          new Signature("a workbook of Excel 4 or older", "\u0009\u0000"),
          new Signature("a workbook of Excel 4 or older", "\u0009\u0002"),
          new Signature("a workbook of Excel 4 or older", "\u0009\u0004"),
          new Signature("a workbook of Excel 95 or older", "\u0009\u0008"),
          new Signature("a SYLK spreadsheet", "ID;PWXL"),
          new Signature("a saved web page", "MIME-Version:"));

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
        throw rejection(other.kind());
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
      throw rejection("an XML spreadsheet of Excel 2003");
    }
    if (text.contains("<html")
        || text.contains("<!doctype html")
        || text.contains("<table")
        || text.contains("<meta")) {
      throw rejection("a web page (HTML), whatever its name says");
    }
    if (text.contains("urn:oasis:names:tc:opendocument")) {
      throw rejection("an OpenDocument spreadsheet");
    }
    if (text.startsWith("<?xml")) {
      throw rejection("an XML document");
    }
  }

  static UnreadableSpreadsheetException rejection(String kind) {
    return new UnreadableSpreadsheetException(
        "This is %s, which cannot be imported.".formatted(kind), nextStep(kind));
  }

  private static String nextStep(String kind) {
    if (kind.contains("compressed") || kind.contains("archive")) {
      return "Unpack it and import the spreadsheet in it.";
    }
    return kind.contains("spreadsheet") || kind.contains("workbook") || kind.contains("web page")
        ? ParseErrors.SAVE_AGAIN
        : "Import the spreadsheet that it was made from, as .xlsx or CSV.";
  }

  /** The first bytes of an unsupported file type, as ISO 8859-1. */
  private record Signature(String kind, String start) {}
}
