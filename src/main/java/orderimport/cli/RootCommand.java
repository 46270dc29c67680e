package orderimport.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import orderimport.cli.UsageErrorHandler.WrongUsage;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import orderimport.problem.TextRenderer.Audience;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code order-import} command: its subcommands and the options that all of them share. */
@CommandLine.Command(
    name = "order-import",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    abbreviateSynopsis = true,
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes, with several files the first of 2, 3, 1, 5, 4:%n",
    exitCodeList = {
      "0:every order was placed, now or before; validate and --hold: every row is valid",
      "1:the import did not finish; resume continues it",
      "2:wrong usage or configuration",
      "3:a file could not be read as orders, so nothing of it was placed",
      "4:finished, and some rows were invalid, some orders rejected, or a placed order differs"
          + " from the sheet",
      "5:finished, and the outcome of some order is unknown: an operator has to look"
    },
    header = {
      "Imports orders from spreadsheets and places each exactly once with its carrier.",
      ""
    },
    footer = {
      "",
      "Getting started:",
      "  order-import template granite -o sites.xlsx    a workbook to fill in",
      "  order-import validate sites.xlsx               shows its errors",
      "  order-import import sites.xlsx                 places the orders",
      "",
      "`order-import COMMAND --help` describes a command."
    })
final class RootCommand implements Runnable {
  // Not in the annotation: to read the options of all of them makes each start slower.
  private static final List<Class<? extends Command>> SUBCOMMANDS =
      List.of(
          ImportCommand.class,
          ValidateCommand.class,
          PlaceCommand.class,
          ResumeCommand.class,
          ListCommand.class,
          ShowCommand.class,
          ReportCommand.class,
          InDoubtCommand.class,
          ResolveCommand.class,
          TrackCommand.class,
          CheckCommand.class,
          TemplateCommand.class,
          ColumnsCommand.class,
          PurgeCommand.class,
          SandboxCommand.class,
          ServeCommand.class,
          WorkerCommand.class,
          WorkersCommand.class);

  private static final int LAST_PORT = 65_535;

  private final Shutdown shutdown;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "folder for database, results and log (default: ./data)")
  private Path dataDir = Path.of(System.getProperty("order-import.data-dir", "data"));

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "settings to read on top of job-config/; can be repeated")
  private List<Path> config = new ArrayList<>();

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "show results and errors only, no progress")
  private boolean quiet;

  @Option(
      names = "--language",
      paramLabel = "CODE",
      scope = ScopeType.INHERIT,
      description = "language of messages and results: en, nb or da (default: en)")
  private @Nullable Locale language;

  private @Nullable TextRenderer texts;
  private @Nullable String databaseUrl;

  RootCommand(Shutdown shutdown) {
    this.shutdown = shutdown;
  }

  /** The subcommand that the first argument names; all of them if it names none. */
  static List<Class<? extends Command>> subcommands(String... arguments) {
    List<Class<? extends Command>> named =
        SUBCOMMANDS.stream()
            .filter(type -> arguments.length > 0 && name(type).equals(arguments[0]))
            .toList();
    return named.isEmpty() ? SUBCOMMANDS : named;
  }

  private static String name(Class<? extends Command> type) {
    return type.getAnnotation(CommandLine.Command.class).name();
  }

  @Override
  public void run() {
    CommandSpec command = spec();
    throw new WrongUsage(command.commandLine(), texts().render(CliText.NO_COMMAND.text()));
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("The command line is not set up");
    }
    return spec;
  }

  /** Stores the settings that messages name. */
  void readFrom(PropertyResolver configuration) {
    databaseUrl = configuration.getProperty("spring.datasource.url");
    texts =
        new TextRenderer(
            Audience.TERMINAL,
            Locale.forLanguageTag(configuration.getProperty("order-import.language", "en")));
  }

  /** The URL of the configured database; null for the embedded one in the data directory. */
  @Nullable String databaseUrl() {
    return databaseUrl;
  }

  /** The language of the command line; null for that of the configuration. */
  @Nullable Locale language() {
    return language;
  }

  /** Renders texts for the terminal; until the settings are read, only the option counts. */
  TextRenderer texts() {
    if (texts != null) {
      return texts;
    }
    return language == null ? TextRenderer.ENGLISH : new TextRenderer(Audience.TERMINAL, language);
  }

  /** Prints a line on standard output. */
  void printOut(Text line) {
    out().println(texts().render(line));
  }

  /** Prints a line on standard error. */
  void printErr(Text line) {
    err().println(texts().render(line));
  }

  Path dataDir() {
    return dataDir;
  }

  Path logFile() {
    return DataDir.logFile(dataDir);
  }

  List<Path> config() {
    return config;
  }

  boolean quiet() {
    return quiet;
  }

  Shutdown shutdown() {
    return shutdown;
  }

  /** Reports a wrong use of the current command. */
  CommandLine.ParameterException wrongUsage(Text message) {
    CommandLine.ParseResult parsed = spec().commandLine().getParseResult();
    CommandSpec command = parsed.hasSubcommand() ? parsed.subcommand().commandSpec() : spec();
    return new WrongUsage(command.commandLine(), texts().render(message));
  }

  /** Requires a number that a port can have; 0 means any free port. */
  void requirePort(int port) {
    if (port < 0 || port > LAST_PORT) {
      throw wrongUsage(CliText.NO_PORT.text(String.valueOf(port)));
    }
  }

  /** Standard output, for results. */
  PrintWriter out() {
    return writer(System.out);
  }

  /** Standard error, for progress and errors. */
  PrintWriter err() {
    return writer(System.err);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(
        new PlainTextWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)), true);
  }
}
