package orderimport.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import orderimport.binding.BoundOrder.FieldLocator;
import orderimport.imports.ImportOptions;
import orderimport.problem.English;
import orderimport.problem.OrderProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.ReadOptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cell to which an error of the carrier is assigned. */
class FieldLocatorTest {
  private static final Importing IMPORTING = new Importing();

  private final Path folder;

  FieldLocatorTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private FieldLocator locator(String carrier, List<List<String>> rows) {
    ImportOptions options = Importing.options("carrier=" + carrier);
    return IMPORTING
        .read(TestFiles.csv(folder.resolve("orders.csv"), rows), options, ReadOptions.NONE)
        .only()
        .places();
  }

  private static String location(FieldLocator fieldLocator, String path) {
    Problem problem =
        fieldLocator.at(path, Severity.ERROR, OrderProblem.REJECTED, "granite", 422, "No.");
    Integer column = problem.location().column();
    return (column == null ? "row " : Cell.letters(column))
        + problem.location().row()
        + (problem.value() == null ? "" : " " + problem.value());
  }

  @Nested
  class Granite {
    private final FieldLocator fieldLocator =
        locator(
            "granite",
            List.of(
                List.of(
                    "order_ref",
                    "Location id",
                    "order_items.location_id",
                    "order_items.account_to_create.zip",
                    "customer_name",
                    "order_items.account_macnum"),
                List.of("A", "", "L1", "02111", "", "7"),
                List.of(),
                List.of("A", "", "L2", "", "Acme", "8")));

    @ParameterizedTest
    @CsvSource({
      "order_items[0].location_id, C2 L1",
      "order_items[1].location_id, C4 L2",
      "order_items[].location_id, C2 L1",
      "order_items.location_id, C2 L1",
      "customer_name, E4 Acme",
      "order_items[0].account_to_create, D2 02111",
      "order_items[0].account_to_create.zip, D2 02111",
      "order_items[1].account_to_create.zip, D4",
      "order_items[1].account_to_create, D4",
      "order_items[0].account_to_create.city, row 2",
      "order_items[1].business_name, row 4",
      "order_items[1].nonsense, row 4",
      "order_items[1], row 4",
      "order_items[7].location_id, C2",
      "order_items, row 2",
      "requester, row 2",
      "nonsense, row 2",
      "'', row 2",
      "a..b[, row 2",
    })
    void a_path_is_located_at_its_cell_or_the_closest_one(String path, String expected) {
      assertThat(location(fieldLocator, path)).isEqualTo(expected);
    }

    @Test
    void without_a_path_the_location_is_the_first_row() {
      Problem problem =
          fieldLocator.at(null, Severity.ERROR, OrderProblem.REJECTED, "granite", 422, "No.");

      assertThat(problem.location()).isEqualTo(new Problem.Location(0, 2, null));
      assertThat(English.message(problem)).isEqualTo("granite rejected the order (422): No.");
      assertThat(problem.heading()).isNull();
    }

    @Test
    void a_field_has_the_heading_of_the_sheet() {
      assertThat(fieldLocator.heading("order_items[1].location_id"))
          .contains("order_items.location_id");
      assertThat(fieldLocator.heading("requester")).contains("requester");
      assertThat(fieldLocator.heading("nonsense")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "notify[1], B2 aa;bb",
    "notify[], B2 aa;bb",
    "offers[].product, C2 cc",
    "offers[0].product, C2 cc",
    "offers[1].product, D2 dd",
    "offers[1].commitment, row 2",
    "address._id, E2",
    "address, F2 8000",
    "address2, row 2",
    "reference, row 2",
  })
  void telecomx(String path, String expected) {
    FieldLocator fieldLocator =
        locator(
            "telecomx",
            List.of(
                List.of(
                    "order_ref",
                    "notify",
                    "offers[0].product",
                    "offers[1].product",
                    "address._id",
                    "address.zip"),
                List.of("A", "aa;bb", "cc", "dd", "", "8000")));

    assertThat(location(fieldLocator, path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "new_lines[1].configuration[0].value, C3 x",
    "new_lines[1].configuration[0].key, C3 x",
    "new_lines[1].configuration[1].value, D3 y",
    "new_lines[0].configuration[0].value, row 2",
    "annotations[0].text, E2 first",
    "annotations[1].text, F3 second",
  })
  void globalconnect(String path, String expected) {
    FieldLocator fieldLocator =
        locator(
            "globalconnect",
            List.of(
                List.of(
                    "order_ref",
                    "new_lines.article_id",
                    "new_lines.configuration[3000075]",
                    "new_lines.configuration[speed]",
                    "annotations[3].text",
                    "annotations.text"),
                List.of("A", "1", "", "", "first", ""),
                List.of("A", "2", "x", "y", "", "second")));

    assertThat(location(fieldLocator, path)).isEqualTo(expected);
  }

  @Test
  void a_location_on_another_sheet_includes_the_sheets_name() {
    Path file =
        TestFiles.xlsx(
            folder.resolve("two.xlsx"),
            workbook -> {
              TestFiles.texts(
                  workbook.createSheet("granite"),
                  0,
                  List.of(List.of("order_ref", "requester"), List.of("A", "Ann")));
              TestFiles.texts(
                  workbook.createSheet("Granite "),
                  4,
                  List.of(List.of("order_ref", "requester"), List.of("A", "Bob")));
            });

    assertThat(IMPORTING.read(file).problems())
        .filteredOn(problem -> problem.code().equals("contradiction"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.location()).isEqualTo(new Problem.Location(1, 6, 1));
              assertThat(English.message(problem))
                  .isEqualTo(
                      "requester is \"Bob\" in B6 but \"Ann\" in B2 of the sheet \"granite\" of the"
                          + " same order.");
            });
  }
}
