package orderimport.imports;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.ProblemTexts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The problems of imports in PostgreSQL. */
@Repository
public class Problems {
  /** The codes of problems of rows whose values are in the wrong columns, as a list in SQL. */
  static final String SHIFTED =
      Stream.of(
              FileProblem.MORE_FIELDS_THAN_HEADINGS,
              FileProblem.ROWS_IN_CELL,
              FileProblem.ROW_DIVIDED)
          .map(kind -> "'" + kind.code() + "'")
          .collect(joining(", ", "(", ")"));

  /** The codes of problems of rows that are found while reading the file. */
  private static final List<String> FOUND_IN_FILE =
      List.of(
          FileProblem.MORE_FIELDS_THAN_HEADINGS.code(),
          FileProblem.ROWS_IN_CELL.code(),
          FileProblem.ROW_DIVIDED.code(),
          FileProblem.ROW_STRUCK_THROUGH.code(),
          FileProblem.HEADINGS_REPEATED.code(),
          FileProblem.TOTALS_ROW.code());

  private final JdbcClient jdbc;
  private final PostgresCopy copy;

  public Problems(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.copy = new PostgresCopy(dataSource);
  }

  /** Stores problems found while reading and building. */
  public void add(long importId, List<Problem> problems) {
    add(importId, null, problems);
  }

  /**
   * Stores problems, in particular of an order while placing it.
   *
   * @param orderId the order's id; null if they do not result from placing an order
   */
  public void add(long importId, @Nullable Long orderId, List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    try (PostgresCopy.Lines lines =
        copy.into(
            "problem",
            "import_id, order_id, sheet, row, col, heading, value, code, severity, arguments")) {
      for (Problem problem : problems) {
        Location location = problem.location();
        lines.add(
            importId,
            orderId,
            location.sheet(),
            location.row(),
            location.column(),
            problem.heading(),
            problem.value(),
            problem.code(),
            problem.severity().name(),
            ProblemTexts.json(problem));
      }
    }
  }

  /** The problems of a file, its sheets and headings, that is, those without a staged row. */
  public List<Problem> ofFile(long importId) {
    return jdbc.sql(
            """
            select * from problem p where import_id = ? and not exists (
              select 1 from (
                select rows from row_block where import_id = p.import_id and sheet = p.sheet
                  and first_row <= p.row order by first_row desc limit 1) block
              where block.rows @> p.row)
            order by id\
            """)
        .param(importId)
        .query((row, number) -> read(row))
        .list();
  }

  /** The problem in a row of the table {@code problem}. */
  public static Problem read(ResultSet row) throws SQLException {
    ProblemTexts texts = ProblemTexts.ofJson(row.getString("arguments"));
    return new Problem(
        new Location(
            row.getObject("sheet", Integer.class),
            row.getObject("row", Integer.class),
            row.getObject("col", Integer.class)),
        row.getString("heading"),
        row.getString("value"),
        row.getString("code"),
        Severity.valueOf(row.getString("severity")),
        texts.message(),
        texts.hintOrUsual());
  }

  /** Deletes problems of a file as a whole, by code. */
  public void deleteOfFile(long importId, String code) {
    jdbc.sql("delete from problem where import_id = ? and code = ? and sheet is null")
        .params(importId, code)
        .update();
  }

  /**
   * Deletes the problems of rows that were found when their orders were built; those found while
   * reading the file stay.
   *
   * @param positions as in {@link StagedRow#position}
   */
  public void deleteOfRows(long importId, Collection<Long> positions) {
    jdbc.sql(
            """
            delete from problem where id = any(array(
              select p.id from unnest(?::bigint[]) as place(position)
              cross join lateral (
                select id from problem where import_id = ? and sheet = place.position >> 32
                  and row = place.position & 4294967295 and code <> all(?) offset 0) p))\
            """)
        .params(positions.toArray(Long[]::new), importId, FOUND_IN_FILE.toArray(String[]::new))
        .update();
  }

  /**
   * Changes the severity of the problem that the values of a row are in the wrong columns; without
   * such a problem, nothing changes.
   *
   * @param isError whether it is still to be fixed; otherwise it is a notice
   */
  public void setShifted(long importId, StagedRow row, boolean isError) {
    jdbc.sql(
            "update problem set severity = ? where import_id = ? and sheet = ? and row = ?"
                + " and code in "
                + SHIFTED
                + " and col is not null")
        .params(
            isError ? Severity.ERROR.name() : Severity.NOTICE.name(),
            importId,
            row.sheet(),
            row.number())
        .update();
  }

  /**
   * The columns of the first value beyond the headings, from 0, of those rows whose values were in
   * the wrong columns when the file was read, by position.
   */
  public Map<Long, Integer> shiftedFrom(long importId, Collection<Long> positions) {
    Map<Long, Integer> columns = new HashMap<>();
    jdbc.sql(
            """
            select place.position, p.col from unnest(?::bigint[]) as place(position)
            cross join lateral (
              select col from problem where import_id = ? and sheet = place.position >> 32
                and row = place.position & 4294967295 and code in %s and col is not null
              offset 0) p\
            """
                .formatted(SHIFTED))
        .params(positions.toArray(Long[]::new), importId)
        .query(
            row -> {
              columns.put(row.getLong("position"), row.getInt("col"));
            });
    return columns;
  }

  /** Whether an import has a problem with one of these codes. */
  public boolean exists(long importId, Collection<String> codes) {
    return jdbc.sql("select exists (select 1 from problem where import_id = ? and code = any(?))")
        .param(importId)
        .param(codes.toArray(new String[0]))
        .query(Boolean.class)
        .single();
  }
}
