package orderimport.cli;

import orderimport.job.ImportService;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "resume",
    description = {
      "Resumes an import that did not finish.",
      "",
      "Then it looks up those of its orders in doubt whose carrier can be asked."
    })
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
          ImportService importService = applicationHandle.get(ImportService.class);
          return new FileRunner(
                  rootCommand, importService, Activity::resuming, CliText.NOTHING_LEFT)
              .run(
                  rootCommand.texts().render(CliText.IMPORT.text(importId)),
                  progressListener -> importService.resumeAndLookUp(importId, progressListener));
        });
  }
}
