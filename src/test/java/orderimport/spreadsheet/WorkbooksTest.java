package orderimport.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What .xlsx and .xls have in common, as written by POI. */
class WorkbooksTest {

  enum Form implements Supplier<Workbook> {
    XLSX {
      @Override
      public Workbook get() {
        return new XSSFWorkbook();
      }
    },
    XLS {
      @Override
      public Workbook get() {
        return new HSSFWorkbook();
      }
    }
  }

  static List<String> read(Form form, Consumer<Workbook> fill) {
    try (Workbook workbook = form.get();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      fill.accept(workbook);
      workbook.write(bytes);
      return Reading.of(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CellStyle format(Workbook workbook, String format) {
    CellStyle style = workbook.createCellStyle();
    style.setDataFormat(workbook.createDataFormat().getFormat(format));
    return style;
  }

  @ParameterizedTest
  @EnumSource
  void cells_keep_their_columns_around_blank_cells(Form form) {
    assertThat(
            read(
                form,
                workbook -> {
                  Sheet sheet = workbook.createSheet("Orders");
                  sheet.createRow(0).createCell(0).setCellValue("title");
                  sheet.createRow(1);
                  sheet.createRow(4).createCell(3).setCellValue("order_ref");
                  sheet.getRow(4).createCell(6).setCellValue("  \u00a0 ");
                  sheet.getRow(4).createCell(27).setCellValue(" x ");
                }))
        .containsExactly("Orders!1: A='title'", "Orders!5: D='order_ref' AB=' x '");
  }

  @ParameterizedTest
  @EnumSource
  void numbers_are_read_as_plain_digits_with_their_format(Form form) {
    assertThat(
            read(
                form,
                workbook -> {
                  org.apache.poi.ss.usermodel.Row row = workbook.createSheet("S").createRow(0);
                  row.createCell(0).setCellValue(579);
                  row.getCell(0).setCellStyle(format(workbook, "0000"));
                  row.createCell(1).setCellValue(0.1 + 0.2);
                  row.createCell(2).setCellValue(1.2E11);
                  row.createCell(3).setCellValue(-1234.5);
                  row.getCell(3).setCellStyle(format(workbook, "[$kr-414] #,##0.00"));
                  row.createCell(4).setCellValue(123456789012345680d);
                  row.createCell(5).setCellValue(1e-7);
                  row.createCell(6).setCellValue(12);
                  row.getCell(6).setCellStyle(format(workbook, "0 \"days\""));
                }))
        .containsExactly(
            "S!1: A=579[0000] B=0.3 C=120000000000 D=-1234.5[[$kr-414] #,##0.00]"
                + " E=123456789012346000 F=0.0000001 G=12[0 \"days\"]");
  }

  @ParameterizedTest
  @EnumSource
  void dates_are_recognized_by_their_format(Form form) {
    assertThat(
            read(
                form,
                workbook -> {
                  org.apache.poi.ss.usermodel.Row row = workbook.createSheet("S").createRow(0);
                  row.createCell(0).setCellValue(LocalDate.of(2026, 3, 4));
                  row.getCell(0).setCellStyle(format(workbook, "dd.mm.yyyy"));
                  row.createCell(1).setCellValue(LocalDateTime.of(2026, 3, 4, 5, 6, 7));
                  row.getCell(1).setCellStyle(format(workbook, "m/d/yy"));
                  row.createCell(2).setCellValue(0.5);
                  row.getCell(2).setCellStyle(format(workbook, "hh:mm"));
                  row.createCell(3).setCellValue(-3);
                  row.getCell(3).setCellStyle(format(workbook, "yyyy-mm-dd"));
                  row.createCell(4).setCellValue(LocalDate.of(1900, 2, 28));
                  row.getCell(4).setCellStyle(format(workbook, "[$-414]d. mmmm yyyy;@"));
                }))
        .containsExactly(
            "S!1: A=date 2026-03-04[dd.mm.yyyy] B=date 2026-03-04T05:06:07[m/d/yy]"
                + " C=date 1899-12-31T12:00:00[hh:mm] D=-3[yyyy-mm-dd]"
                + " E=date 1900-02-28[[$-414]d. mmmm yyyy;@]");
  }

  @ParameterizedTest
  @EnumSource
  void a_formula_has_its_stored_value(Form form) {
    assertThat(
            read(
                form,
                workbook -> {
                  org.apache.poi.ss.usermodel.Row row = workbook.createSheet("S").createRow(0);
                  row.createCell(0).setCellFormula("1+1");
                  row.createCell(1).setCellFormula("\"a\"&\"b\"");
                  row.createCell(2).setCellFormula("1=1");
                  row.createCell(3).setCellFormula("1/0");
                  row.createCell(4).setCellFormula("\"\"");
                  row.createCell(5).setCellValue("end");
                  workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
                }))
        .containsExactly("S!1: A=2 B='ab' C=true D=error #DIV/0! F='end'");
  }

  @ParameterizedTest
  @EnumSource
  void booleans_and_errors_are_read(Form form) {
    assertThat(
            read(
                form,
                workbook -> {
                  org.apache.poi.ss.usermodel.Row row = workbook.createSheet("S").createRow(0);
                  row.createCell(0).setCellValue(true);
                  row.createCell(1).setCellErrorValue(FormulaError.NA.getCode());
                  row.createCell(2).setCellErrorValue(FormulaError.REF.getCode());
                }))
        .containsExactly("S!1: A=true B=error #N/A C=error #REF!");
  }

  @ParameterizedTest
  @EnumSource
  void hidden_sheets_and_rows_are_marked_hidden_columns_are_read(Form form) {
    assertThat(
            read(
                form,
                workbook -> {
                  Sheet shown = workbook.createSheet("Shown");
                  shown.createRow(0).createCell(0).setCellValue("a");
                  shown.createRow(1).createCell(0).setCellValue("b");
                  shown.getRow(1).setZeroHeight(true);
                  shown.createRow(2).createCell(1).setCellValue("c");
                  shown.createRow(3).createCell(0).setCellValue("d");
                  shown.getRow(3).setHeight((short) 0);
                  shown.setColumnHidden(1, true);
                  workbook.createSheet("Hidden").createRow(0).createCell(0).setCellValue(1);
                  workbook.createSheet("Very").createRow(0).createCell(0).setCellValue(2);
                  workbook.setSheetVisibility(1, SheetVisibility.HIDDEN);
                  workbook.setSheetVisibility(2, SheetVisibility.VERY_HIDDEN);
                }))
        .containsExactly(
            "Shown!1: A='a'",
            "Shown!2 (hidden): A='b'",
            "Shown!3: B='c'",
            "Shown!4 (hidden): A='d'",
            "Hidden (hidden)!1: A=1",
            "Very (hidden)!1: A=2");
  }

  @ParameterizedTest
  @EnumSource
  void the_first_of_merged_cells_has_the_value(Form form) {
    assertThat(
            read(
                form,
                workbook -> {
                  Sheet sheet = workbook.createSheet("S");
                  sheet.addMergedRegion(new CellRangeAddress(0, 1, 0, 2));
                  sheet.createRow(0).createCell(0).setCellValue("merged");
                  sheet.createRow(1).createCell(3).setCellValue("beside");
                }))
        .containsExactly("S!1: A='merged'", "S!2: D='beside'");
  }

  @ParameterizedTest
  @EnumSource
  void rich_text_is_read_as_one_text(Form form) {
    assertThat(
            read(
                form,
                workbook -> {
                  var text = workbook.getCreationHelper().createRichTextString("Øst og vest");
                  var font = workbook.createFont();
                  font.setBold(true);
                  text.applyFont(0, 3, font);
                  workbook.createSheet("S").createRow(0).createCell(0).setCellValue(text);
                }))
        .containsExactly("S!1: A='Øst og vest'");
  }

  @ParameterizedTest
  @EnumSource
  void many_and_long_texts_are_read(Form form) {
    String text = "æøå ".repeat(8000);
    assertThat(
            read(
                form,
                workbook -> {
                  Sheet sheet = workbook.createSheet("S");
                  for (int i = 0; i < 100; i++) {
                    sheet.createRow(i).createCell(0).setCellValue(text + i);
                  }
                }))
        .hasSize(100)
        .last()
        .isEqualTo("S!100: A='" + text + "99'");
  }

  @ParameterizedTest
  @EnumSource
  void a_sheet_without_filled_cells_has_no_rows(Form form) {
    assertThat(read(form, workbook -> workbook.createSheet("S").createRow(3).createCell(2)))
        .isEmpty();
  }
}
