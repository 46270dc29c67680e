package orderimport.job;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import orderimport.imports.OrderKey;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.OrderName;
import orderimport.job.BuildResult.BuiltOrder;
import orderimport.order.Order;
import orderimport.order.Orders;
import orderimport.problem.OrderProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;

/**
 * Warns of order names that are numbers and differ only in leading zeros or zero decimals, for
 * example because a spreadsheet program removed the zeros. They are different orders and easily
 * confused.
 */
final class SimilarNames {
  private final StagedRows stagedRows;
  private final Orders orders;
  private final long importId;
  private final boolean inThisImport;

  /**
   * @param inThisImport whether the import itself has names with such zeros
   */
  SimilarNames(StagedRows stagedRows, Orders orders, long importId, boolean inThisImport) {
    this.stagedRows = stagedRows;
    this.orders = orders;
    this.importId = importId;
    this.inThisImport = inThisImport;
  }

  /** Adds warnings for orders of one carrier with similar names. */
  void check(
      String carrier, String environment, List<BuiltOrder> built, Consumer<Problem> problems) {
    Map<String, List<BuiltOrder>> byNumber =
        built.stream()
            .filter(order -> OrderKey.number(order.rows().orderKey()) != null)
            .collect(
                groupingBy(
                    order -> Objects.requireNonNull(OrderKey.number(order.rows().orderKey()))));
    if (byNumber.isEmpty()) {
      return;
    }
    Set<String> numbers = byNumber.keySet();
    if (inThisImport) {
      Map<String, List<OrderName>> names =
          stagedRows.numbered(importId, carrier, numbers).stream()
              .collect(
                  groupingBy(name -> Objects.requireNonNull(OrderKey.number(name.orderKey()))));
      byNumber.forEach(
          (number, sameNumber) ->
              sameNumber.forEach(
                  order -> addWithinFile(order, names.getOrDefault(number, List.of()), problems)));
    }
    for (Order earlier : orders.numbered(importId, carrier, environment, numbers)) {
      byNumber.getOrDefault(OrderKey.number(earlier.orderKey()), List.of()).stream()
          .filter(order -> !order.rows().orderKey().equals(earlier.orderKey()))
          .forEach(order -> problems.accept(withEarlier(order, earlier)));
    }
  }

  private static void addWithinFile(
      BuiltOrder order, List<OrderName> names, Consumer<Problem> problems) {
    Set<String> others =
        names.stream()
            .filter(name -> !name.orderKey().equals(order.rows().orderKey()))
            .map(OrderName::orderRef)
            .collect(toSet());
    for (String other : others) {
      problems.accept(problem(order, OrderProblem.SIMILAR_ORDER_REF, other));
    }
  }

  private static Problem withEarlier(BuiltOrder order, Order earlier) {
    return problem(
        order, OrderProblem.SIMILAR_ORDER_REF_BEFORE, earlier.orderRef(), earlier.importId());
  }

  private static Problem problem(BuiltOrder order, OrderProblem kind, Object... others) {
    List<Object> arguments = new ArrayList<>(List.of(order.rows().orderRef()));
    arguments.addAll(List.of(others));
    return order.bound().places().atOrderRef(Severity.WARNING, kind, arguments.toArray());
  }
}
