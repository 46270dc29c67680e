package orderimport.job;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the staged rows of a partition, an order at a time. What is built already is not read
 * again, so a restart needs no other memory.
 */
final class OrderRowsReader implements ItemStreamReader<OrderRows> {
  private final StagedRows stagedRows;
  private final long importId;
  private final int partition;
  private final int partitions;
  private @Nullable Stream<StagedRow> stream;
  private @Nullable Iterator<StagedRow> rows;
  private @Nullable StagedRow next;
  private boolean withoutOrder;

  OrderRowsReader(StagedRows stagedRows, long importId, int partition, int partitions) {
    this.stagedRows = stagedRows;
    this.importId = importId;
    this.partition = partition;
    this.partitions = partitions;
  }

  @Override
  public void open(ExecutionContext executionContext) {
    open(stagedRows.toBuild(importId, partition, partitions));
  }

  private void open(Stream<StagedRow> opened) {
    close();
    stream = opened;
    rows = opened.iterator();
    advance();
  }

  private void advance() {
    next = rows != null && rows.hasNext() ? rows.next() : null;
  }

  @Override
  public @Nullable OrderRows read() {
    if (next == null && !withoutOrder && partition == 0) {
      withoutOrder = true;
      open(stagedRows.withoutOrder(importId));
    }
    StagedRow first = next;
    if (first == null) {
      return null;
    }
    String carrier = first.carrier();
    String orderRef = first.orderRef();
    String orderKey = first.orderKey();
    if (carrier == null || orderRef == null || orderKey == null) {
      advance();
      return new OrderRows.OfNone(first);
    }
    List<StagedRow> order = new ArrayList<>();
    while (next != null && carrier.equals(next.carrier()) && orderKey.equals(next.orderKey())) {
      order.add(next);
      advance();
    }
    return new OrderRows.OfOrder(carrier, orderRef, orderKey, order);
  }

  @Override
  public void close() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }
}
