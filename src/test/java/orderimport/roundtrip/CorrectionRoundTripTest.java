package orderimport.roundtrip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static orderimport.imports.ImportOptions.HiddenRows.SKIP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import orderimport.heading.HeaderSignature;
import orderimport.imports.ColumnMapping;
import orderimport.imports.ImportOptions;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.imports.SheetMapping;
import orderimport.roundtrip.ImportProgram.Outcome;
import orderimport.spreadsheet.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Invalid rows are returned, fixed in the marked cells, and imported again; no order is placed
 * twice.
 */
class CorrectionRoundTripTest {
  private static final ImportOptions HOLD =
      new ImportOptions(true, false, null, List.of(), null, null, null, null, null, Map.of());

  private static final String GRANITE_HEADINGS =
      "carrier;order_ref;quote_request_id;requester;customer_name;order_items.location_id;"
          + "order_items.formal_product_id;order_items.local_contact_name;"
          + "order_items.location_contact_email;order_items.local_contact_phone;"
          + "order_items.business_name;order_items.account_macnum\n";
  private static final String GRANITE_ITEM =
      ";3f2b8c1e-5a47-4d0b-9c8e-1b6f0a2d7e91;Maria Jensen;Acme;7c9e6679-7425-40de-944b-e07fc1f90ae7;"
          + "550e8400-e29b-41d4-a716-446655440000;John;john@example.com;212-555-0143;Acme;123\n";

  @TempDir private static Path folder;
  private static ImportProgram program;

  @BeforeAll
  static void start() {
    program = new ImportProgram(folder.resolve("data"));
  }

  @AfterAll
  static void close() {
    program.close();
  }

  @Test
  @Tag("long")
  void mistakes_in_a_large_workbook_are_fixed_in_one_round() throws IOException {
    List<Site> sites = SiteWorkbook.sites();
    List<Mistake> mistakes = Mistake.plan(sites);
    assertThat(mistakes).hasSizeGreaterThan(60);
    assertThat(mistakes.stream().map(Mistake::kind).distinct()).hasSizeGreaterThan(20);

    Outcome first =
        program.importFile(SiteWorkbook.write(folder.resolve("sites.xlsx"), sites, mistakes));
    assertThat(first.exitCode()).isEqualTo(4);
    assertThat(first.rows("ACCEPTED")).isPositive();
    Set<Integer> rowsWithMistakes = mistakes.stream().map(Mistake::number).collect(toSet());
    assertThat(first.rows("INVALID") + first.rows("REJECTED"))
        .isGreaterThanOrEqualTo(rowsWithMistakes.size());
    Path fix = Files.copy(first.fixFile(), folder.resolve("sites fixed.xlsx"));
    Corrector corrector = new Corrector(sites);
    corrector.fix(fix);
    assertThat(corrector.cellsWithoutValue).isEmpty();
    assertThat(corrector.fixedCells)
        .containsAll(
            mistakes.stream().map(m -> SiteWorkbook.key(m.number(), m.heading())).toList());
    assertThat(corrector.rows).containsAll(rowsWithMistakes).hasSizeLessThan(200);

    Outcome second = program.importFile(fix);

    assertThat(second.exitCode()).isZero();
    assertThat(second.rows("ACCEPTED")).isEqualTo(corrector.rows.size());
    Map<String, JsonNode> placed = requests(first, "ACCEPTED");
    placed.putAll(requests(second, "ACCEPTED"));
    assertThat(program.placedOrders()).doesNotHaveDuplicates().containsAll(placed.keySet());
    Outcome withoutMistakes =
        program.importFile(
            SiteWorkbook.write(folder.resolve("faultless.xlsx"), sites, List.of()), HOLD);
    assertThat(withoutMistakes.orders("DUPLICATE")).isEqualTo(200);
    assertThat(withoutMistakes.exitCode())
        .as("the placed orders match the sheet without mistakes")
        .isZero();
  }

  private static Map<String, JsonNode> requests(Outcome outcome, String status) throws IOException {
    Map<String, JsonNode> requests = new TreeMap<>();
    for (String line : Files.readAllLines(outcome.folder().resolve("orders.jsonl"))) {
      JsonNode order = JsonMapper.shared().readTree(line);
      if (order.path("status").asString().equals(status)) {
        requests.put(
            order.path("carrier").asString() + " " + order.path("order_ref").asString(),
            order.path("request"));
      }
    }
    return requests;
  }

  @Test
  void a_rejected_order_is_fixed_in_the_cell_of_its_problem() throws IOException {
    Path csv =
        csv(
            "rejected.csv",
            """
            carrier;order_ref;type;product;reseller;address._id;ipAddresses;notes
            telecomx;R-1;Fiber;000000000000000000000000;5a1b2c3d4e5f60718293a4b5;5a1b2c3d4e5f60718293a4b7;8;+47 22 33 44 55
            telecomx;R-2;Fiber;5a1b2c3d4e5f60718293a4b6;5a1b2c3d4e5f60718293a4b5;5a1b2c3d4e5f60718293a4b7;8;=1+1
            """);
    Outcome first = program.importFile(csv);
    assertThat(first.orders("REJECTED")).isEqualTo(1);
    assertThat(first.orders("ACCEPTED")).isEqualTo(1);

    Outcome second = retype(first, "rejected 2.xlsx", "product", "5a1b2c3d4e5f60718293a4b6");

    assertThat(second.exitCode()).isZero();
    assertThat(requests(second, "ACCEPTED").get("telecomx R-1").path("notes").asString())
        .isEqualTo("+47 22 33 44 55");
    assertThat(program.placedOrders()).containsOnlyOnce("telecomx R-1", "telecomx R-2");
  }

  @Test
  @Tag("long")
  void the_fix_file_keeps_the_carrier_option() throws IOException {
    Path csv =
        csv(
            "without carrier.csv",
            """
            order_ref;type;product;reseller;address._id;ipAddresses
            C-1;Fiber;5a1b2c3d4e5f60718293a4b6;5a1b2c3d4e5f60718293a4b5;5a1b2c3d4e5f60718293a4b7;5
            """);
    Outcome first = program.importFile(csv, withCarrier("telecomx"));
    assertThat(headings(first.fixFile())).endsWith("ipAddresses", "carrier", "_problems");

    Outcome second = retype(first, "without carrier 2.xlsx", "ipAddresses", "4");

    assertThat(second.exitCode()).isZero();
  }

  @Test
  @Tag("long")
  void a_second_round_has_only_the_new_problems() throws IOException {
    Path csv =
        csv(
            "rounds.csv",
            """
            carrier;order_ref;type;product;reseller;address._id;ipAddresses;instalTime
            telecomx;S-1;Fiber;5a1b2c3d4e5f60718293a4b6;5a1b2c3d4e5f60718293a4b5;5a1b2c3d4e5f60718293a4b7;5;x
            """);
    Outcome first = program.importFile(csv);
    Outcome second = retype(first, "rounds 2.xlsx", "ipAddresses", "7");
    assertThat(headings(second.fixFile())).containsOnlyOnce("_problems");
    assertThat(headings(second.folder().resolve("result.xlsx"))).containsOnlyOnce("_problems");
    assertThat(note(second.fixFile(), "instalTime")).contains("installTime");

    Outcome third = retype(second, "rounds 3.xlsx", "ipAddresses", "8");

    assertThat(third.exitCode()).isZero();
  }

  @Test
  void an_order_waits_for_its_row_with_a_misspelt_carrier() throws IOException {
    Path csv =
        csv(
            "misspelt.csv",
            GRANITE_HEADINGS
                + ("granite;W-1" + GRANITE_ITEM)
                + ("granit;W-1" + GRANITE_ITEM.replace("John", "Jane"))
                + ("granite;W-2" + GRANITE_ITEM));
    Outcome first = program.importFile(csv);
    assertThat(first.rows("BLOCKED")).isEqualTo(1);
    assertThat(first.rows("INVALID")).isEqualTo(1);
    assertThat(first.orders("ACCEPTED")).isEqualTo(1);

    Outcome second = retype(first, "misspelt 2.xlsx", "carrier", "granite");

    assertThat(second.exitCode()).isZero();
    assertThat(requests(second, "ACCEPTED").get("granite W-1").path("order_items")).hasSize(2);
  }

  @Test
  void an_order_waits_for_a_row_without_order_ref_inside_it() throws IOException {
    Path csv =
        csv(
            "gap.csv",
            GRANITE_HEADINGS
                + ("granite;G-1" + GRANITE_ITEM)
                + ("granite;" + GRANITE_ITEM.replace("John", "Jane"))
                + ("granite;G-1" + GRANITE_ITEM.replace("John", "Anna"))
                + ("granite;G-2" + GRANITE_ITEM)
                + ("granite;" + GRANITE_ITEM)
                + ("granite;G-3" + GRANITE_ITEM));
    Outcome first = program.importFile(csv);
    assertThat(first.rows("BLOCKED")).isEqualTo(2);
    assertThat(first.rows("INVALID")).isEqualTo(2);
    assertThat(first.orders("ACCEPTED")).isEqualTo(2);
    assertThat(Files.readString(first.folder().resolve("problems.csv")))
        .contains("Enter G-1 if the row belongs to the adjacent rows");

    Outcome second = retype(first, "gap 2.xlsx", "order_ref", Map.of(3, "G-1", 5, "G-4"));

    assertThat(second.exitCode()).isZero();
    assertThat(requests(second, "ACCEPTED").get("granite G-1").path("order_items")).hasSize(3);
    assertThat(program.placedOrders())
        .containsOnlyOnce("granite G-1", "granite G-2", "granite G-4");
  }

  @Test
  @Tag("long")
  void an_order_waits_for_rows_without_order_ref_below_it() throws IOException {
    Path csv =
        csv(
            "merged.csv",
            """
            carrier;order_ref;order_type;customer.id;to_address.gab_id;new_lines.article_id
            globalconnect;M-1;NEW;136001;12345;33621
            globalconnect;;;;;33622
            globalconnect;;;;;33623
            globalconnect;M-2;NEW;136001;12345;33621
            globalconnect;;NEW;136001;12345;33621
            """);
    Outcome first = program.importFile(csv);
    assertThat(first.orders("ACCEPTED")).as("M-2").isEqualTo(1);
    assertThat(first.rows("BLOCKED")).isEqualTo(1);
    assertThat(first.rows("INVALID")).isEqualTo(3);

    Outcome second =
        retype(first, "merged 2.xlsx", "order_ref", Map.of(3, "M-1", 4, "M-1", 5, "M-3"));

    assertThat(second.exitCode()).isZero();
    assertThat(requests(second, "ACCEPTED").get("globalconnect M-1").path("new_lines")).hasSize(3);
  }

  @Test
  @Tag("long")
  void an_order_waits_for_its_row_whose_cells_a_comma_shifted() throws IOException {
    String headings =
        "carrier,customer_name,order_ref,quote_request_id,requester,order_items.location_id,"
            + "order_items.formal_product_id,order_items.local_contact_name,"
            + "order_items.location_contact_email,order_items.local_contact_phone,"
            + "order_items.business_name,order_items.account_macnum\n";
    String row =
        "granite,Acme,%s,3f2b8c1e-5a47-4d0b-9c8e-1b6f0a2d7e91,Maria Jensen,"
            + "7c9e6679-7425-40de-944b-e07fc1f90ae7,550e8400-e29b-41d4-a716-446655440000,%s,"
            + "john@example.com,212-555-0143,Acme,123\n";
    Path csv =
        csv(
            "shifted.csv",
            headings
                + row.formatted("SH-1", "John")
                + row.formatted("SH-2", "John")
                + row.formatted("\"SH,3\"", "John")
                + row.formatted("SH-4", "John")
                + row.formatted("SH-1", "Jane").replace("Acme,SH", "Acme, Inc., Oslo,SH")
                + row.formatted("SH-5", "John")
                + row.formatted("SH,3", "Jane"));

    Outcome first = program.importFile(csv);

    assertThat(requests(first, "ACCEPTED"))
        .containsOnlyKeys("granite SH-2", "granite SH-4", "granite SH-5");
    assertThat(first.rows("BLOCKED")).isEqualTo(2);
    assertThat(first.rows("INVALID")).isEqualTo(2);
    assertThat(Files.readString(first.folder().resolve("problems.csv")))
        .contains("Orders that a cell of this row names are not placed until then.");
  }

  @Test
  void a_full_stop_in_a_sheet_name_does_not_split_messages() throws IOException {
    Outcome csv =
        program.importFile(csv("Nr. 1.csv", "order_ref,type,notes\nN-1,Fiber,Ring first\n"));
    assertThat(Files.readString(csv.folder().resolve("problems.csv")))
        .contains("The sheet \"\"Nr. 1\"\" does not specify the carrier of its orders.")
        .contains(",\"Add a column with the heading carrier");

    Path workbook = folder.resolve("Nr. 1.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(workbook)) {
      book.createSheet("Nr. 1").createRow(0).createCell(0).setCellValue("order_ref");
      book.write(out);
    }
    try (FileSystem zip = FileSystems.newFileSystem(workbook)) {
      Path part = zip.getPath("xl/worksheets/sheet1.xml");
      Files.writeString(part, Files.readString(part).replace("</row>", ""));
    }
    Outcome xlsx = program.importFile(workbook);
    assertThat(Files.readString(xlsx.folder().resolve("problems.csv")))
        .containsPattern("The sheet \"\"Nr. 1\"\"[^\"]* cannot be read[^\"]*\",\"?[A-Z]");
  }

  @Test
  void the_fix_file_keeps_the_number_and_date_options() throws IOException {
    Path csv =
        csv(
            "read options.csv",
            """
            carrier;order_ref;order_type;customer.id;to_address.gab_id;new_lines.article_id;new_lines.recurring_price;new_lines.currency;requested_date
            globalconnect;O-1;NEW;136001;12345;33621;1,499;NOK;03/04/2027
            globalconnect;O-2;NEW;x;12345;33621;1,499;NOK;03/04/2027
            """);
    Outcome first =
        program.importFile(
            csv,
            new ImportOptions(
                false,
                false,
                null,
                List.of(),
                null,
                Decimal.COMMA,
                DateOrder.DMY,
                null,
                null,
                Map.of()));
    assertThat(first.orders("ACCEPTED")).isEqualTo(1);

    Outcome second = retype(first, "read options 2.xlsx", "customer.id", "136001");

    assertThat(second.exitCode()).isZero();
    JsonNode sent = requests(second, "ACCEPTED").get("globalconnect O-2");
    JsonNode sentAtFirst = requests(first, "ACCEPTED").get("globalconnect O-1");
    assertThat(sent.path("new_lines")).isEqualTo(sentAtFirst.path("new_lines"));
    assertThat(sent.path("requested_date")).isEqualTo(sentAtFirst.path("requested_date"));
    assertThat(Files.readString(second.folder().resolve("problems.csv")))
        .contains("options_carried,notice,")
        .contains("--decimal comma --date-order dmy");
  }

  @Test
  void what_a_user_matched_is_written_into_the_fix_file() throws IOException {
    Path csv =
        csv(
            "chosen.csv",
            """
            Firma;Sagsnr;Sort;product;reseller;address._id;Adresser i alt;Memo
            telecomx;CH-1;Lysleder;5a1b2c3d4e5f60718293a4b6;5a1b2c3d4e5f60718293a4b5;5a1b2c3d4e5f60718293a4b7;8;a
            telecomx;CH-2;lysleder;5a1b2c3d4e5f60718293a4b6;5a1b2c3d4e5f60718293a4b5;5a1b2c3d4e5f60718293a4b7;7;b
            """);
    Outcome first =
        program.importFile(
            csv,
            ImportOptions.NONE.withMappings(
                Map.of(
                    HeaderSignature.of(
                        Stream.of(
                                "Firma",
                                "Sagsnr",
                                "Sort",
                                "product",
                                "reseller",
                                "address._id",
                                "Adresser i alt",
                                "Memo")
                            .collect(
                                ArrayList::new, CorrectionRoundTripTest::addText, List::addAll)),
                    new SheetMapping(
                        Map.of(
                            0, new ColumnMapping("carrier", Map.of()),
                            1, new ColumnMapping("order_ref", Map.of()),
                            2, new ColumnMapping("type", Map.of("lysleder", "FIBER")),
                            6, new ColumnMapping("ipAddresses", Map.of()),
                            7, new ColumnMapping("_", Map.of())),
                        null))));
    assertThat(first.orders("ACCEPTED")).isEqualTo(1);
    assertThat(headings(first.fixFile()))
        .containsExactly(
            "carrier",
            "order_ref",
            "type",
            "product",
            "reseller",
            "address._id",
            "ipAddresses",
            "_Memo",
            "_problems");
    assertThat(note(first.fixFile(), "ipAddresses", 0))
        .startsWith("\"Adresser i alt\" in chosen.csv.");
    assertThat(text(first.fixFile(), "_problems", 1))
        .contains("ipAddresses ")
        .doesNotContain("Adresser i alt");

    Outcome second = retype(first, "chosen 2.xlsx", "ipAddresses", "8");

    assertThat(second.exitCode()).isZero();
    assertThat(second.orders("ACCEPTED")).isEqualTo(1);
    assertThat(Files.readString(second.folder().resolve("problems.csv")))
        .doesNotContain("unknown_heading");
  }

  private static void addText(List<Cell> cells, String text) {
    cells.add(Cell.text(cells.size(), text));
  }

  @Test
  void problems_name_cells_as_located_in_the_fix_file() throws IOException {
    Path csv =
        csv(
            "contradiction.csv",
            GRANITE_HEADINGS
                + ("granite;P-1" + GRANITE_ITEM)
                + ("granite;P-2" + GRANITE_ITEM)
                + ("granite;P-2" + GRANITE_ITEM.replace("Acme;7c9e", "D3;7c9e")));
    Outcome first = program.importFile(csv);

    assertThat(Files.readString(first.folder().resolve("problems.csv")))
        .contains("is \"\"D3\"\" in E4 but \"\"Acme\"\" in E3");
    assertThat(note(first.fixFile(), "customer_name", 2))
        .contains("is \"D3\" in E3 but \"Acme\" in E2");
  }

  @Test
  void a_missing_column_is_added_to_the_fix_file() throws IOException {
    Path csv =
        csv(
            "lacking.csv",
            """
            carrier;order_ref;type;product;reseller;address._id
            telecomx;L-1;Fiber;5a1b2c3d4e5f60718293a4b6;5a1b2c3d4e5f60718293a4b5;5a1b2c3d4e5f60718293a4b7
            """);
    Outcome first = program.importFile(csv);
    assertThat(headings(first.fixFile())).endsWith("address._id", "ipAddresses", "_problems");
    assertThat(note(first.fixFile(), "ipAddresses", 1)).doesNotContain("Add a column");

    Outcome second = retype(first, "lacking 2.xlsx", "ipAddresses", "8");

    assertThat(second.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"result.xlsx", "rows.csv"})
  void a_result_file_is_rejected_as_input(String result) throws IOException {
    Path csv =
        csv(
            "resulting " + result + ".csv",
            """
            Udbyder;Ordrenr;type;product;reseller;address._id;ipAddresses
            telecomx;X-%d;Fiber;5a1b2c3d4e5f60718293a4b6;5a1b2c3d4e5f60718293a4b5;5a1b2c3d4e5f60718293a4b7;8
            """
                .formatted(result.length()));
    Outcome first = program.importFile(csv);
    assertThat(first.exitCode()).isZero();

    Outcome second = program.importFile(first.folder().resolve(result));

    assertThat(second.exitCode()).isEqualTo(3);
    assertThat(Files.readString(second.folder().resolve("problems.csv")))
        .contains("own_result")
        .contains("fix-and-reimport.xlsx");
  }

  @Test
  void skipped_hidden_rows_are_not_in_the_fix_file() throws IOException {
    Path file = folder.resolve("hidden.xlsx");
    List<Site> sites = SiteWorkbook.sites().subList(330, 333);
    List<Site> renamed = new ArrayList<>();
    for (Site site : sites) {
      Map<String, Object> cells = new java.util.LinkedHashMap<>(site.cells());
      cells.put("order_ref", "H-" + site.number());
      renamed.add(new Site(site.sheet(), site.number(), cells));
    }
    SiteWorkbook.write(file, renamed, List.of(new Mistake("", "telecomx", 331, "type", "copper")));
    edit(file, sheet -> sheet.getRow(sheet.getLastRowNum()).setZeroHeight(true));
    Outcome first =
        program.importFile(
            file,
            new ImportOptions(
                false, false, null, List.of(), SKIP, null, null, null, null, Map.of()));
    assertThat(first.rows("SKIPPED")).isEqualTo(1);

    Outcome second = retype(first, "hidden 2.xlsx", "type", "FIBER");

    assertThat(second.exitCode()).isZero();
    assertThat(second.orders("ACCEPTED")).isEqualTo(1);
    assertThat(program.placedOrders()).contains("telecomx H-330", "telecomx H-331");
    assertThat(program.placedOrders()).doesNotContain("telecomx H-332");
  }

  private static Path csv(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, UTF_8);
  }

  private static ImportOptions withCarrier(String carrier) {
    return new ImportOptions(
        false, false, carrier, List.of(), null, null, null, null, null, Map.of());
  }

  /** Types a value into the marked cells below a heading of a fix file, and imports that. */
  private static Outcome retype(Outcome failed, String name, String heading, String value)
      throws IOException {
    Path file = Files.copy(failed.fixFile(), folder.resolve(name));
    Set<Integer> typed = new HashSet<>();
    edit(
        file,
        sheet -> {
          int column = headings(sheet).indexOf(heading);
          for (int i = 1; i <= sheet.getLastRowNum(); i++) {
            if (sheet.getRow(i).getCell(column).getCellComment() != null) {
              sheet.getRow(i).getCell(column).setCellValue(value);
              typed.add(i);
            }
          }
        });
    assertThat(typed).as("marked cells below %s", heading).isNotEmpty();
    return program.importFile(file);
  }

  /** Types values into the rows with these numbers, and imports the file. */
  private static Outcome retype(
      Outcome failed, String name, String heading, Map<Integer, String> values) throws IOException {
    Path file = Files.copy(failed.fixFile(), folder.resolve(name));
    edit(
        file,
        sheet ->
            values.forEach(
                (number, value) ->
                    sheet
                        .getRow(number - 1)
                        .getCell(headings(sheet).indexOf(heading))
                        .setCellValue(value)));
    return program.importFile(file);
  }

  private interface Edit {
    void apply(Sheet sheet);
  }

  private static void edit(Path file, Edit edit) throws IOException {
    XSSFWorkbook workbook;
    try (InputStream in = Files.newInputStream(file)) {
      workbook = new XSSFWorkbook(in);
    }
    try (workbook;
        OutputStream out = Files.newOutputStream(file)) {
      workbook.forEach(edit::apply);
      workbook.write(out);
    }
  }

  /** The headings of the sheet with the rows. */
  private static List<String> headings(Path file) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook(file.toString())) {
      Sheet rows = workbook.getSheet("Rows");
      return headings(rows == null ? workbook.getSheetAt(0) : rows);
    }
  }

  private static List<String> headings(Sheet sheet) {
    List<String> headings = new ArrayList<>();
    Row row = sheet.getRow(0);
    row.forEach(cell -> headings.add(new DataFormatter().formatCellValue(cell)));
    return headings;
  }

  private static String text(Path file, String heading, int row) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook(file.toString())) {
      Sheet sheet = workbook.getSheetAt(0);
      return sheet.getRow(row).getCell(headings(sheet).indexOf(heading)).getStringCellValue();
    }
  }

  private static String note(Path file, String heading) throws IOException {
    return note(file, heading, 0);
  }

  private static String note(Path file, String heading, int row) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook(file.toString())) {
      Sheet sheet = workbook.getSheetAt(0);
      return sheet
          .getRow(row)
          .getCell(headings(sheet).indexOf(heading))
          .getCellComment()
          .getString()
          .getString();
    }
  }
}
