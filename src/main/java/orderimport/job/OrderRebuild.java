package orderimport.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.address.AddressCheck;
import orderimport.binding.ImportBinder;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.OrderIdentity;
import orderimport.imports.Problems;
import orderimport.imports.ProgressListener;
import orderimport.imports.RowSurvey.CopiedSheets;
import orderimport.imports.RowSurvey.OrderName;
import orderimport.imports.RowSurvey.UnassignedRow;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.job.AllRowsReader.AllRows;
import orderimport.job.RowGroup.OrderRows;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.Orders;
import orderimport.placement.DuplicateOrderReport;
import orderimport.problem.Problem.Location;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.stereotype.Component;

/**
 * Builds the orders again that an edit of rows concerns, so that the import is as if its file had
 * had these rows: those of the edited rows, and those to whose problems another row contributes.
 * Orders that were sent stay as they are.
 */
@Component
class OrderRebuild {
  private final Imports imports;
  private final StagedRows stagedRows;
  private final Orders orders;
  private final Problems problems;
  private final ImportBinderFactory binders;
  private final DuplicateOrderReport duplicateOrderReport;
  private final AddressCheck addressCheck;
  private final RivalOffers rivalOffers;
  private final OrderSummaries summaries;

  OrderRebuild(
      Imports imports,
      StagedRows stagedRows,
      Orders orders,
      Problems problems,
      ImportBinderFactory binders,
      DuplicateOrderReport duplicateOrderReport,
      AddressCheck addressCheck,
      RivalOffers rivalOffers,
      OrderSummaries summaries) {
    this.imports = imports;
    this.stagedRows = stagedRows;
    this.orders = orders;
    this.problems = problems;
    this.binders = binders;
    this.duplicateOrderReport = duplicateOrderReport;
    this.addressCheck = addressCheck;
    this.rivalOffers = rivalOffers;
    this.summaries = summaries;
  }

  /** The orders of rows. */
  static Set<OrderIdentity> ordersOf(Stream<StagedRow> rows) {
    return rows.flatMap(row -> Stream.ofNullable(row.order())).collect(Collectors.toSet());
  }

  /** The first of these orders that was sent; empty if none was. */
  Optional<Order> firstSent(long importId, Collection<OrderIdentity> identities) {
    return orders.find(importId, identities).stream().filter(order -> !isUnsent(order)).findFirst();
  }

  /** Those of these orders that were sent. */
  Set<OrderIdentity> sent(long importId, Collection<OrderIdentity> identities) {
    return orders.find(importId, identities).stream()
        .filter(order -> !isUnsent(order))
        .map(order -> new OrderIdentity(order.carrier(), order.orderKey()))
        .collect(Collectors.toSet());
  }

  private static boolean isUnsent(Order order) {
    return order.attempts() == 0
        && (order.status() == OrderStatus.INVALID
            || order.status() == OrderStatus.HELD
            || order.status() == OrderStatus.DUPLICATE);
  }

  /**
   * Builds orders again, in the transaction of the caller, which has stored the edited rows.
   *
   * @param before all rows before the edit
   * @param after all rows after it
   * @param old the edited rows before
   * @param edited the edited rows after
   * @param shifted those of the edited rows whose values are in the wrong columns
   * @return the positions of the rows whose problems or status may have changed
   */
  Set<Long> rebuild(
      Lease lease,
      AllRows before,
      AllRows after,
      Collection<StagedRow> old,
      List<StagedRow> edited,
      Set<Long> shifted) {
    long importId = lease.importId();
    Set<OrderIdentity> concerned =
        new HashSet<>(ordersOf(Stream.concat(old.stream(), edited.stream())));
    concerned.addAll(withOtherSimilarNames(before, after));
    Map<OrderIdentity, List<Long>> found =
        find(importId, concerned, keysWithOtherCompleteness(before, after), copies(before, after));
    concerned.addAll(found.keySet());
    Set<OrderIdentity> rivals = rivals(importId, concerned);
    concerned.addAll(rivals);
    found.putAll(find(importId, rivals, Set.of(), Set.of()));

    Set<Long> rows = new HashSet<>(edited.stream().map(StagedRow::position).toList());
    Map<Location, UnassignedRow> gaps = gapsThatDiffer(before, after);
    gaps.keySet().forEach(gap -> rows.add(position(gap)));
    rows.addAll(deleteUnsent(importId, concerned, found));
    found.values().forEach(rows::addAll);
    problems.deleteOfRows(importId, rows);

    ImportBinder binder = binders.forBuilding(importId, after.copied());
    OrderBuilder builder = new OrderBuilder(binder, summaries, after.gaps());
    List<RowGroup> groups = new ArrayList<>(groups(importId, found));
    unassigned(importId, edited, gaps.keySet(), shifted)
        .forEach(row -> groups.add(new RowGroup.UnassignedRow(row)));
    write(lease, after, builder, groups);

    // An order on another offer than before may now compete with others.
    Set<OrderIdentity> newRivals = rivals(importId, found.keySet());
    newRivals.removeAll(found.keySet());
    if (!newRivals.isEmpty()) {
      Map<OrderIdentity, List<Long>> competing = find(importId, newRivals, Set.of(), Set.of());
      deleteUnsent(importId, newRivals, competing);
      competing.values().forEach(rows::addAll);
      problems.deleteOfRows(importId, competing.values().stream().flatMap(List::stream).toList());
      write(lease, after, builder, groups(importId, competing));
    }
    rivalOffers.reject(lease);
    return rows;
  }

  /** Deletes those of the orders that exist; those that were sent are not to be built. */
  private Set<Long> deleteUnsent(
      long importId, Collection<OrderIdentity> identities, Map<OrderIdentity, List<Long>> found) {
    List<Order> unsent = new ArrayList<>();
    for (Order order : orders.find(importId, identities)) {
      if (isUnsent(order)) {
        unsent.add(order);
      } else {
        found.remove(new OrderIdentity(order.carrier(), order.orderKey()));
      }
    }
    return orders.deleteUnsent(unsent);
  }

  private Set<OrderIdentity> rivals(long importId, Collection<OrderIdentity> identities) {
    return orders.findOnSameOffers(importId, identities).stream()
        .filter(OrderRebuild::isUnsent)
        .map(order -> new OrderIdentity(order.carrier(), order.orderKey()))
        .collect(Collectors.toSet());
  }

  private static Set<OrderIdentity> withOtherSimilarNames(AllRows before, AllRows after) {
    Set<OrderIdentity> differing = new HashSet<>();
    Stream.of(before, after)
        .flatMap(each -> each.similarNames().keySet().stream())
        .filter(
            number ->
                !Objects.equals(
                    before.similarNames().get(number), after.similarNames().get(number)))
        .forEach(
            number ->
                Stream.of(before, after)
                    .map(each -> each.similarNames().getOrDefault(number, Set.of()))
                    .flatMap(Set::stream)
                    .map(OrderName::orderKey)
                    .forEach(
                        orderKey -> differing.add(new OrderIdentity(number.carrier(), orderKey))));
    return differing;
  }

  private static Set<String> keysWithOtherCompleteness(AllRows before, AllRows after) {
    Set<String> keys = new HashSet<>(before.incomplete());
    keys.addAll(after.incomplete());
    keys.removeIf(key -> before.incomplete().contains(key) && after.incomplete().contains(key));
    return keys;
  }

  /** The sheets that have become copies of another one, or are none any more. */
  private static Set<Integer> copies(AllRows before, AllRows after) {
    Set<CopiedSheets> pairs = new HashSet<>(before.copied());
    pairs.addAll(after.copied());
    pairs.removeIf(pair -> before.copied().contains(pair) && after.copied().contains(pair));
    return pairs.stream()
        .flatMap(pair -> Stream.of(pair.one(), pair.other()))
        .collect(Collectors.toSet());
  }

  private static Map<Location, UnassignedRow> gapsThatDiffer(AllRows before, AllRows after) {
    Map<Location, UnassignedRow> gaps = new HashMap<>(before.gaps());
    gaps.putAll(after.gaps());
    gaps.keySet()
        .removeIf(location -> orderRef(before, location).equals(orderRef(after, location)));
    return gaps;
  }

  private static Optional<String> orderRef(AllRows all, Location location) {
    return Optional.ofNullable(all.gaps().get(location)).map(UnassignedRow::orderRef);
  }

  private static long position(Location location) {
    return (long) Objects.requireNonNull(location.sheet()) << 32
        | Objects.requireNonNull(location.row());
  }

  /**
   * Finds the positions of the rows of orders, in the file's order.
   *
   * @param identities of orders
   * @param orderKeys of further orders, of any carrier
   * @param sheets with further orders
   */
  private Map<OrderIdentity, List<Long>> find(
      long importId, Set<OrderIdentity> identities, Set<String> orderKeys, Set<Integer> sheets) {
    Map<OrderIdentity, List<Long>> found = new LinkedHashMap<>();
    if (identities.isEmpty() && orderKeys.isEmpty() && sheets.isEmpty()) {
      return found;
    }
    Set<OrderIdentity> onSheets = new HashSet<>();
    if (!sheets.isEmpty()) {
      stagedRows.keys(
          importId,
          block -> {
            for (int i = 0; sheets.contains(block.sheet()) && i < block.size(); i++) {
              Optional.ofNullable(block.order(i)).ifPresent(onSheets::add);
            }
          });
    }
    stagedRows.keys(
        importId,
        block -> {
          for (int i = 0; i < block.size(); i++) {
            OrderIdentity order = block.order(i);
            if (order != null
                && (identities.contains(order)
                    || orderKeys.contains(order.orderKey())
                    || onSheets.contains(order))) {
              found.computeIfAbsent(order, first -> new ArrayList<>()).add(block.position(i));
            }
          }
        });
    return found;
  }

  private List<OrderRows> groups(long importId, Map<OrderIdentity, List<Long>> found) {
    Map<Long, StagedRow> rows = new HashMap<>();
    stagedRows
        .at(importId, found.values().stream().flatMap(List::stream).toList())
        .forEach(row -> rows.put(row.position(), row));
    List<OrderRows> groups = new ArrayList<>();
    found.forEach(
        (order, positions) -> {
          List<StagedRow> ofOrder = positions.stream().map(rows::get).toList();
          groups.add(
              new OrderRows(
                  order.carrier(),
                  String.valueOf(ofOrder.get(0).orderRef()),
                  order.orderKey(),
                  ofOrder));
        });
    return groups;
  }

  /** The rows without an order whose problems are to be found again. */
  private List<StagedRow> unassigned(
      long importId, List<StagedRow> edited, Set<Location> gaps, Set<Long> shifted) {
    Map<Long, StagedRow> rows = new LinkedHashMap<>();
    edited.forEach(row -> rows.put(row.position(), row));
    stagedRows
        .at(importId, gaps.stream().map(OrderRebuild::position).toList())
        .forEach(row -> rows.put(row.position(), row));
    return rows.values().stream()
        .filter(row -> !row.hidden() && row.order() == null && !shifted.contains(row.position()))
        .toList();
  }

  private void write(
      Lease lease, AllRows all, OrderBuilder builder, List<? extends RowGroup> groups) {
    new BuildResultWriter(
            imports,
            orders,
            problems,
            duplicateOrderReport,
            addressCheck,
            ProgressListener.NONE,
            lease,
            imports.get(lease.importId()).environments(),
            all.incomplete(),
            new SimilarNames(orders, lease.importId(), all.similarNames()))
        .write(new Chunk<>(groups.stream().map(builder::process).toList()));
  }
}
