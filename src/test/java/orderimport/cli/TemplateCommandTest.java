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
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.column.Column;
import orderimport.column.HeadingAliases;
import orderimport.column.HeadingCatalog;
import orderimport.database.DataFolder;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class TemplateCommandTest {
  @TempDir private Path folder = Path.of("");

  private record Ran(int code, String out, String err) {}

  static List<String> carriers() {
    return Carriers.registered().all().stream().map(Carrier::name).toList();
  }

  private static Ran run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream toOut = new ByteArrayOutputStream();
    ByteArrayOutputStream toErr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(toOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(toErr, true, StandardCharsets.UTF_8));
      RootCommand rootCommand = new RootCommand(new Shutdown());
      CommandLine command = new CommandLine(rootCommand, new CommandFactory(rootCommand));
      command.setParameterExceptionHandler(new UsageErrorHandler(rootCommand));
      command.setExecutionExceptionHandler(new ErrorReporter(rootCommand));
      int code = command.execute(arguments);
      return new Ran(
          code, toOut.toString(StandardCharsets.UTF_8), toErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private Path template(String carrier) {
    Path file = folder.resolve(carrier + ".xlsx");
    Ran ran = run("template", carrier, "-o", file.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    return file;
  }

  @Test
  void every_template_can_be_imported_as_it_is() {
    List<String> arguments =
        new ArrayList<>(
            List.of("validate", "--quiet", "--data-dir", DataFolder.in(folder).path().toString()));
    carriers().forEach(carrier -> arguments.add(template(carrier).toString()));

    Ran ran = run(arguments.toArray(String[]::new));

    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out().split("1 order = 1 held", -1)).hasSize(carriers().size() + 1);
  }

  @ParameterizedTest
  @MethodSource("carriers")
  void every_column_is_there_with_a_note_that_says_what_it_is(String carrier) throws IOException {
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
  void allowed_values_are_drop_down_lists_and_text_keeps_its_zeros() throws IOException {
    try (XSSFWorkbook workbook = read(template("granite"))) {
      XSSFSheet sheet = workbook.getSheet("granite");
      assertThat(listed(sheet, "order_items.network_monitoring_package"))
          .containsExactly("essentials", "enhanced", "none");
      int zip = column(sheet, "order_items.account_to_create.zip");
      assertThat(sheet.getColumnStyle(zip).getDataFormatString()).isEqualTo("@");
    }
    try (XSSFWorkbook workbook = read(template("telecomx"))) {
      XSSFSheet sheet = workbook.getSheet("telecomx");
      assertThat(listed(sheet, "commitment1")).containsExactly("yes", "no");
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

  private static String[] listed(XSSFSheet sheet, String heading) {
    int column = column(sheet, heading);
    for (DataValidation rule : sheet.getDataValidations()) {
      if (rule.getRegions().getCellRangeAddress(0).isInRange(1, column)) {
        return rule.getValidationConstraint().getExplicitListValues();
      }
    }
    throw new AssertionError("No list for " + heading);
  }

  @Test
  void a_file_that_is_there_is_left_as_it_is() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.xlsx"), "mine");

    Ran ran = run("template", "granite", "-o", file.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains(file + " already exists").doesNotContain("Exception");
    assertThat(file).hasContent("mine");
  }

  @Test
  void what_cannot_be_written_is_told_in_plain_words() {
    assertThat(run("template", "granite", "-o", folder + "/none/t.xlsx"))
        .satisfies(ran -> assertThat(ran.code()).isEqualTo(2))
        .satisfies(ran -> assertThat(ran.err()).contains("there is no such file or folder"));
    assertThat(run("template", "granit", "-o", folder + "/t.xlsx").err())
        .contains("There is no carrier granit. There are " + String.join(", ", carriers()));
    assertThat(run("template", "granite", "-o", folder + "/t.csv").err()).contains(".xlsx");
  }
}
