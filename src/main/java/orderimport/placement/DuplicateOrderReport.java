package orderimport.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import orderimport.binding.BoundOrder.FieldLocator;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.OrderOnOffer;
import orderimport.imports.OrderKey;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.problem.OrderProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text.Heading;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reports the problems of a duplicate order: the earlier outcome, and the differences from this
 * file.
 */
@Component
public class DuplicateOrderReport {
  /** The code of the warning that the sheet differs from the order that was placed. */
  public static final String DIFFERS = OrderProblem.DIFFERS_FROM_PLACED.code();

  /** The code of the warning that the order was placed at another host of the same environment. */
  public static final String OTHER_HOST = OrderProblem.PLACED_AT_OTHER_HOST.code();

  private final OrderImportProperties settings;

  DuplicateOrderReport(OrderImportProperties settings) {
    this.settings = settings;
  }

  /**
   * Returns the problems of a duplicate order.
   *
   * @param earlier the order that was placed before
   * @param orderRef the order's name as this sheet spells it
   * @param request the request built from this sheet; null if none could be built
   */
  public List<Problem> problems(
      Order earlier, String orderRef, @Nullable String request, FieldLocator fieldLocator) {
    List<Problem> problems = new ArrayList<>();
    problems.add(placedBefore(earlier, fieldLocator));
    if (!orderRef.equals(earlier.orderRef()) && OrderKey.of(orderRef).equals(earlier.orderKey())) {
      problems.add(spelledDifferently(earlier, orderRef, fieldLocator));
    }
    otherHost(earlier).ifPresent(host -> problems.add(otherHost(earlier, host, fieldLocator)));
    String sent = earlier.request();
    if (request == null) {
      problems.add(
          fieldLocator.at(null, Severity.WARNING, OrderProblem.DIFFERS_FROM_PLACED_UNKNOWN));
    } else if (sent != null) {
      for (RequestDiff difference : RequestDiff.between(sent, request)) {
        if (orderRef.equals(difference.now()) && earlier.orderRef().equals(difference.before())) {
          // A field that has the order's name.
          continue;
        }
        problems.add(
            fieldLocator.at(
                difference.path(),
                Severity.WARNING,
                difference.kind(),
                difference.arguments(
                    new Heading(
                        fieldLocator.heading(difference.path()).orElse(difference.path())))));
      }
    }
    return problems;
  }

  /**
   * The problem of an order on another offer for the same request as an order that was placed
   * before.
   */
  public Problem otherOffer(Order earlier, FieldLocator fieldLocator) {
    return fieldLocator.at(
        OrderOnOffer.REQUEST,
        Severity.ERROR,
        earlier.status() == OrderStatus.ACCEPTED
            ? OrderProblem.OTHER_OFFER_ORDERED
            : OrderProblem.OTHER_OFFER_IN_DOUBT,
        earlier.orderRef(),
        earlier.importId(),
        earlier.carrier(),
        earlier.offer() == null ? "" : earlier.offer().id());
  }

  private static Problem spelledDifferently(
      Order earlier, String orderRef, FieldLocator fieldLocator) {
    return fieldLocator.atOrderRef(
        Severity.WARNING,
        OrderProblem.SPELLED_DIFFERENTLY_BEFORE,
        orderRef,
        earlier.orderRef(),
        earlier.importId());
  }

  /** The carrier's current host, if the order was placed at another one. */
  private Optional<String> otherHost(Order earlier) {
    CarrierProperties carrierProperties = settings.carriers().get(earlier.carrier());
    return carrierProperties == null
            || earlier.host() == null
            || carrierProperties.host().equals(earlier.host())
        ? Optional.empty()
        : Optional.of(carrierProperties.host());
  }

  private static Problem otherHost(Order earlier, String host, FieldLocator fieldLocator) {
    return fieldLocator.at(
        null,
        Severity.WARNING,
        OrderProblem.PLACED_AT_OTHER_HOST,
        earlier.orderRef(),
        String.valueOf(earlier.host()),
        earlier.carrier(),
        host,
        earlier.environment());
  }

  private static Problem placedBefore(Order earlier, FieldLocator fieldLocator) {
    boolean accepted = earlier.status() == OrderStatus.ACCEPTED;
    OrderProblem kind =
        switch (earlier.status()) {
          case ACCEPTED ->
              earlier.carrierOrderId() == null
                  ? OrderProblem.PLACED_BEFORE
                  : OrderProblem.PLACED_BEFORE_WITH_ID;
          case SENDING -> OrderProblem.PLACED_BEFORE_SENDING;
          default -> OrderProblem.PLACED_BEFORE_IN_DOUBT;
        };
    return fieldLocator.at(
        null,
        accepted ? Severity.NOTICE : Severity.WARNING,
        kind,
        earlier.orderRef(),
        earlier.importId(),
        earlier.carrier(),
        Objects.requireNonNullElse(earlier.carrierOrderId(), ""));
  }
}
