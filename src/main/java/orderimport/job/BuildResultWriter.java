package orderimport.job;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import orderimport.address.AddressCheck;
import orderimport.binding.BoundOrder;
import orderimport.binding.OrderRefSpellingCheck;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.imports.ProgressListener;
import orderimport.job.BuildResult.BuiltOrder;
import orderimport.order.NewOrder;
import orderimport.order.Offer;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.Orders;
import orderimport.placement.DuplicateOrderReport;
import orderimport.problem.CellProblem;
import orderimport.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Stores built orders. An order that was placed before is a DUPLICATE, whatever its rows contain,
 * unless it is on another offer.
 */
final class BuildResultWriter implements ItemWriter<BuildResult> {
  private static final String TWO_OFFERS = CellProblem.TWO_OFFERS.code();

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
              Map<String, Order> onOffers =
                  orders.findOnOffers(importId, carrier, environment, offered(carrierOrders));
              for (BuiltOrder order : withAddressesChecked(carrier, carrierOrders)) {
                Offer offer = order.offer();
                Order earlierOrder = earlier.get(order.rows().orderKey());
                if (earlierOrder == null && offer != null) {
                  earlierOrder = onOffers.get(offer.request());
                }
                Checked checked = check(order, earlierOrder);
                newOrders.add(newOrder(order, environment, checked));
                found.addAll(checked.problems());
              }
              similarNames.check(carrier, environment, carrierOrders, found::add);
            });
    orders.add(importId, newOrders);
    problems.add(importId, found);
    progressListener.ordersBuilt(newOrders.size());
  }

  private static List<String> offered(List<BuiltOrder> built) {
    return built.stream()
        .flatMap(order -> Stream.ofNullable(order.offer()))
        .map(Offer::request)
        .toList();
  }

  /**
   * What becomes of an order.
   *
   * @param duplicateOf the order that was placed before; null unless DUPLICATE
   */
  private record Checked(OrderStatus status, @Nullable Order duplicateOf, List<Problem> problems) {}

  /**
   * @param earlierOrder the order that was placed before, or that is on an offer for the same
   *     request; null without one
   */
  private Checked check(BuiltOrder order, @Nullable Order earlierOrder) {
    List<Problem> own = order.bound().problems();
    if (earlierOrder == null) {
      boolean valid = order.bound().valid() && !incomplete.contains(order.rows().orderKey());
      return new Checked(valid ? OrderStatus.HELD : OrderStatus.INVALID, null, own);
    } else if (Order.isOtherOffer(order.offer(), earlierOrder)) {
      List<Problem> withOther = new ArrayList<>(own);
      withOther.add(duplicateOrderReport.otherOffer(earlierOrder, order.bound().places()));
      return new Checked(OrderStatus.INVALID, null, withOther);
    } else if (own.stream().anyMatch(problem -> problem.code().equals(TWO_OFFERS))) {
      return new Checked(OrderStatus.INVALID, null, own);
    }
    return new Checked(OrderStatus.DUPLICATE, earlierOrder, problems(order, earlierOrder));
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
        .filter(problem -> problem.code().equals(OrderRefSpellingCheck.DIFFER))
        .forEach(found::add);
    return found;
  }

  private static NewOrder newOrder(BuiltOrder order, String environment, Checked checked) {
    Order duplicateOf = checked.duplicateOf();
    return new NewOrder(
        order.rows().carrier(),
        environment,
        // The carrier knows the first spelling.
        duplicateOf != null && duplicateOf.orderKey().equals(order.rows().orderKey())
            ? duplicateOf.orderRef()
            : order.rows().orderRef(),
        order.rows().orderKey(),
        checked.status(),
        order.request(),
        order.positions().get(0),
        order.positions(),
        duplicateOf == null ? null : duplicateOf.id(),
        order.offer(),
        order.summary());
  }
}
