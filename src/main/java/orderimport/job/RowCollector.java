package orderimport.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orderimport.imports.LongSet;
import orderimport.imports.OrderIdentity;
import orderimport.imports.StagedRow;
import orderimport.job.RowGroup.OrderRows;

/** Collects the rows of orders; they are added in the file's order. */
final class RowCollector {
  private final Map<OrderIdentity, List<StagedRow>> orders = new LinkedHashMap<>();

  void add(OrderIdentity order, StagedRow row) {
    orders.computeIfAbsent(order, first -> new ArrayList<>()).add(row);
  }

  /** The orders whose first row is at none of the positions, by their first rows. */
  List<OrderRows> notIn(LongSet positions) {
    List<OrderRows> others = new ArrayList<>(orders.size());
    orders.forEach(
        (order, rows) -> {
          StagedRow first = rows.get(0);
          if (!positions.contains(first.position())) {
            others.add(
                new OrderRows(
                    order.carrier(), String.valueOf(first.orderRef()), order.orderKey(), rows));
          }
        });
    return others;
  }
}
