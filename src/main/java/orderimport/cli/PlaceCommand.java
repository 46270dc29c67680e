package orderimport.cli;

import orderimport.job.ImportService;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "place", description = "Places the held orders of an import.")
final class PlaceCommand extends Command {
  @Parameters(paramLabel = "IMPORT_ID", description = "the import's number, as `list` shows it")
  private long importId;

  PlaceCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          ImportService importService = applicationHandle.get(ImportService.class);
          return new FileRunner(rootCommand, importService, Activity::placing, CliText.NOTHING_LEFT)
              .run(
                  rootCommand.texts().render(CliText.IMPORT.text(importId)),
                  progressListener -> importService.place(importId, progressListener));
        });
  }
}
