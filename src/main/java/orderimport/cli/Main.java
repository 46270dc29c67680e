package orderimport.cli;

import picocli.CommandLine;

/** Starts the program from a command line. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Shutdown shutdown = Shutdown.onSignals();
    Program program = new Program(shutdown);
    int exitCode = execute(commandLine(program), arguments, new Troubles(program));
    shutdown.ended(exitCode);
    System.exit(exitCode);
  }

  static CommandLine commandLine(Program program) {
    CommandLine commandLine = new CommandLine(program, new CommandFactory(program));
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setParameterExceptionHandler(new WrongUsage(program));
    commandLine.setExecutionExceptionHandler(new Troubles(program));
    Conversions.applyTo(commandLine);
    HelpLayout.applyTo(commandLine);
    return commandLine;
  }

  private static int execute(CommandLine commandLine, String[] arguments, Troubles troubles) {
    try {
      return commandLine.execute(arguments);
    } catch (Error e) {
      // Such as memory running out, which picocli leaves to the virtual machine to print.
      return troubles.handle(e);
    }
  }
}
