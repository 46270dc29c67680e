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
import orderimport.web.security.OidcDiscoveryFailureAnalyzer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Explains failures to the user; the log file has the details. */
final class ErrorReporter implements IExecutionExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ErrorReporter.class);

  private final RootCommand rootCommand;

  ErrorReporter(RootCommand rootCommand) {
    this.rootCommand = rootCommand;
  }

  private record Explanation(String message, int exitCode, boolean expected) {
    static Explanation of(String message, int exitCode) {
      return new Explanation(message, exitCode, true);
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

  /** Prints and logs a failure; returns the exit code. */
  int handle(Activity activity, Throwable failure) {
    logFailure(activity, failure);
    Explanation explanation = explain(activity.description(), failure);
    rootCommand.err().println(explanation.message());
    if (!explanation.expected()) {
      rootCommand.err().println(activity.nextStep());
    }
    return explanation.exitCode();
  }

  /**
   * Logging is off until the data directory is known, so the details are then appended to the log
   * file here.
   */
  private void logFailure(Activity activity, Throwable failure) {
    log.error("Failed while {}", activity.description(), failure);
    if (!log.isErrorEnabled()) {
      try (PrintWriter file =
          new PrintWriter(
              Files.newBufferedWriter(
                  rootCommand.logFile(), StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
        file.printf("%s ERROR Failed while %s%n", Instant.now(), activity.description());
        failure.printStackTrace(file);
      } catch (IOException e) {
        log.debug("There is no log file", e);
      }
    }
  }

  /**
   * Explains a failure and the next step.
   *
   * @param doing as in {@link Activity}
   */
  String explanation(String doing, Throwable failure) {
    return explain(doing, failure).message();
  }

  private Explanation explain(String doing, Throwable failure) {
    Optional<DatabaseUnavailableException> database =
        DatabaseUnavailableException.explain(failure, rootCommand.databaseUrl());
    if (database.isPresent()) {
      return Explanation.of(
          String.valueOf(database.get().getMessage()),
          database.get().isMisconfigured() ? ExitCodes.USAGE : ExitCodes.STOPPED);
    }
    Optional<String> openId = OidcDiscoveryFailureAnalyzer.explain(failure);
    if (openId.isPresent()) {
      return Explanation.of(openId.get(), ExitCodes.STOPPED);
    }
    Optional<String> file = FileErrors.explain(failure, rootCommand);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotStartException start) {
        return Explanation.of(String.valueOf(start.getMessage()), start.exitCode());
      } else if (cause instanceof BindException bind) {
        return Explanation.of(BindErrorMessages.explain(bind, null), ExitCodes.USAGE);
      } else if (cause instanceof InvalidConfigurationException setting) {
        return Explanation.of(String.valueOf(setting.getMessage()), ExitCodes.USAGE);
      } else if (cause instanceof ConfigDataException) {
        return Explanation.of("The configuration: " + cause.getMessage(), ExitCodes.USAGE);
      } else if (cause instanceof YAMLException) {
        return Explanation.of(
            ConfigLocations.of(rootCommand)
                    .syntaxError()
                    .orElse("The configuration cannot be read as YAML")
                + ". Fix it: indentation matters, and a text with : or # needs"
                + " quotation marks.",
            ExitCodes.USAGE);
      } else if (cause instanceof OutOfMemoryError) {
        return Explanation.of(
            "There is not enough memory for %s. Set a larger heap, such as 2 GB with JAVA_TOOL_OPTIONS=-Xmx2g, and run it again."
                .formatted(doing),
            ExitCodes.STOPPED);
      }
    }
    return file.map(message -> Explanation.of(message, ExitCodes.STOPPED))
        .orElseGet(
            () ->
                new Explanation(
                    "Unexpected error while %s. Details are in the log file %s; please send it to your administrator."
                        .formatted(doing, rootCommand.logFile()),
                    ExitCodes.STOPPED,
                    false));
  }
}
