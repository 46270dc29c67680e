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

/** What the sheet Summary says. */
final class SummarySheet {

  private static final int MOST_KINDS = 30;

  private SummarySheet() {}

  static Overview of(ImportHeader facts, ImportCounts importCounts, List<ProblemGroup> kinds) {
    NextSteps nextSteps = NextSteps.of(facts, importCounts);
    List<Table> tables = new ArrayList<>();
    tables.add(new Table("Orders", counts(importCounts.orders()), importCounts.ordersBalance()));
    tables.add(new Table("Rows", counts(importCounts.rows()), importCounts.rowsBalance()));
    if (importCounts.byCarrier().size() > 1) {
      tables.add(new Table("Orders by carrier", carriers(importCounts), ""));
    }
    tables.add(new Table("Problems", problems(importCounts), ""));
    if (!kinds.isEmpty()) {
      tables.add(new Table("Problems by kind", kinds(kinds), ""));
    }
    return new Overview(
        "Summary",
        facts.fileName(),
        nextSteps.verdict(),
        nextSteps.paint(),
        nextSteps.next(),
        tables,
        facts(facts));
  }

  private static List<Count> counts(Map<Status, Long> counts) {
    return counts.entrySet().stream()
        .map(
            entry ->
                new Count(
                    entry.getKey().name(),
                    entry.getKey().paint(),
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
                      case ERROR -> new Count("error", CellStyleName.ERROR, count, "to be mended");
                      case WARNING ->
                          new Count(
                              "warning", CellStyleName.WARNING, count, "repaired, or worth a look");
                      case NOTICE ->
                          new Count("notice", CellStyleName.NOTICE, count, "decided for you");
                    }));
    return counts;
  }

  private static List<Count> kinds(List<ProblemGroup> kinds) {
    List<Count> counts = new ArrayList<>();
    for (ProblemGroup kind : kinds.subList(0, Math.min(MOST_KINDS, kinds.size()))) {
      counts.add(
          new Count(
              ResultProblem.word(kind.severity()),
              ResultProblem.paint(kind.severity()),
              kind.count(),
              kind.whatAndWhere()));
    }
    return counts;
  }

  private static String environments(ImportHeader facts) {
    return facts.environments().entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(joining(", "));
  }

  private static List<Fact> facts(ImportHeader facts) {
    return List.of(
        new Fact("Import", facts.id() + (facts.dryRun() ? " (a check, nothing is placed)" : "")),
        new Fact("State", facts.state()),
        new Fact("Environments", environments(facts)),
        new Fact("File", facts.fileName()),
        new Fact("SHA-256", facts.sha256()),
        new Fact("Read as", facts.format() == null ? "not opened" : facts.format()),
        new Fact("Started", facts.startedText()),
        new Fact("Finished", facts.finishedText()));
  }
}
