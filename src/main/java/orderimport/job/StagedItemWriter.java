package orderimport.job;

import java.util.ArrayList;
import java.util.List;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.imports.ProgressListener;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.problem.Problem;
import orderimport.staging.StagedItem;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Stores the sheets, rows and problems read from an import's file. */
final class StagedItemWriter implements ItemWriter<StagedItem> {
  private final Imports imports;
  private final StagedRows stagedRows;
  private final Problems problems;
  private final ProgressListener progressListener;
  private final Lease lease;
  private final long importId;

  StagedItemWriter(
      Imports imports,
      StagedRows stagedRows,
      Problems problems,
      ProgressListener progressListener,
      Lease lease) {
    this.imports = imports;
    this.stagedRows = stagedRows;
    this.problems = problems;
    this.progressListener = progressListener;
    this.lease = lease;
    this.importId = lease.importId();
  }

  @Override
  public void write(Chunk<? extends StagedItem> chunk) {
    imports.requireLease(lease);
    List<StagedRow> rows = new ArrayList<>(chunk.size());
    List<Problem> found = new ArrayList<>();
    for (StagedItem item : chunk) {
      found.addAll(item.problems());
      if (item instanceof StagedItem.RowRead rowRead) {
        rows.add(rowRead.row());
      } else if (item instanceof StagedItem.SheetStarted sheetStarted) {
        stagedRows.addSheet(importId, sheetStarted.sheet());
      } else if (item instanceof StagedItem.SheetSkipped sheetSkipped) {
        stagedRows.addSheet(importId, sheetSkipped.sheet());
      }
    }
    problems.add(importId, found);
    stagedRows.add(importId, rows);
    progressListener.rowsRead(rows.size());
  }
}
