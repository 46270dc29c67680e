package orderimport.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks that violate the format but that spreadsheet programs open all the same. */
class OddWorkbooksTest {
  private static final String ROW = "<row r='1'><c r='A1'><v>1</v></c></row>";
  private static final String WORKBOOK = "xl/workbook.xml";
  private static final String RELATIONSHIPS = "xl/_rels/workbook.xml.rels";
  private static final String DATE_STYLES =
      "<numFmts><numFmt numFmtId='' formatCode='0'/><numFmt numFmtId='x' formatCode='0'/>"
          + "<numFmt numFmtId='164' formatCode='yyyy'/></numFmts>"
          + "<cellXfs count='many'><xf numFmtId='' xfId=''/><xf/><xf numFmtId='164'/>"
          + "<xf numFmtId='none'/></cellXfs>";

  private static List<String> read(RawXlsxBuilder workbook) {
    return Reading.of(workbook.bytes());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "<row r='2'><c r='B2' s=''><v>5</v></c></row> | S!2: B=5",
        "<row r='2'><c r='B2' s='' t=''><v>5</v></c></row> | S!2: B=5",
        "<row r='2'><c r='B2' s='what' t='str'><v>a</v></c></row> | S!2: B='a'",
        "<row r='2' s='' spans='' ht='' customFormat='' hidden='' outlineLevel=''>"
            + "<c r='B2' cm='' vm=''><v>5</v></c></row> | S!2: B=5",
        "<row r='2' spans='B:x' ht='high' customHeight='2' collapsed='x'><c r='B2'><v>5</v></c>"
            + "</row> | S!2: B=5",
        "<row r=''><c r=''><v>5</v></c><c r=''><v>6</v></c></row> | S!1: A=5 B=6",
        "<row r=' 2 '><c r=' B2 '><v>5</v></c></row> | S!2: B=5",
        "<row r='two'><c r='b2'><v>5</v></c></row> | S!2: B=5",
        "<row r='2'><c r='$B$2'><v>5</v></c><c r='C'><v>6</v></c></row> | S!2: B=5 C=6",
        "<row r='2'><c r='B2' t='number'><v>5</v></c><c r='C2' t='text'><v>a_x0041_</v></c></row>"
            + " | S!2: B=5 C='aA'",
        "<row r='2'><c r='B2'><is><t>0579</t></is></c></row> | S!2: B='0579'",
        "<row r='2'><c r='B2' t='n'><is><t>0579</t></is></c></row> | S!2: B='0579'",
        "<row r='2'><c r='B2' t='inlineStr'><v>a_x0041_</v></c></row> | S!2: B='aA'",
        "<row r='2'><c r='B2' t='b'><v>TRUE</v></c><c r='C2' t='b'><v>False</v></c>"
            + "<c r='D2' t='b'><v>perhaps</v></c></row> | S!2: B=true C=false D='perhaps'",
        "<row r='2'><c r='B2' t='str'><v>a_xD83D__xDE00_ _xD83D_ _xDE00_</v></c></row>"
            + " | S!2: B='a\uD83D\uDE00 \uFFFD \uFFFD'",
        "<row r='2'><c r='B2'><f si='' t='shared'/><v>5</v></c></row> | S!2: B=5",
      })
  void an_invalid_attribute_without_effect_on_values_is_ignored(String rows, String expected) {
    assertThat(read(RawXlsxBuilder.rows(rows))).containsExactly(expected);
  }

  @Test
  void incomplete_styles_mean_general_format() {
    assertThat(
            read(
                RawXlsxBuilder.rows(
                        "<row><c s='0'><v>46085</v></c><c s='1'><v>46085</v></c>"
                            + "<c s='2'><v>46085</v></c><c s='3' t='str'><v>a</v></c></row>")
                    .styles(DATE_STYLES)))
        .containsExactly("S!1: A=46085 B=46085 C=date 2026-03-04[yyyy] D='a'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<row r='1'><c r='A1' s='3'><v>46085</v></c></row>",
        "<row r='1'><c r='A1' s='what'><v>46085</v></c></row>",
        "<row r='1'><c r='R1C1'><v>1</v></c></row>",
        "<row r='1'><c r='1'><v>1</v></c></row>",
        "<row r='one'><c><v>1</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>one</v></c></row>",
      })
  void an_invalid_attribute_that_a_value_needs_rejects_the_file(String rows) {
    assertThatThrownBy(() -> read(RawXlsxBuilder.rows(rows).styles(DATE_STYLES)))
        .isInstanceOf(UnreadableSpreadsheetException.class)
        .hasMessageContaining("damaged");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "xl/workbook22.xml, xl/workbook22.xml",
    "book.xml, /book.xml",
    "XL/Book.XML, ./xl/book.xml",
    "a b/work%20book.xml, a%20b/work book.xml",
    "any/document.bin.xml, any/../any/document.bin.xml",
  })
  void the_relationship_determines_the_main_part(String part, String target) {
    String folder = part.substring(0, part.lastIndexOf('/') + 1);
    String name = part.substring(folder.length());
    RawXlsxBuilder workbook = RawXlsxBuilder.rows(ROW);
    RawXlsxBuilder moved =
        workbook
            .replace("_rels/.rels", "xl/workbook.xml", target)
            .replace(RELATIONSHIPS, "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml")
            .rename(WORKBOOK, part)
            .rename(RELATIONSHIPS, folder + "_rels/" + name + ".rels");
    assertThat(read(moved)).containsExactly("S!1: A=1");
  }

  @Test
  void parts_may_have_any_name_in_their_relationship() {
    RawXlsxBuilder workbook =
        RawXlsxBuilder.rows("<row><c t='s' s='1'><v>0</v></c><c s='1'><v>46085</v></c></row>")
            .sharedStrings("<si><t>a</t></si>")
            .styles("<cellXfs><xf/><xf numFmtId='14'/></cellXfs>")
            .rename("xl/worksheets/sheet1.xml", "data/Rows 1.xml")
            .rename("xl/sharedStrings.xml", "Texts.xml")
            .rename("xl/styles.xml", "xl/looks/s.xml")
            .replace(RELATIONSHIPS, "worksheets/sheet1.xml", "../data/rows%201.XML")
            .replace(RELATIONSHIPS, "/xl/sharedStrings.xml", "/texts.xml")
            .replace(RELATIONSHIPS, "../xl/./styles.xml", "looks/s.xml");
    assertThat(read(workbook)).containsExactly("S!1: A='a' B=date 2026-03-04[m/d/yy]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xl/workbook.xml", "xl/workbook.bin"})
  void a_package_without_a_workbook_is_rejected(String name) {
    RawXlsxBuilder other =
        RawXlsxBuilder.rows(ROW)
            .part(WORKBOOK, "<document/>")
            .rename(WORKBOOK, name)
            .replace("_rels/.rels", WORKBOOK, name);
    assertThatThrownBy(() -> read(other)).hasMessageContaining("which cannot be imported");
  }

  @Test
  void a_sheet_without_its_part_rejects_the_file() {
    RawXlsxBuilder dangling =
        RawXlsxBuilder.rows(ROW)
            .replace(WORKBOOK, "<sheets>", "<sheets><sheet name='T' sheetId='1' r:id='rId9'/>");
    assertThatThrownBy(() -> read(dangling)).hasMessageContaining("rows of the sheet \"T\" begin");
    RawXlsxBuilder twice =
        RawXlsxBuilder.rows(ROW)
            .replace(WORKBOOK, "</sheets>", "<sheet name='T' sheetId='1' r:id='rId1'/></sheets>");
    assertThatThrownBy(() -> read(twice)).hasMessageContaining("rows of the sheet \"T\" begin");
    RawXlsxBuilder nameless = RawXlsxBuilder.rows(ROW).replace(WORKBOOK, "r:id='rId1'", "r:id=''");
    assertThatThrownBy(() -> read(nameless)).hasMessageContaining("rows of the sheet \"S\" begin");
  }

  @Test
  void a_sheet_of_old_macros_has_no_rows() {
    assertThat(
            read(
                RawXlsxBuilder.rows(ROW)
                    .replace(
                        WORKBOOK, "<sheets>", "<sheets><sheet name='M' sheetId='1' r:id=''/>")))
        .containsExactly("S!1: A=1");
  }

  @ParameterizedTest
  @CsvSource({"'', S", "visible, S", "odd, S", "hidden, S (hidden)", "VeryHidden, S (hidden)"})
  void only_a_sheet_with_a_hidden_state_is_hidden(String state, String sheet) {
    assertThat(
            read(
                RawXlsxBuilder.rows(ROW)
                    .replace(WORKBOOK, "<sheet ", "<sheet state='%s' ".formatted(state))))
        .containsExactly(sheet + "!1: A=1");
  }

  @Test
  void an_extension_does_not_override_the_1904_date_system() {
    assertThat(
            read(
                RawXlsxBuilder.rows("<row><c s='0'><v>44623</v></c></row>")
                    .styles("<cellXfs><xf numFmtId='14'/></cellXfs>")
                    .replace(WORKBOOK, "<sheets>", "<workbookPr date1904='1'/><sheets>")
                    .replace(
                        WORKBOOK,
                        "</workbook>",
                        "<extLst><ext><x:workbookPr xmlns:x='urn:x' chartTrackingRefBase='1'/>"
                            + "</ext></extLst></workbook>")))
        .containsExactly("S!1: A=date 2026-03-04[m/d/yy]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!DOCTYPE x[", "<!DOCTYPE x [", "<!-- a --><!DOCTYPE  x\n["})
  void entity_declarations_are_rejected_in_every_part(String type) {
    String bomb = type + "<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>";
    RawXlsxBuilder workbook =
        RawXlsxBuilder.rows("<row><c t='s'><v>0</v></c></row>")
            .sharedStrings("<si><t>&b;</t></si>")
            .styles("<cellXfs/>");
    for (String part :
        List.of(
            "_rels/.rels",
            WORKBOOK,
            RELATIONSHIPS,
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "xl/styles.xml")) {
      RawXlsxBuilder hostile = workbook.copy().prepend(part, bomb);
      assertThatThrownBy(() -> read(hostile))
          .as(part)
          .isInstanceOf(UnreadableSpreadsheetException.class)
          .hasMessageContaining("uses XML entities");
    }
  }

  @Test
  void shared_strings_of_the_beta_format_are_read() {
    assertThat(
            read(
                RawXlsxBuilder.rows("<row><c t='s'><v>0</v></c></row>")
                    .sharedStrings("<sstItem><t>Lorem</t></sstItem>")))
        .containsExactly("S!1: A='Lorem'");
  }
}
