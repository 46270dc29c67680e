package orderimport.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.ReadUpTo;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the staged rows of a partition by order, in the transactions of the chunks that process
 * them. Rows of orders that are already built are skipped, so a restart needs no stored context.
 */
final class RowGroupReader implements ItemStreamReader<RowGroup> {
  private final StagedRows stagedRows;
  private final long importId;
  private final int partition;
  private final int partitions;
  private final Deque<StagedRow> rows = new ArrayDeque<>();
  private ReadUpTo readUpTo = new ReadUpTo("", "", 0, 0);
  private boolean ordersEnded;
  private int sheet = -1;
  private int row;
  private boolean ended;

  RowGroupReader(StagedRows stagedRows, long importId, int partition, int partitions) {
    this.stagedRows = stagedRows;
    this.importId = importId;
    this.partition = partition;
    this.partitions = partitions;
  }

  @Override
  public void open(ExecutionContext executionContext) {
    readUpTo = stagedRows.built(importId, partition, partitions);
  }

  @Override
  public @Nullable RowGroup read() {
    StagedRow first = next();
    if (first == null) {
      return null;
    }
    String carrier = first.carrier();
    String orderRef = first.orderRef();
    String orderKey = first.orderKey();
    if (carrier == null || orderRef == null || orderKey == null) {
      rows.remove();
      return new RowGroup.UnassignedRow(first);
    }
    List<StagedRow> order = new ArrayList<>();
    for (StagedRow next = first;
        next != null && carrier.equals(next.carrier()) && orderKey.equals(next.orderKey());
        next = next()) {
      order.add(next);
      rows.remove();
    }
    return new RowGroup.OrderRows(carrier, orderRef, orderKey, order);
  }

  /** The next row, which stays in the queue; null after the last. */
  private @Nullable StagedRow next() {
    if (rows.isEmpty() && !ordersEnded) {
      readOrders();
    }
    if (rows.isEmpty() && !ended) {
      readRowsWithoutOrder();
    }
    return rows.peek();
  }

  private void readOrders() {
    List<StagedRow> page = stagedRows.findByOrders(importId, partition, partitions, readUpTo);
    ordersEnded = page.size() < StagedRows.PAGE;
    if (!page.isEmpty()) {
      StagedRow last = page.get(page.size() - 1);
      readUpTo =
          new ReadUpTo(
              String.valueOf(last.carrier()),
              String.valueOf(last.orderKey()),
              last.sheet(),
              last.number());
    }
    rows.addAll(page);
  }

  /** The first partition reads the rows without an order of all partitions. */
  private void readRowsWithoutOrder() {
    List<StagedRow> page =
        partition == 0 ? stagedRows.withoutOrder(importId, sheet, row) : List.of();
    ended = page.size() < StagedRows.PAGE;
    if (!page.isEmpty()) {
      StagedRow last = page.get(page.size() - 1);
      sheet = last.sheet();
      row = last.number();
    }
    rows.addAll(page);
  }
}
