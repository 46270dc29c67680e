package orderimport.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.OrderImportProperties;
import orderimport.column.BoundOrder.FieldLocator;
import orderimport.column.Spellings;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reports the problems of a duplicate order: the earlier outcome, and the differences from this
 * file.
 */
@Component
public class DuplicateOrderReport {
  /** The code of the warning that the sheet differs from the order that was placed. */
  public static final String DIFFERS = "differs_from_placed";

  /** The code of the warning that the order was placed at another host of the same environment. */
  public static final String OTHER_HOST = "placed_at_other_host";

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
    problems.add(
        fieldLocator.at(
            null,
            "placed_before",
            earlier.status() == OrderStatus.ACCEPTED ? Severity.NOTICE : Severity.WARNING,
            "The order %s %s, so it is not sent again."
                .formatted(earlier.orderRef(), history(earlier)),
            earlier.status() == OrderStatus.ACCEPTED
                ? "Nothing needs to be done."
                : "Ask %s whether it has the order, then run `order-import resolve %s %s …`."
                    .formatted(earlier.carrier(), earlier.carrier(), earlier.orderRef())));
    if (!orderRef.equals(earlier.orderRef())) {
      problems.add(spelledDifferently(earlier, orderRef, fieldLocator));
    }
    otherHost(earlier).ifPresent(host -> problems.add(otherHost(earlier, host, fieldLocator)));
    String sent = earlier.request();
    if (request == null) {
      problems.add(
          differs(
              null,
              "The values in the sheet could not be compared with the request that was sent.",
              fieldLocator));
    } else if (sent != null) {
      for (RequestDiff difference : RequestDiff.between(sent, request)) {
        problems.add(
            differs(
                difference.path(),
                difference.message(
                    fieldLocator.heading(difference.path()).orElse(difference.path())),
                fieldLocator));
      }
    }
    return problems;
  }

  private static Problem spelledDifferently(
      Order earlier, String orderRef, FieldLocator fieldLocator) {
    return fieldLocator.atOrderRef(
        Spellings.DIFFER,
        Severity.WARNING,
        "\"%s\" is another spelling of \"%s\", which import %d placed: they are one order."
            .formatted(orderRef, earlier.orderRef(), earlier.importId()),
        "This row's order was not sent. If it is a different order, give it another name.");
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
        OTHER_HOST,
        Severity.WARNING,
        "The order %s went to %s, and orders of %s now go to %s. Both are the environment %s."
            .formatted(
                earlier.orderRef(), earlier.host(), earlier.carrier(), host, earlier.environment()),
        "If %s does not have it, give the two hosts different environments in job-config/%s.yml"
                .formatted(host, earlier.carrier())
            + " (environment: staging) and import the file again.");
  }

  private static String history(Order earlier) {
    return switch (earlier.status()) {
      case ACCEPTED -> {
        String id = earlier.carrierOrderId();
        yield "was placed by import %d%s"
            .formatted(earlier.importId(), id == null ? "" : ", as " + id);
      }
      case SENDING -> "is being placed by import %d".formatted(earlier.importId());
      default -> "was sent by import %d, and its outcome is in doubt".formatted(earlier.importId());
    };
  }

  private static Problem differs(@Nullable String path, String message, FieldLocator fieldLocator) {
    return fieldLocator.at(
        path,
        DIFFERS,
        Severity.WARNING,
        message,
        "The order stays as it was placed; ask the carrier to change it, or correct the sheet.");
  }
}
