package orderimport.cli;

import orderimport.job.ImportRuns;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "resume", description = "Goes on with an import that stopped.")
final class ResumeCommand extends Command {
  @Parameters(paramLabel = "IMPORT_ID", description = "the import's number, as `list` shows it")
  private long importId;

  ResumeCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() {
    return Session.of(
        program,
        application -> {
          ImportRuns runs = application.get(ImportRuns.class);
          return new EachFile(program, runs, Activity::resuming, "Nothing is left to do.")
              .run("import " + importId, progress -> runs.resume(importId, progress));
        });
  }
}
