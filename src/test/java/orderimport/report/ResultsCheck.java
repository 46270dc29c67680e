package orderimport.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import orderimport.problem.English;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the result files of one import for consistency: nothing is lost, nothing is duplicated.
 */
public final class ResultsCheck {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> FAILED = Set.of("INVALID", "BLOCKED", "REJECTED");
  private static final Set<String> WITHOUT_ERROR =
      Set.of(
          "ACCEPTED", "HELD", "DUPLICATE", "IN_DOUBT", "SENDING", "SKIPPED", "BLOCKED", "PENDING");

  private record RowKey(String sheet, int row) {}

  private final Path folder;
  private final JsonNode summary;
  private final List<NamedCsvRecord> rows;
  private final List<NamedCsvRecord> problems;
  private final List<JsonNode> orders;
  private final Map<RowKey, NamedCsvRecord> rowsByLocation = new HashMap<>();

  private ResultsCheck(Path folder) throws IOException {
    this.folder = folder;
    this.summary = JSON.readTree(Files.readString(folder.resolve("summary.json")));
    this.rows = csv("rows.csv");
    this.problems = csv("problems.csv");
    this.orders = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("orders.jsonl"))) {
      orders.add(JSON.readTree(line));
    }
  }

  private List<NamedCsvRecord> csv(String name) throws IOException {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve(name), UTF_8)) {
      return reader.stream().toList();
    }
  }

  /**
   * Fails unless all result files in a folder are consistent.
   *
   * @return the content of {@code summary.json}
   */
  public static JsonNode check(Path folder) {
    try {
      ResultsCheck check = new ResultsCheck(folder);
      check.checkCounts();
      check.checkRowsOfOrders();
      check.checkFailuresHaveErrors();
      check.checkWorkbook();
      check.checkCorrectionWorkbook();
      check.checkHtml();
      return check.summary;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkCounts() {
    assertThat(counts("rows", "read")).as("summary and rows.csv").isEqualTo(rowCounts());
    assertThat(summary.at("/rows/read").asLong()).isEqualTo(rows.size());
    Map<String, Long> byStatus =
        orders.stream().collect(groupingBy(o -> o.path("status").asString(), counting()));
    assertThat(counts("orders", "total")).as("summary and orders.jsonl").isEqualTo(byStatus);
    assertThat(summary.at("/orders/total").asLong()).isEqualTo(orders.size());
    assertThat(orders.stream().map(ResultsCheck::orderKey)).doesNotHaveDuplicates();
  }

  private Map<String, Long> rowCounts() {
    return rows.stream().collect(groupingBy(row -> row.getField("status"), counting()));
  }

  private Map<String, Long> counts(String of, String sum) {
    Map<String, Long> counts = new TreeMap<>();
    summary
        .path(of)
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals(sum) && entry.getValue().asLong() > 0) {
                counts.put(entry.getKey(), entry.getValue().asLong());
              }
            });
    return counts;
  }

  private static String orderKey(JsonNode order) {
    return order.path("carrier").asString() + " " + order.path("order_ref").asString();
  }

  private void checkRowsOfOrders() {
    for (NamedCsvRecord row : rows) {
      RowKey key = new RowKey(row.getField("sheet"), Integer.parseInt(row.getField("row")));
      assertThat(rowsByLocation.put(key, row)).as("%s twice in rows.csv", key).isNull();
    }
    Set<RowKey> ordered = new HashSet<>();
    for (JsonNode order : orders) {
      String status = order.path("status").asString();
      List<String> rowStatuses = new ArrayList<>();
      for (JsonNode location : order.path("rows")) {
        RowKey key = new RowKey(location.path("sheet").asString(), location.path("row").asInt());
        assertThat(ordered.add(key)).as("%s in two orders", key).isTrue();
        NamedCsvRecord row =
            Objects.requireNonNull(
                rowsByLocation.get(key), () -> key + " of an order is not in rows.csv");
        assertThat(row.getField("carrier") + " " + row.getField("order_ref"))
            .isEqualTo(orderKey(order));
        assertThat(row.getField("carrier_order_id"))
            .isEqualTo(order.path("carrier_order_id").asString(""));
        rowStatuses.add(row.getField("status"));
      }
      assertThat(rowStatuses).as("rows of %s", orderKey(order)).isNotEmpty();
      if (status.equals("INVALID")) {
        assertThat(rowStatuses).isSubsetOf("INVALID", "BLOCKED");
      } else {
        assertThat(rowStatuses).as("rows of %s", orderKey(order)).containsOnly(status);
      }
      assertThat(order.has("request")).isEqualTo(!order.path("request").isMissingNode());
      if (Set.of("ACCEPTED", "REJECTED", "HELD", "IN_DOUBT").contains(status)) {
        assertThat(order.path("request").isObject()).as("request of %s", orderKey(order)).isTrue();
      }
    }
    rowsByLocation.forEach(
        (key, row) -> {
          if (!ordered.contains(key)) {
            assertThat(row.getField("status")).as("%s of no order", key).isIn("INVALID", "SKIPPED");
          }
        });
  }

  private void checkFailuresHaveErrors() {
    Set<RowKey> withError = new HashSet<>();
    for (NamedCsvRecord problem : problems) {
      assertThat(problem.getField("message")).isNotBlank();
      assertThat(problem.getField("severity")).isIn("error", "warning", "notice");
      assertThat(problem.getField("column")).matches("[A-Z]{0,3}");
      if (problem.getField("severity").equals("error") && !problem.getField("row").isEmpty()) {
        withError.add(
            new RowKey(problem.getField("sheet"), Integer.parseInt(problem.getField("row"))));
      }
    }
    rowsByLocation.forEach(
        (key, row) -> {
          String status = row.getField("status");
          if (status.equals("INVALID")) {
            assertThat(withError).as("an error of %s, which is INVALID", key).contains(key);
            assertThat(row.getField("problems")).isNotBlank();
          } else if (WITHOUT_ERROR.contains(status)) {
            assertThat(withError).as("errors of %s, which is %s", key, status).doesNotContain(key);
          }
        });
    for (JsonNode order : orders) {
      if (order.path("status").asString().equals("REJECTED")) {
        assertThat(order.path("rows").valueStream().map(ResultsCheck::location))
            .as("an error of %s, which was rejected", orderKey(order))
            .anyMatch(withError::contains);
      }
    }
  }

  private static RowKey location(JsonNode row) {
    return new RowKey(row.path("sheet").asString(), row.path("row").asInt());
  }

  private void checkWorkbook() throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook(folder.resolve("result.xlsx").toString())) {
      assertThat(workbook.getSheetName(0)).isEqualTo("Summary");
      assertNoFormulas(workbook);
      assertThat(column(workbook.getSheet("Rows"), "_status"))
          .isEqualTo(rows.stream().map(row -> row.getField("status")).toList());
      assertThat(column(workbook.getSheet("Rows"), "_problems"))
          .isEqualTo(rows.stream().map(row -> shown(row.getField("problems"))).toList());
      assertThat(column(workbook.getSheet("Rows"), "_order_ref"))
          .isEqualTo(rows.stream().map(row -> row.getField("order_ref")).toList());
      assertThat(column(workbook.getSheet("Problems"), "message"))
          .isEqualTo(problems.stream().map(problem -> shown(problem.getField("message"))).toList());
      assertThat(column(workbook.getSheet("Orders"), "status"))
          .isEqualTo(orders.stream().map(order -> order.path("status").asString()).toList());
      assertThat(column(workbook.getSheet("Orders"), "carrier_order_id"))
          .isEqualTo(
              orders.stream().map(order -> order.path("carrier_order_id").asString("")).toList());
      checkSummaryCounts(workbook.getSheet("Summary"));
    }
  }

  /** A cell holds at most 32,767 characters. */
  private static String shown(String text) {
    String mark = " … (shortened)";
    return text.length() > 32_767 ? text.substring(0, 32_767 - mark.length()) + mark : text;
  }

  private void checkSummaryCounts(Sheet sheet) {
    Map<String, Long> shown = new TreeMap<>();
    String section = "";
    for (Row row : sheet) {
      String label = row.getCell(0) == null ? "" : row.getCell(0).toString();
      section = Set.of("Orders", "Rows").contains(label) ? label : section;
      boolean number = row.getCell(1) != null && row.getCell(1).getCellType() == CellType.NUMERIC;
      if (number && label.matches("[A-Z_]+")) {
        shown.put(section + " " + label, (long) row.getCell(1).getNumericCellValue());
      }
    }
    counts("rows", "read")
        .forEach((status, count) -> assertThat(shown).containsEntry("Rows " + status, count));
    counts("orders", "total")
        .forEach((status, count) -> assertThat(shown).containsEntry("Orders " + status, count));
  }

  private void checkCorrectionWorkbook() throws IOException {
    long failed = rows.stream().filter(row -> FAILED.contains(row.getField("status"))).count();
    Path file = folder.resolve("fix-and-reimport.xlsx");
    assertThat(Files.exists(file))
        .as("a correction workbook for %d rows", failed)
        .isEqualTo(failed > 0);
    if (failed > 0) {
      try (XSSFWorkbook workbook = new XSSFWorkbook(file.toString())) {
        assertNoFormulas(workbook);
        List<String> reasons = new ArrayList<>();
        workbook.forEach(sheet -> reasons.addAll(column(sheet, "_problems")));
        assertThat(reasons).hasSize((int) failed).allMatch(reason -> !reason.isBlank());
      }
    }
  }

  private static void assertNoFormulas(XSSFWorkbook workbook) {
    workbook.forEach(
        sheet ->
            sheet.forEach(
                row ->
                    row.forEach(
                        cell -> assertThat(cell.getCellType()).isNotEqualTo(CellType.FORMULA))));
  }

  /** The cells below a heading, as displayed; of two equal headings below the last. */
  private static List<String> column(Sheet sheet, String heading) {
    DataFormatter formatter = new DataFormatter();
    int column = -1;
    for (org.apache.poi.ss.usermodel.Cell cell : sheet.getRow(0)) {
      column = cell.toString().equals(heading) ? cell.getColumnIndex() : column;
    }
    assertThat(column).as("column %s of %s", heading, sheet.getSheetName()).isNotNegative();
    List<String> cells = new ArrayList<>();
    for (int i = 1; i <= sheet.getLastRowNum(); i++) {
      Row row = sheet.getRow(i);
      cells.add(row == null ? "" : formatter.formatCellValue(row.getCell(column)));
    }
    return cells;
  }

  private void checkHtml() throws IOException {
    String html = Files.readString(folder.resolve("report.html"));
    rowCounts()
        .forEach(
            (status, count) ->
                assertThat(html)
                    .contains(count + " " + English.of(ResultStatus.valueOf(status).text())));
    assertThat(html).doesNotContain("src=\"http").doesNotContain("@import");
  }
}
