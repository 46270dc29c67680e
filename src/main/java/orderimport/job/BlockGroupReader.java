package orderimport.job;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import orderimport.imports.OrderIdentity;
import orderimport.imports.RowBlock;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.order.Orders;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of successive blocks by order, without the orders that have rows in other blocks,
 * and the rows without an order that have no error yet that says why. Orders that are already built
 * are skipped, so a restart needs no stored context. Blocks are read in the transactions of the
 * chunks that process them.
 */
final class BlockGroupReader implements RowGroupReader {
  private final StagedRows stagedRows;
  private final Orders orders;
  private final long importId;
  private final BuildPlan plan;
  private final Iterator<RowBlock.Id> blocks;
  private final Queue<RowGroup> groups = new ArrayDeque<>();

  BlockGroupReader(
      StagedRows stagedRows,
      Orders orders,
      long importId,
      BuildPlan plan,
      List<RowBlock.Id> blocks) {
    this.stagedRows = stagedRows;
    this.orders = orders;
    this.importId = importId;
    this.plan = plan;
    this.blocks = blocks.iterator();
  }

  @Override
  public @Nullable RowGroup read() {
    while (groups.isEmpty() && blocks.hasNext()) {
      read(stagedRows.block(importId, blocks.next()));
    }
    return groups.poll();
  }

  private void read(RowBlock block) {
    RowCollector rows = new RowCollector();
    Queue<StagedRow> withoutOrder = new ArrayDeque<>();
    for (int i = 0; i < block.size(); i++) {
      OrderIdentity order = block.order(i);
      if (order == null && !block.hidden(i)) {
        withoutOrder.add(block.row(i));
      } else if (order != null && !plan.isScattered(order)) {
        rows.add(order, block.row(i));
      }
    }
    long last = block.position(block.size() - 1);
    groups.addAll(rows.notIn(orders.positions(importId, block.position(0), last)));
    if (!withoutOrder.isEmpty()) {
      Set<Integer> withError = stagedRows.withError(importId, block);
      withoutOrder.stream()
          .filter(row -> !withError.contains(row.number()))
          .forEach(row -> groups.add(new RowGroup.UnassignedRow(row)));
    }
  }
}
