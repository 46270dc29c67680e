package orderimport.cli;

import java.util.List;
import java.util.Set;
import orderimport.imports.Import.State;
import orderimport.imports.Imports;
import orderimport.job.ExitCodes;
import orderimport.job.ImportService;
import orderimport.job.MachineActivities;
import orderimport.job.MachineActivity;
import orderimport.job.RunResult;
import orderimport.problem.Text;
import orderimport.report.Reports;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@CommandLine.Command(
    name = "show",
    description = "Shows an import's figures and where its results are.")
final class ShowCommand extends Command {
  @Parameters(paramLabel = "IMPORT_ID", description = "the import's number, as `list` shows it")
  private long importId;

  @Option(
      names = "--json",
      description = "print JSON, for scripts: summary.json and the results folder")
  private boolean json;

  ShowCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          RunResult result = applicationHandle.get(ImportService.class).show(importId);
          if (!(result instanceof RunResult.Finished finished)) {
            new ResultPrinter(rootCommand).print(result, Activity.running("order-import show"));
            return result.exitCode();
          }
          if (json) {
            ObjectNode summary = applicationHandle.get(Reports.class).summary(importId);
            summary.put("results", finished.folder().toString());
            addMachines(summary, activities(applicationHandle));
            summary.put("running", isRunning(finished, applicationHandle));
            Text reason = finished.orderImport().endReason();
            summary.put(
                "end_reason",
                reason == null ? null : rootCommand.texts().render(reason.sentence()));
            printJson(summary);
          } else {
            new ResultPrinter(rootCommand).show(finished);
            if (isRunning(finished, applicationHandle)) {
              printIndented(CliText.SHOW_RUNNING.text());
            } else if (finished.orderImport().state() == State.RUNNING) {
              printIndented(CliText.NEXT_RESUME.text(importId));
            }
            print(activities(applicationHandle));
          }
          return ExitCodes.OK;
        });
  }

  /** Whether a process works on the import; one that died may have left it in its state. */
  private boolean isRunning(RunResult.Finished shown, ApplicationHandle applicationHandle) {
    return shown.orderImport().state() == State.RUNNING
        && !applicationHandle.get(Imports.class).findAbandoned().contains(importId);
  }

  private void printIndented(Text line) {
    rootCommand.out().println("  " + rootCommand.texts().render(line));
  }

  /** What several machines do for the import; empty with the embedded database. */
  private List<MachineActivity> activities(ApplicationHandle applicationHandle) {
    return applicationHandle
        .find(MachineActivities.class)
        .map(activities -> activities.findByImports(Set.of(importId)))
        .orElse(List.of());
  }

  private void print(List<MachineActivity> activities) {
    for (MachineActivity each : activities) {
      rootCommand
          .out()
          .println("  %s: %s".formatted(each.host(), rootCommand.texts().render(each.text())));
      if (each.message() != null) {
        rootCommand.out().println("    " + rootCommand.texts().render(each.message()));
      }
    }
  }

  private void addMachines(ObjectNode summary, List<MachineActivity> activities) {
    ArrayNode machines = summary.putArray("machines");
    for (MachineActivity each : activities) {
      machines
          .addObject()
          .put("host", each.host())
          .put("process", each.processId())
          .put("activity", each.activity().name())
          .put("parts", each.parts())
          .put(
              "message",
              each.message() == null ? null : rootCommand.texts().render(each.message()));
    }
  }
}
