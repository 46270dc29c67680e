package orderimport.cli;

import orderimport.job.ExitCodes;
import orderimport.retention.Retention;
import picocli.CommandLine;

@CommandLine.Command(
    name = "tidy",
    description = {
      "Takes away the rows and the reports of imports that ended long ago, as order-import.retention"
          + " says.",
      "",
      "The ledger of their orders stays, so that none is placed twice. `serve` does it each day."
    })
final class TidyCommand extends Command {
  TidyCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() {
    return Session.of(
        program,
        application -> {
          Retention retention = application.get(Retention.class);
          if (!retention.isWanted()) {
            program
                .out()
                .println(
                    "Nothing leaves: set order-import.retention.rows or .reports, such as 90d.");
            return ExitCodes.OK;
          }
          Retention.Tidied tidied = retention.tidy();
          program
              .out()
              .printf(
                  "The rows of %s left, %s and %s. The orders stay.%n",
                  count(tidied.rows(), "import"),
                  count(tidied.uploads(), "upload"),
                  count(tidied.reports(), "report"));
          return ExitCodes.OK;
        });
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
