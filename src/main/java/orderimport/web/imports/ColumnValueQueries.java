package orderimport.web.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import orderimport.imports.ColumnMapping;
import orderimport.problem.CellProblem;
import orderimport.problem.FileProblem;
import orderimport.problem.ProblemTexts;
import orderimport.web.imports.SheetColumns.ValueView;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the values of columns that take certain values only, by the problems that they cause. */
@Component
class ColumnValueQueries {
  /** Of each column, the most frequent ones. */
  static final int MOST = 50;

  private static final String[] NOT_RECOGNIZED = {
    CellProblem.NOT_ALLOWED.code(),
    CellProblem.NOT_YES_OR_NO.code(),
    CellProblem.UNKNOWN_CARRIER.code()
  };

  private final JdbcClient jdbc;

  ColumnValueQueries(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** A column of an import. */
  record ColumnLocation(int sheet, int column) {}

  private record Found(ColumnLocation location, String text, long count, String chosen) {}

  /** The values that are not recognized, and those for which a user chose another one. */
  Map<ColumnLocation, List<ValueView>> find(long importId) {
    Map<ColumnLocation, Map<String, ValueView>> found = new HashMap<>();
    jdbc.sql(
            """
            select sheet, col, value, code, count(*) as n, min(arguments::text) as arguments
            from problem_result
            where import_id = ? and col is not null and value is not null
              and (row is not null and code = any(?) or code = ?)
            group by sheet, col, value, code
            order by code = ? desc, n desc, value\
            """)
        .params(
            importId,
            NOT_RECOGNIZED,
            FileProblem.VALUE_MATCHED.code(),
            FileProblem.VALUE_MATCHED.code())
        .query((row, number) -> found(row))
        .list()
        .forEach(
            each ->
                found
                    .computeIfAbsent(each.location(), first -> new LinkedHashMap<>())
                    .merge(
                        ColumnMapping.key(each.text()),
                        new ValueView(each.text(), each.count(), each.chosen()),
                        ColumnValueQueries::joined));
    Map<ColumnLocation, List<ValueView>> values = new HashMap<>();
    found.forEach(
        (location, ofColumn) ->
            values.put(location, ofColumn.values().stream().limit(MOST).toList()));
    return values;
  }

  private static Found found(ResultSet row) throws SQLException {
    boolean matched = row.getString("code").equals(FileProblem.VALUE_MATCHED.code());
    List<Object> arguments =
        matched ? ProblemTexts.ofJson(row.getString("arguments")).message().arguments() : List.of();
    return new Found(
        new ColumnLocation(row.getInt("sheet"), row.getInt("col")),
        row.getString("value").strip(),
        matched ? ((Number) arguments.get(4)).longValue() : row.getLong("n"),
        matched ? String.valueOf(arguments.get(3)) : "");
  }

  private static ValueView joined(ValueView one, ValueView other) {
    return new ValueView(
        one.text(),
        one.count() + other.count(),
        one.chosen().isEmpty() ? other.chosen() : one.chosen());
  }
}
