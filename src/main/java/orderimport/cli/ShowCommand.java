package orderimport.cli;

import orderimport.job.ExitCodes;
import orderimport.job.ImportRuns;
import orderimport.job.RunResult;
import orderimport.report.Reports;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@CommandLine.Command(
    name = "show",
    description = "Shows an import's figures and where its results are.")
final class ShowCommand extends Command {
  @Parameters(paramLabel = "IMPORT_ID", description = "the import's number, as `list` shows it")
  private long importId;

  @Option(names = "--json", description = "for scripts: as in summary.json, and the results' path")
  private boolean json;

  ShowCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() {
    return Session.of(
        program,
        application -> {
          RunResult result = application.get(ImportRuns.class).show(importId);
          if (!(result instanceof RunResult.Imported imported)) {
            new ResultText(program).print(result, Activity.running("order-import show"));
            return result.exitCode();
          }
          if (json) {
            ObjectNode summary = application.get(Reports.class).summary(importId);
            summary.put("results", imported.folder().toString());
            program.out().println(summary.toPrettyString());
          } else {
            new ResultText(program).show(imported);
          }
          return ExitCodes.OK;
        });
  }
}
