package orderimport.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.problem.TextRenderer;
import orderimport.spreadsheet.write.CellStyleName;
import orderimport.spreadsheet.write.Overview;
import orderimport.spreadsheet.write.Overview.Count;
import orderimport.spreadsheet.write.Overview.Fact;
import orderimport.spreadsheet.write.Overview.Table;

/** Builds the content of the summary sheet. */
final class SummarySheet {

  private static final int MAX_GROUPS = 30;

  private final ImportHeader header;
  private final ImportCounts importCounts;
  private final TextRenderer texts;

  SummarySheet(ImportHeader header, ImportCounts importCounts, TextRenderer texts) {
    this.header = header;
    this.importCounts = importCounts;
    this.texts = texts;
  }

  Overview of(List<ProblemGroup> groups) {
    NextSteps nextSteps = NextSteps.of(header, importCounts);
    List<Table> tables = new ArrayList<>();
    tables.add(
        new Table(
            text(ReportText.SUMMARY_ORDERS),
            counts(importCounts.orders()),
            texts.render(importCounts.ordersBalance())));
    tables.add(
        new Table(
            text(ReportText.SUMMARY_ROWS),
            counts(importCounts.rows()),
            texts.render(importCounts.rowsBalance())));
    if (importCounts.byCarrier().size() > 1) {
      tables.add(new Table(text(ReportText.SUMMARY_CARRIERS), carriers(), ""));
    }
    tables.add(new Table(text(ReportText.SUMMARY_PROBLEMS), problems(), ""));
    if (!groups.isEmpty()) {
      tables.add(new Table(text(ReportText.SUMMARY_KINDS), groups(groups), ""));
    }
    return new Overview(
        "Summary",
        header.fileName(),
        texts.render(nextSteps.verdict()),
        nextSteps.style(),
        nextSteps.next().stream().map(texts::render).toList(),
        tables,
        facts());
  }

  private String text(ReportText key) {
    return texts.render(key.text());
  }

  private List<Count> counts(Map<ResultStatus, Long> counts) {
    return counts.entrySet().stream()
        .map(
            entry ->
                new Count(
                    entry.getKey().name(),
                    entry.getKey().style(),
                    entry.getValue(),
                    texts.render(entry.getKey().meaning())))
        .toList();
  }

  private List<Count> carriers() {
    List<Count> counts = new ArrayList<>();
    importCounts
        .byCarrier()
        .forEach(
            (carrier, statuses) -> {
              long sum = statuses.values().stream().mapToLong(Long::longValue).sum();
              counts.add(
                  new Count(
                      carrier,
                      CellStyleName.PLAIN,
                      sum,
                      texts.renderOrEmpty(ImportCounts.describe(statuses))));
            });
    return counts;
  }

  private List<Count> problems() {
    List<Count> counts = new ArrayList<>();
    importCounts
        .problems()
        .forEach(
            (severity, count) ->
                counts.add(
                    new Count(
                        texts.render(ResultProblem.word(severity)),
                        ResultProblem.style(severity),
                        count,
                        text(
                            switch (severity) {
                              case ERROR -> ReportText.MEANING_ERROR;
                              case WARNING -> ReportText.MEANING_WARNING;
                              case NOTICE -> ReportText.MEANING_NOTICE;
                            }))));
    return counts;
  }

  private List<Count> groups(List<ProblemGroup> groups) {
    List<Count> counts = new ArrayList<>();
    for (ProblemGroup group : groups.subList(0, Math.min(MAX_GROUPS, groups.size()))) {
      counts.add(
          new Count(
              texts.render(ResultProblem.word(group.severity())),
              ResultProblem.style(group.severity()),
              group.count(),
              texts.render(group.whatAndWhere())));
    }
    return counts;
  }

  private String environments() {
    return header.environments().entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(joining(", "));
  }

  private List<Fact> facts() {
    return List.of(
        new Fact(
            text(ReportText.SUMMARY_IMPORT),
            header.dryRun()
                ? texts.render(ReportText.SUMMARY_DRY_RUN.text(header.id()))
                : String.valueOf(header.id())),
        new Fact(text(ReportText.SUMMARY_STATE), header.stateText(texts)),
        new Fact(text(ReportText.SUMMARY_ENVIRONMENTS), environments()),
        new Fact(text(ReportText.SUMMARY_FILE), header.fileName()),
        new Fact("SHA-256", header.sha256()),
        new Fact(text(ReportText.SUMMARY_FORMAT), header.formatText(texts)),
        new Fact(text(ReportText.SUMMARY_STARTED), header.startedText(texts)),
        new Fact(text(ReportText.SUMMARY_FINISHED), header.finishedText(texts)));
  }
}
