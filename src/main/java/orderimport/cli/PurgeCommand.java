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
            rootCommand.printOut(CliText.PURGE_NOT_CONFIGURED.text());
          }
          Retention.Purged purged = retention.purge();
          rootCommand.printOut(
              CliText.PURGED.text(
                  purged.imports(),
                  purged.uploads(),
                  purged.reports(),
                  purged.jobs(),
                  purged.notifications()));
          return ExitCodes.OK;
        });
  }
}
