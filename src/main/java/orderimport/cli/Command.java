package orderimport.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A command; its result is the exit code. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    usageHelpAutoWidth = true)
abstract class Command implements Callable<Integer> {
  /** Keys are named as in the result files. */
  static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  final RootCommand rootCommand;

  Command(RootCommand rootCommand) {
    this.rootCommand = rootCommand;
  }

  /** Prints a value as JSON, for scripts. */
  void printJson(Object value) {
    rootCommand.out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
  }
}
