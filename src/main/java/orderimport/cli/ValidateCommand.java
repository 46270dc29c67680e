package orderimport.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orderimport.imports.ImportOptions;
import orderimport.job.ImportRuns;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "validate",
    description = {
      "Checks spreadsheets as import does, and writes the same results; places nothing.",
      "",
      "Nothing of it is kept: a later import of the same file begins anew."
    })
final class ValidateCommand extends Command {
  @Parameters(paramLabel = "PATH", arity = "1..*", description = "spreadsheets, or folders of them")
  private List<Path> paths = new ArrayList<>();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  ValidateCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() {
    ImportOptions options = reading.options(false, program);
    List<Path> files = SpreadsheetFiles.of(paths, program);
    return Session.of(
        program,
        application -> {
          ImportRuns runs = application.get(ImportRuns.class);
          return new EachFile(program, runs, Activity::validating, "")
              .run(files, (file, progress) -> runs.validate(file, options, progress));
        });
  }
}
