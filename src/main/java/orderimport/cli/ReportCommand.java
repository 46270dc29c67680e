package orderimport.cli;

import orderimport.job.ExitCodes;
import orderimport.job.ImportService;
import orderimport.job.RunResult;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "report",
    description = "Writes the results of an import again, from the database.")
final class ReportCommand extends Command {
  @Parameters(paramLabel = "IMPORT_ID", description = "the import's number, as `list` shows it")
  private long importId;

  ReportCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          RunResult result = applicationHandle.get(ImportService.class).report(importId);
          new ResultPrinter(rootCommand).print(result, Activity.running("order-import report"));
          return result instanceof RunResult.Finished ? ExitCodes.OK : result.exitCode();
        });
  }
}
