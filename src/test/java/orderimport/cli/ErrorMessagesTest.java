package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Errors are explained in plain words with the next step, and set the exit code. */
class ErrorMessagesTest {
  private static final Path FOLDER = Workspace.empty(Map.of()).workingDirectory();

  private CommandLineRun run;

  ErrorMessagesTest() {
    run = new CommandLineRun(0, "", "");
  }

  private void run(Map<String, String> environment, Object... arguments) {
    run = new Workspace(FOLDER, environment).run(arguments);
  }

  @AfterEach
  void assertNoTechnicalDetails() {
    assertThat(run.all()).doesNotContain("Exception", "\tat ", "java.", "orderimport.", "ERROR");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          import                              | Nothing to import
          import --decimal dot x.csv          | not one of point, comma
          import --carrier granit x.csv       | There are globalconnect
          import --encoding klingon x.csv     | no encoding klingon
          import --delimiter xx x.csv         | one character, or tab
          import --inbox nowhere              | no folder nowhere
          imprt x.csv                         | Did you mean
          resume x                            | not a whole number
          list --config nowhere.yml           | nowhere.yml: there is no such file
          """)
  void wrong_usage_is_code_2_with_a_short_message(String line, String message) {
    run(Map.of(), (Object[]) line.split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '{concurrency: many}'        | bad.yml, line 3: order-import.carriers.granite.concurrency must be a whole number
          '{rate-limit: {request: 6}}' | there is no setting order-import.carriers.granite.rate-limit.request
          '{base-url: htp//x}'         | base-url must be sandbox or an address
          '{unavailable: later}'       | granite.unavailable must be one of in-doubt, retry, not later
          '[unfinished'                | bad.yml, line
          """)
  void an_invalid_setting_is_code_2_and_names_its_file(String granite, String message)
      throws IOException {
    Files.writeString(
        FOLDER.resolve("bad.yml"),
        "order-import:\n  carriers:\n    granite: %s\n".formatted(granite));

    // No server listens there; the settings are checked before the program connects.
    run(
        Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/x"),
        "--config",
        "bad.yml",
        "list");

    assertThat(run.err()).contains(message);
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          prd    | The profile prd is active
          a b(c) | The configuration cannot be used: Profile 'ab(c)' must
          """)
  void an_unusable_profile_is_code_2(String profile, String message) {
    run(
        Map.of(
            "SPRING_DATASOURCE_URL",
            "jdbc:postgresql://127.0.0.1:1/x",
            "SPRING_PROFILES_ACTIVE",
            profile),
        "list");

    assertThat(run.err()).contains(message);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void an_unreachable_database_or_a_wrong_password_is_code_1() {
    run(Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/orders"), "list");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("orders at 127.0.0.1:1 cannot be reached");
    TestDatabase.Database database = TestDatabase.database();
    Map<String, String> environment = new TreeMap<>(database.environment());
    environment.put("SPRING_DATASOURCE_PASSWORD", "wrong-one");

    run(environment, "list");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("rejects the user name or the password")
        .doesNotContain("wrong-one");
  }

  @Test
  void a_database_with_a_foreign_table_is_code_2() {
    TestDatabase.Database database = TestDatabase.empty();
    JdbcClient.create(database.dataSource()).sql("create table orders (id int)").update();

    run(database.environment(), "list");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("already has orders", "spring.datasource.url");
  }

  @ParameterizedTest
  @CsvSource({
    "default_transaction_read_only = on, is read-only",
    "statement_timeout = 1, statement_timeout",
  })
  void an_unsuitable_database_setting_is_named(String setting, String message) throws IOException {
    TestDatabase.Database database = TestDatabase.database();
    Files.writeString(
        FOLDER.resolve("sites.csv"),
        """
        carrier,order_ref,type,address.address,address.zip,address.city
        telecomx,ERRORS-1,DSL,Storegade 1,8000,Aarhus
        """);
    JdbcClient sql = JdbcClient.create(database.dataSource());
    String name = sql.sql("select current_database()").query(String.class).single();
    sql.sql("alter database %s set %s".formatted(name, setting)).update();

    run(database.environment(), "import", "--hold", "sites.csv");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(message).doesNotContain("unexpected reason");
  }

  @Test
  void a_data_directory_that_is_a_file_is_code_1() throws IOException {
    Files.createFile(FOLDER.resolve("taken"));

    run(Map.of(), "list", "--data-dir", "taken");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("taken is a file, not a folder", "--data-dir");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          serve --port 99999          | 99999 is no port
          serve --port=-1             | -1 is no port
          sandbox --port 65536        | 65536 is no port
          serve --address 203.0.113.9 | no address 203.0.113.9
          serve --address not.a-host. | no address not.a-host.
          list --data-dir=            | --data-dir takes a folder
          """)
  void where_nothing_can_listen_or_be_stored_is_code_2(String command, String message)
      throws IOException {
    run(Map.of(), (Object[]) command.split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message, "--help").doesNotContain("Unexpected");
  }

  @Test
  void a_port_in_use_is_code_2() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      run(Map.of(), "sandbox", "--port", taken.getLocalPort());

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("port " + taken.getLocalPort(), "--port");
    }
  }

  @Test
  void an_unexpected_error_names_the_file_and_what_is_safe() throws IOException {
    TestDatabase.Database database = TestDatabase.database();
    Map<String, String> environment = database.environment();
    Workspace workspace = new Workspace(FOLDER, environment);
    workspace.write("a.csv", "carrier,order_ref", "telecomx,ERRORS-1");
    run(environment, "list");
    run = new CommandLineRun(0, "", "");
    JdbcClient sql = JdbcClient.create(database.dataSource());
    sql.sql("alter table row_block add constraint broken check (false)").update();
    try {
      run(environment, "import", "a.csv");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("Unexpected error while importing a.csv. Details are in the log file data")
          .containsPattern("`order-import resume \\d+` continues it and sends no order twice");

      run(environment, "validate", "a.csv");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("Unexpected error while validating a.csv.", "Nothing was placed.")
          .doesNotContain("resume", "-1");
    } finally {
      sql.sql("alter table row_block drop constraint broken").update();
    }
    sql.sql("alter table import rename to import_away").update();
    try {
      run(environment, "list");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("Unexpected error while running `order-import list`.")
          .contains("It is safe to run the same command again: no order is sent twice.");
    } finally {
      sql.sql("alter table import_away rename to import").update();
    }
  }

  @Test
  void a_file_name_outside_the_locale_names_the_variable_to_set() {
    run = new Workspace(FOLDER, Map.of("LC_ALL", "POSIX")).runAlone("import", "bl\u00e5.csv");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("letters that the locale", "LC_ALL=C.UTF-8");
  }
}
