package orderimport.cli;

import orderimport.job.ImportRuns;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "place", description = "Places the held orders of an import.")
final class PlaceCommand extends Command {
  @Parameters(paramLabel = "IMPORT_ID", description = "the import's number, as `list` shows it")
  private long importId;

  PlaceCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() {
    return Session.of(
        program,
        application -> {
          ImportRuns runs = application.get(ImportRuns.class);
          return new EachFile(program, runs, Activity::placing, "Nothing is left to do.")
              .run("import " + importId, progress -> runs.place(importId, progress));
        });
  }
}
