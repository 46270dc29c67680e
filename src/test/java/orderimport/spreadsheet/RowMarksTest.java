package orderimport.spreadsheet;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.RichTextString;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Properties of whole rows: totals and struck-through rows. */
class RowMarksTest {
  private static final String RELATIONSHIPS =
      "http://schemas.openxmlformats.org/package/2006/relationships";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private static List<String> tables(String... ranges) {
    try (XSSFWorkbook workbook = new XSSFWorkbook();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      XSSFSheet sheet = workbook.createSheet("S");
      for (int row = 0; row < 4; row++) {
        sheet.createRow(row);
        for (int column = 0; column < 4; column++) {
          sheet.getRow(row).createCell(column).setCellValue("" + row + column);
        }
      }
      for (String range : ranges) {
        String[] words = range.split(" ");
        var table = sheet.createTable(new AreaReference(words[0], SpreadsheetVersion.EXCEL2007));
        table.getCTTable().setTotalsRowCount(Integer.parseInt(words[1]));
      }
      workbook.write(bytes);
      return Reading.of(bytes.toByteArray()).stream()
          .map(row -> row.substring(0, row.indexOf(':')))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_totals_row_of_a_table_is_marked() {
    assertThat(tables("A1:D4 1")).containsExactly("S!1", "S!2", "S!3", "S!4 [TOTALS]");
    assertThat(tables("A1:D3 1")).containsExactly("S!1", "S!2", "S!3 [TOTALS]", "S!4");
    assertThat(tables("A1:B4 1", "C1:D4 1")).endsWith("S!4 [TOTALS]");
  }

  @Test
  void a_table_without_totals_marks_no_row() {
    assertThat(tables("A1:D4 0")).containsExactly("S!1", "S!2", "S!3", "S!4");
  }

  @Test
  void a_row_with_cells_next_to_the_totals_is_not_marked() {
    assertThat(tables("B1:D4 1")).doesNotContain("S!4 [TOTALS]");
    assertThat(tables("A1:B4 0", "C1:D4 1")).doesNotContain("S!4 [TOTALS]");
  }

  @Test
  void an_invalid_table_marks_no_row() {
    RawXlsxBuilder book =
        RawXlsxBuilder.rows(
                "<row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A2'><v>2</v></c></row>")
            .part(
                "xl/worksheets/_rels/sheet1.xml.rels",
                "<Relationships xmlns='%s'><Relationship Id='a' Type='%s/table' Target='../tables/t.xml'/><Relationship Id='b' Type='%s/table' Target='../tables/gone.xml'/></Relationships>"
                    .formatted(RELATIONSHIPS, OFFICE, OFFICE))
            .part("xl/tables/t.xml", "<table ref='A:B' totalsRowCount='x'/>");

    assertThat(Reading.of(book.bytes())).containsExactly("S!1: A=1", "S!2: A=2");
  }

  @ParameterizedTest
  @EnumSource
  void a_mostly_struck_through_row_is_marked(WorkbooksTest.Form form) {
    assertThat(
            WorkbooksTest.read(
                form,
                workbook -> {
                  Font struck = workbook.createFont();
                  struck.setStrikeout(true);
                  CellStyle style = workbook.createCellStyle();
                  style.setFont(struck);
                  Sheet sheet = workbook.createSheet("S");
                  for (int row = 0; row < 4; row++) {
                    sheet.createRow(row);
                    for (int column = 0; column < 3; column++) {
                      Cell cell = sheet.getRow(row).createCell(column);
                      cell.setCellValue(row == 1 ? column : row);
                      if (column < row) {
                        cell.setCellStyle(style);
                      }
                    }
                  }
                }))
        .containsExactly(
            "S!1: A=0 B=0 C=0",
            "S!2: A=0 struck WHOLE B=1 C=2",
            "S!3 [STRUCK_THROUGH]: A=2 B=2 C=2",
            "S!4 [STRUCK_THROUGH]: A=3 B=3 C=3");
  }

  @ParameterizedTest
  @EnumSource
  void rich_text_is_struck_through_by_its_runs(WorkbooksTest.Form form) {
    assertThat(
            WorkbooksTest.read(
                form,
                workbook -> {
                  Font struck = workbook.createFont();
                  struck.setStrikeout(true);
                  Sheet sheet = workbook.createSheet("S");
                  RichTextString all = workbook.getCreationHelper().createRichTextString("gone");
                  all.applyFont(struck);
                  sheet.createRow(0).createCell(0).setCellValue(all);
                  RichTextString half =
                      workbook.getCreationHelper().createRichTextString("old new");
                  half.applyFont(0, 3, struck);
                  sheet.createRow(1).createCell(0).setCellValue(half);
                }))
        .containsExactly("S!1 [STRUCK_THROUGH]: A='gone'", "S!2: A='old new' struck PART");
  }

  @Test
  void strike_set_to_off_has_no_effect() {
    RawXlsxBuilder book =
        RawXlsxBuilder.rows("<row r='1'><c r='A1' s='1'><v>1</v></c></row>")
            .styles(
                "<fonts><font/><font><strike val='0'/></font></fonts>"
                    + "<cellXfs><xf fontId='0'/><xf fontId='1'/></cellXfs>");

    assertThat(Reading.of(book.bytes())).containsExactly("S!1: A=1");
  }

  @Test
  void runs_without_a_font_have_that_of_the_cell() {
    String plain = "<r><rPr><b/></rPr><t>new</t></r>";
    String struck = "<r><rPr><strike/></rPr><t>old</t></r>";
    String bare = "<r><t>bare</t></r>";
    RawXlsxBuilder book =
        RawXlsxBuilder.rows(
                Stream.of("", "s='1'")
                    .map(
                        style ->
                            "<row>%s%s%s<c><v>1</v></c><c><v>2</v></c><c><v>3</v></c><c><v>4</v></c></row>"
                                .formatted(
                                    inline(style, bare + plain),
                                    inline(style, struck + bare),
                                    inline(style, struck + plain)))
                    .collect(joining()))
            .styles(
                "<fonts><font/><font><strike/></font></fonts>"
                    + "<cellXfs><xf fontId='0'/><xf fontId='1'/></cellXfs>");

    assertThat(Reading.of(book.bytes()))
        .containsExactly(
            "S!1: A='barenew' B='oldbare' struck PART C='oldnew' struck PART D=1 E=2 F=3 G=4",
            "S!2: A='barenew' struck PART B='oldbare' struck WHOLE C='oldnew' struck PART D=1 E=2 F=3 G=4");
  }

  private static String inline(String style, String runs) {
    return "<c %s t='inlineStr'><is>%s</is></c>".formatted(style, runs);
  }

  @Test
  void a_zero_of_a_formula_differs_from_a_typed_one() {
    RawXlsxBuilder book =
        RawXlsxBuilder.rows(
            """
            <row r='1'><c r='A1'><f>B9</f><v>0</v></c><c r='B1'><v>0</v></c>\
            <c r='C1'><f t='array' ref='C1:D2'>B8:C9</f><v>0</v></c><c r='D1'><v>0</v></c></row>\
            <row r='2'><c r='A2'><f>B9</f><v>1</v></c><c r='C2'><v>0</v></c></row>\
            <row r='3'><c r='C3'><v>0</v></c></row>""");

    assertThat(Reading.of(book.bytes()))
        .containsExactly(
            "S!1: A=formula 0 B=0 C=formula 0 D=formula 0", "S!2: A=1 C=formula 0", "S!3: C=0");
  }

  @Test
  void a_zero_of_a_formula_differs_from_a_typed_one_in_xls() {
    assertThat(
            WorkbooksTest.read(
                WorkbooksTest.Form.XLS,
                workbook -> {
                  var row = workbook.createSheet("S").createRow(0);
                  row.createCell(0).setCellFormula("B9");
                  row.createCell(1).setCellValue(0);
                }))
        .containsExactly("S!1: A=formula 0 B=0");
  }
}
