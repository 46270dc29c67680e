package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;

/**
 * The help of each command fits a terminal of 80 columns and can be understood without the README.
 */
class HelpTest {
  static Stream<CommandLine> commands() {
    CommandLine root = Main.commandLine(new RootCommand(new Shutdown()));
    return Stream.concat(Stream.of(root), root.getSubcommands().values().stream());
  }

  @Test
  void the_stored_overview_matches_the_commands() throws IOException {
    String overview = new String(Main.overview(), StandardCharsets.UTF_8);

    assertThat(overview)
        .isEqualTo(Main.commandLine(new RootCommand(new Shutdown())).getUsageMessage(Ansi.OFF));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_fits_a_terminal_and_explains_each_argument(CommandLine command) {
    String help = command.setUsageHelpAutoWidth(false).getUsageMessage(Ansi.OFF);

    assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(help).contains("Options of every command:", "--data-dir", "Usage: order-import");
    assertThat(command.getCommandSpec().args())
        .allSatisfy(argument -> assertThat(description(argument)).isNotBlank());
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", argument.description());
  }
}
