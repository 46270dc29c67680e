package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.database.DataFolder;
import orderimport.heading.Column;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateCommandTest {
  @TempDir private Path folder = Path.of("");

  private record Result(int code, String out, String err) {}

  static List<String> carriers() {
    return Carriers.registered().all().stream().map(Carrier::name).toList();
  }

  private static Result run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream capturedOut = new ByteArrayOutputStream();
    ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(capturedOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(capturedErr, true, StandardCharsets.UTF_8));
      RootCommand rootCommand = new RootCommand(new Shutdown());
      int code = Main.commandLine(rootCommand, arguments).execute(arguments);
      return new Result(
          code,
          capturedOut.toString(StandardCharsets.UTF_8),
          capturedErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private Path template(String carrier) {
    Path file = folder.resolve(carrier + ".xlsx");
    Result result = run("template", carrier, "-o", file.toString());
    assertThat(result.code()).as(result.err()).isZero();
    return file;
  }

  @Test
  void every_template_can_be_imported_unchanged_with_a_warning() throws IOException {
    Path data = DataFolder.in(folder).path();
    List<String> arguments =
        new ArrayList<>(List.of("validate", "--quiet", "--data-dir", data.toString()));
    carriers().forEach(carrier -> arguments.add(template(carrier).toString()));

    Result result = run(arguments.toArray(String[]::new));

    assertThat(result.code()).as(result.out() + result.err()).isZero();
    assertThat(result.out().split("1 order = 1 held", -1)).hasSize(carriers().size() + 1);
    try (Stream<Path> reports = Files.list(data.resolve("reports"))) {
      assertThat(reports.map(report -> report.resolve("problems.csv")))
          .hasSize(carriers().size())
          .allSatisfy(problems -> assertThat(problems).content().contains(",example_row,warning,"));
    }
  }

  @ParameterizedTest
  @MethodSource("carriers")
  void every_column_has_a_note_that_explains_it(String carrier) throws IOException {
    HeadingCatalog headingCatalog =
        new HeadingCatalog(
            Carriers.registered(), HeadingAliases.fromConfiguration(Path.of("none")));

    try (XSSFWorkbook workbook = read(template(carrier))) {
      XSSFSheet sheet = workbook.getSheet(carrier);
      List<String> notes = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (Cell heading : sheet.getRow(0)) {
        names.add(heading.getStringCellValue().replaceFirst("\\[.*]$", "[KEY]"));
        notes.add(heading.getCellComment().getString().getString());
      }
      List<Column> columns = headingCatalog.columnsOf(carrier);
      assertThat(names)
          .containsExactlyInAnyOrderElementsOf(columns.stream().map(Column::path).toList());
      for (Column column : columns) {
        assertThat(notes.get(names.indexOf(column.path())))
            .contains(column.description(), column.type())
            .contains(String.join(", ", column.allowed()))
            .startsWith(
                column.required()
                    ? "Required ("
                    : column.requiredWith().isEmpty() ? "Optional (" : "Required with ");
      }
    }
  }

  @Test
  void allowed_values_are_drop_downs_and_text_keeps_leading_zeros() throws IOException {
    try (XSSFWorkbook workbook = read(template("granite"))) {
      XSSFSheet sheet = workbook.getSheet("granite");
      assertThat(dropDownValues(sheet, "order_items.network_monitoring_package"))
          .containsExactly("essentials", "enhanced", "none");
      int zip = column(sheet, "order_items.account_to_create.zip");
      assertThat(sheet.getColumnStyle(zip).getDataFormatString()).isEqualTo("@");
    }
    try (XSSFWorkbook workbook = read(template("telecomx"))) {
      XSSFSheet sheet = workbook.getSheet("telecomx");
      assertThat(dropDownValues(sheet, "commitment1")).containsExactly("yes", "no");
      assertThat(sheet.getColumnStyle(column(sheet, "startDate")).getDataFormatString())
          .isEqualTo("yyyy-mm-dd");
    }
  }

  private static XSSFWorkbook read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new XSSFWorkbook(in);
    }
  }

  private static int column(XSSFSheet sheet, String heading) {
    for (Cell cell : sheet.getRow(0)) {
      if (cell.getStringCellValue().equals(heading)) {
        return cell.getColumnIndex();
      }
    }
    throw new AssertionError("No column " + heading);
  }

  private static String[] dropDownValues(XSSFSheet sheet, String heading) {
    int column = column(sheet, heading);
    for (DataValidation rule : sheet.getDataValidations()) {
      if (rule.getRegions().getCellRangeAddress(0).isInRange(1, column)) {
        return rule.getValidationConstraint().getExplicitListValues();
      }
    }
    throw new AssertionError("No list for " + heading);
  }

  @Test
  void an_existing_file_is_not_overwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.xlsx"), "mine");

    Result result = run("template", "granite", "-o", file.toString());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(file + " already exists").doesNotContain("Exception");
    assertThat(file).hasContent("mine");
  }

  @Test
  void a_template_that_cannot_be_written_gives_a_plain_message() {
    assertThat(run("template", "granite", "-o", folder + "/none/t.xlsx"))
        .satisfies(result -> assertThat(result.code()).isEqualTo(2))
        .satisfies(result -> assertThat(result.err()).contains("there is no such file or folder"));
    assertThat(run("template", "granit", "-o", folder + "/t.xlsx").err())
        .contains("There is no carrier granit. There are " + String.join(", ", carriers()));
    assertThat(run("template", "granite", "-o", folder + "/t.csv").err()).contains(".xlsx");
  }
}
