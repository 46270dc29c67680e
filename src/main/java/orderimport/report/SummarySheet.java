package orderimport.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.spreadsheet.Overview;
import orderimport.spreadsheet.Overview.Count;
import orderimport.spreadsheet.Overview.Fact;
import orderimport.spreadsheet.Overview.Table;
import orderimport.spreadsheet.Paint;

/** What the sheet Summary says. */
final class SummarySheet {

  private static final int MOST_KINDS = 30;

  private SummarySheet() {}

  static Overview of(ImportFacts facts, Figures figures, List<ProblemGroup> kinds) {
    Advice advice = Advice.of(facts, figures);
    List<Table> tables = new ArrayList<>();
    tables.add(new Table("Orders", counts(figures.orders()), figures.ordersBalance()));
    tables.add(new Table("Rows", counts(figures.rows()), figures.rowsBalance()));
    if (figures.byCarrier().size() > 1) {
      tables.add(new Table("Orders by carrier", carriers(figures), ""));
    }
    tables.add(new Table("Problems", problems(figures), ""));
    if (!kinds.isEmpty()) {
      tables.add(new Table("Problems by kind", kinds(kinds), ""));
    }
    return new Overview(
        "Summary",
        facts.fileName(),
        advice.verdict(),
        advice.paint(),
        advice.next(),
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

  private static List<Count> carriers(Figures figures) {
    List<Count> counts = new ArrayList<>();
    figures
        .byCarrier()
        .forEach(
            (carrier, statuses) -> {
              long sum = statuses.values().stream().mapToLong(Long::longValue).sum();
              counts.add(new Count(carrier, Paint.PLAIN, sum, Figures.words(statuses)));
            });
    return counts;
  }

  private static List<Count> problems(Figures figures) {
    List<Count> counts = new ArrayList<>();
    figures
        .problems()
        .forEach(
            (severity, count) ->
                counts.add(
                    switch (severity) {
                      case ERROR -> new Count("error", Paint.ERROR, count, "to be mended");
                      case WARNING ->
                          new Count("warning", Paint.WARNING, count, "repaired, or worth a look");
                      case NOTICE -> new Count("notice", Paint.NOTICE, count, "decided for you");
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

  private static String environments(ImportFacts facts) {
    return facts.environments().entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(joining(", "));
  }

  private static List<Fact> facts(ImportFacts facts) {
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
