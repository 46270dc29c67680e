package orderimport.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import orderimport.address.AddressCheck;
import orderimport.address.CarrierAddresses;
import orderimport.binding.BoundOrder;
import orderimport.binding.ImportBinder;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.imports.RowSurvey;
import orderimport.imports.StagedRows;
import orderimport.job.RowGroup.OrderRows;
import orderimport.order.Orders;
import orderimport.problem.AddressProblem;
import orderimport.problem.Problem;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks up the addresses of the orders that are not built yet. Building then takes the results from
 * the database, so no transaction is open while a carrier is asked. A restart asks for what was not
 * asked before.
 */
@Component
class AddressChecking {
  private static final int ORDERS_AT_ONCE = 500;
  private static final String NOT_CHECKED = AddressProblem.ADDRESSES_NOT_CHECKED.code();

  private final Imports imports;
  private final StagedRows stagedRows;
  private final Orders orders;
  private final Problems problems;
  private final ImportBinderFactory binders;
  private final AddressCheck addressCheck;
  private final ActiveImports activeImports;
  private final ConnectionBudget connections;
  private final TransactionTemplate transaction;

  AddressChecking(
      Imports imports,
      StagedRows stagedRows,
      Orders orders,
      Problems problems,
      ImportBinderFactory binders,
      AddressCheck addressCheck,
      ActiveImports activeImports,
      ConnectionBudget connections,
      TransactionTemplate transaction) {
    this.imports = imports;
    this.stagedRows = stagedRows;
    this.orders = orders;
    this.problems = problems;
    this.binders = binders;
    this.addressCheck = addressCheck;
    this.activeImports = activeImports;
    this.connections = connections;
    this.transaction = transaction;
  }

  /** Looks up the addresses of an import whose rows are staged. */
  void run(long importId) {
    Lease lease = activeImports.lease(importId);
    imports.limitEnvironments(lease);
    List<String> carriers =
        imports.get(importId).environments().keySet().stream()
            .filter(addressCheck::isOn)
            .sorted()
            .toList();
    if (!carriers.isEmpty()) {
      deleteEarlierWarnings(lease);
      ImportBinder binder = binders.of(importId);
      BuildPlan plan = BuildPlan.of(RowSurvey.of(stagedRows, importId));
      carriers.forEach(carrier -> lookUp(carrier, lease, plan, binder));
    }
  }

  /** An order that is built already may be one that was not checked. */
  private void deleteEarlierWarnings(Lease lease) {
    transaction.executeWithoutResult(
        status -> {
          imports.requireLease(lease);
          if (orders.count(lease.importId()).isEmpty()) {
            problems.deleteOfFile(lease.importId(), NOT_CHECKED);
          }
        });
  }

  private void lookUp(String carrier, Lease lease, BuildPlan plan, ImportBinder binder) {
    long importId = lease.importId();
    try (CarrierAddresses addresses =
        addressCheck.open(
            carrier,
            connections.threadsOfImport(),
            activeImports.progress(lease.importId()),
            activeImports.stop(lease.importId()))) {
      lookUp(
          carrier,
          importId,
          new BlockGroupReader(stagedRows, orders, importId, plan, plan.blocks()),
          binder,
          addresses);
      ScatteredOrderReader scattered = new ScatteredOrderReader(stagedRows, orders, importId, plan);
      scattered.open(new ExecutionContext());
      lookUp(carrier, importId, scattered, binder, addresses);
      addresses.end().ifPresent(warning -> add(lease, warning));
    }
  }

  private void lookUp(
      String carrier,
      long importId,
      RowGroupReader reader,
      ImportBinder binder,
      CarrierAddresses addresses) {
    List<OrderRows> chunk = new ArrayList<>();
    for (RowGroup group = reader.read();
        group != null && !activeImports.stop(importId).isCancelled();
        group = reader.read()) {
      if (group instanceof OrderRows order && order.carrier().equals(carrier)) {
        chunk.add(order);
      }
      if (chunk.size() == ORDERS_AT_ONCE) {
        addresses.lookUp(bind(carrier, importId, chunk, binder));
        chunk.clear();
      }
    }
    addresses.lookUp(bind(carrier, importId, chunk, binder));
  }

  /** Without the orders that were placed before, which are DUPLICATE whatever they contain. */
  private List<BoundOrder> bind(
      String carrier, long importId, List<OrderRows> chunk, ImportBinder binder) {
    String environment =
        Objects.requireNonNull(imports.get(importId).environments().get(carrier), carrier);
    Set<String> placed =
        orders
            .findPlaced(
                importId, carrier, environment, chunk.stream().map(OrderRows::orderKey).toList())
            .keySet();
    return chunk.stream()
        .filter(order -> !placed.contains(order.orderKey()))
        .map(order -> binder.bind(carrier, order.orderRef(), order.rows()))
        .toList();
  }

  private void add(Lease lease, Problem warning) {
    transaction.executeWithoutResult(
        status -> {
          imports.requireLease(lease);
          problems.add(lease.importId(), List.of(warning));
        });
  }
}
