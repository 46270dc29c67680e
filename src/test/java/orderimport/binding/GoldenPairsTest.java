package orderimport.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.carrier.RequestJson;
import orderimport.heading.RowHeadings;
import orderimport.heading.ValueSpec;
import orderimport.imports.SheetMapping;
import orderimport.problem.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ReadOptions;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Spreadsheet;
import orderimport.spreadsheet.Spreadsheets;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows and the resulting requests: {@code carriers/NAME/rows/CASE.csv}, and the requests by
 * order_ref in {@code CASE.json}; those of {@code example.csv} are from the carrier's
 * documentation. Each is read as a text file and as a workbook with number, date and boolean cells.
 */
class GoldenPairsTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final Importing IMPORTING = new Importing();

  private final Path folder;

  GoldenPairsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @TestFactory
  Stream<DynamicTest> pairs() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Carrier each : Carriers.registered().all()) {
      String carrier = each.name();
      for (Path csv : sheets(carrier)) {
        String name = carrier + " " + csv.getFileName();
        tests.add(DynamicTest.dynamicTest(name, () -> check(carrier, csv, csv)));
        tests.add(
            DynamicTest.dynamicTest(
                name + " as a workbook", () -> check(carrier, csv, workbook(carrier, csv))));
      }
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(16);
    return tests.stream();
  }

  private static List<Path> sheets(String carrier) throws Exception {
    String name = "/carriers/" + carrier + "/rows";
    Path folder =
        Path.of(Objects.requireNonNull(GoldenPairsTest.class.getResource(name), name).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }

  private static void check(String carrier, Path pair, Path file) throws IOException {
    Importing.Result result =
        IMPORTING.read(file, Importing.options("carrier=" + carrier), ReadOptions.NONE);

    assertThat(result.problems()).noneMatch(problem -> problem.severity() == Severity.ERROR);
    ObjectNode read = JSON.createObjectNode();
    result
        .orders()
        .forEach(
            (key, order) ->
                read.set(
                    key.substring(key.indexOf(' ') + 1),
                    JSON.readTree(RequestJson.write(Objects.requireNonNull(order.request())))));
    JsonNode expected = withoutNulls(expected(carrier, pair));
    assertThat(read.equals(GoldenPairsTest::compare, expected))
        .as("%s%nshould be%n%s", read, expected)
        .isTrue();
  }

  /** Compares numbers regardless of trailing zeros, and everything else exactly. */
  private static int compare(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue())
        : one.equals(other) ? 0 : 1;
  }

  private static JsonNode expected(String carrier, Path pair) throws IOException {
    Path own = pair.resolveSibling(pair.getFileName().toString().replace(".csv", ".json"));
    if (Files.exists(own)) {
      return JSON.readTree(Files.readString(own));
    }
    String documented = TestFiles.resource("/carriers/%s/example.json".formatted(carrier));
    return JSON.createObjectNode().set("example", JSON.readTree(documented));
  }

  private static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        if (withoutNulls(object.get(name)).isNull()) {
          object.remove(name);
        }
      }
    } else {
      node.forEach(GoldenPairsTest::withoutNulls);
    }
    return node;
  }

  private Path workbook(String carrier, Path csv) {
    try (Spreadsheet text =
            new Spreadsheets(Limits.DEFAULTS).open(csv, "rows.csv", ReadOptions.NONE);
        Stream<Row> rows = text.rows(text.sheets().get(0))) {
      List<Row> all = rows.toList();
      return TestFiles.xlsx(folder.resolve("rows.xlsx"), workbook -> fill(workbook, carrier, all));
    }
  }

  private static void fill(XSSFWorkbook workbook, String carrier, List<Row> rows) {
    Sheet sheet = workbook.createSheet("Orders");
    CellStyle date = workbook.createCellStyle();
    date.setDataFormat(workbook.createDataFormat().getFormat("dd.mm.yyyy hh:mm:ss"));
    List<String> headings = new ArrayList<>();
    for (Row row : rows) {
      boolean isHeading =
          headings.isEmpty()
              && RowHeadings.of(row, IMPORTING.headingCatalog, SheetMapping.NONE).isCandidate();
      var written = sheet.createRow(row.number() - 1);
      for (Cell cell : row.cells()) {
        var target = written.createCell(cell.column());
        if (isHeading || headings.isEmpty()) {
          target.setCellValue(cell.text());
        } else {
          write(target, cell.text(), type(carrier, headings.get(cell.column())), date);
        }
      }
      if (isHeading) {
        row.cells().forEach(cell -> headings.add(cell.text()));
      }
    }
  }

  private static ValueSpec.Type type(String carrier, String heading) {
    return IMPORTING
        .headingCatalog
        .of(carrier)
        .find(heading)
        .filter(fieldTarget -> !fieldTarget.spec().list())
        .map(fieldTarget -> fieldTarget.spec().type())
        .orElse(ValueSpec.Type.TEXT);
  }

  private static void write(
      org.apache.poi.ss.usermodel.Cell cell, String text, ValueSpec.Type type, CellStyle date) {
    switch (type) {
      case WHOLE_NUMBER, DECIMAL ->
          cell.setCellValue(Double.parseDouble(text.replace(" ", "").replace(',', '.')));
      case YES_NO -> cell.setCellValue(text.equals("yes") || text.equals("ja"));
      case DATE, TIME -> {
        cell.setCellValue(moment(text));
        cell.setCellStyle(date);
      }
      default -> cell.setCellValue(text);
    }
  }

  private static LocalDateTime moment(String text) {
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay();
    }
    return text.endsWith("Z")
        ? LocalDateTime.ofInstant(Instant.parse(text), ZoneOffset.UTC)
        : LocalDateTime.parse(text.replace(' ', 'T'));
  }
}
