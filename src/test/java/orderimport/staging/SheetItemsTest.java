package orderimport.staging;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.binding.Importing;
import orderimport.binding.TestFiles;
import orderimport.carrier.RequestJson;
import orderimport.heading.CellText;
import orderimport.heading.FieldTarget;
import orderimport.heading.HeadingInterpretation;
import orderimport.imports.ColumnMapping;
import orderimport.imports.FileRejectedException;
import orderimport.imports.ImportOptions;
import orderimport.imports.SheetMapping;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.problem.English;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.TextRenderer;
import orderimport.spreadsheet.ReadOptions;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads headings, sheets and rows in the forms that users make. */
class SheetItemsTest {
  private static final Importing IMPORTING = new Importing();

  private final Path folder;

  SheetItemsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Importing.Result csv(String options, List<List<String>> rows) {
    return IMPORTING.read(
        TestFiles.csv(folder.resolve("orders.csv"), rows),
        Importing.options(options),
        ReadOptions.NONE);
  }

  private Problem rejected(String options, TestFiles.Filler filler) {
    Path file = TestFiles.xlsx(folder.resolve("orders.xlsx"), filler);
    return catchThrowableOfType(
            FileRejectedException.class,
            () -> IMPORTING.read(file, Importing.options(options), ReadOptions.NONE))
        .problem();
  }

  private Importing.Result xlsx(String options, TestFiles.Filler filler) {
    Path file = TestFiles.xlsx(folder.resolve("orders.xlsx"), filler);
    return IMPORTING.read(file, Importing.options(options), ReadOptions.NONE);
  }

  /** A known column of each carrier, which the sheets here have besides {@code order_ref}. */
  private static final Map<String, String> KNOWN =
      Map.of("globalconnect", "comment", "granite", "customer_name", "telecomx", "notes");

  private List<Problem> headingProblems(String carrier, String... headings) {
    List<String> all = new ArrayList<>(List.of(headings));
    all.add(KNOWN.get(carrier));
    return csv("carrier=" + carrier, List.of(all, List.of("A"))).problems().stream()
        .filter(problem -> Integer.valueOf(1).equals(problem.location().row()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to_address.postcode",
        " To_Address.PostCode ",
        "to address.postcode",
        "TO-ADDRESS.POSTCODE",
        "to\u00a0address.postcode\u00a0",
        "\u200bto_address.postcode",
        "to_address . postcode",
        "to__address.postcode",
      })
  void a_heading_is_known_in_any_spelling(String heading) {
    assertThat(headingProblems("globalconnect", "order_ref", heading)).isEmpty();
    assertThat(IMPORTING.headingCatalog.of("globalconnect").find(CellText.strip(heading)))
        .hasValueSatisfying(
            fieldTarget -> assertThat(fieldTarget.path()).isEqualTo("to_address.postcode"));
  }

  @Test
  void a_sheet_with_more_columns_than_the_results_can_have_is_rejected() {
    TestFiles.Filler columns =
        workbook -> {
          Sheet sheet = workbook.createSheet("telecomx");
          sheet.createRow(0).createCell(0).setCellValue("order_ref");
          sheet.getRow(0).createCell(1).setCellValue("notes");
          sheet.createRow(1).createCell(0).setCellValue("A");
          for (int column = 1; column < 16_001; column++) {
            sheet.getRow(column % 2).createCell(column).setCellValue("x" + column);
          }
        };
    Problem problem = rejected("", columns);
    assertThat(problem.code()).isEqualTo("more_columns_than_results");
    assertThat(English.message(problem)).contains("more than 16000 columns");
  }

  @Test
  void a_user_can_match_columns_and_values() {
    List<List<String>> rows =
        List.of(
            List.of("Sites of", "2026"),
            List.of("Sagsnr\u00a0", "Firma", "", "Sort", "Memo"),
            List.of("S-1", "Telecom", "urgent", "Kobber", ""),
            List.of("S-2", "Telecom", "", "KOBBER", "a memo"),
            List.of("S-3", "Telecom", "", "FIBER", ""));
    Path file = TestFiles.csv(folder.resolve("orders.csv"), rows);
    FileRejectedException rejected =
        catchThrowableOfType(
            FileRejectedException.class,
            () -> IMPORTING.read(file, ImportOptions.NONE, ReadOptions.NONE));
    assertThat(rejected.problem().code()).isEqualTo("no_headings");
    assertThat(rejected.sheet())
        .hasValueSatisfying(
            sheet ->
                assertThat(
                        HeadingInterpretation.of(
                                IMPORTING.headingCatalog, sheet, SheetMapping.NONE, List.of())
                            .stream()
                            .map(HeadingInterpretation::text))
                    .containsExactly("Sagsnr", "Firma", "Sort", "Memo"));
    StagedSheet sheet = rejected.sheet().orElseThrow();
    assertThat(sheet.samples()).containsEntry(1, List.of("Telecom"));
    assertThat(sheet.samples()).containsEntry(3, List.of("Kobber", "KOBBER", "FIBER"));

    Importing.Result result =
        IMPORTING.read(
            file,
            ImportOptions.NONE.withMappings(
                Map.of(
                    sheet.signature(),
                    new SheetMapping(
                        Map.of(
                            0, new ColumnMapping("order_ref", Map.of()),
                            1, new ColumnMapping("carrier", Map.of("telecom", "telecomx")),
                            2, new ColumnMapping("notes", Map.of()),
                            3, new ColumnMapping("type", Map.of("kobber", "DSL")),
                            4, new ColumnMapping("_", Map.of())),
                        null))),
            ReadOptions.NONE);
    assertThat(result.orders().keySet())
        .containsExactlyInAnyOrder("telecomx S-1", "telecomx S-2", "telecomx S-3");
    assertThat(RequestJson.write(requireNonNull(result.orders().get("telecomx S-1")).draft()))
        .contains("\"DSL\"", "urgent")
        .doesNotContain("memo");
    assertThat(result.problems())
        .filteredOn(problem -> problem.severity() == Severity.NOTICE)
        .extracting(
            problem -> problem.code() + " " + TextRenderer.ENGLISH.render(problem.message()))
        .containsExactly(
            "column_matched Column A, \"Sagsnr\", is read as order_ref, as a user chose.",
            "column_matched Column B, \"Firma\", is read as carrier, as a user chose.",
            "column_matched Column C, \"C\", is read as notes, as a user chose.",
            "column_matched Column D, \"Sort\", is read as type, as a user chose.",
            "column_ignored Column E, \"Memo\", is ignored, as a user chose: none of its values is sent.",
            "value_matched \"Telecom\" in column B, \"Firma\", counts as \"telecomx\", as a user chose. Cells: 3.",
            "value_matched \"KOBBER\" in column D, \"Sort\", counts as \"DSL\", as a user chose. Cells: 1.",
            "value_matched \"Kobber\" in column D, \"Sort\", counts as \"DSL\", as a user chose. Cells: 1.");
  }

  @Test
  void keys_keep_their_spelling() {
    assertThat(
            headingProblems(
                "globalconnect",
                "order_ref",
                "new_lines.configuration[a_b]",
                "new_lines.configuration[a-b]",
                "new_lines.configuration[A_B]"))
        .isEmpty();
    assertThat(IMPORTING.headingCatalog.of("globalconnect").find("new_lines.configuration[a-b]"))
        .map(FieldTarget::key)
        .contains("a-b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "globalconnect | to_address.postcod | Did you mean \"to_address.postcode\"?",
        "globalconnect | postcode | Did you mean \"from_address.postcode\" or \"to_address.postcode\"?",
        "globalconnect | Postcod | Did you mean \"from_address.postcode\" or \"to_address.postcode\"?",
        "granite | location id | Did you mean \"order_items.location_id\"?",
        "granite | requestor | Did you mean \"requester\"?",
        "telecomx | ipadresses | Did you mean \"ipAddresses\"?",
        "telecomx | xyzzy | Fix the heading",
      })
  void an_unknown_heading_is_a_warning_with_suggestions(
      String carrier, String heading, String hint) {
    assertThat(headingProblems(carrier, "order_ref", heading))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("unknown_heading");
              assertThat(problem.severity()).isEqualTo(Severity.WARNING);
              assertThat(problem.heading()).isEqualTo(heading);
              assertThat(English.hint(problem)).startsWith(hint);
            });
  }

  @Test
  void columns_without_heading_are_reported_unlike_those_with_underscore() {
    assertThat(
            csv(
                    "carrier=telecomx",
                    List.of(
                        List.of("order_ref", "_status", "", "\u00a0", " _note", "notes"),
                        List.of("A", "x", "x", "x", "x")))
                .problems())
        .filteredOn(problem -> problem.code().contains("heading"))
        .extracting(Problem::code, problem -> problem.location().column())
        .containsExactly(tuple("column_without_heading", 2), tuple("column_without_heading", 3));
  }

  @ParameterizedTest
  @CsvSource({
    "order_ref, Order Ref",
    "carrier, Carrier",
    "requester, Requester",
    "order_items.location_id, Order items.Location id",
  })
  void a_duplicate_heading_rejects_the_file(String one, String other) {
    FileRejectedException rejected =
        catchThrowableOfType(
            FileRejectedException.class,
            () ->
                headingProblems(
                    "granite", "order_ref".equals(one) ? "x" : "order_ref", one, other));

    assertThat(rejected.problem().code()).isEqualTo("heading_twice");
    assertThat(English.message(rejected.problem())).contains("\"" + other + "\" in C1", "B1");
  }

  @Test
  void carrier_column_outranks_sheet_name_outranks_command_line() {
    List<List<String>> rows =
        List.of(
            List.of("order_ref", "carrier"),
            List.of("A", "Telecom X"),
            List.of("B", ""),
            List.of("C", "GLOBALCONNECT_TESTING"),
            List.of("D", "telecomx"));

    assertThat(
            xlsx(
                    "carrier=globalconnect",
                    book -> TestFiles.texts(book.createSheet("GRANITE "), 0, rows))
                .rows())
        .extracting(StagedRow::carrier)
        .containsExactly(null, "granite", "globalconnect-testing", "telecomx");
  }

  @Test
  void an_unknown_carrier_is_reported_with_a_suggestion() {
    assertThat(
            csv(
                    "",
                    List.of(
                        List.of("order_ref", "carrier"), List.of("A", "granit"), List.of("B", "")))
                .problems())
        .extracting(English::message, English::hint)
        .containsExactly(
            tuple(
                "carrier has \"granit\", which is not a known carrier.",
                "Did you mean \"granite\"? Enter one of: %s.".formatted(Importing.carrierNames())),
            tuple(
                "carrier is blank, so the row has no carrier.",
                "Enter one of: %s.".formatted(Importing.carrierNames())));
  }

  @Test
  void rows_with_only_ignored_cells_are_ignored() {
    assertThat(
            csv(
                    "carrier=granite",
                    List.of(
                        List.of("Orders of the week"),
                        List.of(""),
                        List.of("order_ref", "_note", "", "requester"),
                        List.of("", "see below", "x", ""),
                        List.of("\u00a0", "", "", ""),
                        List.of("A", "", "", "")))
                .rows())
        .singleElement()
        .satisfies(row -> assertThat(row.number()).isEqualTo(6));
  }

  @Test
  void an_overlong_order_ref_is_an_error() {
    assertThat(
            csv(
                    "carrier=granite",
                    List.of(List.of("order_ref", "requester"), List.of("x".repeat(201))))
                .problems())
        .singleElement()
        .extracting(Problem::code)
        .isEqualTo("too_long");
  }

  @Test
  void sheets_without_headings_and_hidden_sheets_are_skipped_with_notice() {
    Importing.Result result =
        xlsx(
            "carrier=granite",
            book -> {
              TestFiles.texts(book.createSheet("Notes"), 0, List.of(List.of("Hello")));
              book.createSheet("Empty");
              TestFiles.texts(book.createSheet("Old"), 0, rows());
              book.setSheetVisibility(2, SheetVisibility.VERY_HIDDEN);
              TestFiles.texts(book.createSheet("Sites"), 3, rows());
            });

    assertThat(result.rows()).extracting(StagedRow::sheet).containsExactly(3);
    assertThat(result.problems())
        .filteredOn(problem -> problem.severity() == Severity.NOTICE)
        .extracting(Problem::code)
        .containsExactly("sheet_without_headings", "hidden_sheet");
  }

  @Test
  void the_notice_of_a_skipped_sheet_suggests_its_header_row() {
    Importing.Result result =
        xlsx(
            "carrier=granite",
            book -> {
              TestFiles.texts(book.createSheet("Sites"), 0, rows());
              TestFiles.texts(
                  book.createSheet("More"),
                  1,
                  List.of(List.of("Requester", "Order refs"), List.of("Bo", "B")));
              TestFiles.texts(
                  book.createSheet("Most"),
                  0,
                  List.of(List.of("requester", "quote_request_id"), List.of("Cy", "x")));
              TestFiles.texts(book.createSheet("Notes"), 0, List.of(List.of("Hello")));
            });

    assertThat(result.problems())
        .filteredOn(problem -> problem.severity() == Severity.NOTICE)
        .extracting(English::hint)
        .satisfiesExactly(
            similar ->
                assertThat(similar)
                    .startsWith(
                        "Row 2 of the sheet \"More\" has \"Order refs\"; did you mean"
                            + " \"order_ref\"? If it contains orders,"),
            lacksOrderRef ->
                assertThat(lacksOrderRef)
                    .startsWith("Row 1 of the sheet \"Most\" looks like the headings, but none"),
            noHeadings -> assertThat(noHeadings).startsWith("If it contains orders,"));
  }

  private static List<List<String>> rows() {
    return List.of(List.of("order_ref", "requester"), List.of("A", "Ann"));
  }

  @Test
  void a_requested_sheet_is_read_even_if_hidden() {
    assertThat(
            xlsx(
                    "carrier=granite sheet=old",
                    book -> {
                      TestFiles.texts(book.createSheet("New"), 0, rows());
                      TestFiles.texts(book.createSheet("Old "), 0, rows());
                      book.setSheetHidden(1, true);
                    })
                .rows())
        .extracting(StagedRow::sheet)
        .containsExactly(1);
  }

  @Test
  void a_missing_sheet_is_rejected_with_the_existing_ones() {
    Problem rejected =
        rejected(
            "carrier=granite sheet=Sites",
            book -> TestFiles.texts(book.createSheet("New"), 0, rows()));

    assertThat(English.message(rejected)).isEqualTo("There is no sheet \"Sites\".");
    assertThat(English.hint(rejected)).isEqualTo("Use --sheet with one of: New.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xlsx", "xls"})
  void values_merged_over_several_rows_are_named(String extension) throws IOException {
    Path file = folder.resolve("orders." + extension);
    try (Workbook book = extension.equals("xls") ? new HSSFWorkbook() : new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      Sheet sheet = book.createSheet("Sites");
      List<List<String>> rows = new ArrayList<>(List.of(List.of("order_ref", "requester")));
      for (int row = 2; row < 10; row++) {
        rows.add(row % 2 == 0 ? List.of("A-" + row, "Bo") : List.of("A-" + row));
      }
      TestFiles.texts(sheet, 0, rows);
      for (String merged : List.of("B2:B3", "B4:B5", "A6:B6", "D2:D9", "A9:A12", "B20:B30")) {
        sheet.addMergedRegion(CellRangeAddress.valueOf(merged));
      }
      book.write(out);
    }

    Importing.Result result =
        IMPORTING.read(file, Importing.options("carrier=granite"), ReadOptions.NONE);

    assertThat(result.problems())
        .filteredOn(problem -> problem.code().equals("merged_cells"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Severity.WARNING);
              assertThat(problem.location().row()).isEqualTo(3);
              assertThat(problem.location().column()).isEqualTo(1);
              assertThat(English.message(problem))
                  .isEqualTo(
                      "On the sheet \"Sites\", cells of several rows are merged: B2:B3, B4:B5. Only"
                          + " the first row of each has the value; the rows below it are blank.");
            });
  }

  @ParameterizedTest
  @CsvSource({"'', hidden_rows", "hidden-rows=include, ''", "hidden-rows=skip, ''"})
  void hidden_rows_reject_the_file_without_the_option(String option, String code) {
    TestFiles.Filler filler =
        book -> {
          Sheet sheet = book.createSheet("Sites");
          TestFiles.texts(
              sheet,
              0,
              List.of(List.of("order_ref", "requester"), List.of("A"), List.of("B"), List.of("C")));
          sheet.getRow(2).setZeroHeight(true);
        };

    if (code.isEmpty()) {
      assertThat(xlsx("carrier=granite " + option, filler).rows())
          .extracting(StagedRow::hidden)
          .containsExactly(false, option.endsWith("skip"), false);
    } else {
      Problem rejected = rejected("carrier=granite " + option, filler);
      assertThat(rejected.code()).isEqualTo(code);
      assertThat(English.message(rejected)).contains("Sites 3");
    }
  }

  @Test
  void the_hint_names_a_misspelt_order_ref() {
    Problem rejected =
        rejected(
            "carrier=granite",
            book ->
                TestFiles.texts(
                    book.createSheet("Sites"),
                    1,
                    List.of(
                        List.of("Orders"), List.of("Requester", "Order refs"), List.of("A", "B"))));

    assertThat(rejected.code()).isEqualTo("no_headings");
    assertThat(rejected.location()).isEqualTo(new Problem.Location(0, 3, 1));
    assertThat(English.hint(rejected))
        .startsWith("Row 3 has \"Order refs\"; did you mean \"order_ref\"?");
  }

  @Test
  void the_hint_names_a_header_row_without_order_ref() {
    Problem rejected =
        rejected(
            "carrier=granite",
            book -> {
              TestFiles.texts(
                  book.createSheet("Sites"),
                  0,
                  List.of(List.of("requester", "customer_name"), List.of("A", "B")));
              book.createSheet("Old");
              book.setSheetHidden(1, true);
            });

    assertThat(English.hint(rejected))
        .startsWith("Row 1 looks like the headings, but none of them names")
        .endsWith("Hidden sheets are not read (Old); unhide them if they contain the orders.");
  }

  @Test
  void headings_without_rows_reject_the_file() {
    assertThat(
            rejected(
                    "carrier=granite",
                    book ->
                        TestFiles.texts(
                            book.createSheet("S"), 0, List.of(List.of("order_ref", "requester"))))
                .code())
        .isEqualTo("no_rows");
  }

  @Test
  void rows_without_any_carrier_reject_the_file() {
    Problem rejected = rejected("", book -> TestFiles.texts(book.createSheet("Sites"), 0, rows()));

    assertThat(rejected.code()).isEqualTo("no_carrier");
    assertThat(English.hint(rejected)).contains("--carrier NAME");
  }
}
