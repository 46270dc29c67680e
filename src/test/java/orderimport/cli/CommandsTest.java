package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line as users and scripts see it; each test has its own orders. */
class CommandsTest {
  private static final String HEADINGS =
      "carrier,order_ref,type,address.address,address.zip,address.city";
  private static final TestDatabase.Database DATABASE = TestDatabase.database();
  private static final Workspace WORKSPACE = Workspace.empty(DATABASE);
  private static final Path FOLDER = WORKSPACE.workingDirectory();

  private static String order(String ref) {
    return "telecomx,%s,DSL,Storegade 1,8000,Aarhus".formatted(ref);
  }

  private static String invalidOrder(String ref) {
    return "telecomx,%s,DSL,Storegade 1,,Aarhus".formatted(ref);
  }

  @Test
  void the_most_serious_result_of_several_files_sets_the_exit_code() {
    WORKSPACE.write("several/blå bær.csv", HEADINGS, order("S-1"), order("S-2"));
    WORKSPACE.write("several/med feil.csv", HEADINGS, order("S-3"), invalidOrder("S-4"));
    WORKSPACE.write("not orders.csv", "a,b", "1,2");

    CommandLineRun run = WORKSPACE.run("import", "several", "not orders.csv");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out())
        .contains(": blå bær.csv", "2 rows read = 2 accepted", "2 orders = 2 accepted")
        .contains(": med feil.csv", "2 rows read = 1 accepted + 1 invalid")
        .contains(": not orders.csv", "order_ref")
        .contains("Results: ", "fix-and-reimport.xlsx");
    assertThat(run.err())
        .contains("blå bær.csv: reading rows", "checking orders")
        .doesNotContain("Results");
    assertThat(run.all()).doesNotContain("Exception", "\tat ");
    JsonNode rejected = summary(rejectedImport());
    assertThat(rejected.path("state").asString()).isEqualTo("FAILED");
    assertThat(rejected.path("exit_code").asInt()).isEqualTo(3);

    CommandLineRun again = WORKSPACE.run("--quiet", "import", "several");

    assertThat(again.code()).isEqualTo(4);
    assertThat(again.out()).contains("imported before", "--again");
    assertThat(again.err()).isEmpty();
  }

  @Test
  void the_next_import_completes_results_of_a_dead_process() throws IOException {
    WORKSPACE.write("incomplete.csv", "c,d", "1,2");
    WORKSPACE.run("import", "incomplete.csv");
    long id = sql("select max(id) from import where file_name = 'incomplete.csv'");
    Path summary = FOLDER.resolve("data/reports/" + id + "/summary.json");
    Files.delete(summary);

    assertThat(WORKSPACE.run("import", "incomplete.csv").code()).isEqualTo(3);

    assertThat(summary).content().contains("FAILED");
  }

  @Test
  void order_refs_that_differ_only_in_zeros_give_a_warning() throws IOException {
    WORKSPACE.write("zeros.csv", HEADINGS, order("07001"), order("7001"), order("7002"));
    CommandLineRun first = WORKSPACE.run("import", "zeros.csv");
    assertThat(first.code()).isZero();
    assertThat(first.out()).contains("3 orders = 3 accepted");
    assertThat(problemsOfLatestImport().lines().filter(line -> line.contains("similar_order_ref")))
        .hasSize(2)
        .anyMatch(line -> line.contains("07001") && line.contains(",2,"))
        .anyMatch(line -> line.contains("07001") && line.contains(",3,"));

    WORKSPACE.write("zeros2.csv", HEADINGS, order("7002.0"));
    assertThat(WORKSPACE.run("import", "zeros2.csv").code()).isZero();
    assertThat(problemsOfLatestImport()).contains("similar_order_ref", "7002");
  }

  private static String problemsOfLatestImport() throws IOException {
    long id = sql("select max(id) from import");
    return Files.readString(FOLDER.resolve("data/reports/" + id + "/problems.csv"));
  }

  private static long rejectedImport() {
    return sql("select max(id) from import where file_name = 'not orders.csv'");
  }

  @Test
  void a_dry_run_places_nothing_and_uses_no_import_number() {
    WORKSPACE.write("dry.csv", HEADINGS, order("DRY-1"));
    long before = sql("select coalesce(max(id), 0) from import");

    CommandLineRun dry = WORKSPACE.run("validate", "dry.csv");

    assertThat(dry.code()).isZero();
    assertThat(dry.out()).contains("Dry run: dry.csv", "1 order = 1 held");
    Matcher results = Pattern.compile("Results: (.*reports.validate-\\d+)").matcher(dry.out());
    assertThat(results.find()).isTrue();
    JsonNode summary =
        JsonMapper.shared()
            .readTree(content(FOLDER.resolve(results.group(1)).resolve("summary.json")));
    assertThat(summary.path("import_id").isNull()).isTrue();
    assertThat(sql("select count(*) from import where file_name = 'dry.csv'")).isZero();
    assertThat(sql("select count(*) from orders where order_ref = 'DRY-1'")).isZero();

    CommandLineRun real = WORKSPACE.run("import", "dry.csv");

    assertThat(real.code()).isZero();
    assertThat(real.out()).contains("1 order = 1 accepted").doesNotContain("imported before");
    assertThat(sql("select id from import where file_name = 'dry.csv'")).isEqualTo(before + 1);
  }

  @Test
  void a_rejected_file_stays_as_it_is_when_it_is_to_be_placed() throws IOException {
    WORKSPACE.write("no orders.csv", "e,f", "1,2");
    WORKSPACE.run("import", "no orders.csv");
    long id = sql("select id from import where file_name = 'no orders.csv'");
    String shown = WORKSPACE.run("show", id).out();

    CommandLineRun placed = WORKSPACE.run("place", id);

    assertThat(placed.code()).isEqualTo(3);
    assertThat(placed.out()).endsWith(shown);
    assertThat(WORKSPACE.run("show", id).out()).isEqualTo(shown);
  }

  @Test
  void orders_are_not_placed_as_read_with_other_options() throws IOException {
    WORKSPACE.write("options.csv", HEADINGS, order("OPTIONS-1"));
    WORKSPACE.run("import", "options.csv", "--hold", "--decimal", "comma");
    long id = sql("select id from import where file_name = 'options.csv'");

    CommandLineRun other =
        WORKSPACE.run("import", "options.csv", "--decimal", "point", "--encoding", "utf-8");

    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .contains("Import %d has read options.csv without".formatted(id))
        .contains("--decimal point, --encoding UTF-8", "--again");
    assertThat(summary(id).path("state").asString()).isEqualTo("HELD");

    CommandLineRun placed = WORKSPACE.run("import", "options.csv");

    assertThat(placed.code()).isZero();
    assertThat(placed.out()).contains("1 accepted");

    CommandLineRun shown = WORKSPACE.run("import", "options.csv", "--decimal", "point");

    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("Import %d: options.csv".formatted(id), "1 accepted");
    assertThat(shown.err()).contains("without --decimal point", "--again");
  }

  @Test
  void held_orders_are_placed_later_and_results_can_be_rewritten() throws IOException {
    WORKSPACE.write("held.csv", HEADINGS, order("HELD-1"));

    CommandLineRun held =
        WORKSPACE.run("import", "held.csv", "--hold", "--data-dir", FOLDER.resolve("data"));

    long id = sql("select id from import where file_name = 'held.csv'");
    assertThat(held.code()).isZero();
    assertThat(held.out()).contains("1 held", "`order-import place %d`".formatted(id));
    assertThat(held.out()).contains(FOLDER.resolve("data/reports/" + id).toString());

    CommandLineRun placed = WORKSPACE.run("place", id);

    assertThat(placed.code()).isZero();
    assertThat(placed.out()).contains("1 accepted");
    assertThat(summary(id).path("state").asString()).isEqualTo("COMPLETED");

    List<Path> textFiles = textFiles(id);
    List<String> before = textFiles.stream().map(CommandsTest::content).toList();
    assertThat(textFiles).hasSizeGreaterThanOrEqualTo(5);
    FileSystemUtils.deleteRecursively(FOLDER.resolve("data/reports/" + id));
    CommandLineRun report = WORKSPACE.run("report", id);
    assertThat(report.code()).isZero();
    assertThat(textFiles(id)).isEqualTo(textFiles);
    assertThat(textFiles.stream().map(CommandsTest::content)).isEqualTo(before);

    CommandLineRun shown = WORKSPACE.run("show", id, "--json");
    JsonNode json = JsonMapper.shared().readTree(shown.out());
    assertThat(shown.code()).isZero();
    assertThat(json.path("import_id").asLong()).isEqualTo(id);
    assertThat(json.path("orders").path("ACCEPTED").asLong()).isEqualTo(1);
    assertThat(FOLDER.resolve(json.path("results").asString())).isDirectory();
  }

  @Test
  void the_keys_of_json_are_named_as_in_the_results() {
    CommandLineRun columns = WORKSPACE.run("columns", "telecomx", "--json");

    assertThat(JsonMapper.shared().readTree(columns.out()).get(0).propertyNames())
        .contains("path", "required_with", "text_format");
  }

  @Test
  void an_import_whose_process_died_is_shown_as_stopped() {
    WORKSPACE.write("died.csv", HEADINGS, order("DIED-1"));
    WORKSPACE.run("import", "died.csv", "--hold");
    // As a process leaves it that is killed: running, and without a lease.
    long id = sql("update import set state = 'RUNNING' where file_name = 'died.csv' returning id");

    CommandLineRun shown = WORKSPACE.run("show", id);
    CommandLineRun list = WORKSPACE.run("list");

    assertThat(shown.out())
        .contains("`order-import resume %d` continues it".formatted(id))
        .doesNotContain("worked on now");
    assertThat(WORKSPACE.run("show", id, "--json").out()).contains("\"running\" : false");
    assertThat(list.out().lines())
        .filteredOn(line -> line.contains("died.csv"))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("stopped", "sandbox"));
  }

  /** The result files that are text and can be compared. */
  private static List<Path> textFiles(long id) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("data/reports/" + id))) {
      return files
          .filter(file -> !file.toString().endsWith(".xlsx"))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void all_or_nothing_places_no_order_of_a_file_with_errors() {
    WORKSPACE.write("all.csv", HEADINGS, order("ALL-1"), invalidOrder("ALL-2"));

    CommandLineRun run = WORKSPACE.run("import", "--all-or-nothing", "all.csv");

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).contains("2 orders = 1 invalid + 1 held");
    assertThat(sql("select count(*) from orders where order_ref like 'ALL-%' and attempts > 0"))
        .isZero();
  }

  @Test
  void a_duplicate_that_differs_from_the_placed_order_is_code_4() {
    WORKSPACE.write("first.csv", HEADINGS, order("DUP-1"));
    WORKSPACE.write("same.csv", HEADINGS, order("DUP-1"), "");
    WORKSPACE.write("other.csv", HEADINGS, order("DUP-1").replace("Aarhus", "Odense"));

    CommandLineRun same = WORKSPACE.run("import", "first.csv", "same.csv");
    CommandLineRun other = WORKSPACE.run("import", "other.csv");

    assertThat(same.code()).isZero();
    assertThat(same.out()).contains("1 order = 1 duplicate");
    assertThat(other.code()).isEqualTo(4);
    assertThat(
            sql(
                "select count(*) from attempt join orders on id = order_id where order_ref = 'DUP-1'"))
        .isEqualTo(1);
  }

  @Test
  void a_duplicate_is_shown_by_the_name_that_was_sent() throws IOException {
    WORKSPACE.write("spelled.csv", HEADINGS, order("Spelled 1"));
    WORKSPACE.write("spelled otherwise.csv", HEADINGS, order("SPELLED  1"));
    WORKSPACE.run("import", "spelled.csv");

    CommandLineRun other = WORKSPACE.run("import", "spelled otherwise.csv");

    assertThat(other.code()).isEqualTo(4);
    long id = sql("select id from import where file_name = 'spelled otherwise.csv'");
    Path reports = FOLDER.resolve("data/reports/" + id);
    assertThat(Files.readString(reports.resolve("rows.csv")))
        .contains("2,telecomx,Spelled 1,DUPLICATE");
    assertThat(Files.readString(reports.resolve("problems.csv")))
        .contains("order_ref_spelled_differently", "SPELLED  1")
        .doesNotContain("differs_from_placed");
  }

  /** A slot in use counts for the longest time that a response may take, which is 30 s or more. */
  @Test
  @Timeout(60)
  void a_low_rate_limit_waits_for_responses_and_not_for_the_longest_ones() throws IOException {
    WORKSPACE.write(
        "slow.yml", "order-import.carriers.telecomx.rate-limits: [{requests: 1, per: 200ms}]");
    WORKSPACE.write("slow.csv", HEADINGS, order("SLOW-1"), order("SLOW-2"), order("SLOW-3"));

    CommandLineRun run = WORKSPACE.run("import", "--config=slow.yml", "slow.csv");

    assertThat(run.out()).contains("3 orders = 3 accepted");
  }

  @Test
  void a_second_attempt_names_the_process_working_on_the_import() throws SQLException {
    WORKSPACE.write("busy.csv", HEADINGS, order("BUSY-1"));
    WORKSPACE.run("import", "--hold", "busy.csv");
    long id = sql("select id from import where file_name = 'busy.csv'");
    try (Connection connection = DATABASE.dataSource().getConnection();
        PreparedStatement lock =
            connection.prepareStatement(
                "select pg_advisory_lock(x'6f72646500000000'::bigint + ?)")) {
      lock.setLong(1, id);
      lock.execute();

      CommandLineRun second = WORKSPACE.run("place", id);

      assertThat(second.code()).isEqualTo(1);
      assertThat(second.err())
          .containsPattern("Import %d is being worked on by process \\d+ on ".formatted(id));
      sql("update import set state = 'RUNNING' where file_name = 'busy.csv' returning id");
      assertThat(WORKSPACE.run("show", id).out()).contains("It is being worked on now.");
      assertThat(WORKSPACE.run("show", id, "--json").out()).contains("\"running\" : true");
      sql("update import set state = 'HELD' where file_name = 'busy.csv' returning id");
    }
    assertThat(sql("select count(*) from orders where order_ref = 'BUSY-1' and attempts > 0"))
        .isZero();
  }

  @Test
  void files_that_a_dead_process_imported_are_only_moved() throws IOException {
    WORKSPACE.write("in/good.csv", HEADINGS, order("IN-1"));
    WORKSPACE.write("in/bad.csv", HEADINGS, invalidOrder("IN-2"));
    WORKSPACE.write("in/notes.xlsx", "%PDF-1.4");
    for (String left :
        List.of("in/~$good.xlsx", "in/.hidden.csv", "in/x.csv.part", "in/y.csv.tmp")) {
      WORKSPACE.write(left, HEADINGS, order("IN-LEFT"));
    }

    CommandLineRun run = WORKSPACE.run("import", "--inbox", "in");

    assertThat(run.code()).isEqualTo(3);
    assertThat(FOLDER.resolve("in/done/good.csv")).exists();
    assertThat(FOLDER.resolve("in/done/good.csv-results/summary.json")).exists();
    assertThat(FOLDER.resolve("in/failed/bad.csv-results/fix-and-reimport.xlsx")).exists();
    assertThat(FOLDER.resolve("in/failed/notes.xlsx")).exists();
    assertThat(sql("select count(*) from orders where order_ref = 'IN-LEFT'")).isZero();
    long imports = sql("select count(*) from import where file_name in ('good.csv', 'notes.xlsx')");

    // As if the process had died before it moved the files.
    Files.move(FOLDER.resolve("in/done/good.csv"), FOLDER.resolve("in/good.csv"));
    Files.move(FOLDER.resolve("in/failed/notes.xlsx"), FOLDER.resolve("in/notes.xlsx"));
    CommandLineRun next = WORKSPACE.run("import", "--inbox", "in");

    assertThat(next.code()).isEqualTo(3);
    assertThat(sql("select count(*) from import where file_name in ('good.csv', 'notes.xlsx')"))
        .isEqualTo(imports);
    try (Stream<Path> done = Files.list(FOLDER.resolve("in/done"))) {
      assertThat(done.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("good.csv", "good.csv-results");
    }
    assertThat(FOLDER.resolve("in/failed/notes.xlsx")).exists();
    assertThat(WORKSPACE.run("import", "--inbox", "in").code()).isZero();
  }

  @Test
  @Tag("long")
  void file_names_outside_the_locale_do_not_stop_an_inbox() throws IOException {
    WORKSPACE.write("posix/a.csv", HEADINGS, order("POSIX-1"));
    WORKSPACE.write("posix/bl\u00e5.csv", HEADINGS, order("POSIX-2"));
    WORKSPACE.write("posix/bl\u00f8.csv", HEADINGS, invalidOrder("POSIX-3"));
    WORKSPACE.write("posix/z.csv", HEADINGS, order("POSIX-4"));
    Map<String, String> posix = new HashMap<>(WORKSPACE.environment());
    posix.put("LC_ALL", "POSIX");
    Path plain = Files.createDirectories(Path.of("target", "posix").toAbsolutePath());
    Path inbox = plain.resolve("in");
    FileSystemUtils.deleteRecursively(inbox);
    Files.move(FOLDER.resolve("posix"), inbox);

    CommandLineRun run =
        new Workspace(plain, posix)
            .runAlone("import", "--inbox", "in", "--data-dir", plain.resolve("data"));

    assertThat(run.code()).as(run.all()).isEqualTo(4);
    assertThat(run.out()).contains(": bl\u00e5.csv", ": bl\u00f8.csv");
    assertThat(inbox.resolve("done/bl\u00e5.csv")).exists();
    assertThat(inbox.resolve("done/bl_.csv-results/result.xlsx")).exists();
    assertThat(inbox.resolve("failed/bl\u00f8.csv")).exists();
    assertThat(inbox.resolve("failed/bl_.csv-results/fix-and-reimport.xlsx")).exists();
    assertThat(inbox.resolve("done/z.csv")).exists();
    assertThat(sql("select count(*) from import where file_name = 'bl\u00e5.csv'")).isEqualTo(1);
  }

  private static JsonNode summary(long id) {
    return JsonMapper.shared()
        .readTree(content(FOLDER.resolve("data/reports/" + id + "/summary.json")));
  }

  private static long sql(String query) {
    return JdbcClient.create(DATABASE.dataSource()).sql(query).query(Long.class).single();
  }
}
