package orderimport.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the format allows and various programs write, part by part. */
class MinimalWorkbookTest {

  private static List<String> read(RawXlsxBuilder workbook) {
    return Reading.of(workbook.bytes());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        // without references, cells and rows are counted
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>"
            + " | S!1: A=1 C=3, S!3: A=4",
        "<row r='5'><c r='C5'><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
            + " | S!5: C=1 D=2, S!6: A=3",
        "<row><c r='B7'><v>1</v></c></row> | S!7: B=1",
        "<row r='1' spans='1:2'><c r='XFD1'><v>1</v></c></row> | S!1: XFD=1",
        "<row r='1048576'><c r='A1048576'><v>1</v></c></row> | S!1048576: A=1",
        "<row r='1'><c r='B1'><v>2</v></c><c r='A1'><v>1</v></c></row> | S!1: A=1 B=2",
        // texts
        "<row><c t='inlineStr'><is><t>a</t></is></c></row> | S!1: A='a'",
        "<row><c t='inlineStr'><is><r><t>a</t></r><r><t xml:space='preserve'> b</t></r>"
            + "<rPh sb='0' eb='1'><t>phonetic</t></rPh></is></c></row> | S!1: A='a b'",
        "<row><c t='inlineStr'><is><t>a_x000D_&#10;b_x005F_x0041_&amp;&lt;<![CDATA[<c>]]></t></is>"
            + "</c></row> | S!1: A='a\\r\\nb_x0041_&<<c>'",
        "<row><c t='str'><f>A2</f><v>calculated</v></c></row> | S!1: A='calculated'",
        "<row><c t='inlineStr'><is><t> &#160; </t></is></c><c t='s'><v></v></c></row> |",
        // numbers
        "<row><c><v>1.2E+11</v></c><c><v>0.30000000000000004</v></c><c><v>-0</v></c>"
            + "<c><v>007</v></c><c><v>4.9E-324</v></c></row>"
            + " | S!1: A=120000000000 B=0.3 C=0 D=7 E=0."
            + "TINY",
        "<row><c><v>NaN</v></c><c><v>1E999999999</v></c></row> | S!1: A='NaN' B='1E999999999'",
        // formulas
        "<row><c><f>1+1</f><v>2</v></c><c><f>SUM(A1:A9)</f></c><c><f>B1</f><v></v></c></row>"
            + " | S!1: A=2 B=uncalculated =SUM(A1:A9) C=uncalculated =B1",
        "<row><c><f t='shared' ref='A1:B1' si='0'>X1</f></c><c><f t='shared' si='0'/></c></row>"
            + " | S!1: A=uncalculated =X1 B=uncalculated =X1",
        "<row><c t='str'><f>T(1)</f><v></v></c></row> |",
        // other values
        "<row><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c></row>"
            + " | S!1: A=true B=false C=error #N/A",
        "<row><c t='d'><v>2026-03-04</v></c><c t='d'><v>2026-03-04T05:06:07.000Z</v></c>"
            + "<c t='d'><v>2026-03-04T00:00:00</v></c><c t='d'><v>05:06:07</v></c>"
            + "<c t='d'><v>soon</v></c></row>"
            + " | S!1: A=date 2026-03-04 B=date 2026-03-04T05:06:07 C=date 2026-03-04"
            + " D=date 1899-12-31T05:06:07 E='soon'",
        // hidden rows
        "<row hidden='1'><c><v>1</v></c></row><row hidden='true'><c><v>2</v></c></row>"
            + "<row hidden='0'><c><v>3</v></c></row><row ht='0'><c><v>4</v></c></row>"
            + " | S!1 (hidden): A=1, S!2 (hidden): A=2, S!3: A=3, S!4 (hidden): A=4",
      })
  void cells_are_read_as_stored(String rows, String expected) {
    String tiny = "0".repeat(323) + "49";
    String cells = expected == null ? "" : expected.replace("0.TINY", "0." + tiny);
    assertThat(String.join(", ", read(RawXlsxBuilder.rows(rows))))
        .isEqualTo(cells.replace("\\r", "\r").replace("\\n", "\n"));
  }

  @Test
  void shared_strings_are_joined_from_runs_without_phonetic_hints() {
    assertThat(
            read(
                RawXlsxBuilder.rows(
                        "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c></row>")
                    .sharedStrings(
                        "<si><t>a</t></si><si><r><rPr><b/></rPr><t>Ø</t></r><r><t>st</t></r>"
                            + "<rPh sb='0' eb='1'><t>no</t></rPh></si><si/>")))
        .containsExactly("S!1: A='a' B='Øst'");
  }

  @Test
  void number_formats_come_from_the_styles() {
    assertThat(
            read(
                RawXlsxBuilder.rows(
                        "<row><c s='0'><v>46085</v></c><c s='1'><v>46085</v></c>"
                            + "<c s='2'><v>46085.25</v></c><c s='3'><v>579</v></c>"
                            + "<c s='4'><v>46085</v></c><c s='99'><v>1</v></c></row>")
                    .styles(
                        "<numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd hh:mm'/>"
                            + "</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                            + "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
                            + "<xf numFmtId='164'/><xf numFmtId='1'/><xf numFmtId='31'/></cellXfs>")))
        .containsExactly(
            "S!1: A=46085 B=date 2026-03-04[m/d/yy]"
                + " C=date 2026-03-04T06:00:00[yyyy\\-mm\\-dd hh:mm] D=579[0]"
                + " E=date 2026-03-04 F=1");
  }

  @Test
  void dates_of_the_1904_system_are_read() {
    assertThat(
            read(
                RawXlsxBuilder.rows("<row><c s='0'><v>44623</v></c></row>")
                    .styles("<cellXfs><xf numFmtId='14'/></cellXfs>")
                    .replace("xl/workbook.xml", "<sheets>", "<workbookPr date1904='1'/><sheets>")))
        .containsExactly("S!1: A=date 2026-03-04[m/d/yy]");
  }

  @Test
  void strict_ooxml_is_read() {
    assertThat(
            read(
                RawXlsxBuilder.rows("<row><c t='s'><v>0</v></c></row>")
                    .sharedStrings("<si><t>strict</t></si>")
                    .replaceEverywhere(
                        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                        "http://purl.oclc.org/ooxml/spreadsheetml/main")
                    .replaceEverywhere(
                        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                        "http://purl.oclc.org/ooxml/officeDocument/relationships")))
        .containsExactly("S!1: A='strict'");
  }

  @Test
  void prefixed_element_names_are_read() {
    assertThat(
            read(
                RawXlsxBuilder.sheet(
                    "<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
                        + "<x:sheetData><x:row r='2'><x:c r='B2'><x:v>1</x:v></x:c></x:row>"
                        + "</x:sheetData></x:worksheet>")))
        .containsExactly("S!2: B=1");
  }

  @Test
  void chart_sheets_are_counted_but_not_read() {
    assertThat(
            read(
                RawXlsxBuilder.rows("<row><c><v>1</v></c></row>")
                    .replace(
                        "xl/workbook.xml",
                        "<sheets>",
                        "<sheets><sheet name='Chart' sheetId='1' r:id='rId9'/>")
                    .replace(
                        "xl/_rels/workbook.xml.rels",
                        "</Relationships>",
                        "<Relationship Id='rId9' Type='x/chartsheet' Target='c.xml'/></Relationships>")))
        .containsExactly("S!1: A=1");
  }

  @Test
  void parts_are_found_without_relationships_and_with_backslashes() {
    RawXlsxBuilder workbook =
        RawXlsxBuilder.rows("<row><c><v>1</v></c></row>").without("_rels/.rels");
    assertThat(read(workbook)).containsExactly("S!1: A=1");
    String sheet = "xl/worksheets/sheet1.xml";
    assertThat(
            read(
                workbook
                    .without(sheet)
                    .part(
                        "XL\\Worksheets\\sheet1.xml",
                        "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>")))
        .containsExactly("S!1: A=2");
  }
}
