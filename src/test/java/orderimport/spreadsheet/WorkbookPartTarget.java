package orderimport.spreadsheet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A fuzzing target: the bytes become one part of a workbook, because as a whole file they would
 * fail at the checksums of the ZIP file. The first byte selects the part.
 */
public final class WorkbookPartTarget {
  private static final List<String> PARTS =
      List.of(
          "xl/worksheets/sheet1.xml",
          "xl/sharedStrings.xml",
          "xl/styles.xml",
          "xl/workbook.xml",
          "xl/_rels/workbook.xml.rels",
          "_rels/.rels");

  private WorkbookPartTarget() {}

  /** Does the lazy initialization, so that the first inputs are not slower than the others. */
  public static void fuzzerInitialize() throws IOException {
    for (byte[] seed : seeds()) {
      fuzzerTestOneInput(seed);
    }
  }

  /** Called by the fuzzer under this name. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length > 0) {
      String part = PARTS.get((input[0] & 0xff) % PARTS.size());
      byte[] content = Arrays.copyOfRange(input, 1, input.length);
      ReadingTarget.read(
          RawXlsxBuilder.rows(
                  "<row r='1'><c r='B1' t='s' s='1'><v>0</v></c><c t='d'><v>2026-03-04</v></c></row>")
              .sharedStrings("<si><t>a</t></si>")
              .styles("<cellXfs><xf/><xf numFmtId='14'/></cellXfs>")
              .part(part, new String(content, ISO_8859_1))
              .storedBytes());
    }
  }

  /** The initial inputs. */
  static List<byte[]> seeds() {
    String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    return List.of(
        seed(
            0,
            """
            <worksheet xmlns='%s'><sheetViews/><cols><col min='1' max='2' hidden='1'/></cols><sheetData>\
            <row r='3' hidden='1'><c r='A3' t='s'><v>0</v></c><c r='C3' s='1'><v>45000.5</v></c>\
            <c t='inlineStr'><is><r><t>x</t></r></is></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c>\
            <c t='str'><f>A1</f><v>t</v></c><c><f>A1</f></c></row></sheetData>\
            <mergeCells><mergeCell ref='A1:B2'/></mergeCells></worksheet>"""
                .formatted(main)),
        seed(
            1,
            "<sst xmlns='%s'><si><t xml:space='preserve'> a_x000D_</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si></sst>"
                .formatted(main)),
        seed(
            2,
            "<styleSheet xmlns='%s'><numFmts><numFmt numFmtId='170' formatCode='0000'/></numFmts><cellXfs><xf numFmtId='170'/><xf numFmtId='14'/></cellXfs></styleSheet>"
                .formatted(main)),
        seed(
            3,
            "<workbook xmlns='%s' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><workbookPr date1904='1'/><sheets><sheet name='S' sheetId='1' state='hidden' r:id='rId1'/></sheets></workbook>"
                .formatted(main)),
        seed(
            4,
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"));
  }

  private static byte[] seed(int part, String xml) {
    return ((char) part + xml).getBytes(ISO_8859_1);
  }
}
