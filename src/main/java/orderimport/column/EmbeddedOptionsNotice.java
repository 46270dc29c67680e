package orderimport.column;

import orderimport.imports.EmbeddedReadOptions;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Spreadsheet;
import org.jspecify.annotations.Nullable;

/** The notice that a file is read with the options stored in it. */
final class EmbeddedOptionsNotice {
  private EmbeddedOptionsNotice() {}

  /** Null if the file has no stored options, or if other options override them. */
  static @Nullable Problem of(Spreadsheet spreadsheet, ImportOptions options) {
    EmbeddedReadOptions embedded = EmbeddedReadOptions.in(spreadsheet.properties());
    if (embedded.text().isEmpty() || !embedded.overriddenBy(options).equals(options)) {
      return null;
    }
    String text = EmbeddedReadOptions.of(options).text();
    return new Problem(
        Location.FILE,
        null,
        null,
        "options_carried",
        Severity.NOTICE,
        "The file is read with %s, like the file that its rows come from.".formatted(text),
        "If these options are wrong for this file, specify them explicitly.");
  }
}
