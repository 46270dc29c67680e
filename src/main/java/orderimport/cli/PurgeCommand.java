package orderimport.cli;

import orderimport.job.ExitCodes;
import orderimport.retention.Retention;
import picocli.CommandLine;

@CommandLine.Command(
    name = "purge",
    description = {
      "Deletes rows, problems, uploads, reports and job history past their retention period,"
          + " order-import.retention.",
      "",
      "Orders are kept with their requests and responses, so that none is placed twice. `serve`"
          + " purges once a day."
    })
final class PurgeCommand extends Command {
  PurgeCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          Retention retention = applicationHandle.get(Retention.class);
          if (!retention.isConfigured()) {
            rootCommand
                .out()
                .println(
                    "No retention is configured: set order-import.retention.rows or .reports, for"
                        + " example to 90d.");
          }
          Retention.Purged purged = retention.purge();
          rootCommand
              .out()
              .printf(
                  "Deleted: the rows of %s, %s, %s, %s, %s. Orders are kept.%n",
                  count(purged.imports(), "import"),
                  count(purged.uploads(), "upload"),
                  count(purged.reports(), "report"),
                  count(purged.jobs(), "job"),
                  count(purged.notifications(), "notification"));
          return ExitCodes.OK;
        });
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
