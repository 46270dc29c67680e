package orderimport.cli;

import java.util.Optional;
import orderimport.database.DatabaseUnavailableException;
import orderimport.job.ExitCodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
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

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parseResult) {
    if (exception instanceof CommandLine.ParameterException usage) {
      program.err().println(usage.getMessage());
      program.err().println("`order-import --help` tells how it is used.");
      return ExitCodes.USAGE;
    }
    log.error("The command failed", exception);
    Explained explained = explain(exception);
    program.err().println(explained.message());
    return explained.exitCode();
  }

  private record Explained(String message, int exitCode) {}

  private Explained explain(Throwable exception) {
    Optional<String> database =
        DatabaseUnavailableException.explain(exception, program.databaseUrl());
    if (database.isPresent()) {
      return new Explained(database.get(), ExitCodes.STOPPED);
    }
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException bind) {
        return new Explained(
            "The configuration of %s is wrong: %s. Correct it in job-config/."
                .formatted(bind.getName(), rootMessage(bind)),
            ExitCodes.USAGE);
      } else if (cause instanceof IllegalArgumentException wrong) {
        return new Explained(String.valueOf(wrong.getMessage()), ExitCodes.USAGE);
      }
    }
    return new Explained(
        "It broke off: %s. The log file %s tells more."
            .formatted(rootMessage(exception), program.logFile()),
        ExitCodes.STOPPED);
  }

  /** What a run that broke off is told as. */
  String tell(Throwable exception) {
    return explain(exception).message();
  }

  private static String rootMessage(Throwable exception) {
    Throwable root = exception;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).replaceFirst("\\.$", "");
  }
}
