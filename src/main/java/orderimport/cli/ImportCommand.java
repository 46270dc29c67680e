package orderimport.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orderimport.imports.ImportOptions;
import orderimport.job.ImportService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "import",
    customSynopsis = {
      "order-import import [OPTIONS] PATH...",
      "       order-import import [OPTIONS] --inbox DIR"
    },
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
  @Parameters(paramLabel = "PATH", arity = "0..*", description = "spreadsheets, or folders of them")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--inbox",
      paramLabel = "DIR",
      description =
          "for nightly runs: every complete spreadsheet in DIR, then moved to DIR/done if all is"
              + " well, or to DIR/failed, with its results beside it; one that did not finish"
              + " stays for the next run")
  private @Nullable Path inbox;

  @Option(names = "--hold", description = "stop before placing; `place` sends the orders then")
  private boolean hold;

  @Option(
      names = "--again",
      description = "a new import, even of content imported before; what was placed stays placed")
  private boolean again;

  @Mixin private ReadOptionsMixin reading = new ReadOptionsMixin();

  ImportCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    ImportOptions options = reading.options(hold, rootCommand);
    Path folder = inbox;
    if (folder != null) {
      if (!paths.isEmpty() || again) {
        throw rootCommand.wrongUsage(
            "--inbox goes neither with a PATH nor with --again: it takes what is new in its folder.");
      }
      if (!Files.isDirectory(folder)) {
        throw rootCommand.wrongUsage("There is no folder %s.".formatted(folder));
      }
      return ApplicationSession.of(rootCommand, new InboxImport(rootCommand, folder, options));
    }
    if (paths.isEmpty()) {
      throw rootCommand.wrongUsage("Say what to import: give a PATH, or --inbox DIR.");
    }
    List<Path> files = SpreadsheetFiles.of(paths, rootCommand);
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          ImportService runs = applicationHandle.get(ImportService.class);
          return new FileRunner(rootCommand, runs, Activity::importing, BEFORE)
              .run(
                  files,
                  (file, progressListener) ->
                      runs.importFile(file, options, again, progressListener));
        });
  }

  static final String BEFORE =
      "This content was imported before; here is what became of it (--again tries again).";
}
