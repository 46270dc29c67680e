package orderimport.cli;

import orderimport.job.ExitCodes;
import orderimport.problem.TextRenderer;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a wrong command line in a line or two, without the whole usage text. */
final class UsageErrorHandler implements IParameterExceptionHandler {
  private final RootCommand rootCommand;

  UsageErrorHandler(RootCommand rootCommand) {
    this.rootCommand = rootCommand;
  }

  /** A wrong use that is found by a command, in the user's language. */
  static final class WrongUsage extends ParameterException {
    private static final long serialVersionUID = 1L;

    WrongUsage(CommandLine commandLine, String message) {
      super(commandLine, message);
    }
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    // picocli's own messages are English.
    TextRenderer texts =
        exception instanceof WrongUsage ? rootCommand.texts() : TextRenderer.ENGLISH;
    CommandLine command = exception.getCommandLine();
    rootCommand.err().println(message(exception));
    UnmatchedArgumentException.printSuggestions(exception, rootCommand.err());
    rootCommand
        .err()
        .println(texts.render(CliText.SHOWS_USAGE.text(command.getCommandSpec().qualifiedName())));
    return ExitCodes.USAGE;
  }

  private static String message(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched
        && unmatched.getUnmatched().get(0).contains("\uFFFD")) {
      // A file's path; picocli does not say what is wrong with it.
      return TypeConverters.notInLocale(unmatched.getUnmatched().get(0)) + ".";
    }
    if (exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && exception.getCommandLine().getParent() == null) {
      return "There is no command %s.".formatted(unmatched.getUnmatched().get(0));
    }
    return String.valueOf(exception.getMessage());
  }
}
