package orderimport.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static orderimport.report.ImportInDatabase.text;
import static orderimport.report.ResultWorkbookTest.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import orderimport.carrier.Carriers;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import orderimport.problem.TextRenderer;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrectionWorkbookTest {

  private final DataSource dataSource = ReportDatabase.empty();

  private XSSFWorkbook write(ImportInDatabase imported, Path folder) throws IOException {
    new Reports(dataSource, Sites.HEADINGS, TextRenderer.ENGLISH).write(imported.id, folder);
    return new XSSFWorkbook(folder.resolve("fix-and-reimport.xlsx").toString());
  }

  @Test
  void it_contains_only_failed_and_blocked_rows(@TempDir Path folder) throws IOException {
    try (XSSFWorkbook workbook = write(Sites.of(dataSource), folder)) {
      assertThat(workbook.getNumberOfSheets()).isEqualTo(1);
      XSSFSheet sheet = workbook.getSheet("Sites");
      assertThat(texts(sheet.getRow(0)))
          .containsExactly(
              "order_ref", "carrier", "Postnr", "phone", "date", "price", "notes", "_problems");
      assertThat(texts(sheet.getRow(1)))
          .containsExactly(
              "A-2",
              "granite",
              "12345",
              "=cmd|'/c calc'!A1",
              "04.03.2026",
              "1,234.50",
              "a <b>note</b> & \"more\"",
              "phone: The carrier says: no phone. Do this.");
      assertThat(texts(sheet.getRow(2))).startsWith("A-3", "granite", "123");
      assertThat(texts(sheet.getRow(3)))
          .startsWith("A-3", "granite", "0579")
          .endsWith(
              "This row is fine; fix the error in another row of the same order."
                  + " | Postnr: The zero in front was put back. Do this.");
      assertThat(texts(sheet.getRow(4))).contains("0105", "beside the headings");
      assertThat(sheet.getLastRowNum()).isEqualTo(4);
      assertThat(sheet.getRow(2).getCell(2).getCellComment().getString().getString())
          .startsWith("123 has three digits");
      assertThat(sheet.getDataValidations()).hasSize(1);
    }
  }

  @Test
  void sheets_keep_their_names(@TempDir Path folder) throws IOException {
    ImportInDatabase imported =
        ImportInDatabase.of(dataSource, "IMPORT", "a.xlsx", "{\"carrier\":\"telecomx\"}")
            .sheet(0, "granite", "order_ref")
            .sheet(1, "fine", "order_ref")
            .sheet(2, "Others", "order_ref", "notes")
            .row(0, 2, "granite", "A-1", text(0, "A-1"))
            .row(1, 2, "granite", "A-2", text(0, "A-2"))
            .row(2, 2, "telecomx", "B-1", text(0, "B-1"))
            .order("granite", "A-1", "INVALID")
            .order("granite", "A-2", "ACCEPTED", "{}", "1", 200, "{}")
            .order("telecomx", "B-1", "REJECTED");
    try (XSSFWorkbook workbook = write(imported, folder)) {
      assertThat(workbook.getNumberOfSheets()).isEqualTo(2);
      assertThat(texts(workbook.getSheet("granite").getRow(0)))
          .containsExactly("order_ref", "_problems");
      // The carrier of its rows was given only on the command line.
      assertThat(texts(workbook.getSheet("Others").getRow(0)))
          .containsExactly("order_ref", "notes", "carrier", "_problems");
      assertThat(texts(workbook.getSheet("Others").getRow(1))).startsWith("B-1", "telecomx");
    }
  }

  @Test
  void a_carrier_column_under_an_alias_is_not_added_again(@TempDir Path folder) throws IOException {
    HeadingCatalog aliases =
        new HeadingCatalog(
            Carriers.registered(),
            HeadingAliases.read(
                new ByteArrayInputStream("common: {carrier: [Leverandør]}".getBytes(UTF_8))));
    ImportInDatabase imported =
        ImportInDatabase.of(dataSource, "IMPORT", "a.xlsx", "{\"carrier\":\"telecomx\"}")
            .sheet(0, "Sites", "LEVERANDØR", "order_ref", "_problems")
            .row(0, 2, "telecomx", "B-1", text(0, "telecomx"), text(1, "B-1"), text(2, "old"))
            .order("telecomx", "B-1", "INVALID");
    new Reports(dataSource, aliases, TextRenderer.ENGLISH).write(imported.id, folder);
    try (XSSFWorkbook workbook =
        new XSSFWorkbook(folder.resolve("fix-and-reimport.xlsx").toString())) {
      assertThat(texts(workbook.getSheet("Sites").getRow(0)))
          .containsExactly("LEVERANDØR", "order_ref", "_problems");
      assertThat(texts(workbook.getSheet("Sites").getRow(1)).get(2)).startsWith("This row is fine");
    }
  }

  @Test
  void a_formula_without_a_value_stays_an_error(@TempDir Path folder) throws IOException {
    ImportInDatabase imported =
        ImportInDatabase.of(dataSource)
            .sheet(0, "Sites", "order_ref")
            .row(
                0,
                2,
                null,
                null,
                new orderimport.spreadsheet.Cell(
                    0, orderimport.spreadsheet.Cell.Kind.UNCALCULATED, "A7", null))
            .problem(0, 2, 0, "order_ref", "A7", "ERROR", "The formula has no value.");
    try (XSSFWorkbook workbook = write(imported, folder)) {
      assertThat(workbook.getSheet("Sites").getRow(1).getCell(0).getCellType())
          .isEqualTo(CellType.ERROR);
    }
  }

  @Test
  void a_text_too_long_for_a_cell_is_an_error_not_shortened(@TempDir Path folder)
      throws IOException {
    ImportInDatabase imported =
        ImportInDatabase.of(dataSource)
            .sheet(0, "Sites", "order_ref", "notes")
            .row(0, 2, "telecomx", "A-1", text(0, "A-1"), text(1, "x".repeat(32_767)))
            .row(0, 3, "telecomx", "A-2", text(0, "A-2"), text(1, "x".repeat(32_768)))
            .order("telecomx", "A-1", "INVALID")
            .order("telecomx", "A-2", "INVALID");
    try (XSSFWorkbook workbook = write(imported, folder)) {
      XSSFSheet sheet = workbook.getSheet("Sites");
      assertThat(sheet.getRow(1).getCell(1).getStringCellValue()).hasSize(32_767);
      assertThat(sheet.getRow(2).getCell(1).getCellType()).isEqualTo(CellType.ERROR);
      assertThat(sheet.getRow(2).getCell(2).getStringCellValue())
          .contains("notes: The text has 32768 characters", "Fix row 3 of the sheet \"Sites\"");
    }
  }
}
