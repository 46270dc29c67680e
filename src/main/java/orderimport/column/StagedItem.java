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
  record SheetStarted(StagedSheet sheet, List<Problem> problems) implements StagedItem {
    SheetStarted with(List<Problem> more) {
      return new SheetStarted(sheet, Stream.concat(problems.stream(), more.stream()).toList());
    }
  }

  /** A sheet that is skipped, and why. */
  record SheetSkipped(StagedSheet sheet, Problem notice) implements StagedItem {
    @Override
    public List<Problem> problems() {
      return List.of(notice);
    }
  }

  /** A row of the last sheet. */
  record RowRead(StagedRow row, List<Problem> problems) implements StagedItem {
    RowRead with(List<Problem> more) {
      return new RowRead(row, Stream.concat(problems.stream(), more.stream()).toList());
    }
  }
}
