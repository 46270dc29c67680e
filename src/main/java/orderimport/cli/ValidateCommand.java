package orderimport.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orderimport.imports.ImportOptions;
import orderimport.job.ImportService;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "validate",
    description = {
      "Checks spreadsheets as import does and writes the same results; places nothing.",
      "",
      "Only the results are stored: a later import of the same file starts from the beginning."
    })
final class ValidateCommand extends Command {
  @Parameters(paramLabel = "PATH", arity = "1..*", description = "spreadsheets, or folders of them")
  private List<Path> paths = new ArrayList<>();

  @Mixin private ReadOptionsMixin readOptions = new ReadOptionsMixin();

  ValidateCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    ImportOptions options = readOptions.options(false, rootCommand);
    List<Path> files = SpreadsheetFiles.of(paths, rootCommand);
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          ImportService importService = applicationHandle.get(ImportService.class);
          return new FileRunner(
                  rootCommand, importService, Activity::validating, CliText.NOTHING_LEFT)
              .run(
                  files,
                  (file, progressListener) ->
                      importService.validate(file, options, progressListener));
        });
  }
}
