package orderimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.TestDatabase;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files and options as users have them: problems are reported in words and by the exit code. */
class RealWorldFilesTest {
  private static final Path FIXTURES =
      Path.of("src", "test", "resources", "orderimport", "spreadsheet").toAbsolutePath();
  private static final List<String> HEADINGS =
      List.of("carrier", "order_ref", "type", "address.address", "address.zip", "address.city");
  private static final TestDatabase.Database DATABASE = TestDatabase.database();
  private static final Workspace WORKSPACE = Workspace.empty(DATABASE);
  private static final Path FOLDER = WORKSPACE.workingDirectory();

  private static String order(String ref) {
    return "telecomx,%s,DSL,Storegade 1,8000,Aarhus".formatted(ref);
  }

  private static void csv(String name, String... orders) {
    List<String> lines = new ArrayList<>(List.of(String.join(",", HEADINGS)));
    lines.addAll(List.of(orders));
    WORKSPACE.write(name, lines.toArray(String[]::new));
  }

  @Test
  void unreadable_files_are_code_3_and_each_gets_a_next_step()
      throws IOException, GeneralSecurityException {
    Path folder = Files.createDirectories(FOLDER.resolve("unreadable"));
    try (XSSFWorkbook workbook = workbook()) {
      write(workbook, folder.resolve("whole.xlsx"));
    }
    byte[] whole = Files.readAllBytes(folder.resolve("whole.xlsx"));
    Files.write(folder.resolve("cut off.xlsx"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("empty.xlsx"), new byte[0]);
    Files.copy(FIXTURES.resolve("libreoffice.ods"), folder.resolve("calc.xlsx"));
    encrypt(folder.resolve("whole.xlsx"), folder.resolve("with password.xlsx"));
    Files.delete(folder.resolve("whole.xlsx"));

    CommandLineRun run = WORKSPACE.run("import", "unreadable");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out())
        .containsPattern("calc.xlsx\\R.*OpenDocument spreadsheet")
        .containsPattern("cut off.xlsx\\R.*(damaged|cut off)")
        .containsPattern("empty.xlsx\\R.*empty")
        .containsPattern("with password.xlsx\\R.*password");
    assertThat(run.all()).doesNotContain("Exception", "\tat ", "org.", "java.");
  }

  private static XSSFWorkbook workbook() {
    XSSFWorkbook workbook = new XSSFWorkbook();
    workbook.createSheet("Old").createRow(0).createCell(0).setCellValue("order_ref");
    Sheet sheet = workbook.createSheet("Rollout");
    fill(sheet.createRow(0), HEADINGS);
    fill(sheet.getRow(0), 6, List.of("startDate"));
    for (int i = 1; i <= 2; i++) {
      Row row = sheet.createRow(i);
      fill(row, List.of(order("OPT-" + i).split(",")));
      fill(row, 6, List.of("04/%s".formatted(monthFromNow())));
      row.setZeroHeight(i == 2);
    }
    return workbook;
  }

  private static String monthFromNow() {
    java.time.LocalDate day = java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusMonths(2);
    return "%02d/%d".formatted(day.getMonthValue(), day.getYear());
  }

  private static void fill(Row row, List<String> cells) {
    fill(row, 0, cells);
  }

  private static void fill(Row row, int from, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      row.createCell(from + i).setCellValue(cells.get(i));
    }
  }

  private static void write(XSSFWorkbook workbook, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      workbook.write(out);
    }
  }

  private static void encrypt(Path file, Path encrypted)
      throws IOException, GeneralSecurityException {
    try (POIFSFileSystem ole = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("secret");
      try (OutputStream out = encryptor.getDataStream(ole)) {
        Files.copy(file, out);
      }
      try (OutputStream out = Files.newOutputStream(encrypted)) {
        ole.writeFilesystem(out);
      }
    }
  }

  @Test
  @Tag("long")
  void options_choose_the_sheet_hidden_rows_and_date_order() throws IOException {
    try (XSSFWorkbook workbook = workbook()) {
      write(workbook, FOLDER.resolve("options.xlsx"));
    }
    CommandLineRun hidden = WORKSPACE.run("import", "options.xlsx", "--sheet", "rollout");
    assertThat(hidden.code()).isEqualTo(3);
    assertThat(hidden.out()).contains("hidden", "--hidden-rows");

    CommandLineRun missing = WORKSPACE.run("validate", "options.xlsx", "--sheet", "Rolout");
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.out()).contains("There is no sheet \"Rolout\"", "Old, Rollout");

    CommandLineRun chosen =
        WORKSPACE.run(
            "import",
            "options.xlsx",
            "--sheet=Rollout",
            "--hidden-rows=skip",
            "--date-order=dmy",
            "--all-or-nothing");
    assertThat(chosen.code()).as(chosen.all()).isZero();
    assertThat(chosen.out()).contains("2 rows read = 1 accepted + 1 skipped");
    assertThat(text("select request from orders where order_ref = 'OPT-1'"))
        .contains("-04T00:00:00.000Z");
  }

  @Test
  @Tag("long")
  void in_doubt_is_code_5_and_a_blocked_carrier_code_1() throws IOException {
    HttpServer carrier =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    carrier.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          exchange.sendResponseHeaders(body.contains("DOUBT") ? 500 : 401, -1);
          exchange.close();
        });
    carrier.start();
    try {
      WORKSPACE.write(
          "carrier.yml",
          "order-import.carriers.telecomx.base-url: http://127.0.0.1:%d"
              .formatted(carrier.getAddress().getPort()));
      csv("doubt.csv", order("DOUBT-1"));
      csv("more doubt.csv", order("DOUBT-2"));
      csv("mistake.csv", order("BAD-1").replace("8000", ""));
      csv("stopped.csv", order("STOPPED-1"));
      WORKSPACE.write("no orders.csv", "a,b", "1,2");

      CommandLineRun doubt =
          WORKSPACE.run("import", "--config=carrier.yml", "mistake.csv", "doubt.csv");
      assertThat(doubt.code()).isEqualTo(5);
      assertThat(doubt.out()).contains("1 order = 1 in doubt", "`order-import in-doubt`");

      CommandLineRun stopped =
          WORKSPACE.run(
              "import", "--config=carrier.yml", "more doubt.csv", "stopped.csv", "mistake.csv");
      assertThat(stopped.code()).isEqualTo(1);
      assertThat(stopped.all()).contains("telecomx", "1 order = 1 held", "`order-import resume");

      CommandLineRun all =
          WORKSPACE.run(
              "import", "--config=carrier.yml", "stopped.csv", "no orders.csv", "doubt.csv");
      assertThat(all.code()).isEqualTo(3);
    } finally {
      carrier.stop(0);
    }
  }

  @Test
  @Tag("long")
  void an_import_stopped_by_a_full_disk_can_be_resumed() {
    csv(
        "many.csv",
        IntStream.range(0, 400).mapToObj(i -> order("FULL-" + i)).toArray(String[]::new));

    CommandLineRun full =
        WORKSPACE
            // It would print why it cannot store the coverage.
            .withVariables(Map.of("JDK_JAVA_OPTIONS", "-Djacoco-agent.dumponexit=false"))
            .wrappedBy("sh", "-c", "ulimit -f 64; exec \"$@\"", "sh")
            .runAlone("import", "--hold", "many.csv");

    assertThat(full.code()).as(full.all()).isEqualTo(1);
    assertThat(full.err()).contains("`order-import resume").doesNotContain("Exception", "\tat ");
    long id = Long.parseLong(text("select max(id)::text from import where file_name = 'many.csv'"));
    assertThat(FOLDER.resolve("data/reports/" + id + "/summary.json")).doesNotExist();

    CommandLineRun resumed = WORKSPACE.run("resume", id);

    assertThat(resumed.code()).isZero();
    assertThat(resumed.out()).contains("400 orders = 400 held");
    assertThat(FOLDER.resolve("data/reports/" + id + "/summary.json")).exists();
  }

  @Test
  void an_unusable_results_folder_is_reported_before_placing() throws IOException {
    csv("results.csv", order("RESULTS-1"));
    Files.createDirectories(FOLDER.resolve("other"));
    Files.createFile(FOLDER.resolve("other/reports"));

    CommandLineRun run = WORKSPACE.run("import", "results.csv", "--data-dir=other");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("other/reports").doesNotContain("Exception", "\tat ");
    assertThat(text("select count(*)::text from orders where order_ref = 'RESULTS-1'"))
        .isEqualTo("0");
  }

  @Test
  void orders_are_placed_even_if_results_cannot_be_written() throws IOException {
    csv("late.csv", order("RESULTS-2"));
    Path reports = Files.createDirectories(FOLDER.resolve("late/reports"));
    long latest = Long.parseLong(text("select coalesce(max(id), 0)::text from import"));
    for (long next = latest + 1; next <= latest + 10; next++) {
      Files.createFile(reports.resolve(String.valueOf(next)));
    }

    CommandLineRun run = WORKSPACE.run("import", "late.csv", "--data-dir=late");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("late/reports").doesNotContain("Exception", "\tat ");
    assertThat(text("select status from orders where order_ref = 'RESULTS-2'"))
        .isEqualTo("ACCEPTED");
  }

  private static String text(String query) {
    return JdbcClient.create(DATABASE.dataSource()).sql(query).query(String.class).single();
  }
}
