package orderimport.cli;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import orderimport.database.MachineZone;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.job.ExitCodes;
import orderimport.report.ImportCounts;
import orderimport.report.Reports;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;

@CommandLine.Command(name = "list", description = "Lists past imports, newest first.")
final class ListCommand extends Command {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "the maximum number of imports (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(names = "--json", description = "print JSON, for scripts")
  private boolean json;

  ListCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          Reports reports = applicationHandle.get(Reports.class);
          Imports repository = applicationHandle.get(Imports.class);
          List<Import> imports = repository.findNewest(limit);
          if (json) {
            ArrayNode all = JSON.createArrayNode();
            imports.forEach(each -> all.add(reports.summary(each.id())));
            printJson(all);
          } else {
            print(imports, repository.findAbandoned(), reports);
          }
          return ExitCodes.OK;
        });
  }

  /**
   * @param abandoned the imports whose process died; they wait to be resumed, as stopped ones do
   */
  private void print(List<Import> imports, Set<Long> abandoned, Reports reports) {
    if (imports.isEmpty()) {
      rootCommand.printOut(CliText.LIST_NONE.text());
      return;
    }
    TextTable table =
        TextTable.forColumns(
            CommandLine.Help.defaultColorScheme(Ansi.OFF),
            new Column(8, 0, Column.Overflow.SPAN),
            new Column(18, 0, Column.Overflow.SPAN),
            new Column(11, 0, Column.Overflow.SPAN),
            new Column(13, 0, Column.Overflow.WRAP),
            new Column(32, 0, Column.Overflow.WRAP),
            new Column(60, 0, Column.Overflow.WRAP));
    table.addRowValues(
        word(CliText.LIST_IMPORT),
        word(CliText.LIST_WHEN),
        word(CliText.LIST_STATE),
        word(CliText.LIST_ENVIRONMENT),
        word(CliText.LIST_FILE),
        word(CliText.LIST_ORDERS));
    for (Import each : imports) {
      ImportCounts importCounts = reports.counts(each.id());
      table.addRowValues(
          String.valueOf(each.id()),
          local(each.createdAt()),
          word(
              abandoned.contains(each.id())
                  ? CliText.STATE_STOPPED
                  : CliText.valueOf("STATE_" + each.state())),
          each.environments().values().stream().distinct().sorted().collect(joining(", ")),
          each.fileName(),
          rootCommand.texts().render(importCounts.ordersBalance()));
    }
    rootCommand.out().println(table);
  }

  private String word(CliText word) {
    return rootCommand.texts().render(word.text());
  }

  private static String local(Instant time) {
    return TIME.format(time.atZone(MachineZone.get()));
  }
}
