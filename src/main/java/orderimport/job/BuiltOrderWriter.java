package orderimport.job;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import orderimport.column.Spellings;
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
  private final Map<String, String> environments;
  private final Set<String> incomplete;
  private final SimilarNames similarNames;

  /**
   * @param environments of the carriers, by their names
   * @param incomplete the keys of orders that lack a row
   */
  BuiltOrderWriter(
      Imports imports,
      Orders orders,
      Problems problems,
      PlacedBefore placedBefore,
      Progress progress,
      Lease lease,
      Map<String, String> environments,
      Set<String> incomplete,
      SimilarNames similarNames) {
    this.imports = imports;
    this.orders = orders;
    this.problems = problems;
    this.placedBefore = placedBefore;
    this.progress = progress;
    this.lease = lease;
    this.importId = lease.importId();
    this.environments = environments;
    this.incomplete = incomplete;
    this.similarNames = similarNames;
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
              String environment = Objects.requireNonNull(environments.get(carrier), carrier);
              Map<String, Order> earlier =
                  orders.placedBefore(
                      importId,
                      carrier,
                      environment,
                      ofCarrier.stream().map(order -> order.rows().orderKey()).toList());
              for (Built order : ofCarrier) {
                Order before = earlier.get(order.rows().orderKey());
                newOrders.add(newOrder(order, environment, before));
                found.addAll(before == null ? order.bound().problems() : problems(order, before));
              }
              similarNames.check(carrier, environment, ofCarrier, found::add);
            });
    orders.add(importId, newOrders);
    problems.add(importId, found);
    progress.ordersBuilt(newOrders.size());
  }

  private List<Problem> problems(Built order, Order before) {
    List<Problem> found =
        new ArrayList<>(
            placedBefore.tell(
                before, order.rows().orderRef(), order.request(), order.bound().places()));
    order.bound().problems().stream()
        .filter(problem -> problem.code().equals(Spellings.DIFFER))
        .forEach(found::add);
    return found;
  }

  private NewOrder newOrder(Built order, String environment, @Nullable Order before) {
    OrderStatus status =
        before != null
            ? OrderStatus.DUPLICATE
            : order.bound().valid() && !incomplete.contains(order.rows().orderKey())
                ? OrderStatus.HELD
                : OrderStatus.INVALID;
    return new NewOrder(
        order.rows().carrier(),
        environment,
        order.rows().orderRef(),
        order.rows().orderKey(),
        status,
        order.request(),
        order.positions().get(0),
        order.positions(),
        before == null ? null : before.id());
  }
}
