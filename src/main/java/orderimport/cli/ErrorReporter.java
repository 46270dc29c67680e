package orderimport.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.database.DatabaseUnavailableException;
import orderimport.job.ExitCodes;
import orderimport.web.OidcDiscoveryFailureAnalyzer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Explains to the user what went wrong; the log file has the details. */
final class ErrorReporter implements IExecutionExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ErrorReporter.class);

  private final RootCommand rootCommand;

  ErrorReporter(RootCommand rootCommand) {
    this.rootCommand = rootCommand;
  }

  private record Explained(String message, int exitCode, boolean expected) {
    static Explained of(String message, int exitCode) {
      return new Explained(message, exitCode, true);
    }
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parseResult) {
    if (exception instanceof CommandLine.ParameterException usage) {
      return new UsageErrorHandler(rootCommand).handleParseException(usage, new String[0]);
    }
    return handle(Activity.running(commandLine.getCommandSpec().qualifiedName()), exception);
  }

  /** Prints and logs it; gives the exit code. */
  int handle(Activity activity, Throwable failure) {
    logFailure(activity, failure);
    Explained explained = explain(activity.doing(), failure);
    rootCommand.err().println(explained.message());
    if (!explained.expected()) {
      rootCommand.err().println(activity.next());
    }
    return explained.exitCode();
  }

  /** Before the data folder is known nothing is logged, and the details would be lost. */
  private void logFailure(Activity activity, Throwable failure) {
    log.error("Failed while {}", activity.doing(), failure);
    if (!log.isErrorEnabled()) {
      try (PrintWriter file =
          new PrintWriter(
              Files.newBufferedWriter(
                  rootCommand.logFile(), StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
        file.printf("%s ERROR Failed while %s%n", Instant.now(), activity.doing());
        failure.printStackTrace(file);
      } catch (IOException e) {
        log.debug("There is no log file", e);
      }
    }
  }

  /**
   * What a failure means, and what to do.
   *
   * @param doing as in {@link Activity}
   */
  String explanation(String doing, Throwable failure) {
    return explain(doing, failure).message();
  }

  private Explained explain(String doing, Throwable failure) {
    Optional<DatabaseUnavailableException> database =
        DatabaseUnavailableException.explain(failure, rootCommand.databaseUrl());
    if (database.isPresent()) {
      return Explained.of(
          String.valueOf(database.get().getMessage()),
          database.get().isMisconfigured() ? ExitCodes.USAGE : ExitCodes.STOPPED);
    }
    Optional<String> openId = OidcDiscoveryFailureAnalyzer.explain(failure);
    if (openId.isPresent()) {
      return Explained.of(openId.get(), ExitCodes.STOPPED);
    }
    Optional<String> file = FileErrors.explain(failure, rootCommand);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotStartException start) {
        return Explained.of(String.valueOf(start.getMessage()), start.exitCode());
      } else if (cause instanceof BindException bind) {
        return Explained.of(BindErrorMessages.explain(bind, null), ExitCodes.USAGE);
      } else if (cause instanceof InvalidConfigurationException setting) {
        return Explained.of(String.valueOf(setting.getMessage()), ExitCodes.USAGE);
      } else if (cause instanceof ConfigDataException) {
        return Explained.of("The configuration: " + cause.getMessage(), ExitCodes.USAGE);
      } else if (cause instanceof YAMLException) {
        return Explained.of(
            ConfigLocations.of(rootCommand)
                    .broken()
                    .orElse("The configuration cannot be read as YAML")
                + ". Correct it: blanks at the beginning of lines count, and a text with : or # needs"
                + " quotation marks.",
            ExitCodes.USAGE);
      } else if (cause instanceof OutOfMemoryError) {
        return Explained.of(
            "There is not enough memory for %s. Give it more, such as 2 GB with JAVA_TOOL_OPTIONS=-Xmx2g, and run it again."
                .formatted(doing),
            ExitCodes.STOPPED);
      }
    }
    return file.map(message -> Explained.of(message, ExitCodes.STOPPED))
        .orElseGet(
            () ->
                new Explained(
                    "Unexpected error while %s. Details are in the log file %s; please send it to your administrator."
                        .formatted(doing, rootCommand.logFile()),
                    ExitCodes.STOPPED,
                    false));
  }
}
