package orderimport.cli;

import java.util.Optional;
import orderimport.carrier.SettingException;
import orderimport.database.DatabaseUnavailableException;
import orderimport.job.ExitCodes;
import orderimport.web.OpenIdTrouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells the user what went wrong, in plain words; the log file has the rest. */
final class Troubles implements IExecutionExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(Troubles.class);

  private final Program program;

  Troubles(Program program) {
    this.program = program;
  }

  private record Explained(String message, int exitCode) {}

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parseResult) {
    if (exception instanceof CommandLine.ParameterException usage) {
      return new WrongUsage(program).handleParseException(usage, new String[0]);
    }
    return handle(exception);
  }

  /** Tells it, and gives the exit code. */
  int handle(Throwable failure) {
    log.error("The command failed", failure);
    Explained explained = explain(failure);
    program.err().println(explained.message());
    return explained.exitCode();
  }

  /** What a run that broke off is told as. */
  String tell(Throwable failure) {
    return explain(failure).message();
  }

  private Explained explain(Throwable failure) {
    Optional<DatabaseUnavailableException> database =
        DatabaseUnavailableException.explain(failure, program.databaseUrl());
    if (database.isPresent()) {
      return new Explained(
          String.valueOf(database.get().getMessage()),
          database.get().isMisconfigured() ? ExitCodes.USAGE : ExitCodes.STOPPED);
    }
    Optional<String> openId = OpenIdTrouble.explain(failure);
    if (openId.isPresent()) {
      return new Explained(openId.get(), ExitCodes.STOPPED);
    }
    Optional<String> file = FileTrouble.explain(failure, program);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotStartException start) {
        return new Explained(String.valueOf(start.getMessage()), start.exitCode());
      } else if (cause instanceof BindException bind) {
        return new Explained(WrongSetting.explain(bind, null), ExitCodes.USAGE);
      } else if (cause instanceof SettingException setting) {
        return new Explained(String.valueOf(setting.getMessage()), ExitCodes.USAGE);
      } else if (cause instanceof ConfigDataException) {
        return new Explained("The configuration: " + cause.getMessage(), ExitCodes.USAGE);
      } else if (cause instanceof YAMLException) {
        return new Explained(
            JobConfig.of(program).broken().orElse("The configuration cannot be read as YAML")
                + ". Correct it: blanks at the beginning of lines count, and a text with : or # needs"
                + " quotation marks.",
            ExitCodes.USAGE);
      } else if (cause instanceof OutOfMemoryError) {
        return new Explained(
            "It ran out of memory. Give it more, such as 2 GB with JAVA_TOOL_OPTIONS=-Xmx2g, and go"
                + " on.",
            ExitCodes.STOPPED);
      }
    }
    return new Explained(
        file.orElseGet(
            () ->
                "It broke off for an unexpected reason. The log file %s says more; show it to whoever looks after order-import."
                    .formatted(program.logFile())),
        ExitCodes.STOPPED);
  }
}
