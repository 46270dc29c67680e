package orderimport.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import orderimport.imports.OrderIdentity;
import orderimport.imports.RowBlock;
import orderimport.imports.StagedRows;
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
  private final long importId;
  private final BuildPlan plan;
  private final Queue<RowGroup> groups = new ArrayDeque<>();
  private int batches;
  private int batch;

  ScatteredOrderReader(StagedRows stagedRows, long importId, BuildPlan plan) {
    this.stagedRows = stagedRows;
    this.importId = importId;
    this.plan = plan;
  }

  @Override
  public void open(ExecutionContext executionContext) {
    batches = plan.scattered().isEmpty() ? 0 : (int) (count() / ROWS) + 1;
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
      RowCollector orders = new RowCollector();
      stagedRows.keys(importId, block -> collect(block, orders));
      groups.addAll(orders.notIn(plan.built()));
      batch++;
    }
    return groups.poll();
  }

  /** Adds the rows of a block that belong to the batch. */
  private void collect(RowBlock block, RowCollector orders) {
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
          orders.add(order, withCells.row(index));
        }
      }
    }
  }
}
