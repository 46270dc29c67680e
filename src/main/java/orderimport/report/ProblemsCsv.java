package orderimport.report;

import java.io.IOException;
import java.nio.file.Path;
import orderimport.problem.Problem;
import orderimport.spreadsheet.write.CsvWriter;

/** Writes {@code problems.csv}: one line per problem. */
final class ProblemsCsv implements AutoCloseable {

  private final CsvWriter csv;

  ProblemsCsv(Path file) throws IOException {
    csv = CsvWriter.create(file);
    csv.line("sheet", "row", "column", "heading", "value", "code", "severity", "message", "hint");
  }

  void add(ResultProblem result) {
    Problem problem = result.problem();
    csv.line(
        result.sheet(),
        result.row(),
        result.columnLetters(),
        problem.heading(),
        problem.value(),
        problem.code(),
        result.severityWord(),
        result.message(),
        result.hint());
  }

  @Override
  public void close() {
    csv.close();
  }
}
