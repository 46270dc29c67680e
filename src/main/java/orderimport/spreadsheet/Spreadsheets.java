package orderimport.spreadsheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import orderimport.spreadsheet.ZipParts.Relation;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Opens spreadsheets of every kind that is read. */
public final class Spreadsheets {
  private static final int START = 1 << 13;

  private final Limits limits;

  public Spreadsheets(Limits limits) {
    this.limits = limits;
  }

  /**
   * Opens a file, which is only read. Its content tells what it is.
   *
   * @param fileName the user's name of the file; a text file's sheet is named after it
   * @throws UnreadableSpreadsheetException if the file is no spreadsheet that can be read
   */
  public Spreadsheet open(Path file, String fileName, ReadOptions options) {
    Budget budget = new Budget(limits.parseTime());
    budget.start();
    try {
      byte[] start = start(file);
      return switch (FileKind.of(start)) {
        case ZIP -> zip(file, budget);
        case OLE -> ole(file, budget);
        case TEXT -> CsvSpreadsheet.open(file, fileName, options, limits, budget);
      };
    } catch (Throwable trouble) {
      throw Failure.of("The file", trouble);
    }
  }

  private byte[] start(Path file) throws IOException {
    long size = Files.size(file);
    if (size > limits.file().toBytes()) {
      throw new UnreadableSpreadsheetException(
          "The file has %d MB; the limit is %d MB. Split it into smaller files."
              .formatted(size >> 20, limits.file().toMegabytes()));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(START);
      if (start.length == 0) {
        throw new UnreadableSpreadsheetException(
            "The file is empty. Save the spreadsheet again and import that.");
      }
      return start;
    }
  }

  private Spreadsheet zip(Path file, Budget budget) throws IOException, XMLStreamException {
    ZipParts parts = ZipParts.open(file, limits);
    try {
      String main =
          parts.relations("", budget).values().stream()
              .filter(relation -> relation.is("officeDocument"))
              .map(Relation::part)
              .findFirst()
              .orElse(parts.has("xl/workbook.xml") ? "xl/workbook.xml" : "");
      if (!main.endsWith("workbook.xml")) {
        throw FileKind.refusal(otherZip(parts, main));
      }
      XlsxWorkbook workbook = XlsxWorkbook.read(parts, main, limits, budget);
      return withSheets(new XlsxSpreadsheet(parts, workbook, limits));
    } catch (Throwable trouble) {
      parts.close();
      throw trouble;
    }
  }

  private static Spreadsheet withSheets(Spreadsheet spreadsheet) {
    if (spreadsheet.sheets().isEmpty()) {
      throw new UnreadableSpreadsheetException(
          "The workbook has no sheet. Save it again with the orders in a sheet.");
    }
    return spreadsheet;
  }

  private static String otherZip(ZipParts parts, String main) throws IOException {
    String openDocument = parts.start("mimetype");
    if (main.endsWith(".bin")) {
      return "a binary workbook (.xlsb)";
    }
    if (main.startsWith("word/") || openDocument.contains("opendocument.text")) {
      return "a Word or OpenDocument text";
    }
    if (main.startsWith("ppt/") || openDocument.contains("opendocument.presentation")) {
      return "a presentation";
    }
    if (openDocument.contains("opendocument.spreadsheet")) {
      return "an OpenDocument spreadsheet";
    }
    if (parts.names().stream().anyMatch(name -> name.endsWith(".iwa"))) {
      return "an Apple Numbers spreadsheet";
    }
    return "an archive (ZIP)";
  }

  private Spreadsheet ole(Path file, Budget budget) throws IOException {
    POIFSFileSystem ole = new POIFSFileSystem(file.toFile(), true);
    try {
      DirectoryNode root = ole.getRoot();
      for (String stream : Set.of("Workbook", "WORKBOOK", "workbook")) {
        if (root.hasEntry(stream)) {
          return withSheets(XlsSpreadsheet.open(ole, stream, limits, budget));
        }
      }
      if (root.hasEntry("EncryptedPackage")) {
        throw new UnreadableSpreadsheetException(XlsWorkbook.PASSWORD);
      }
      throw FileKind.refusal(otherOle(root));
    } catch (Throwable trouble) {
      ole.close();
      throw trouble;
    }
  }

  private static String otherOle(DirectoryNode root) {
    if (root.hasEntry("Book")) {
      return "a workbook of Excel 95 or older";
    }
    if (root.hasEntry("WordDocument")) {
      return "a Word document";
    }
    return root.hasEntry("PowerPoint Document")
        ? "a presentation"
        : "an Office file, but no workbook";
  }
}
