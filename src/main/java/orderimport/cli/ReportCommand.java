package orderimport.cli;

import orderimport.job.ExitCodes;
import orderimport.job.ImportRuns;
import orderimport.job.RunResult;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "report",
    description = "Writes the results of an import again, from the database.")
final class ReportCommand extends Command {
  @Parameters(paramLabel = "IMPORT_ID", description = "the import's number, as `list` shows it")
  private long importId;

  ReportCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() {
    return Session.of(
        program,
        application -> {
          RunResult result = application.get(ImportRuns.class).report(importId);
          new ResultText(program).print(result, Activity.running("order-import report"));
          return result instanceof RunResult.Imported ? ExitCodes.OK : result.exitCode();
        });
  }
}
