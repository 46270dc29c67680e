package orderimport.carrier.fjordnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import orderimport.OrderImport;
import orderimport.carrier.Carriers;
import orderimport.database.TestDatabase;
import orderimport.heading.Column;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.Template;
import orderimport.imports.ImportOptions;
import orderimport.imports.ProgressListener;
import orderimport.job.ImportService;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a spreadsheet to the request that a carrier of any shape receives. */
@SpringBootTest(
    classes = OrderImport.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties =
        "spring.config.location=classpath:order-import.properties,"
            + "classpath:job-config/application.yml")
@Import(FjordnetImportTest.OnlyFjordnet.class)
class FjordnetImportTest {
  private static final TestDatabase.Database DATABASE = TestDatabase.database();
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<Received> RECEIVED = new CopyOnWriteArrayList<>();
  private static final AtomicInteger IDS = new AtomicInteger();
  private static final HttpServer CARRIER = start();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path data;

  @Autowired ImportService runs;
  @Autowired HeadingCatalog headingCatalog;

  @TestConfiguration
  static class OnlyFjordnet {
    @Bean
    @Primary
    Carriers fjordnet() {
      return new Carriers(List.of(new Fjordnet()));
    }
  }

  private record Received(Map<String, List<String>> headers, JsonNode body) {
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  private static HttpServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/v2/orders", FjordnetImportTest::receive);
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      RECEIVED.add(
          new Received(
              Map.copyOf(exchange.getRequestHeaders()),
              JSON.readTree(exchange.getRequestBody().readAllBytes())));
      byte[] answer =
          "{\"id\":\"FN-%d\"}".formatted(IDS.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(201, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", DATABASE::url);
    registry.add("spring.datasource.username", DATABASE::username);
    registry.add("spring.datasource.password", DATABASE::password);
    registry.add("order-import.data-dir", data::toString);
    registry.add(
        "order-import.carriers.fjordnet.base-url",
        () -> "http://127.0.0.1:" + CARRIER.getAddress().getPort());
    registry.add("order-import.carriers.fjordnet.order-path", () -> "/v2/orders");
  }

  @AfterAll
  static void stop() {
    CARRIER.stop(0);
  }

  @BeforeEach
  void forget() {
    RECEIVED.clear();
  }

  private int run(Path file) {
    return runs.importFile(file, ImportOptions.NONE, false, ProgressListener.NONE).exitCode();
  }

  private static Path csv(String name, String... lines) throws IOException {
    return Files.write(data.resolve(name), List.of(lines));
  }

  private static List<String> result(String file) throws IOException {
    try (Stream<Path> reports = Files.list(data.resolve("reports"))) {
      Path newest =
          reports
              .filter(each -> each.getFileName().toString().matches("\\d+"))
              .max(Comparator.comparing(each -> Long.valueOf(each.getFileName().toString())))
              .orElseThrow();
      return Files.readAllLines(newest.resolve(file));
    }
  }

  @Test
  void a_workbook_becomes_the_documented_request_with_its_headers() throws Exception {
    Path file = data.resolve("fjordnet.xlsx");
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      Sheet sheet = workbook.createSheet("fjordnet");
      CellStyle date = workbook.createCellStyle();
      date.setDataFormat(workbook.createDataFormat().getFormat("d. mmmm yyyy"));
      fill(
          sheet,
          date,
          List.of(
              "order_ref",
              "Leveringsdato",
              "access",
              "sites.code",
              "Poststed",
              "sites.lines.speed",
              "sites.lines.ends"),
          List.of("A-1", day(2027, 3, 1), "DARK FIBRE", "OSL-1", "Oslo", 100, day(2030, 12, 31)),
          List.of("A-1", "", "", "", "", 200, ""),
          List.of("A-1", "", "", "BGO-1", "Bergen", 100, ""),
          List.of("A-1", day(2027, 3, 1), "dark-fibre", "OSL-1", "Oslo", 500, ""));
      try (var out = Files.newOutputStream(file)) {
        workbook.write(out);
      }
    }

    assertThat(run(file)).isZero();

    assertThat(RECEIVED).hasSize(1);
    Received received = RECEIVED.get(0);
    assertThat(received.body())
        .isEqualTo(
            JSON.readTree(
                """
                {"customer_ref": "A-1", "delivery_date": "2027-03-01", "access": "dark-fibre",
                 "sites": [
                   {"code": "OSL-1", "city": "Oslo",
                    "lines": [{"speed": 100, "ends": "31.12.2030"}, {"speed": 200}, {"speed": 500}]},
                   {"code": "BGO-1", "city": "Bergen", "lines": [{"speed": 100}]}]}
                """));
    assertThat(received.header("X-api-version")).isEqualTo("2");
    assertThat(received.header("X-customer-ref")).isEqualTo("A-1");
    assertThat(received.header("Content-type")).isEqualTo("application/json");
    assertThat(JSON.readTree(result("orders.jsonl").get(0)).path("headers"))
        .isEqualTo(JSON.readTree("{\"X-Api-Version\":\"2\",\"X-Customer-Ref\":\"A-1\"}"));
  }

  private static LocalDate day(int year, int month, int day) {
    return LocalDate.of(year, month, day);
  }

  private static void fill(Sheet sheet, CellStyle date, List<?>... rows) {
    for (int i = 0; i < rows.length; i++) {
      Row row = sheet.createRow(i);
      for (int column = 0; column < rows[i].size(); column++) {
        var cell = row.createCell(column);
        Object value = rows[i].get(column);
        if (value instanceof LocalDate day) {
          cell.setCellValue(day);
          cell.setCellStyle(date);
        } else if (value instanceof Integer number) {
          cell.setCellValue(number);
        } else {
          cell.setCellValue(String.valueOf(value));
        }
      }
    }
  }

  @Test
  void each_problem_names_its_cell() throws Exception {
    Path file =
        csv(
            "mistakes.csv",
            "carrier,order_ref,delivery_date,access,sites.code,sites.city,sites.lines.speed,sites.lines.visits",
            "fjordnet,B-1,2027-03-01T10:00,fiber,OSL-1,Oslo,100,2027-02-31",
            "fjordnet,B-1,,,OSL-1,Oslo,9,",
            "fjordnet,B-1,,,,,,2027-02-20",
            "fjordnet,B-1,,,BGO-1,,100,",
            "fjordnet,Bjørn,2027-03-01,radio,BGO-1,Bergen,100,",
            "fjordnet,B-2,2027-03-01,radio,TRD-1,Trondheim,100,",
            "fjordnet,B-2,,,TRD-1,Tromsø,100,");

    assertThat(run(file)).isEqualTo(4);

    assertThat(RECEIVED).isEmpty();
    assertThat(result("problems.csv"))
        .extracting(line -> line.split(","))
        .extracting(parts -> parts[2] + parts[1] + " " + parts[5])
        .contains(
            "C2 not_a_date",
            "D2 not_allowed",
            "H2 not_a_date",
            "G3 too_small",
            "G4 required",
            "F5 required",
            "B6 wrong_form",
            "E8 site_twice");
    assertThat(String.join("\n", result("problems.csv")))
        .contains("Did you mean \"\"fibre\"\"? Enter one of: fibre, dark-fibre, radio.");
  }

  @Test
  void the_template_lists_the_enum_explains_the_lists_and_can_be_imported() throws Exception {
    Path file = data.resolve("template.xlsx");
    new Template(headingCatalog, "fjordnet").write(file);

    assertThat(headingCatalog.columnsOf("fjordnet"))
        .extracting(Column::path, Column::type, Column::allowed, Column::requiredWith)
        .contains(
            tuple("delivery_date", "date", List.of(), ""),
            tuple("access", "text", List.of("fibre", "dark-fibre", "radio"), ""),
            tuple("sites.lines.visits", "list of date", List.of(), ""));
    try (XSSFWorkbook workbook = new XSSFWorkbook(Files.newInputStream(file))) {
      List<String> listed = new ArrayList<>();
      workbook
          .getSheet("fjordnet")
          .getDataValidations()
          .forEach(
              each ->
                  listed.addAll(List.of(each.getValidationConstraint().getExplicitListValues())));
      assertThat(listed).contains("fibre", "dark-fibre", "radio");
      List<String> guide = new ArrayList<>();
      workbook
          .getSheet("How to")
          .forEach(
              row -> guide.add(row.getCell(0) == null ? "" : row.getCell(0).getStringCellValue()));
      assertThat(String.join("\n", guide))
          .contains("The columns of sites, without those of sites.lines");
    }
    assertThat(run(file)).isZero();
    assertThat(RECEIVED)
        .singleElement()
        .extracting(each -> each.body().path("customer_ref").asString())
        .isEqualTo("SITE-1001");
  }
}
