package orderimport.job;

import java.util.Map;
import orderimport.carrier.RequestJson;
import orderimport.column.BoundOrder;
import orderimport.column.ImportBinder;
import orderimport.imports.Problem.Place;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows.Gap;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Binds the rows of an order and writes its request. */
final class OrderBuilder implements ItemProcessor<OrderRows, BuiltOrder> {
  private final ImportBinder binder;
  private final Map<Place, Gap> gaps;

  /**
   * @param gaps rows without an order, and the order that waits for each
   */
  OrderBuilder(ImportBinder binder, Map<Place, Gap> gaps) {
    this.binder = binder;
    this.gaps = gaps;
  }

  @Override
  public BuiltOrder process(OrderRows item) {
    if (item instanceof OrderRows.OfNone orphan) {
      StagedRow row = orphan.row();
      Gap gap = gaps.get(new Place(row.sheet(), row.number(), null));
      return new BuiltOrder.Orphan(binder.problemsOf(row, gap == null ? null : gap.orderRef()));
    }
    OrderRows.OfOrder order = (OrderRows.OfOrder) item;
    BoundOrder bound = binder.bind(order.carrier(), order.orderRef(), order.rows());
    Record request = bound.request();
    return new BuiltOrder.Built(order, bound, request == null ? null : RequestJson.write(request));
  }
}
