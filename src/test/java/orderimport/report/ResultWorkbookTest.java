package orderimport.report;

import static orderimport.report.ImportInDatabase.date;
import static orderimport.report.ImportInDatabase.number;
import static orderimport.report.ImportInDatabase.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import orderimport.problem.TextRenderer;
import orderimport.problem.TextRenderer.Audience;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultWorkbookTest {

  private static final int STATUS = 8;
  private static final int PROBLEMS = 9;

  private final DataSource dataSource = ReportDatabase.empty();
  private final Reports reports = new Reports(dataSource, Sites.HEADINGS, TextRenderer.ENGLISH);

  private XSSFWorkbook write(ImportInDatabase imported, Path folder) throws IOException {
    reports.write(imported.id, folder);
    return new XSSFWorkbook(folder.resolve("result.xlsx").toString());
  }

  static List<String> texts(Row row) {
    DataFormatter shown = new DataFormatter();
    List<String> texts = new ArrayList<>();
    row.forEach(cell -> texts.add(shown.formatCellValue(cell)));
    return texts;
  }

  @Test
  void it_has_four_sheets(@TempDir Path folder) throws IOException {
    try (XSSFWorkbook workbook = write(Sites.of(dataSource), folder)) {
      List<String> names = new ArrayList<>();
      workbook.forEach(sheet -> names.add(sheet.getSheetName()));
      assertThat(names).containsExactly("Summary", "Rows", "Problems", "Orders");
    }
  }

  @Test
  void the_summary_has_balance_hash_and_chart(@TempDir Path folder) throws IOException {
    try (XSSFWorkbook workbook = write(Sites.of(dataSource), folder)) {
      XSSFSheet summary = workbook.getSheet("Summary");
      List<String> texts = new ArrayList<>();
      summary.forEach(row -> texts.addAll(texts(row)));
      assertThat(texts)
          .contains(
              "11 rows read = 2 accepted + 1 rejected + 2 invalid + 1 blocked + 1 duplicate"
                  + " + 1 held + 1 in doubt + 1 skipped + 1 sending",
              "7 orders = 1 accepted + 1 rejected + 1 invalid + 1 duplicate + 1 held + 1 in doubt"
                  + " + 1 sending",
              "ab".repeat(32));
      assertThat(summary.getDrawingPatriarch().getCharts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"nb", "da"})
  void the_summary_is_in_the_chosen_language(String language, @TempDir Path folder)
      throws IOException {
    ImportInDatabase imported = Sites.of(dataSource);
    TextRenderer renderer = new TextRenderer(Audience.TERMINAL, Locale.forLanguageTag(language));
    new Reports(dataSource, Sites.HEADINGS, renderer).write(imported.id, folder);
    Set<String> common = new TreeSet<>();
    try (XSSFWorkbook translated = new XSSFWorkbook(folder.resolve("result.xlsx").toString());
        XSSFWorkbook english = write(imported, folder.resolve("en"))) {
      common.addAll(summary(translated));
      common.retainAll(summary(english));
    }
    assertThat(common)
        .as("besides codes, numbers and what the file and the carriers say")
        .filteredOn(text -> !text.matches("[A-Z_]*|\\d+|(ab)+"))
        .containsExactlyInAnyOrder(
            "Import",
            "SHA-256",
            "granite",
            "telecomx",
            "sites.xlsx",
            "The file was read as a workbook.",
            "Postnr: 123 has three digits, a postcode has four.",
            "Postnr: The zero in front was put back.",
            "date: The date is missing.",
            "notes: No carrier has a column called notes.",
            "order_ref: The order's name is missing.",
            "phone: The carrier says: no phone.");
  }

  private static Set<String> summary(XSSFWorkbook workbook) {
    Set<String> texts = new TreeSet<>();
    workbook.getSheet("Summary").forEach(row -> texts.addAll(texts(row)));
    return texts;
  }

  @Test
  void the_rows_are_as_in_the_source(@TempDir Path folder) throws IOException {
    try (XSSFWorkbook workbook = write(Sites.of(dataSource), folder)) {
      Sheet rows = workbook.getSheet("Rows");
      assertThat(texts(rows.getRow(0)))
          .containsExactly(
              "order_ref",
              "carrier",
              "Postnr",
              "phone",
              "date",
              "price",
              "notes",
              "_status",
              "_problems",
              "_carrier",
              "_order_ref",
              "_carrier_order_id");
      Row first = rows.getRow(1);
      assertThat(texts(first))
          .containsExactly(
              "A-1",
              "granite",
              "0579",
              "+47 22 33 44 55",
              "04.03.2026",
              "1,234.50",
              "a <b>note</b> & \"more\"",
              "ACCEPTED",
              "granite",
              "A-1",
              "0061");
      assertThat(first.getCell(2).getCellType()).isEqualTo(CellType.STRING);
      assertThat(first.getCell(4).getCellType()).isEqualTo(CellType.NUMERIC);
      assertThat(first.getCell(4).getCellStyle().getDataFormatString()).isEqualTo("dd.mm.yyyy");
      assertThat(first.getCell(5).getNumericCellValue()).isEqualTo(1234.5);
      assertThat(rows.getRow(10).getCell(6).getStringCellValue()).isEqualTo("beside the headings");
      assertThat(rows.getLastRowNum()).isEqualTo(11);
      assertThat(rows.getPaneInformation().isFreezePane()).isTrue();
      assertThat(((XSSFSheet) rows).getCTWorksheet().getAutoFilter().getRef()).isEqualTo("A1:M12");
    }
  }

  @Test
  void text_is_never_a_formula(@TempDir Path folder) throws IOException {
    try (XSSFWorkbook workbook = write(Sites.of(dataSource), folder)) {
      for (Sheet sheet : workbook) {
        for (Row row : sheet) {
          assertThat(row).allMatch(cell -> cell.getCellType() != CellType.FORMULA);
        }
      }
      Cell phone = workbook.getSheet("Rows").getRow(3).getCell(3);
      assertThat(phone.getStringCellValue()).isEqualTo("=cmd|'/c calc'!A1");
      // The quote prefix keeps it text when a user edits the cell.
      assertThat(phone.getCellStyle().getQuotePrefixed()).isTrue();
      assertThat(phone.getCellStyle().getDataFormatString()).isEqualTo("@");
    }
  }

  @Test
  void every_character_survives(@TempDir Path folder) throws IOException {
    String special = " \ttab\nline\r\u0001_x000D_ ]]> \ud83d\ude00 Ærøskøbing ";
    ImportInDatabase imported =
        ImportInDatabase.of(dataSource)
            .sheet(0, "Sites", "order_ref")
            .row(0, 2, null, null, text(0, special));
    try (XSSFWorkbook workbook = write(imported, folder)) {
      assertThat(workbook.getSheet("Rows").getRow(1).getCell(0).getStringCellValue())
          .isEqualTo(special);
    }
  }

  @Test
  void cell_types_are_kept(@TempDir Path folder) throws IOException {
    ImportInDatabase imported =
        ImportInDatabase.of(dataSource)
            .sheet(0, "Sites", "order_ref", "a", "b", "c", "d", "e", "f")
            .row(
                0,
                2,
                null,
                null,
                number(0, "579", "0000"),
                number(1, "12345.678", null),
                date(2, "1900-01-05", "yyyy"),
                date(3, "2026-03-04T18:00:00", null),
                new orderimport.spreadsheet.Cell(
                    4, orderimport.spreadsheet.Cell.Kind.BOOLEAN, "true", null),
                new orderimport.spreadsheet.Cell(
                    5, orderimport.spreadsheet.Cell.Kind.ERROR, "#N/A", null),
                new orderimport.spreadsheet.Cell(
                    6, orderimport.spreadsheet.Cell.Kind.UNCALCULATED, "SUM(A1)", null));
    try (XSSFWorkbook workbook = write(imported, folder)) {
      assertThat(texts(workbook.getSheet("Rows").getRow(1)))
          .startsWith(
              "0579", "12345.678", "1900-01-05", "2026-03-04 18:00:00", "TRUE", "#N/A", "SUM(A1)");
    }
  }

  @Test
  void cells_with_problems_are_marked_and_commented(@TempDir Path folder) throws IOException {
    try (XSSFWorkbook workbook = write(Sites.of(dataSource), folder)) {
      XSSFSheet rows = workbook.getSheet("Rows");
      Row row = rows.getRow(4);
      assertThat(row.getCell(2).getCellComment().getString().getString())
          .isEqualTo("123 has three digits, a postcode has four.\nDo this.");
      assertThat(row.getCell(4).getCellComment().getString().getString())
          .isEqualTo("The date is missing.\nDo this.");
      assertThat(row.getCell(2).getCellStyle()).isNotEqualTo(row.getCell(3).getCellStyle());
      assertThat(row.getCell(STATUS).getStringCellValue()).isEqualTo("INVALID");
      assertThat(row.getCell(PROBLEMS).getStringCellValue())
          .isEqualTo(
              "Postnr: 123 has three digits, a postcode has four. | date: The date is missing.");
      assertThat(row.getCell(STATUS).getCellStyle().getFillForegroundColorColor()).isNotNull();
    }
  }

  @Test
  void problems_link_to_their_cells(@TempDir Path folder) throws IOException {
    try (XSSFWorkbook workbook = write(Sites.of(dataSource), folder)) {
      XSSFSheet problems = workbook.getSheet("Problems");
      assertThat(texts(problems.getRow(4)))
          .containsExactly(
              "Sites",
              "7",
              "C",
              "Postnr",
              "123",
              "error",
              "123 has three digits, a postcode has four.",
              "Do this.",
              "go to C5");
      assertThat(problems.getRow(4).getCell(8).getHyperlink().getAddress()).isEqualTo("'Rows'!C5");
      assertThat(workbook.getSheet("Rows").getRow(4).getCell(2).getStringCellValue())
          .isEqualTo("123");
    }
  }

  @Test
  void orders_link_to_the_carrier(@TempDir Path folder) throws IOException {
    try (XSSFWorkbook workbook = write(Sites.of(dataSource), folder)) {
      XSSFSheet orders = workbook.getSheet("Orders");
      assertThat(texts(orders.getRow(1)))
          .containsExactly(
              "granite",
              "A-1",
              "ACCEPTED",
              "0061",
              "https://carrier.example/orders/0061",
              "3, 4",
              "1",
              "200 opportunity_id: 0061; order_status: submitted",
              "live");
      assertThat(orders.getRow(1).getCell(4).getHyperlink().getAddress())
          .isEqualTo("https://carrier.example/orders/0061");
      assertThat(orders.getLastRowNum()).isEqualTo(7);
    }
  }

  @Test
  void several_sheets_are_combined_under_their_headings(@TempDir Path folder) throws IOException {
    ImportInDatabase imported =
        ImportInDatabase.of(dataSource)
            .sheet(0, "granite", "order_ref", "zip")
            .sheet(2, "telecomx", "notes", "order_ref")
            .row(0, 2, "granite", "A-1", text(0, "A-1"), text(1, "0579"))
            .row(2, 5, "telecomx", "A-1", text(0, "a note"), text(1, "A-1"))
            .order("granite", "A-1", "INVALID")
            .order("telecomx", "A-1", "HELD")
            .problem(0, 2, 1, "zip", "0579", "ERROR", "No.");
    try (XSSFWorkbook workbook = write(imported, folder)) {
      XSSFSheet rows = workbook.getSheet("Rows");
      assertThat(texts(rows.getRow(0)))
          .startsWith("_sheet", "_row", "order_ref", "zip", "notes", "_status");
      assertThat(texts(rows.getRow(1))).startsWith("granite", "2", "A-1", "0579", "INVALID");
      assertThat(texts(rows.getRow(2))).startsWith("telecomx", "5", "A-1", "a note", "HELD");
      assertThat(rows.getRow(1).getCell(3).getCellComment()).isNotNull();
      assertThat(workbook.getSheet("Problems").getRow(1).getCell(8).getHyperlink().getAddress())
          .isEqualTo("'Rows'!D2");
      assertThat(texts(workbook.getSheet("Orders").getRow(2))).contains("telecomx 5");
    }
  }

  @Test
  void sheets_are_combined_without_losing_a_value(@TempDir Path folder) throws IOException {
    ImportInDatabase imported =
        ImportInDatabase.of(dataSource)
            .sheet(0, "granite", "order_ref", "note", "note")
            .sheet(1, "telecomx", "note", "order_ref")
            .row(0, 2, "granite", "A-1", text(0, "A-1"), text(1, "one"), text(2, "two"))
            .row(1, 2, "telecomx", "A-1", text(0, "three"), text(1, "A-1"), text(2, "four"))
            .order("granite", "A-1", "INVALID")
            .order("telecomx", "A-1", "HELD");
    try (XSSFWorkbook workbook = write(imported, folder)) {
      XSSFSheet rows = workbook.getSheet("Rows");
      assertThat(texts(rows.getRow(0)))
          .startsWith("_sheet", "_row", "order_ref", "note", "note", "_status");
      assertThat(texts(rows.getRow(1))).startsWith("granite", "2", "A-1", "one", "two", "BLOCKED");
      assertThat(texts(rows.getRow(2))).startsWith("telecomx", "2", "A-1", "three", "four", "HELD");
    }
  }

  @Test
  void empty_columns_left_of_a_distant_value_are_left_out(@TempDir Path folder) throws IOException {
    ImportInDatabase imported =
        ImportInDatabase.of(dataSource)
            .sheet(0, "granite", "order_ref", "", "notes")
            .row(0, 2, "granite", "A-1", text(0, "A-1"), text(16_383, "x"))
            .order("granite", "A-1", "INVALID")
            .problem(0, 1, 16_383, null, null, "NOTICE", "Column XFD has no heading.");
    for (int row = 3; row < 150; row++) {
      imported.row(0, row, null, null, text(row == 149 ? 9_000 : 2, "late"));
    }
    try (XSSFWorkbook workbook = write(imported, folder)) {
      XSSFSheet rows = workbook.getSheet("Rows");
      assertThat(texts(rows.getRow(0))).startsWith("order_ref", "notes", "_status");
      assertThat(texts(rows.getRow(1))).startsWith("A-1", "x", "BLOCKED");
      assertThat(rows.getRow(0).getCell(4).getStringCellValue()).isEqualTo("_status");
      assertThat(rows.getRow(148).getCell(2).getStringCellValue()).isEqualTo("late");
      assertThat(rows.getCTWorksheet().getAutoFilter().getRef()).isEqualTo("A1:I149");
    }
    try (XSSFWorkbook workbook =
        new XSSFWorkbook(folder.resolve("fix-and-reimport.xlsx").toString())) {
      XSSFSheet sheet = workbook.getSheet("granite");
      assertThat(texts(sheet.getRow(0))).containsExactly("order_ref", "notes", "_problems");
      assertThat(sheet.getRow(1).getCell(3).getStringCellValue()).isEqualTo("x");
      assertThat(sheet.getRow(0).getCell(4).getStringCellValue()).isEqualTo("_problems");
    }
  }

  @Test
  void sheets_with_too_many_different_headings_are_combined_without_them() {
    List<SourceSheet> sheets =
        IntStream.range(0, 2)
            .mapToObj(
                sheet ->
                    new SourceSheet(
                        sheet,
                        "Sheet" + sheet,
                        IntStream.range(0, 8_200).mapToObj(i -> text(i, sheet + "-" + i)).toList(),
                        "",
                        8_200,
                        List.of(),
                        List.of()))
            .toList();
    RowsLayout layout = new RowsLayout(sheets, new SourceColumns(new ColumnWidths(), List.of()));
    assertThat(layout.end()).isEqualTo(8_202);
    assertThat(layout.column(1, 8_199)).isEqualTo(8_201);
    assertThat(layout.columns().get(8_201).heading()).isEmpty();
  }
}
