package orderimport.web.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.job.RowEdit;
import orderimport.problem.ProblemTexts;
import orderimport.problem.Text.Entry;
import orderimport.spreadsheet.Cell;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What can be entered to fix problems of an import, with one click. */
@Component
class Suggestions {
  /** A problem that has exactly one choice, see {@link ProblemView#choices}. */
  private static final String SINGLE =
      """
      order_id is null and (
        jsonb_path_exists(arguments, '$.** ? (@.choices.size() == 1)')
        or col is not null and severity = 'ERROR'
          and jsonb_path_exists(arguments -> 'hint', '$.**[0] ? (@ == "did_you_mean")'))\
      """;

  private final JdbcClient jdbc;
  private final StagedRows stagedRows;

  Suggestions(DataSource dataSource, StagedRows stagedRows) {
    this.jdbc = JdbcClient.create(dataSource);
    this.stagedRows = stagedRows;
  }

  /** The number of problems that have exactly one choice. */
  long single(long importId) {
    return jdbc.sql("select count(*) from problem_result where import_id = ? and " + SINGLE)
        .param(importId)
        .query(Long.class)
        .single();
  }

  /** The choice of each problem that has exactly one. */
  Map<Long, Integer> singles(long importId) {
    Map<Long, Integer> choices = new HashMap<>();
    jdbc.sql("select id from problem_result where import_id = ? and " + SINGLE)
        .param(importId)
        .query(Long.class)
        .list()
        .forEach(problem -> choices.put(problem, 0));
    return choices;
  }

  /**
   * The edits that make choices.
   *
   * @param choices by problem, from 0
   * @return empty if one of the problems does not exist or has no such choice, or if two choices
   *     contradict each other
   */
  Optional<List<RowEdit>> edits(long importId, Map<Long, Integer> choices) {
    Map<Long, List<Entry>> entries = new TreeMap<>();
    List<Boolean> added =
        jdbc.sql("select * from problem_result where import_id = ? and id = any(?) order by id")
            .param(importId)
            .param(choices.keySet().toArray(Long[]::new))
            .query(
                (row, number) ->
                    add(
                        choices(row),
                        choices.getOrDefault(row.getLong("id"), -1),
                        entries.computeIfAbsent(
                            row.getLong("sheet") << 32 | row.getLong("row"),
                            position -> new ArrayList<>())))
            .list();
    return added.size() == choices.size() && !added.contains(false)
        ? Optional.of(edits(stagedRows.at(importId, entries.keySet()), entries))
        : Optional.empty();
  }

  private static List<List<Entry>> choices(ResultSet row) throws SQLException {
    ProblemTexts texts = ProblemTexts.ofJson(row.getString("arguments"));
    return ProblemView.choices(
        row.getObject("col", Integer.class),
        row.getString("heading"),
        texts.message(),
        texts.hintOrUsual());
  }

  private static boolean add(List<List<Entry>> choices, int choice, List<Entry> row) {
    if (choice < 0 || choice >= choices.size()) {
      return false;
    }
    List<Entry> chosen = choices.get(choice);
    if (chosen.stream().anyMatch(entry -> row.stream().anyMatch(entry::isForSameCell))) {
      return false;
    }
    return row.addAll(chosen);
  }

  private static List<RowEdit> edits(List<StagedRow> rows, Map<Long, List<Entry>> entries) {
    return rows.stream()
        .flatMap(
            row ->
                entries.getOrDefault(row.position(), List.of()).stream()
                    .map(entry -> edit(row, entry)))
        .toList();
  }

  /** A problem that exists is about the row as it is now. */
  private static RowEdit edit(StagedRow row, Entry entry) {
    Integer column = entry.column();
    return column == null
        ? new RowEdit.NewColumn(
            row.sheet(), row.number(), Objects.requireNonNull(entry.heading()), entry.value())
        : new RowEdit.Value(
            row.sheet(),
            row.number(),
            column,
            row.cells().stream()
                .filter(cell -> cell.column() == column)
                .findFirst()
                .map(Cell::text)
                .orElse(""),
            entry.value());
  }
}
