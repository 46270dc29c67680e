package orderimport.job;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import orderimport.imports.OrderIdentity;
import orderimport.imports.OrderKey;
import orderimport.imports.RowSurvey.OrderName;
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
  private final Orders orders;
  private final long importId;
  private final Map<OrderIdentity, Set<OrderName>> inThisImport;

  /**
   * @param inThisImport the names of different orders of the import that are the same number, by
   *     carrier and that number
   */
  SimilarNames(Orders orders, long importId, Map<OrderIdentity, Set<OrderName>> inThisImport) {
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
    byNumber.forEach(
        (number, sameNumber) -> {
          Set<OrderName> names =
              inThisImport.getOrDefault(new OrderIdentity(carrier, number), Set.of());
          sameNumber.forEach(order -> addWithinFile(order, names, problems));
        });
    for (Order earlier : orders.numbered(importId, carrier, environment, numbers)) {
      byNumber.getOrDefault(OrderKey.number(earlier.orderKey()), List.of()).stream()
          .filter(order -> !order.rows().orderKey().equals(earlier.orderKey()))
          .forEach(order -> problems.accept(withEarlier(order, earlier)));
    }
  }

  private static void addWithinFile(
      BuiltOrder order, Set<OrderName> names, Consumer<Problem> problems) {
    Set<String> others =
        names.stream()
            .filter(name -> !name.orderKey().equals(order.rows().orderKey()))
            .map(OrderName::orderRef)
            .collect(toCollection(TreeSet::new));
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
