package orderimport.job;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import orderimport.address.AddressCheck;
import orderimport.binding.BoundOrder;
import orderimport.binding.Spellings;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.imports.ProgressListener;
import orderimport.job.BuildResult.BuiltOrder;
import orderimport.order.NewOrder;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.Orders;
import orderimport.placement.DuplicateOrderReport;
import orderimport.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Stores built orders. An order that was placed before is a DUPLICATE, whatever its rows contain.
 */
final class BuildResultWriter implements ItemWriter<BuildResult> {
  private final Imports imports;
  private final Orders orders;
  private final Problems problems;
  private final DuplicateOrderReport duplicateOrderReport;
  private final AddressCheck addressCheck;
  private final ProgressListener progressListener;
  private final Lease lease;
  private final long importId;
  private final Map<String, String> environments;
  private final Set<String> incomplete;
  private final SimilarNames similarNames;

  /**
   * @param environments the carriers' environments, by carrier name
   * @param incomplete the keys of orders with a missing row
   */
  BuildResultWriter(
      Imports imports,
      Orders orders,
      Problems problems,
      DuplicateOrderReport duplicateOrderReport,
      AddressCheck addressCheck,
      ProgressListener progressListener,
      Lease lease,
      Map<String, String> environments,
      Set<String> incomplete,
      SimilarNames similarNames) {
    this.imports = imports;
    this.orders = orders;
    this.problems = problems;
    this.duplicateOrderReport = duplicateOrderReport;
    this.addressCheck = addressCheck;
    this.progressListener = progressListener;
    this.lease = lease;
    this.importId = lease.importId();
    this.environments = environments;
    this.incomplete = incomplete;
    this.similarNames = similarNames;
  }

  @Override
  public void write(Chunk<? extends BuildResult> chunk) {
    imports.requireLease(lease);
    List<NewOrder> newOrders = new ArrayList<>();
    List<Problem> found = new ArrayList<>();
    List<BuiltOrder> built = new ArrayList<>();
    for (BuildResult item : chunk) {
      if (item instanceof BuiltOrder order) {
        built.add(order);
      } else if (item instanceof BuildResult.UnassignedRow unassignedRow) {
        found.addAll(unassignedRow.problems());
      }
    }
    built.stream()
        .collect(groupingBy(order -> order.rows().carrier()))
        .forEach(
            (carrier, carrierOrders) -> {
              String environment = Objects.requireNonNull(environments.get(carrier), carrier);
              Map<String, Order> earlier =
                  orders.findPlaced(
                      importId,
                      carrier,
                      environment,
                      carrierOrders.stream().map(order -> order.rows().orderKey()).toList());
              for (BuiltOrder order : withAddressesChecked(carrier, carrierOrders)) {
                Order earlierOrder = earlier.get(order.rows().orderKey());
                newOrders.add(newOrder(order, environment, earlierOrder));
                found.addAll(
                    earlierOrder == null
                        ? order.bound().problems()
                        : problems(order, earlierOrder));
              }
              similarNames.check(carrier, environment, carrierOrders, found::add);
            });
    orders.add(importId, newOrders);
    problems.add(importId, found);
    progressListener.ordersBuilt(newOrders.size());
  }

  private List<BuiltOrder> withAddressesChecked(String carrier, List<BuiltOrder> built) {
    if (!addressCheck.isOn(carrier)) {
      return built;
    }
    List<BoundOrder> checked =
        addressCheck.check(carrier, built.stream().map(BuiltOrder::bound).toList());
    List<BuiltOrder> result = new ArrayList<>();
    for (int i = 0; i < built.size(); i++) {
      result.add(built.get(i).with(checked.get(i)));
    }
    return result;
  }

  private List<Problem> problems(BuiltOrder order, Order earlierOrder) {
    List<Problem> found =
        new ArrayList<>(
            duplicateOrderReport.problems(
                earlierOrder, order.rows().orderRef(), order.request(), order.bound().places()));
    order.bound().problems().stream()
        .filter(problem -> problem.code().equals(Spellings.DIFFER))
        .forEach(found::add);
    return found;
  }

  private NewOrder newOrder(BuiltOrder order, String environment, @Nullable Order earlierOrder) {
    OrderStatus status =
        earlierOrder != null
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
        earlierOrder == null ? null : earlierOrder.id());
  }
}
