package orderimport.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import orderimport.database.MachineZone;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The entry point of the command line. */
public final class Main {
  private static final Set<String> OVERVIEW_OPTIONS = Set.of("--help", "-h");

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 1 && OVERVIEW_OPTIONS.contains(arguments[0])) {
      System.out.write(overview());
      System.out.flush();
      return;
    }
    MachineZone.putJvmIntoUtc();
    Shutdown shutdown = Shutdown.onSignals();
    int exitCode = run(shutdown, arguments);
    shutdown.ended(exitCode);
    System.exit(exitCode);
  }

  /** Runs a command to its end; returns its exit code. */
  static int run(Shutdown shutdown, String... arguments) {
    RootCommand rootCommand = new RootCommand(shutdown);
    return execute(commandLine(rootCommand, arguments), arguments, new ErrorReporter(rootCommand));
  }

  /** The text of {@code --help}: stored, because generating it takes three times as long. */
  static byte[] overview() throws IOException {
    try (InputStream text = Main.class.getResourceAsStream("overview.txt")) {
      return Objects.requireNonNull(text).readAllBytes();
    }
  }

  /** The command line that can read the arguments; with all subcommands if there are none. */
  static CommandLine commandLine(RootCommand rootCommand, String... arguments) {
    CommandLine commandLine = new CommandLine(rootCommand, new CommandFactory(rootCommand));
    RootCommand.subcommands(arguments).forEach(commandLine::addSubcommand);
    commandLine.setUsageHelpAutoWidth(true);
    // A spreadsheet may be named @sites.csv.
    commandLine.setExpandAtFiles(false);
    commandLine.setParameterExceptionHandler(new UsageErrorHandler(rootCommand));
    commandLine.setExecutionExceptionHandler(new ErrorReporter(rootCommand));
    TypeConverters.applyTo(commandLine);
    HelpLayout.applyTo(commandLine);
    return commandLine;
  }

  private static int execute(
      CommandLine commandLine, String[] arguments, ErrorReporter errorReporter) {
    try {
      return commandLine.execute(arguments);
    } catch (Error e) {
      // Such as OutOfMemoryError, which picocli does not handle.
      return errorReporter.handle(Activity.running(command(commandLine).qualifiedName()), e);
    }
  }

  private static CommandSpec command(CommandLine commandLine) {
    CommandLine.ParseResult parsed = commandLine.getParseResult();
    return parsed != null && parsed.hasSubcommand()
        ? parsed.subcommand().commandSpec()
        : commandLine.getCommandSpec();
  }
}
