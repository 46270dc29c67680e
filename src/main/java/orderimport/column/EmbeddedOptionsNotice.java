package orderimport.column;

import orderimport.imports.EmbeddedReadOptions;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Spreadsheet;
import org.jspecify.annotations.Nullable;

/** Tells that a file is read as it says itself, where nobody else said it. */
final class EmbeddedOptionsNotice {
  private EmbeddedOptionsNotice() {}

  /** Null if the file says nothing, or something else than what counts. */
  static @Nullable Problem of(Spreadsheet spreadsheet, ImportOptions options) {
    EmbeddedReadOptions carried = EmbeddedReadOptions.in(spreadsheet.properties());
    if (carried.text().isEmpty() || !carried.overriddenBy(options).equals(options)) {
      return null;
    }
    String text = EmbeddedReadOptions.of(options).text();
    return new Problem(
        Location.FILE,
        null,
        null,
        "options_carried",
        Severity.NOTICE,
        "The file is read with %s, like the one that its rows come from.".formatted(text),
        "Say these options yourself if they are wrong for this file.");
  }
}
