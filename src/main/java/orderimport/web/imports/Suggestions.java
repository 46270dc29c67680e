package orderimport.web.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.problem.Problem.Location;
import orderimport.problem.ProblemTexts;
import orderimport.problem.Text.Entry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What can be entered to fix problems of an import, with one click. */
@Component
class Suggestions {
  /** A problem that has exactly one choice. */
  private static final String SINGLE =
      "jsonb_path_exists(arguments, '$.** ? (@.choices.size() == 1)')";

  /** A problem that has choices. */
  private static final String ANY = "jsonb_path_exists(arguments, '$.** ? (@.choices.size() > 0)')";

  private final JdbcClient jdbc;

  Suggestions(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * The number of problems with suggestions.
   *
   * @param single of those with exactly one
   */
  record Counts(long any, long single) {}

  static final Counts NONE = new Counts(0, 0);

  Counts counts(long importId) {
    return jdbc.sql(
            "select count(*) filter (where %s) as any, count(*) filter (where %s) as single from problem_result where import_id = ?"
                .formatted(ANY, SINGLE))
        .param(importId)
        .query(Counts.class)
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
   * The entries of choices, by row.
   *
   * @param choices by problem, from 0
   * @return empty if one of the problems does not exist or has no such choice, or if two choices
   *     contradict each other
   */
  Optional<Map<Location, List<Entry>>> entries(long importId, Map<Long, Integer> choices) {
    Map<Location, List<Entry>> entries = new HashMap<>();
    List<Boolean> added =
        jdbc.sql("select * from problem_result where import_id = ? and id = any(?) order by id")
            .param(importId)
            .param(choices.keySet().toArray(Long[]::new))
            .query(
                (row, number) ->
                    add(
                        ProblemTexts.ofJson(row.getString("arguments")).message().choices(),
                        choices.getOrDefault(row.getLong("id"), -1),
                        entries.computeIfAbsent(
                            new Location(
                                row.getObject("sheet", Integer.class),
                                row.getObject("row", Integer.class),
                                null),
                            location -> new ArrayList<>())))
            .list();
    return added.size() == choices.size() && !added.contains(false)
        ? Optional.of(entries)
        : Optional.empty();
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
}
