package orderimport.spreadsheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamException;
import orderimport.problem.FileProblem;
import orderimport.problem.Phrase;
import orderimport.spreadsheet.csv.CsvSpreadsheet;
import orderimport.spreadsheet.xls.XlsSpreadsheet;
import orderimport.spreadsheet.xlsx.OoxmlPackage;
import orderimport.spreadsheet.xlsx.OoxmlPackage.Relation;
import orderimport.spreadsheet.xlsx.XlsxSpreadsheet;
import orderimport.spreadsheet.xlsx.XlsxWorkbook;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Opens spreadsheets of all supported formats. */
public final class Spreadsheets {
  private static final int START = 1 << 13;

  private final Limits limits;
  private final Predicate<String> headings;

  /** Without known headings. */
  public Spreadsheets(Limits limits) {
    this(limits, text -> false);
  }

  /**
   * @param headings whether a cell's text is a known heading; a text file is separated by the
   *     character between such cells
   */
  public Spreadsheets(Limits limits, Predicate<String> headings) {
    this.limits = limits;
    this.headings = headings;
  }

  /**
   * Opens a file for reading. The format is detected from the content.
   *
   * @param fileName the file's name at the user's; it names the sheet of a text file
   * @throws UnreadableSpreadsheetException if the file is not a readable spreadsheet
   */
  public Spreadsheet open(Path file, String fileName, ReadOptions options) {
    ParseTimeBudget parseTimeBudget = new ParseTimeBudget(limits.parseTime());
    return parseTimeBudget.call(
        Phrase.THE_FILE::text,
        () ->
            switch (FileType.of(start(file))) {
              case ZIP -> zip(OoxmlPackage.open(file, limits), parseTimeBudget);
              case OLE -> ole(file, parseTimeBudget);
              case TEXT ->
                  CsvSpreadsheet.open(file, fileName, options, headings, limits, parseTimeBudget);
            });
  }

  private byte[] start(Path file) throws IOException {
    long size = Files.size(file);
    if (size > limits.file().toBytes()) {
      throw new UnreadableSpreadsheetException(
          FileProblem.UNREADABLE_TOO_LARGE, size >> 20, limits.file().toMegabytes());
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(START);
      if (start.length == 0) {
        throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_EMPTY);
      }
      return start;
    }
  }

  private Spreadsheet zip(OoxmlPackage parts, ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    try {
      String main =
          parts.relations("", parseTimeBudget).values().stream()
              .filter(relation -> relation.is("officeDocument"))
              .map(Relation::part)
              .findFirst()
              .orElse("xl/workbook.xml");
      String root = parts.has(main) ? parts.root(main, parseTimeBudget) : "";
      if (!root.equals("workbook")) {
        throw otherZip(parts, main, root).rejection();
      }
      XlsxWorkbook workbook = XlsxWorkbook.read(parts, main, limits, parseTimeBudget);
      return withSheets(new XlsxSpreadsheet(parts, workbook, limits));
    } catch (Throwable failure) {
      parts.close();
      throw failure;
    }
  }

  private static Spreadsheet withSheets(Spreadsheet spreadsheet) {
    if (spreadsheet.sheets().isEmpty()) {
      throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_NO_SHEET);
    }
    return spreadsheet;
  }

  private static UnsupportedFile otherZip(OoxmlPackage parts, String main, String root)
      throws IOException {
    String openDocument = parts.start("mimetype");
    if (main.endsWith(".bin")) {
      return UnsupportedFile.XLSB;
    }
    if (root.equals("document")
        || main.startsWith("word/")
        || openDocument.contains("opendocument.text")) {
      return UnsupportedFile.WORD_OR_OPEN_DOCUMENT;
    }
    if (root.equals("presentation")
        || main.startsWith("ppt/")
        || openDocument.contains("opendocument.presentation")) {
      return UnsupportedFile.PRESENTATION;
    }
    if (openDocument.contains("opendocument.spreadsheet")) {
      return UnsupportedFile.OPEN_DOCUMENT_SPREADSHEET;
    }
    if (parts.names().stream().anyMatch(name -> name.endsWith(".iwa"))) {
      return UnsupportedFile.NUMBERS;
    }
    return UnsupportedFile.ZIP;
  }

  private Spreadsheet ole(Path file, ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    POIFSFileSystem ole = new POIFSFileSystem(file.toFile(), true);
    boolean open = false;
    try {
      DirectoryNode root = ole.getRoot();
      Encryption.rejectLabel(root);
      for (String stream : List.of("Workbook", "Book")) {
        if (root.hasEntryCaseInsensitive(stream)) {
          String name = root.getEntryCaseInsensitive(stream).getName();
          Spreadsheet workbook =
              withSheets(XlsSpreadsheet.open(ole, name, limits, parseTimeBudget));
          open = true;
          return workbook;
        }
      }
      if (Encryption.isPackage(root)) {
        return zip(OoxmlPackage.openAndDelete(Encryption.decrypt(ole), limits), parseTimeBudget);
      }
      throw otherOle(root).rejection();
    } finally {
      if (!open) {
        ole.close();
      }
    }
  }

  private static UnsupportedFile otherOle(DirectoryNode root) {
    if (root.hasEntry("WordDocument")) {
      return UnsupportedFile.WORD;
    }
    return root.hasEntry("PowerPoint Document")
        ? UnsupportedFile.PRESENTATION
        : UnsupportedFile.OFFICE;
  }
}
