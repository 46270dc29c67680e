package orderimport.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;

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
  final RootCommand rootCommand;

  Command(RootCommand rootCommand) {
    this.rootCommand = rootCommand;
  }
}
