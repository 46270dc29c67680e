package orderimport.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import orderimport.imports.LongSet;
import orderimport.imports.OrderIdentity;
import orderimport.imports.RowBlock;
import orderimport.imports.StagedRows;
import orderimport.order.Orders;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Reads the rows of the orders that have rows in several blocks, by order; orders that are already
 * built are skipped. It reads all blocks once for each batch of about {@link #ROWS} such rows, as
 * more are not to be in memory. An order is in the batch that its hash says.
 */
final class ScatteredOrderReader implements RowGroupReader {
  private static final int ROWS = 10_000;

  private final StagedRows stagedRows;
  private final Orders orders;
  private final long importId;
  private final BuildPlan plan;
  private final Queue<RowGroup> groups = new ArrayDeque<>();
  private LongSet built = new LongSet();
  private int batches;
  private int batch;

  ScatteredOrderReader(StagedRows stagedRows, Orders orders, long importId, BuildPlan plan) {
    this.stagedRows = stagedRows;
    this.orders = orders;
    this.importId = importId;
    this.plan = plan;
  }

  @Override
  public void open(ExecutionContext executionContext) {
    if (!plan.scattered().isEmpty()) {
      batches = (int) (count() / ROWS) + 1;
      built = orders.positions(importId, 0, Long.MAX_VALUE);
    }
  }

  private long count() {
    long[] rows = {0};
    stagedRows.keys(
        importId,
        block -> {
          for (int i = 0; i < block.size(); i++) {
            OrderIdentity order = block.order(i);
            rows[0] += order != null && plan.isScattered(order) ? 1 : 0;
          }
        });
    return rows[0];
  }

  @Override
  public @Nullable RowGroup read() {
    while (groups.isEmpty() && batch < batches) {
      RowCollector rows = new RowCollector();
      stagedRows.keys(importId, block -> collect(block, rows));
      groups.addAll(rows.notIn(built));
      batch++;
    }
    return groups.poll();
  }

  /** Adds the rows of a block that belong to the batch. */
  private void collect(RowBlock block, RowCollector rows) {
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < block.size(); i++) {
      OrderIdentity order = block.order(i);
      if (order != null
          && plan.isScattered(order)
          && Long.remainderUnsigned(order.hash(), batches) == batch) {
        indexes.add(i);
      }
    }
    if (!indexes.isEmpty()) {
      RowBlock withCells = stagedRows.block(importId, block.id());
      for (int index : indexes) {
        OrderIdentity order = withCells.order(index);
        if (order != null) {
          rows.add(order, withCells.row(index));
        }
      }
    }
  }
}
