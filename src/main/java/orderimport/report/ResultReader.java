package orderimport.report;

import java.io.IOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import orderimport.imports.Problems;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.ProblemTexts;
import orderimport.problem.TextRenderer;
import orderimport.report.Snapshot.Cursor;
import org.jspecify.annotations.Nullable;

/** Reads an import from one snapshot of the database. Long lists are streamed. */
final class ResultReader implements AutoCloseable {

  private static final String PROBLEMS =
      """
      select sheet, row, col, heading, value, code, severity, arguments
      from problem_result where import_id = ?
      order by sheet nulls first, row nulls first, col nulls first, id
      """;
  private static final String HEADINGS =
      """
      select p.sheet, p.row, p.col, p.heading, p.value, p.code, p.severity, p.arguments
      from problem_result p join sheet_result s
        on s.import_id = p.import_id and s.position = p.sheet and s.heading_row = p.row
      where p.import_id = ? order by p.id
      """;
  private static final String ORDERS =
      """
      select carrier, environment, order_ref, status, carrier_order_id, link, request,
             response_status, response_body, attempts, rows
      from order_result where import_id = ? order by position, id
      """;
  private static final String GROUPS =
      """
      select severity, heading,
             (array_agg(arguments order by sheet, row, col, id))[1] as arguments,
             count(*) as n, count(distinct arguments) as messages,
             (array_agg(sheet order by sheet, row, col))[1:24] as sheets,
             (array_agg(row order by sheet, row, col))[1:24] as rows,
             (array_agg(col order by sheet, row, col))[1:24] as cols
      from problem_result where import_id = ?
      group by code, severity, heading,
               case when value is null or code = 'rejected' then arguments end
      order by case severity when 'ERROR' then 1 when 'WARNING' then 2 else 3 end,
               count(*) desc, min(sheet) nulls first, min(row) nulls first, min(id)
      limit 200
      """;

  private final Snapshot snapshot;
  private final TextRenderer texts;
  private final ImportHeader header;
  private final SourceSheets sheets;
  private final ImportCounts counts;

  private ResultReader(Snapshot snapshot, long importId, TextRenderer texts) throws SQLException {
    this.snapshot = snapshot;
    this.texts = texts;
    this.header = ImportQuery.header(snapshot, importId);
    this.sheets = new SourceSheets(snapshot, importId);
    this.counts = ImportCountsQuery.read(snapshot, importId);
  }

  static ResultReader of(DataSource dataSource, long importId, TextRenderer texts)
      throws SQLException {
    Snapshot snapshot = Snapshot.of(dataSource);
    try {
      return new ResultReader(snapshot, importId, texts);
    } catch (SQLException | RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  /** Renders the texts of the results. */
  TextRenderer texts() {
    return texts;
  }

  ImportHeader header() {
    return header;
  }

  List<SourceSheet> sheets() {
    return sheets.inOrder();
  }

  ImportCounts counts() {
    return counts;
  }

  ColumnWidths columnWidths() throws SQLException {
    return ColumnWidths.of(snapshot, header.id(), sheets());
  }

  /** The problems of headings. */
  List<ResultProblem> headingProblems() throws SQLException {
    return snapshot.list(HEADINGS, header.id(), this::problem);
  }

  /** Streams all rows with their problems in the order of the file. */
  void rows(Consumer<ResultRow> consumer) throws SQLException {
    try (Cursor<ResultProblem> problems = snapshot.open(PROBLEMS, header.id(), this::problem);
        ResultRows rows =
            new ResultRows(snapshot, header.id(), sheets, new ProblemsByRow(problems))) {
      Snapshot.stream(rows, consumer);
    }
  }

  /**
   * Streams all problems: of the file, then of each sheet and its rows in the order of the file.
   */
  void problems(Consumer<ResultProblem> consumer) throws SQLException {
    snapshot.stream(PROBLEMS, header.id(), this::problem, consumer);
  }

  private ResultProblem problem(ResultSet row) throws SQLException {
    Problem problem = Problems.read(row);
    return new ResultProblem(problem, sheets.name(problem.location().sheet()), texts);
  }

  /** Streams all orders, sorted by their first rows. */
  void orders(Consumer<ResultOrder> consumer) throws SQLException {
    snapshot.stream(ORDERS, header.id(), this::order, consumer);
  }

  private ResultOrder order(ResultSet row) throws SQLException {
    List<RowLocation> locations = new ArrayList<>();
    for (Long position : (Long[]) row.getArray("rows").getArray()) {
      locations.add(
          new RowLocation(
              String.valueOf(sheets.name((int) (position >> 32))), position.intValue()));
    }
    return new ResultOrder(
        row.getString("carrier"),
        row.getString("environment"),
        row.getString("order_ref"),
        ResultStatus.valueOf(row.getString("status")),
        row.getString("carrier_order_id"),
        row.getString("link"),
        row.getString("request"),
        row.getObject("response_status", Integer.class),
        row.getString("response_body"),
        row.getInt("attempts"),
        locations);
  }

  /** Writes the tracking results. */
  void writeTracking(ResultFolder files) throws IOException, SQLException {
    new TrackingFiles(texts).write(snapshot, header, files);
  }

  /** Writes the change log, if there is one. */
  void writeChanges(ResultFolder files) throws IOException, SQLException {
    ChangesWorkbook.write(snapshot, header, sheets, files);
  }

  /** The problems by kind, the most severe and frequent first. */
  List<ProblemGroup> problemGroups() throws SQLException {
    return snapshot.list(GROUPS, header.id(), this::group);
  }

  private ProblemGroup group(ResultSet row) throws SQLException {
    List<@Nullable Integer> positions = integers(row.getArray("sheets"));
    List<@Nullable Integer> rows = integers(row.getArray("rows"));
    List<@Nullable Integer> columns = integers(row.getArray("cols"));
    List<ProblemLocation> locations = new ArrayList<>();
    for (int i = 0; i < positions.size(); i++) {
      locations.add(
          new ProblemLocation(sheets.name(positions.get(i)), rows.get(i), columns.get(i)));
    }
    ProblemTexts problem = ProblemTexts.ofJson(row.getString("arguments"));
    return new ProblemGroup(
        Severity.valueOf(row.getString("severity")),
        row.getString("heading"),
        problem.message(),
        problem.hintOrUsual(),
        row.getLong("n"),
        row.getLong("messages"),
        locations.stream().map(ProblemLocation::text).toList());
  }

  private static List<@Nullable Integer> integers(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : Arrays.asList((Integer[]) array.getArray());
  }

  @Override
  public void close() throws SQLException {
    snapshot.close();
  }
}
