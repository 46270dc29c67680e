package orderimport.cli;

import picocli.CommandLine;

/** Starts the program from a command line. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Shutdown shutdown = Shutdown.onSignals();
    Program program = new Program(shutdown);
    CommandLine commandLine = new CommandLine(program, new CommandFactory(program));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setExecutionExceptionHandler(new Troubles(program));
    int exitCode = commandLine.execute(arguments);
    shutdown.ended(exitCode);
    System.exit(exitCode);
  }
}
