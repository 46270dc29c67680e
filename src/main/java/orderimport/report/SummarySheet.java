package orderimport.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.spreadsheet.CellStyleName;
import orderimport.spreadsheet.Overview;
import orderimport.spreadsheet.Overview.Count;
import orderimport.spreadsheet.Overview.Fact;
import orderimport.spreadsheet.Overview.Table;

/** Builds the content of the summary sheet. */
final class SummarySheet {

  private static final int MAX_GROUPS = 30;

  private SummarySheet() {}

  static Overview of(ImportHeader header, ImportCounts importCounts, List<ProblemGroup> groups) {
    NextSteps nextSteps = NextSteps.of(header, importCounts);
    List<Table> tables = new ArrayList<>();
    tables.add(new Table("Orders", counts(importCounts.orders()), importCounts.ordersBalance()));
    tables.add(new Table("Rows", counts(importCounts.rows()), importCounts.rowsBalance()));
    if (importCounts.byCarrier().size() > 1) {
      tables.add(new Table("Orders by carrier", carriers(importCounts), ""));
    }
    tables.add(new Table("Problems", problems(importCounts), ""));
    if (!groups.isEmpty()) {
      tables.add(new Table("Problems by kind", groups(groups), ""));
    }
    return new Overview(
        "Summary",
        header.fileName(),
        nextSteps.verdict(),
        nextSteps.style(),
        nextSteps.next(),
        tables,
        facts(header));
  }

  private static List<Count> counts(Map<Status, Long> counts) {
    return counts.entrySet().stream()
        .map(
            entry ->
                new Count(
                    entry.getKey().name(),
                    entry.getKey().style(),
                    entry.getValue(),
                    entry.getKey().meaning()))
        .toList();
  }

  private static List<Count> carriers(ImportCounts importCounts) {
    List<Count> counts = new ArrayList<>();
    importCounts
        .byCarrier()
        .forEach(
            (carrier, statuses) -> {
              long sum = statuses.values().stream().mapToLong(Long::longValue).sum();
              counts.add(
                  new Count(carrier, CellStyleName.PLAIN, sum, ImportCounts.describe(statuses)));
            });
    return counts;
  }

  private static List<Count> problems(ImportCounts importCounts) {
    List<Count> counts = new ArrayList<>();
    importCounts
        .problems()
        .forEach(
            (severity, count) ->
                counts.add(
                    switch (severity) {
                      case ERROR -> new Count("error", CellStyleName.ERROR, count, "must be fixed");
                      case WARNING ->
                          new Count(
                              "warning",
                              CellStyleName.WARNING,
                              count,
                              "fixed automatically, or to be checked");
                      case NOTICE ->
                          new Count("notice", CellStyleName.NOTICE, count, "decided automatically");
                    }));
    return counts;
  }

  private static List<Count> groups(List<ProblemGroup> groups) {
    List<Count> counts = new ArrayList<>();
    for (ProblemGroup group : groups.subList(0, Math.min(MAX_GROUPS, groups.size()))) {
      counts.add(
          new Count(
              ResultProblem.word(group.severity()),
              ResultProblem.style(group.severity()),
              group.count(),
              group.whatAndWhere()));
    }
    return counts;
  }

  private static String environments(ImportHeader header) {
    return header.environments().entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(joining(", "));
  }

  private static List<Fact> facts(ImportHeader header) {
    return List.of(
        new Fact("Import", header.id() + (header.dryRun() ? " (dry run, nothing is placed)" : "")),
        new Fact("State", header.state()),
        new Fact("Environments", environments(header)),
        new Fact("File", header.fileName()),
        new Fact("SHA-256", header.sha256()),
        new Fact("Read as", header.format() == null ? "not opened" : header.format()),
        new Fact("Started", header.startedText()),
        new Fact("Finished", header.finishedText()));
  }
}
