package orderimport.job;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problem;
import orderimport.imports.Problems;
import orderimport.imports.Progress;
import orderimport.job.BuiltOrder.Built;
import orderimport.order.NewOrder;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.Orders;
import orderimport.submission.PlacedBefore;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Keeps built orders; one that was placed before is a DUPLICATE, whatever its rows say now. */
final class BuiltOrderWriter implements ItemWriter<BuiltOrder> {
  private final Imports imports;
  private final Orders orders;
  private final Problems problems;
  private final PlacedBefore placedBefore;
  private final Progress progress;
  private final Lease lease;
  private final long importId;
  private final Set<String> incomplete;

  /**
   * @param incomplete orders that miss a row, by {@code order_ref}
   */
  BuiltOrderWriter(
      Imports imports,
      Orders orders,
      Problems problems,
      PlacedBefore placedBefore,
      Progress progress,
      Lease lease,
      Set<String> incomplete) {
    this.imports = imports;
    this.orders = orders;
    this.problems = problems;
    this.placedBefore = placedBefore;
    this.progress = progress;
    this.lease = lease;
    this.importId = lease.importId();
    this.incomplete = incomplete;
  }

  @Override
  public void write(Chunk<? extends BuiltOrder> chunk) {
    imports.confirm(lease);
    List<NewOrder> newOrders = new ArrayList<>();
    List<Problem> found = new ArrayList<>();
    List<Built> built = new ArrayList<>();
    for (BuiltOrder item : chunk) {
      if (item instanceof Built order) {
        built.add(order);
      } else if (item instanceof BuiltOrder.Orphan orphan) {
        found.addAll(orphan.problems());
      }
    }
    built.stream()
        .collect(groupingBy(order -> order.rows().carrier()))
        .forEach(
            (carrier, ofCarrier) -> {
              Map<String, Order> earlier =
                  orders.placedBefore(
                      importId,
                      carrier,
                      ofCarrier.stream().map(order -> order.rows().orderRef()).toList());
              for (Built order : ofCarrier) {
                Order before = earlier.get(order.rows().orderRef());
                newOrders.add(newOrder(order, before));
                found.addAll(
                    before == null
                        ? order.bound().problems()
                        : placedBefore.tell(before, order.request(), order.bound().places()));
              }
            });
    orders.add(importId, newOrders);
    problems.add(importId, found);
    progress.ordersBuilt(newOrders.size());
  }

  private NewOrder newOrder(Built order, @Nullable Order before) {
    OrderStatus status =
        before != null
            ? OrderStatus.DUPLICATE
            : order.bound().valid() && !incomplete.contains(order.rows().orderRef())
                ? OrderStatus.HELD
                : OrderStatus.INVALID;
    return new NewOrder(
        order.rows().carrier(),
        order.rows().orderRef(),
        status,
        order.request(),
        order.position(),
        order.rows().rows().size(),
        before == null ? null : before.id());
  }
}
