package orderimport.cli;

import orderimport.job.ExitCodes;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line: in a line or two, not with the whole usage. */
final class UsageErrorHandler implements IParameterExceptionHandler {
  private final RootCommand rootCommand;

  UsageErrorHandler(RootCommand rootCommand) {
    this.rootCommand = rootCommand;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    rootCommand.err().println(message(wrong));
    UnmatchedArgumentException.printSuggestions(wrong, rootCommand.err());
    rootCommand
        .err()
        .printf("`%s --help` tells how it is used.%n", command.getCommandSpec().qualifiedName());
    return ExitCodes.USAGE;
  }

  private static String message(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched
        && unmatched.getUnmatched().get(0).contains("\uFFFD")) {
      // The path of a file; picocli does not say what is wrong with it.
      return TypeConverters.notInLocale(unmatched.getUnmatched().get(0)) + ".";
    }
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && wrong.getCommandLine().getParent() == null) {
      return "There is no command %s.".formatted(unmatched.getUnmatched().get(0));
    }
    return String.valueOf(wrong.getMessage());
  }
}
