package orderimport.staging;

import orderimport.imports.EmbeddedReadOptions;
import orderimport.imports.ImportOptions;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.spreadsheet.Spreadsheet;
import org.jspecify.annotations.Nullable;

/** The notice that a file is read with the options stored in it. */
final class EmbeddedOptionsNotice {
  private EmbeddedOptionsNotice() {}

  /** Returns null if the file has no stored options, or if other options override them. */
  static @Nullable Problem of(Spreadsheet spreadsheet, ImportOptions options) {
    EmbeddedReadOptions embedded = EmbeddedReadOptions.in(spreadsheet.properties());
    if (embedded.text().isEmpty() || !embedded.overriddenBy(options).equals(options)) {
      return null;
    }
    String text = EmbeddedReadOptions.of(options).text();
    return Problem.of(Location.FILE, Severity.NOTICE, FileProblem.OPTIONS_CARRIED, text);
  }
}
