package orderimport.column;

import orderimport.imports.CarriedOptions;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Place;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Spreadsheet;
import org.jspecify.annotations.Nullable;

/** Tells that a file is read as it says itself, where nobody else said it. */
final class CarriedNotice {
  private CarriedNotice() {}

  /** Null if the file says nothing, or something else than what counts. */
  static @Nullable Problem of(Spreadsheet spreadsheet, ImportOptions options) {
    CarriedOptions carried = CarriedOptions.in(spreadsheet.properties());
    if (carried.text().isEmpty() || !carried.under(options).equals(options)) {
      return null;
    }
    String text = CarriedOptions.of(options).text();
    return new Problem(
        Place.FILE,
        null,
        null,
        "options_carried",
        Severity.NOTICE,
        "The file is read with %s, like the one that its rows come from.".formatted(text),
        "Say these options yourself if they are wrong for this file.");
  }
}
