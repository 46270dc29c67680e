package orderimport.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orderimport.imports.ImportOptions;
import orderimport.job.ImportRuns;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "import",
    description = {
      "Reads spreadsheets, validates every row, places the orders and writes the results.",
      "",
      "An import that did not finish goes on; one that did is not run again: its result is shown."
    },
    footer = {
      "",
      "Examples:",
      "  order-import import sites.xlsx",
      "  order-import import --hold sites.xlsx && order-import place 1",
      "  order-import import --carrier granite --delimiter ';' sites.csv",
      "  order-import import --inbox /srv/orders"
    })
final class ImportCommand extends Command {
  @Parameters(paramLabel = "PATH", arity = "1..*", description = "spreadsheets, or folders of them")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--hold", description = "stop before placing; `place` sends the orders then")
  private boolean hold;

  @Option(
      names = "--again",
      description = "a new import, even of content imported before; what was placed stays placed")
  private boolean again;

  @Mixin private ReadingOptions reading = new ReadingOptions();

  ImportCommand(Program program) {
    super(program);
  }

  @Override
  public Integer call() {
    ImportOptions options = reading.options(hold, program);
    List<Path> files = SpreadsheetFiles.of(paths, program);
    return Session.of(
        program,
        application -> {
          ImportRuns runs = application.get(ImportRuns.class);
          return new EachFile(program, runs)
              .run(files, (file, progress) -> runs.importFile(file, options, again, progress));
        });
  }
}
