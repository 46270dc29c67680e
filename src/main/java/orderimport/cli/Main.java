package orderimport.cli;

import picocli.CommandLine;

/** Starts the program from a command line. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Shutdown shutdown = Shutdown.onSignals();
    Program program = new Program(shutdown);
    CommandLine commandLine = new CommandLine(program, new CommandFactory(program));
    Troubles troubles = new Troubles(program);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setParameterExceptionHandler(new WrongUsage(program));
    commandLine.setExecutionExceptionHandler(troubles);
    Conversions.applyTo(commandLine);
    HelpLayout.applyTo(commandLine);
    int exitCode = execute(commandLine, arguments, troubles);
    shutdown.ended(exitCode);
    System.exit(exitCode);
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
