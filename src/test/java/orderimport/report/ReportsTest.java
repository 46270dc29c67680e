package orderimport.report;

import static orderimport.report.ImportInDatabase.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import orderimport.problem.Problem.Severity;
import orderimport.problem.TextRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportsTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final DataSource dataSource = ReportDatabase.empty();
  private final Reports reports = new Reports(dataSource, Sites.HEADINGS, TextRenderer.ENGLISH);

  @Test
  void all_files_are_consistent(@TempDir Path folder) {
    reports.write(Sites.of(dataSource).id, folder);

    assertThat(ResultsCheck.check(folder).at("/rows/read").asInt()).isEqualTo(11);
  }

  @Test
  void rows_csv_has_a_line_per_row_in_the_order_of_the_file(@TempDir Path folder)
      throws IOException {
    reports.write(Sites.of(dataSource).id, folder);

    assertThat(folder.resolve("rows.csv"))
        .hasContent(
            """
            sheet,row,carrier,order_ref,status,carrier_order_id,problems,environment
            Sites,3,granite,A-1,ACCEPTED,0061,,live
            Sites,4,granite,A-1,ACCEPTED,0061,,live
            Sites,6,granite,A-2,REJECTED,,phone: The carrier says: no phone.,live
            Sites,7,granite,A-3,INVALID,,"Postnr: 123 has three digits, a postcode has four. | date: The date is missing.",live
            Sites,8,granite,A-3,BLOCKED,,Postnr: The zero in front was put back.,live
            Sites,9,telecomx,B-1,DUPLICATE,,,live
            Sites,10,telecomx,B-2,HELD,,,live
            Sites,11,telecomx,B-3,IN_DOUBT,,,live
            Sites,12,telecomx,B-4,SENDING,,,live
            Sites,13,,,INVALID,,order_ref: The order's name is missing.,
            Sites,14,granite,A-1,SKIPPED,,,
            """);
  }

  @Test
  void problems_csv_names_each_location(@TempDir Path folder) throws IOException {
    reports.write(Sites.of(dataSource).id, folder);

    assertThat(folder.resolve("problems.csv"))
        .hasContent(
            """
            sheet,row,column,heading,value,code,severity,message,hint
            ,,,,,some_code,notice,The file was read as a workbook.,Do this.
            Sites,,H,notes,,some_code,warning,No carrier has a column called notes.,Do this.
            Sites,6,D,phone,'=cmd|'/c calc'!A1,some_code,error,The carrier says: no phone.,Do this.
            Sites,7,C,Postnr,123,some_code,error,"123 has three digits, a postcode has four.",Do this.
            Sites,7,E,date,,some_code,error,The date is missing.,Do this.
            Sites,8,C,Postnr,0579,some_code,warning,The zero in front was put back.,Do this.
            Sites,13,A,order_ref,,some_code,error,The order's name is missing.,Do this.
            """);
  }

  @Test
  void orders_jsonl_contains_each_request_as_sent(@TempDir Path folder) throws IOException {
    reports.write(Sites.of(dataSource).id, folder);

    List<String> lines = Files.readAllLines(folder.resolve("orders.jsonl"));
    assertThat(lines.get(0))
        .isEqualTo(
            "{\"carrier\":\"granite\",\"order_ref\":\"A-1\","
                + "\"rows\":[{\"sheet\":\"Sites\",\"row\":3},{\"sheet\":\"Sites\",\"row\":4}],"
                + "\"status\":\"ACCEPTED\",\"request\":{\"order_name\":\"A-1\",\"n\":1.50},"
                + "\"response\":{\"status\":200,\"body\":"
                + "{\"opportunity_id\": \"0061\", \"order_status\": \"submitted\"}},"
                + "\"carrier_order_id\":\"0061\",\"attempts\":1,\"environment\":\"live\"}");
    assertThat(JSON.readTree(lines.get(1)).at("/response/body").asString())
        .isEqualTo("<html>no</html>");
    assertThat(JSON.readTree(lines.get(2)).has("request")).isFalse();
    assertThat(JSON.readTree(lines.get(2)).has("response")).isFalse();
    assertThat(lines).allSatisfy(line -> assertThat(JSON.readTree(line).isObject()).isTrue());
  }

  @Test
  void a_truncated_response_is_written_as_text(@TempDir Path folder) throws IOException {
    ImportInDatabase cut =
        ImportInDatabase.of(dataSource)
            .order(
                "granite", "A-1", "REJECTED", "{\n\"a\":1\r\n}", null, 400, "{\"error\": \"it is")
            .order("granite", "A-2", "REJECTED", "{}", null, 500, "[1]\n[2]");
    reports.write(cut.id, folder);

    List<String> lines = Files.readAllLines(folder.resolve("orders.jsonl"));
    assertThat(JSON.readTree(lines.get(0)).at("/response/body").asString())
        .isEqualTo("{\"error\": \"it is");
    assertThat(JSON.readTree(lines.get(0)).at("/request/a").asInt()).isEqualTo(1);
    assertThat(JSON.readTree(lines.get(1)).at("/response/body").asString()).isEqualTo("[1]\n[2]");
  }

  @Test
  void summary_json_has_every_status(@TempDir Path folder) {
    reports.write(Sites.of(dataSource).id, folder);

    assertThat(folder.resolve("summary.json"))
        .hasContent(
            """
            {
              "import_id" : 1,
              "file" : "sites.xlsx",
              "sha256" : "%s",
              "state" : "COMPLETED",
              "exit_code" : 4,
              "rows" : {
                "read" : 11,
                "ACCEPTED" : 2,
                "REJECTED" : 1,
                "INVALID" : 2,
                "BLOCKED" : 1,
                "DUPLICATE" : 1,
                "HELD" : 1,
                "IN_DOUBT" : 1,
                "SKIPPED" : 1,
                "PENDING" : 0,
                "SENDING" : 1
              },
              "orders" : {
                "total" : 7,
                "ACCEPTED" : 1,
                "REJECTED" : 1,
                "INVALID" : 1,
                "DUPLICATE" : 1,
                "HELD" : 1,
                "IN_DOUBT" : 1,
                "SENDING" : 1
              },
              "started" : "2026-03-04T05:06:07Z",
              "finished" : "2026-03-04T05:07:09Z",
              "environments" : { }
            }
            """
                .formatted("ab".repeat(32)));
  }

  @Test
  void all_files_add_up_to_the_counts_of_the_import(@TempDir Path folder) throws IOException {
    long id = Sites.of(dataSource).id;
    reports.write(id, folder);
    ImportCounts importCounts = reports.counts(id);

    Map<ResultStatus, Long> rows = new TreeMap<>();
    try (Stream<String> lines = Files.lines(folder.resolve("rows.csv"))) {
      lines
          .skip(1)
          .forEach(line -> rows.merge(ResultStatus.valueOf(line.split(",")[4]), 1L, Long::sum));
    }
    Map<ResultStatus, Long> orders = new TreeMap<>();
    try (Stream<String> lines = Files.lines(folder.resolve("orders.jsonl"))) {
      lines
          .map(line -> JSON.readTree(line).path("status").asString())
          .forEach(status -> orders.merge(ResultStatus.valueOf(status), 1L, Long::sum));
    }
    assertThat(importCounts.rows()).containsAllEntriesOf(rows);
    assertThat(importCounts.orders()).containsAllEntriesOf(orders);
    assertThat(importCounts.rows().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(importCounts.read());
    assertThat(importCounts.orders().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(importCounts.total());
    assertThat(importCounts.read()).isEqualTo(11);
    assertThat(importCounts.total()).isEqualTo(7);
    assertThat(importCounts.byCarrier().get("granite")).containsEntry(ResultStatus.REJECTED, 1L);
    assertThat(importCounts.problems())
        .isEqualTo(Map.of(Severity.ERROR, 4L, Severity.WARNING, 2L, Severity.NOTICE, 1L));
    assertThat(JSON.readTree(reports.summary(id).toString()))
        .isEqualTo(JSON.readTree(Files.readString(folder.resolve("summary.json"))));
  }

  @Test
  void writing_again_produces_the_same_bytes(@TempDir Path first, @TempDir Path second)
      throws Exception {
    long id = Sites.of(dataSource).id;
    reports.write(id, first);
    Thread.sleep(2_100); // Timestamps in a ZIP file have a resolution of two seconds.
    reports.write(id, second);

    try (Stream<Path> files = Files.list(first)) {
      assertThat(files)
          .hasSize(7)
          .allSatisfy(
              file -> assertThat(second.resolve(file.getFileName())).hasSameBinaryContentAs(file));
    }
  }

  @Test
  void unfinished_files_of_a_killed_process_are_deleted(@TempDir Path folder) throws IOException {
    long id = Sites.of(dataSource).id;
    Path draft = Files.createDirectory(folder.resolve(".writing-" + Integer.MAX_VALUE));
    Files.writeString(draft.resolve("rows.csv"), "sheet,ro");

    reports.write(id, folder);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "result.xlsx",
              "fix-and-reimport.xlsx",
              "rows.csv",
              "problems.csv",
              "orders.jsonl",
              "summary.json",
              "report.html");
    }
  }

  @Test
  void the_correction_workbook_is_deleted_when_nothing_is_left_to_fix(@TempDir Path folder) {
    ImportInDatabase good =
        ImportInDatabase.of(dataSource)
            .sheet(0, "Sites", "order_ref")
            .row(0, 2, "granite", "Z-1", text(0, "Z-1"))
            .order("granite", "Z-1", "IN_DOUBT", "{}", null, null, null);
    reports.write(Sites.of(dataSource).id, folder);
    assertThat(folder.resolve("fix-and-reimport.xlsx")).exists();

    reports.write(good.id, folder);

    assertThat(folder.resolve("fix-and-reimport.xlsx")).doesNotExist();
  }

  @Test
  void an_import_of_an_unreadable_file_has_results(@TempDir Path folder) throws IOException {
    ImportInDatabase failed =
        ImportInDatabase.of(dataSource)
            .state("FAILED", 3)
            .problem(null, null, null, null, null, "ERROR", "The file is a picture.");
    reports.write(failed.id, folder);

    JsonNode summary = JSON.readTree(Files.readString(folder.resolve("summary.json")));
    assertThat(summary.at("/rows/read").asInt()).isZero();
    assertThat(summary.path("state").asString()).isEqualTo("FAILED");
    assertThat(folder.resolve("rows.csv"))
        .hasContent("sheet,row,carrier,order_ref,status,carrier_order_id,problems,environment\n");
    assertThat(folder.resolve("report.html"))
        .content()
        .contains("The file could not be read as orders")
        .contains("The file is a picture.");
  }

  @Test
  void a_running_import_is_reported_as_stopped(@TempDir Path folder) throws IOException {
    reports.write(ImportInDatabase.of(dataSource).state("RUNNING", null).id, folder);

    JsonNode summary = JSON.readTree(Files.readString(folder.resolve("summary.json")));
    assertThat(summary.path("state").asString()).isEqualTo("STOPPED");
    assertThat(summary.path("exit_code").asInt()).isEqualTo(1);
  }

  @Test
  void an_unknown_import_is_reported(@TempDir Path folder) {
    assertThatThrownBy(() -> reports.write(99, folder)).hasMessageContaining("99");
    assertThat(folder).isEmptyDirectory();
  }
}
