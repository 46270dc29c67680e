package orderimport.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.cluster.Host;
import orderimport.database.DatabaseUnavailableException;
import orderimport.job.ExitCodes;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import orderimport.web.security.OidcDiscoveryFailureAnalyzer;
import org.jspecify.annotations.Nullable;
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

  /**
   * @param message without a full stop
   */
  private record Explanation(Text message, int exitCode, boolean expected) {
    static Explanation of(Text message, int exitCode) {
      return new Explanation(message, exitCode, true);
    }

    static Explanation of(@Nullable String message, int exitCode) {
      return of(Text.verbatimClause(String.valueOf(message)), exitCode);
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
    logFailure(TextRenderer.ENGLISH.render(activity.description()), failure);
    Explanation explanation = explain(activity.description(), failure);
    rootCommand.printErr(explanation.message().sentence());
    if (!explanation.expected()) {
      rootCommand.printErr(activity.nextStep());
    }
    return explanation.exitCode();
  }

  /**
   * Logging is off until the data directory is known, so the details are then appended to the log
   * file here.
   */
  private void logFailure(String activity, Throwable failure) {
    log.error("Failed while {}", activity, failure);
    if (!log.isErrorEnabled()) {
      try (PrintWriter file =
          new PrintWriter(
              Files.newBufferedWriter(
                  rootCommand.logFile(), StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
        file.printf("%s ERROR Failed while %s%n", Instant.now(), activity);
        failure.printStackTrace(file);
      } catch (IOException e) {
        log.debug("There is no log file", e);
      }
    }
  }

  /**
   * Explains a failure and the next step; without a full stop.
   *
   * @param doing as in {@link Activity}
   */
  Text explanation(Text doing, Throwable failure) {
    return explain(doing, failure).message();
  }

  /** As {@link #explanation}, for users of any machine: names this one if there are others. */
  Text explanationForAll(Text doing, Throwable failure) {
    Text explanation = explanation(doing, failure);
    return rootCommand.databaseUrl() == null
        ? explanation
        : CliText.ON_MACHINE.text(Host.here().name(), explanation);
  }

  private Explanation explain(Text doing, Throwable failure) {
    Optional<DatabaseUnavailableException> database =
        DatabaseUnavailableException.explain(failure, rootCommand.databaseUrl());
    if (database.isPresent()) {
      return Explanation.of(
          database.get().getMessage(),
          database.get().isMisconfigured() ? ExitCodes.USAGE : ExitCodes.STOPPED);
    }
    Optional<String> openId = OidcDiscoveryFailureAnalyzer.explain(failure);
    if (openId.isPresent()) {
      return Explanation.of(openId.get(), ExitCodes.STOPPED);
    }
    Optional<Text> file = FileErrors.explain(failure, rootCommand);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotStartException start) {
        return Explanation.of(start.explanation(), ExitCodes.STOPPED);
      } else if (cause instanceof BindException bind) {
        return Explanation.of(BindErrorMessages.explain(bind, null), ExitCodes.USAGE);
      } else if (cause instanceof InvalidConfigurationException setting) {
        return Explanation.of(setting.getMessage(), ExitCodes.USAGE);
      } else if (cause instanceof ConfigDataException) {
        return Explanation.of(
            CliText.CONFIGURATION.text(Text.verbatimClause(String.valueOf(cause.getMessage()))),
            ExitCodes.USAGE);
      } else if (cause instanceof YAMLException) {
        return Explanation.of(
            CliText.NOT_YAML.text(
                ConfigLocations.of(rootCommand)
                    .syntaxError()
                    .map(Text::verbatim)
                    .orElseGet(CliText.NOT_YAML_ANYWHERE::text)),
            ExitCodes.USAGE);
      } else if (cause instanceof OutOfMemoryError) {
        return Explanation.of(CliText.NO_MEMORY.text(doing), ExitCodes.STOPPED);
      }
    }
    return file.map(message -> Explanation.of(message, ExitCodes.STOPPED))
        .orElseGet(
            () ->
                new Explanation(
                    CliText.UNEXPECTED.text(doing, rootCommand.logFile()),
                    ExitCodes.STOPPED,
                    false));
  }
}
