package orderimport.job;

import orderimport.carrier.RequestJson;
import orderimport.column.BoundOrder;
import orderimport.column.ImportBinder;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Binds the rows of an order and writes its request. */
final class OrderBuilder implements ItemProcessor<OrderRows, BuiltOrder> {
  private final ImportBinder binder;

  OrderBuilder(ImportBinder binder) {
    this.binder = binder;
  }

  @Override
  public BuiltOrder process(OrderRows item) {
    if (item instanceof OrderRows.OfNone orphan) {
      return new BuiltOrder.Orphan(binder.problemsOf(orphan.row()));
    }
    OrderRows.OfOrder order = (OrderRows.OfOrder) item;
    BoundOrder bound = binder.bind(order.carrier(), order.orderRef(), order.rows());
    Record request = bound.request();
    return new BuiltOrder.Built(order, bound, request == null ? null : RequestJson.write(request));
  }
}
