package orderimport.staging;

import java.util.List;
import java.util.stream.Stream;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.problem.Problem;

/** An item read from a file for staging, with the problems found while reading it. */
public sealed interface StagedItem {

  /** The problems of the item, and those of the sheet if it is the sheet's last item. */
  List<Problem> problems();

  /** A sheet whose rows follow, with the problems of its headings. */
  record SheetStarted(StagedSheet sheet, List<Problem> problems) implements StagedItem {
    SheetStarted with(List<Problem> more) {
      return new SheetStarted(sheet, Stream.concat(problems.stream(), more.stream()).toList());
    }
  }

  /** A skipped sheet with the reason. */
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
