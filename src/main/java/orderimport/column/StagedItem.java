package orderimport.column;

import java.util.List;
import orderimport.imports.Problem;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows.StagedSheet;

/** Something that is read from a file, to be staged. */
public sealed interface StagedItem {

  /** A sheet whose rows follow, and what is to be said of its headings. */
  record Headed(StagedSheet sheet, List<Problem> problems) implements StagedItem {}

  /** A sheet that is passed over, and why. */
  record PassedOver(StagedSheet sheet, Problem notice) implements StagedItem {}

  /** A row of the last sheet. */
  record Read(StagedRow row) implements StagedItem {}
}
