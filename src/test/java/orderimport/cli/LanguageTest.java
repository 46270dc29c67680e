package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The terminal in Norwegian: the same commands as in English, with other words. {@code
 * TextBundlesTest} compares the languages of each text.
 */
class LanguageTest {
  private static final TestDatabase.Database DATABASE = TestDatabase.database();
  private static final Workspace WORKSPACE = Workspace.empty(DATABASE);

  /** Lines of names and words that are the same in all languages. */
  private static final String SAME = "|Import # *: .*csv.*|telecomx( O-#)? \\(sandbox\\)";

  private static void sql(String statement, Object... values) {
    JdbcClient.create(DATABASE.dataSource()).sql(statement).params(values).update();
  }

  private static List<String> arguments(String command, int number, int port) {
    return Arrays.stream(command.replace("#", "" + number).replace("PORT", "" + port).split(" "))
        .toList();
  }

  /** The lines of a command without its numbers. */
  private static List<String> lines(String language, int number, String command, int port) {
    List<Object> all = new ArrayList<>(List.of("--language", language));
    all.addAll(arguments(command, number, port));
    CommandLineRun run = WORKSPACE.run(all.toArray());
    assertThat(run.all()).as(command).isNotBlank();
    return run.all().lines().map(line -> line.replaceAll("\\d+", "#")).toList();
  }

  private static void assertOtherWords(String... commands) throws IOException {
    try (ServerSocket inUse = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (String command : commands) {
        List<String> english = lines("en", 1, command, inUse.getLocalPort());
        assertThat(lines("nb", 2, command, inUse.getLocalPort()))
            .as(command)
            .hasSameSizeAs(english)
            .filteredOn(line -> !line.matches(SAME))
            .doesNotContainAnyElementsOf(english);
      }
    }
  }

  @Test
  @Tag("long")
  void no_line_of_a_command_is_english_in_another_language() throws IOException {
    for (int number = 1; number <= 2; number++) {
      WORKSPACE.write(
          "a%d.csv".formatted(number),
          "carrier,order_ref,type,address.address,address.zip,address.city",
          "telecomx,O-%d,DSL,Storegade 1,8000,Aarhus".formatted(number),
          "telecomx,P-%d,DSL,Storegade 1,,Aarhus".formatted(number));
    }
    assertOtherWords(
        "list",
        "import --hold a#.csv",
        "place #",
        "import a#.csv",
        "list --limit 1",
        "validate a#.csv");
    sql(
        "update orders set status = 'IN_DOUBT', carrier_order_id = null where order_ref like"
            + " 'O-%'");
    assertOtherWords(
        "show #",
        "in-doubt",
        "resolve telecomx O-# --not-received",
        "resolve telecomx O-# --not-received");
  }

  @Test
  void no_message_about_a_wrong_use_is_english_in_another_language() throws IOException {
    WORKSPACE.write("plain", "");
    assertOtherWords(
        "place 99",
        "import missing.csv",
        "purge",
        "check telecomx",
        "template granite -o t#.xlsx",
        "template granite -o t#.xlsx",
        "template granite -o t.csv",
        "template nowhere -o t.xlsx",
        "import",
        "import --inbox nowhere",
        "import --again --inbox nowhere",
        "import --encoding x a.csv",
        "import --delimiter xx a.csv",
        "sandbox --port PORT",
        "list --data-dir plain");
  }

  @Test
  void columns_are_described_with_words_of_the_language() {
    CommandLineRun run = WORKSPACE.run("columns", "granite", "--language", "nb");

    assertThat(run.out())
        .contains("Tillatt: ", "Også: ", ", påkrevd sammen med ")
        .doesNotContain("Allowed: ", "Also: ", "required with");
  }

  @Test
  void the_configuration_names_the_language_of_the_terminal() {
    CommandLineRun run =
        WORKSPACE.withVariables(Map.of("ORDER_IMPORT_LANGUAGE", "da")).run("place", 98);

    assertThat(run.err().lines().collect(Collectors.joining()))
        .isEqualTo("Der er ingen import 98. `order-import list` viser alle importer.");
  }
}
