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
      "An import that did not finish is resumed. For one that finished the result is shown."
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
          "for scheduled runs: imports every complete spreadsheet in DIR and moves it, with its"
              + " results, to DIR/done if there was no error, else to DIR/failed; a file whose"
              + " import did not finish stays for the next run")
  private @Nullable Path inbox;

  @Option(names = "--hold", description = "stop before placing orders; `place` sends them later")
  private boolean hold;

  @Option(
      names = "--again",
      description =
          "start a new import even if the content was imported before; placed orders are not sent"
              + " again")
  private boolean again;

  @Mixin private ReadOptionsMixin readOptions = new ReadOptionsMixin();

  ImportCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    ImportOptions options = readOptions.options(hold, rootCommand);
    Path folder = inbox;
    if (folder != null) {
      if (!paths.isEmpty() || again) {
        throw rootCommand.wrongUsage(CliText.INBOX_ALONE.text());
      }
      if (!Files.isDirectory(folder)) {
        throw rootCommand.wrongUsage(CliText.NO_FOLDER.text(folder));
      }
      return ApplicationSession.of(rootCommand, new InboxImport(rootCommand, folder, options));
    }
    if (paths.isEmpty()) {
      throw rootCommand.wrongUsage(CliText.NOTHING_TO_IMPORT.text());
    }
    List<Path> files = SpreadsheetFiles.of(paths, rootCommand);
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          ImportService importService = applicationHandle.get(ImportService.class);
          return new FileRunner(
                  rootCommand, importService, Activity::importing, CliText.IMPORTED_BEFORE_RESULT)
              .run(
                  files,
                  (file, progressListener) ->
                      importService.importFile(file, options, again, progressListener));
        });
  }
}
