package orderimport.job;

import java.util.Map;
import orderimport.binding.BoundOrder;
import orderimport.binding.ImportBinder;
import orderimport.carrier.RequestJson;
import orderimport.imports.RowSurvey.UnassignedRow;
import orderimport.imports.StagedRow;
import orderimport.problem.Problem.Location;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Binds the rows of an order and builds its request. */
final class OrderBuilder implements ItemProcessor<RowGroup, BuildResult> {
  private final ImportBinder binder;
  private final OrderSummaries summaries;
  private final Map<Location, UnassignedRow> gaps;

  /**
   * @param gaps rows without an order_ref that most likely belong to an order, by location
   */
  OrderBuilder(ImportBinder binder, OrderSummaries summaries, Map<Location, UnassignedRow> gaps) {
    this.binder = binder;
    this.summaries = summaries;
    this.gaps = gaps;
  }

  @Override
  public BuildResult process(RowGroup item) {
    if (item instanceof RowGroup.UnassignedRow unassigned) {
      StagedRow row = unassigned.row();
      UnassignedRow unassignedRow = gaps.get(new Location(row.sheet(), row.number(), null));
      return new BuildResult.UnassignedRow(
          binder.problemsOf(row, unassignedRow == null ? null : unassignedRow.orderRef()));
    }
    RowGroup.OrderRows order = (RowGroup.OrderRows) item;
    BoundOrder bound = binder.bind(order.carrier(), order.orderRef(), order.rows());
    Record request = bound.request();
    return new BuildResult.BuiltOrder(
        order,
        bound,
        request == null ? null : RequestJson.write(request),
        summaries.of(order.carrier(), bound));
  }
}
