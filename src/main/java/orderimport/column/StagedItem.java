package orderimport.column;

import java.util.List;
import java.util.stream.Stream;
import orderimport.imports.Problem;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows.StagedSheet;

/** Something that is read from a file, to be staged, and the problems found while reading it. */
public sealed interface StagedItem {

  /** Of the item, and of the sheet if the item is its last. */
  List<Problem> problems();

  /** A sheet whose rows follow, and what is to be said of its headings. */
  record Headed(StagedSheet sheet, List<Problem> problems) implements StagedItem {
    Headed with(List<Problem> more) {
      return new Headed(sheet, Stream.concat(problems.stream(), more.stream()).toList());
    }
  }

  /** A sheet that is skipped, and why. */
  record PassedOver(StagedSheet sheet, Problem notice) implements StagedItem {
    @Override
    public List<Problem> problems() {
      return List.of(notice);
    }
  }

  /** A row of the last sheet. */
  record Read(StagedRow row, List<Problem> problems) implements StagedItem {
    Read with(List<Problem> more) {
      return new Read(row, Stream.concat(problems.stream(), more.stream()).toList());
    }
  }
}
