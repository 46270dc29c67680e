package orderimport.spreadsheet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are no spreadsheets, or are malicious, are rejected soon and in plain language. */
class HostileFilesTest {
  private static final String ROW = "<row><c><v>1</v></c></row>";
  private static final Limits SMALL =
      new Limits(
          Limits.DEFAULTS.file(),
          Limits.DEFAULTS.unpacked(),
          Limits.DEFAULTS.ratio(),
          3,
          100,
          50,
          org.springframework.util.unit.DataSize.ofKilobytes(10),
          1000,
          5000,
          Duration.ofSeconds(30));

  static Stream<Arguments> files() throws Exception {
    byte[] workbook = RawXlsxBuilder.rows(ROW.repeat(2000)).bytes();
    RawXlsxBuilder dtd =
        RawXlsxBuilder.sheet(
            "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet><sheetData>"
                + "<row><c t='inlineStr'><is><t>&b;</t></is></c></row></sheetData></worksheet>");
    RawXlsxBuilder external =
        RawXlsxBuilder.sheet(
            "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><worksheet><sheetData/></worksheet>");
    return Stream.of(
        arguments("empty", new byte[0], "empty"),
        arguments("PDF", bytes("%PDF-1.7\n"), "a PDF document"),
        arguments("picture", bytes("\u0089PNG\r\n\u001a\n"), "a picture"),
        arguments("gzip", bytes("\u001f\u008b\b"), "Unpack it"),
        arguments("web page", bytes(" <html><table><tr><td>a</td></tr></table>"), "a web page"),
        arguments(
            "Excel 2003 XML",
            bytes(
                "<?xml version='1.0'?><Workbook"
                    + " xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"),
            "XML spreadsheet of Excel 2003"),
        arguments("XML", bytes("<?xml version='1.0'?><orders/>"), "an XML document"),
        arguments("garbage", garbage(), "binary data"),
        arguments("NUL bytes", bytes("a;b\n1;" + "\0".repeat(20)), "line 2 contains binary data"),
        arguments("xlsb", other("xl/workbook.bin"), "binary workbook (.xlsb)"),
        arguments("Word", other("word/document.xml"), "a Word or OpenDocument text"),
        arguments("PowerPoint", other("ppt/presentation.xml"), "a presentation"),
        arguments(
            "ODS",
            zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            "an OpenDocument spreadsheet, which cannot be imported. Open it in a spreadsheet"
                + " program, save it as .xlsx and import that file."),
        arguments("Numbers", zip("Index/Document.iwa", "x"), "Apple Numbers"),
        arguments("zip", zip("orders.csv", "a;b"), "an archive (ZIP)"),
        arguments("empty zip", bytes("PK\5\6" + "\0".repeat(18)), "an archive (ZIP)"),
        arguments("cut-off xlsx", Arrays.copyOf(workbook, workbook.length / 2), "incomplete"),
        arguments("a changed digit", changed(), "The sheet \"S\", after row 1, cannot be read"),
        arguments("Word 97", ole("WordDocument"), "a Word document"),
        arguments("Excel 95", ole("Book"), "Excel 95 or older"),
        arguments("other Office file", ole("Contents"), "an Office file, but no workbook"),
        arguments("broken xls", ole("Workbook"), "cannot be read"),
        arguments("cut-off xls", Arrays.copyOf(xls(), 700), "cannot be read"),
        arguments("xlsx with a password", encryptedXlsx(), "protected by a password"),
        arguments("xls with a password", encryptedXls(), "protected by a password"),
        arguments(
            "broken sheet",
            RawXlsxBuilder.sheet("<worksheet><sheetData>" + ROW.repeat(16) + "<row><c><v>1</c>")
                .bytes(),
            "The sheet \"S\", after row 16, cannot be read"),
        arguments(
            "unknown shared text",
            RawXlsxBuilder.rows("<row><c t='s'><v>5</v></c></row>").bytes(),
            "The sheet \"S\" cannot be read"),
        arguments(
            "workbook without sheets",
            RawXlsxBuilder.rows(ROW).replace("xl/workbook.xml", "<sheet ", "<other ").bytes(),
            "has no sheet"),
        arguments(
            "missing sheet",
            RawXlsxBuilder.rows(ROW).without("xl/worksheets/sheet1.xml").bytes(),
            "part xl/worksheets/sheet1.xml is missing"),
        arguments(
            "path in a name",
            RawXlsxBuilder.rows(ROW)
                .replace("xl/_rels/workbook.xml.rels", "worksheets/", "../../../etc/")
                .bytes(),
            "part etc/sheet1.xml is missing"),
        arguments("entities", dtd.bytes(), "uses XML entities"),
        arguments("external entity", external.bytes(), "uses XML entities"),
        arguments(
            "undeclared entity",
            RawXlsxBuilder.rows("<row><c t='inlineStr'><is><t>&x;</t></is></c></row>").bytes(),
            "uses XML entities"),
        arguments("duplicate parts", duplicates(), "two parts of the same name"),
        arguments(
            "row twice",
            RawXlsxBuilder.rows("<row r='3'/><row r='3'/>").bytes(),
            "row 3 comes after"),
        arguments(
            "cell twice",
            RawXlsxBuilder.rows("<row><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>").bytes(),
            "contains the cell A1 twice"),
        arguments(
            "row beyond the last",
            RawXlsxBuilder.rows("<row r='1048577'><c><v>1</v></c></row>").bytes(),
            "the last possible row is 1048576"),
        arguments(
            "column beyond the last",
            RawXlsxBuilder.rows("<row><c r='XFE1'><v>1</v></c></row>").bytes(),
            "more than 16384 columns"),
        arguments(
            "a million columns",
            RawXlsxBuilder.rows("<row>" + "<c/>".repeat(1_000_000) + "</row>").bytes(),
            "more than 16384 columns"),
        arguments(
            "invalid cell reference",
            RawXlsxBuilder.rows("<row><c r='12'><v>1</v></c></row>").bytes(),
            "cannot be read"),
        arguments(
            "nested",
            RawXlsxBuilder.rows("<a>".repeat(100_000) + "</a>".repeat(100_000)).bytes(),
            "nested deeper"),
        arguments(
            "long attribute",
            RawXlsxBuilder.rows("<row a='" + "x".repeat(10_000_000) + "'/>").bytes(),
            "more than half a megabyte"),
        arguments(
            "long comment",
            RawXlsxBuilder.rows("<!--" + "x".repeat(10_000_000) + "-->").bytes(),
            "more than half a megabyte"),
        arguments(
            "many attributes",
            RawXlsxBuilder.rows("<row " + attributes(700_000) + "/>").bytes(),
            "more than half a megabyte"),
        arguments(
            "long cell",
            RawXlsxBuilder.rows("<row><c t='str'><v>" + "x".repeat(200_000) + "</v></c></row>")
                .bytes(),
            "more than 100000 characters"),
        arguments(
            "one long text in every cell",
            RawXlsxBuilder.rows("<row>" + "<c t='s'><v>0</v></c>".repeat(16_000) + "</row>")
                .sharedStrings("<si><t>" + "x".repeat(32_000) + "</t></si>")
                .bytes(),
            "more than 2000000 characters"),
        arguments("bomb", bomb(), "decompresses to far more"),
        arguments("long CSV cell", bytes("x".repeat(200_000)), "too long"),
        arguments(
            "many CSV columns", bytes("a;b\n" + ";".repeat(20_000)), "more than 16384 columns"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void the_file_is_rejected_in_plain_language(String kind, byte[] content, String message) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThatThrownBy(() -> Reading.of(content))
                .isInstanceOf(UnreadableSpreadsheetException.class)
                .hasMessageContaining(message)
                .message()
                .endsWith(".")
                .doesNotContain("Exception", "java.", "null")
                .satisfies(
                    text -> assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("parser")));
  }

  @Test
  void limits_are_configurable() {
    assertRejected(RawXlsxBuilder.rows(ROW.repeat(101)).bytes(), "more than 100 rows");
    assertRejected(bytes("a;b\n".repeat(101)), "more than 100 rows");
    assertRejected(
        RawXlsxBuilder.rows("<row><c r='AY1'><v>1</v></c></row>").bytes(), "more than 50 columns");
    assertRejected(
        RawXlsxBuilder.rows(ROW)
            .replace("xl/workbook.xml", "<sheets>", "<sheets>" + "<sheet name='x'/>".repeat(3))
            .bytes(),
        "more than 3 sheets");
    assertRejected(
        RawXlsxBuilder.rows(ROW).sharedStrings("<si><t>0123456789</t></si>".repeat(1000)).bytes(),
        "more than 10 kB, which is the limit");
    assertRejected(
        RawXlsxBuilder.rows(ROW.replace("<v>1", "<v>" + "1".repeat(1001))).bytes(),
        "more than 1000 characters");
  }

  private static void assertRejected(byte[] content, String message) {
    assertThatThrownBy(() -> Reading.of(content, "orders", ReadOptions.NONE, SMALL))
        .isInstanceOf(UnreadableSpreadsheetException.class)
        .hasMessageContaining(message);
  }

  @Test
  void reading_has_a_time_limit() {
    Limits immediate =
        new Limits(
            Limits.DEFAULTS.file(),
            Limits.DEFAULTS.unpacked(),
            Limits.DEFAULTS.ratio(),
            1,
            2_000_000,
            100,
            Limits.DEFAULTS.sharedText(),
            1000,
            5000,
            Duration.ofNanos(1));
    for (byte[] content : new byte[][] {RawXlsxBuilder.rows(ROW).bytes(), xls(), bytes("a;b\n")}) {
      assertThatThrownBy(() -> Reading.of(content, "o", ReadOptions.NONE, immediate))
          .hasMessageContaining("cannot be read within the limit");
    }
  }

  @Test
  void a_missing_file_is_reported(@TempDir Path folder) {
    assertThatThrownBy(() -> Reading.of(folder.resolve("missing.xlsx")))
        .isInstanceOf(UnreadableSpreadsheetException.class)
        .hasMessage(
            "The file cannot be read, because the file does not exist. "
                + "Check its name and folder.");
  }

  @Test
  void nothing_is_written_and_the_file_can_be_deleted(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("orders.xls"), xls());
    assertThat(Reading.of(file)).containsExactly("Sheet0!1: A='secret'");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    Files.delete(file);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static String attributes(int count) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < count; i++) {
      attributes.append('a').append(i).append("='1' ");
    }
    return attributes.toString();
  }

  private static byte[] garbage() {
    byte[] garbage = new byte[10_000];
    new Random(1).nextBytes(garbage);
    garbage[0] = 'x';
    return garbage;
  }

  /** A workbook stored without compression, in which a 1 became a 7. */
  private static byte[] changed() {
    byte[] stored = RawXlsxBuilder.rows(ROW).storedBytes();
    String text = new String(stored, ISO_8859_1).replace("<v>1</v>", "<v>7</v>");
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] zip(String part, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(part));
      zip.write(content.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] other(String main) {
    return RawXlsxBuilder.rows(ROW).replace("_rels/.rels", "xl/workbook.xml", main).bytes();
  }

  private static byte[] duplicates() {
    byte[] workbook = RawXlsxBuilder.rows(ROW).part("xl/worksheets/sheet2.xml", "<a/>").bytes();
    String twice = new String(workbook, ISO_8859_1).replace("sheet2.xml", "sheet1.xml");
    return twice.getBytes(ISO_8859_1);
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] blanks = " ".repeat(1 << 16).getBytes(UTF_8);
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
      zip.write("<workbook>".getBytes(UTF_8));
      for (int i = 0; i < 3200; i++) {
        zip.write(blanks);
        zip.write("<x/>".getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] ole(String stream) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem ole = new POIFSFileSystem()) {
      ole.createDocument(new java.io.ByteArrayInputStream(new byte[5000]), stream);
      ole.writeFilesystem(bytes);
    }
    return bytes.toByteArray();
  }

  private static byte[] xls() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (HSSFWorkbook workbook = new HSSFWorkbook()) {
      workbook.createSheet().createRow(0).createCell(0).setCellValue("secret");
      workbook.write(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] encryptedXls() {
    Biff8EncryptionKey.setCurrentUserPassword("sesame");
    try {
      return xls();
    } finally {
      Biff8EncryptionKey.setCurrentUserPassword(null);
    }
  }

  private static byte[] encryptedXlsx() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem ole = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("sesame");
      try (OutputStream out = encryptor.getDataStream(ole)) {
        out.write(RawXlsxBuilder.rows(ROW).bytes());
      }
      ole.writeFilesystem(bytes);
    }
    return bytes.toByteArray();
  }
}
