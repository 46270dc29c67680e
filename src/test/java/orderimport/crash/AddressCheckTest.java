package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orderimport.address.AddressRegister;
import orderimport.cli.CommandLineRun;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFDataValidation;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The validation looks the addresses of telecomx's orders up. */
@Timeout(300)
class AddressCheckTest {
  private static final String HEADINGS =
      "carrier,order_ref,type,ipAddresses,address.address,address.zip,address.city";

  private static final Pattern RESULTS = Pattern.compile("Results: (\\S+)");

  /** A file of orders with these addresses: {@code ADDRESS|ZIP|CITY}. */
  private static Path sheet(String name, List<String> addresses) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADINGS));
    for (int i = 0; i < addresses.size(); i++) {
      lines.add(
          "telecomx,%s-%d,FIBER,8,\"%s\""
              .formatted(name, i + 1, addresses.get(i).replace("|", "\",\"")));
    }
    return Files.write(CrashTestEnvironment.newFile("addresses", ".csv"), lines);
  }

  private static Path sheet(String name, String... addresses) throws IOException {
    return sheet(name, List.of(addresses));
  }

  private static Path reports(CrashTestEnvironment environment) {
    return CrashTestEnvironment.DATA
        .resolve("reports")
        .resolve(String.valueOf(environment.ledgerAudit().latestImport()));
  }

  /** {@code ROW COLUMN CODE SEVERITY} of each problem. */
  private static List<String> problems(Path reports) throws IOException {
    try (Stream<String> lines = Files.lines(reports.resolve("problems.csv"))) {
      return lines
          .skip(1)
          .map(line -> line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
          .map(fields -> "%s %s %s %s".formatted(fields[1], fields[2], fields[5], fields[6]))
          .toList();
    }
  }

  private static Map<String, String> statuses(CrashTestEnvironment environment) {
    return environment.ledgerAudit().ledger(environment.ledgerAudit().latestImport());
  }

  private static List<String> queries(CrashTestEnvironment environment) {
    return environment.carriers().addresses().lookUps().stream()
        .map(AddressRegister.LookUp::query)
        .toList();
  }

  @Test
  void no_match_or_several_is_an_error_on_the_cells_with_suggestions() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(2, "").checkingAddresses()) {
      environment
          .carriers()
          .addresses()
          .home("Vestergade", "12", "2", "tv", 8000, "Aarhus C")
          .home("Vestergade", "12", "2", "th", 8000, "Aarhus C")
          .home("Nygade", "3", "", "", 5000, "Odense C");
      String name = CrashTestEnvironment.unique("M");
      Path sheet =
          sheet(
              name,
              "vestergade 12, 2. TV|8000|Aarhus C",
              "Vestergade 12|8000|Aarhus C",
              "Vestergade 12, 9. tv|8000|Aarhus C",
              "Nygade 3|5000|Aarhus",
              "Vestergade|8000|Aarhus C",
              "Nygade 99|5000|Odense C");

      CommandLineRun held = environment.run("import", "--hold", sheet);

      assertThat(held.code()).as(held.all()).isEqualTo(4);
      assertThat(problems(reports(environment)))
          .containsExactly(
              "3 E address_ambiguous error",
              "4 E address_not_found error",
              "5 G address_not_found error",
              "6 E address_street_only error",
              "7 E address_not_found error");
      assertThat(Files.readString(reports(environment).resolve("problems.csv")))
          .contains("Vestergade 12, 2. th", "Odense C", "Add the house number");
      assertThat(statuses(environment))
          .isEqualTo(
              IntStream.rangeClosed(1, 6)
                  .boxed()
                  .collect(
                      Collectors.toMap(
                          number -> "telecomx " + name + "-" + number,
                          number -> number == 1 ? "HELD" : "INVALID")));
      JsonNode rows =
          environment.ledgerAudit().summary(environment.ledgerAudit().latestImport()).path("rows");
      assertThat(rows.path("INVALID").asInt()).isEqualTo(5);
      assertThat(rows.path("HELD").asInt()).isEqualTo(1);
      assertThat(request(environment, name + "-1")).contains("\"vestergade 12, 2. TV\"");
    }
  }

  private static String request(CrashTestEnvironment environment, String orderRef) {
    return environment
        .ledgerAudit()
        .sql()
        .sql("select request from orders where order_ref = ?")
        .param(orderRef)
        .query(String.class)
        .single();
  }

  @Test
  @Tag("long")
  void a_dry_run_checks_the_same() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "").checkingAddresses()) {
      environment.carriers().addresses().home("Nygade", "3", "", "", 5000, "Odense C");
      Path sheet =
          sheet(
              CrashTestEnvironment.unique("V"), "Nygade 3|5000|Odense C", "Nygade 4|5000|Odense C");

      CommandLineRun validated = environment.run("validate", sheet);

      assertThat(validated.code()).as(validated.all()).isEqualTo(4);
      Matcher results = RESULTS.matcher(validated.all());
      assertThat(results.find()).isTrue();
      assertThat(problems(Path.of(results.group(1))))
          .containsExactly("3 E address_not_found error");
      assertThat(environment.carriers().arrivals()).isEmpty();
    }
  }

  @Test
  @Tag("long")
  void a_row_gets_the_errors_of_its_address_beside_its_others() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "").checkingAddresses()) {
      Path sheet = sheet(CrashTestEnvironment.unique("B"), "Nygade 4|5000|Odense C");
      Files.writeString(sheet, Files.readString(sheet).replace("FIBER,8", "FIBER,7 or 8"));

      CommandLineRun held = environment.run("import", "--hold", sheet);

      assertThat(held.code()).as(held.all()).isEqualTo(4);
      assertThat(problems(reports(environment)))
          .containsExactly("2 D not_a_number error", "2 E address_not_found error");
    }
  }

  @Test
  void each_address_is_asked_for_once_in_this_and_later_imports() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(4, "").checkingAddresses()) {
      AddressRegister register = environment.carriers().addresses();
      List<String> written = new ArrayList<>();
      for (int number = 1; number <= 3; number++) {
        register.home("Nygade", "" + number, "", "", 5000, "Odense C");
        for (int i = 0; i < 10; i++) {
          written.add(
              i % 2 == 0
                  ? "Nygade %d|5000|Odense C".formatted(number)
                  : "NYGADE  %d |5000| odense c".formatted(number));
        }
      }
      written.add("Nygade 9|5000|Odense C");

      CommandLineRun first =
          environment.run("import", sheet(CrashTestEnvironment.unique("C"), written));
      assertThat(first.code()).as(first.all()).isEqualTo(4);
      assertThat(statuses(environment).values()).filteredOn("ACCEPTED"::equals).hasSize(30);
      assertThat(queries(environment)).hasSize(5);

      CommandLineRun second =
          environment.run("import", "--hold", sheet(CrashTestEnvironment.unique("C"), written));
      assertThat(second.code()).as(second.all()).isEqualTo(4);
      assertThat(statuses(environment).values()).filteredOn("HELD"::equals).hasSize(30);
      assertThat(queries(environment)).hasSize(5);

      age(environment, "2 days");
      environment.run("import", "--hold", sheet(CrashTestEnvironment.unique("C"), written));
      assertThat(queries(environment)).hasSize(7);
      age(environment, "31 days");
      environment.run("import", "--hold", sheet(CrashTestEnvironment.unique("C"), written));
      assertThat(queries(environment)).hasSize(12);
    }
  }

  private static void age(CrashTestEnvironment environment, String interval) {
    environment
        .ledgerAudit()
        .sql()
        .sql("update address_lookup set asked_at = asked_at - ?::interval")
        .param(interval)
        .update();
  }

  @Test
  void a_look_up_that_is_down_is_one_warning_and_orders_are_placed() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(2, "").checkingAddresses()) {
      environment.carriers().addresses().answer(query -> 500);
      List<String> written =
          IntStream.range(0, 60).mapToObj("Nygade %d|5000|Odense C"::formatted).toList();

      CommandLineRun placed =
          environment.run("import", sheet(CrashTestEnvironment.unique("D"), written));

      assertThat(placed.code()).as(placed.all()).isZero();
      assertThat(statuses(environment).values()).hasSize(60).containsOnly("ACCEPTED");
      assertThat(queries(environment)).hasSizeLessThan(10);
      assertThat(problems(reports(environment))).containsExactly("  addresses_not_checked warning");
      assertThat(Files.readString(reports(environment).resolve("problems.csv")))
          .contains("Addresses that telecomx did not look up: 60", "it answered 500");
    }
  }

  @Test
  void a_single_failure_is_a_warning_on_its_cell_and_asked_for_again() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "").checkingAddresses()) {
      AddressRegister register = environment.carriers().addresses();
      register
          .home("Nygade", "1", "", "", 5000, "Odense C")
          .home("Nygade", "2", "", "", 5000, "Odense C");
      register.answer(query -> query.contains("Nygade 2") ? 502 : 200);
      String[] written = {"Nygade 1|5000|Odense C", "Nygade 2|5000|Odense C"};

      CommandLineRun held =
          environment.run("import", "--hold", sheet(CrashTestEnvironment.unique("F"), written));

      assertThat(held.code()).as(held.all()).isZero();
      assertThat(problems(reports(environment))).containsExactly("3 E address_not_checked warning");
      register.answer(query -> 200);
      environment.run("import", "--hold", sheet(CrashTestEnvironment.unique("F"), written));
      assertThat(problems(reports(environment))).isEmpty();
      assertThat(queries(environment)).hasSize(3);
    }
  }

  @Test
  void an_unreadable_answer_and_rejected_credentials_are_warnings() throws Exception {
    for (int status : new int[] {401, 204}) {
      try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "").checkingAddresses()) {
        environment.carriers().addresses().answer(query -> status);
        Path sheet =
            sheet(
                CrashTestEnvironment.unique("U"),
                "Nygade 1|5000|Odense C",
                "Nygade 2|5000|Odense C",
                "Nygade 3|5000|Odense C");

        CommandLineRun held = environment.run("import", "--hold", sheet);

        assertThat(held.code()).as(held.all()).isZero();
        assertThat(problems(reports(environment)))
            .containsExactly("  addresses_not_checked warning");
        assertThat(Files.readString(reports(environment).resolve("problems.csv")))
            .contains("did not look up: 3.", status == 204 ? "not a list" : "(401)");
        assertThat(queries(environment)).hasSize(status == 204 ? 3 : 1);
      }
    }
  }

  @Test
  @Tag("long")
  void a_pause_that_the_carrier_asks_for_is_kept() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "").checkingAddresses()) {
      AddressRegister register = environment.carriers().addresses();
      register.home("Nygade", "1", "", "", 5000, "Odense C");
      AtomicInteger asked = new AtomicInteger();
      register.answer(query -> asked.incrementAndGet() < 3 ? 429 : 200);

      CommandLineRun held =
          environment.run(
              "import",
              "--hold",
              sheet(CrashTestEnvironment.unique("P"), "Nygade 1|5000|Odense C"));

      assertThat(held.code()).as(held.all()).isZero();
      assertThat(problems(reports(environment))).isEmpty();
      List<AddressRegister.LookUp> lookUps = register.lookUps();
      assertThat(lookUps).hasSize(3);
      assertThat(Duration.ofNanos(lookUps.get(2).nanos() - lookUps.get(0).nanos()))
          .isGreaterThan(Duration.ofMillis(1_900));
    }
  }

  private static List<String> register(AddressRegister register, int homes) {
    List<String> written = new ArrayList<>();
    for (int number = 1; number <= homes; number++) {
      if (number % 10 != 0) {
        register.home("Nygade", "" + number, "", "", 5000, "Odense C");
      }
      written.add("Nygade %d|5000|Odense C".formatted(number));
    }
    return written;
  }

  /** Of 40 addresses, 4 are not known. */
  private static void assertComplete(CrashTestEnvironment environment) throws IOException {
    assertThat(statuses(environment).values())
        .hasSize(40)
        .satisfies(
            all -> {
              assertThat(all).filteredOn("HELD"::equals).hasSize(36);
              assertThat(all).filteredOn("INVALID"::equals).hasSize(4);
            });
    assertThat(problems(reports(environment)))
        .hasSize(4)
        .allMatch(problem -> problem.endsWith("E address_not_found error"));
  }

  @Test
  void after_a_kill_only_the_missing_addresses_are_asked_for() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(2, "").checkingAddresses()) {
      AddressRegister register = environment.carriers().addresses();
      List<String> written = register(register, 40);
      register.answer(
          query -> {
            Thread.sleep(60);
            return 200;
          });
      ChildProcess child =
          environment.start("import", "--hold", sheet(CrashTestEnvironment.unique("K"), written));
      CrashTestEnvironment.await(() -> register.lookUps().size() > 15);
      child.kill();
      assertThat(child.waitForExit()).isEqualTo(137);
      int before = register.lookUps().size();
      assertThat(before).isLessThan(44);
      assertThat(statuses(environment)).isEmpty();

      CommandLineRun resumed = environment.run("resume", environment.ledgerAudit().latestImport());

      assertThat(resumed.code()).as(resumed.all()).isEqualTo(4);
      assertComplete(environment);
      // What was under way at the kill is asked for again.
      assertThat(register.lookUps().size()).isBetween(44, 48);
    }
  }

  @Test
  @Tag("long")
  void while_looking_up_it_stops_soon_and_resumes() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(2, "").checkingAddresses()) {
      AddressRegister register = environment.carriers().addresses();
      List<String> written = register(register, 40);
      register.answer(
          query -> {
            Thread.sleep(200);
            return 200;
          });
      ChildProcess child =
          environment.startAlone(
              "import", "--hold", sheet(CrashTestEnvironment.unique("S"), written));
      CrashTestEnvironment.await(() -> register.lookUps().size() > 5);
      long signalled = System.nanoTime();
      child.stop();
      assertThat(child.waitForExit()).as(child.output()).isEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - signalled)).isLessThan(Duration.ofSeconds(8));
      assertThat(statuses(environment)).isEmpty();
      assertThat(
              environment
                  .ledgerAudit()
                  .summary(environment.ledgerAudit().latestImport())
                  .path("state")
                  .asString())
          .isEqualTo("STOPPED");
      register.answer(query -> 200);

      CommandLineRun resumed = environment.run("resume", environment.ledgerAudit().latestImport());

      assertThat(resumed.code()).as(resumed.all()).isEqualTo(4);
      assertComplete(environment);
    }
  }

  @Test
  @Tag("long")
  void look_ups_and_orders_share_the_rate_limit() throws Exception {
    try (CrashTestEnvironment environment =
        new CrashTestEnvironment(4, "").checkingAddresses("rate-limit: {requests: 10, per: 2s}")) {
      environment.ledgerAudit().sql().sql("delete from rate_limit_slot").update();
      AddressRegister register = environment.carriers().addresses();
      List<String> written = new ArrayList<>();
      for (int number = 1; number <= 15; number++) {
        register.home("Nygade", "" + number, "", "", 5000, "Odense C");
        written.add("Nygade %d|5000|Odense C".formatted(number));
      }

      CommandLineRun placed =
          environment.run("import", sheet(CrashTestEnvironment.unique("R"), written));

      assertThat(placed.code()).as(placed.all()).isZero();
      List<Long> arrivals =
          Stream.concat(
                  register.lookUps().stream().map(AddressRegister.LookUp::nanos),
                  environment.carriers().arrivals().stream().map(FakeCarriers.Arrival::nanos))
              .sorted()
              .toList();
      assertThat(arrivals).hasSize(30);
      for (int i = 10; i < arrivals.size(); i++) {
        assertThat(Duration.ofNanos(arrivals.get(i) - arrivals.get(i - 10)))
            .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      }
    }
  }

  @Test
  void a_token_in_the_address_is_in_no_message_and_no_table() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "").checkingAddresses()) {
      Files.writeString(
          environment.config(),
          Files.readString(environment.config())
              .replace(
                  "auth: {type: bearer, token: nothing-to-hide}",
                  "auth: {type: bearer, token: secret-token-4711, present-as: {query: token}}"));
      AddressRegister register = environment.carriers().addresses();
      register.home("Nygade", "1", "", "", 5000, "Odense C");
      register.answer(query -> query.contains("Nygade 2") ? 500 : 200);

      CommandLineRun held =
          environment.run(
              "import",
              "--hold",
              sheet(
                  CrashTestEnvironment.unique("T"),
                  "Nygade 1|5000|Odense C",
                  "Nygade 2|5000|Odense C"));

      assertThat(held.code()).as(held.all()).isZero();
      assertThat(problems(reports(environment))).containsExactly("3 E address_not_checked warning");
      assertThat(held.all() + Files.readString(reports(environment).resolve("problems.csv")))
          .contains("failed for")
          .doesNotContain("4711");
      assertThat(
              environment
                  .ledgerAudit()
                  .sql()
                  .sql(
                      "select (select count(*) from address_lookup a where a::text like '%4711%')"
                          + " + (select count(*) from problem p where p::text like '%4711%')")
                  .query(Long.class)
                  .single())
          .isZero();
    }
  }

  @Test
  void the_workbook_to_fix_offers_the_suggestions_and_is_imported_as_it_is() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "").checkingAddresses()) {
      environment
          .carriers()
          .addresses()
          .home("Nygade", "3", "1", "tv", 5000, "Odense C")
          .home("Nygade", "3", "1", "th", 5000, "Odense C");
      Path sheet = sheet(CrashTestEnvironment.unique("X"), "Nygade 3, 1.|5000|Odense C");
      environment.run("import", "--hold", sheet);
      Path workbook = reports(environment).resolve("fix-and-reimport.xlsx");

      Path fixed = CrashTestEnvironment.newFile("fixed", ".xlsx");
      try (InputStream in = Files.newInputStream(workbook);
          XSSFWorkbook read = new XSSFWorkbook(in)) {
        XSSFDataValidation list = read.getSheetAt(0).getDataValidations().get(0);
        assertThat(list.getRegions().getCellRangeAddresses()[0].formatAsString()).isEqualTo("E2");
        assertThat(read.isSheetHidden(1)).isTrue();
        String formula = list.getValidationConstraint().getFormula1();
        assertThat(formula).isEqualTo("'_lists'!$A$1:$B$1");
        CellReference first = new CellReference(formula.replaceFirst(":.*", ""));
        String value =
            read.getSheet(first.getSheetName())
                .getRow(first.getRow())
                .getCell(first.getCol())
                .getStringCellValue();
        assertThat(value).isEqualTo("Nygade 3, 1. tv");
        read.getSheetAt(0).getRow(1).getCell(4).setCellValue(value);
        try (var out = Files.newOutputStream(fixed)) {
          read.write(out);
        }
      }
      CommandLineRun held = environment.run("import", "--hold", fixed);

      assertThat(held.code()).as(held.all()).isZero();
      assertThat(problems(reports(environment))).isEmpty();
      assertThat(statuses(environment).values()).containsOnly("HELD");
    }
  }

  @Test
  @Tag("long")
  void without_the_setting_nothing_is_looked_up() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "")) {
      CommandLineRun held =
          environment.run(
              "import",
              "--hold",
              sheet(CrashTestEnvironment.unique("N"), "Nygade 1|5000|Odense C"));

      assertThat(held.code()).as(held.all()).isZero();
      assertThat(queries(environment)).isEmpty();
    }
  }

  @Test
  void a_carrier_without_a_look_up_cannot_be_set_to_check() throws Exception {
    try (CrashTestEnvironment environment = new CrashTestEnvironment(1, "address-check: true")) {
      CommandLineRun run =
          environment.run(
              "validate", sheet(CrashTestEnvironment.unique("G"), "Nygade 1|5000|Odense C"));

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.all()).contains(".address-check cannot be true");
    }
  }
}
