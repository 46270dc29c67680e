package orderimport.cli;

import orderimport.job.ImportService;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "resume", description = "Goes on with an import that stopped.")
final class ResumeCommand extends Command {
  @Parameters(paramLabel = "IMPORT_ID", description = "the import's number, as `list` shows it")
  private long importId;

  ResumeCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          ImportService runs = applicationHandle.get(ImportService.class);
          return new FileRunner(rootCommand, runs, Activity::resuming, "Nothing is left to do.")
              .run(
                  "import " + importId,
                  progressListener -> runs.resume(importId, progressListener));
        });
  }
}
