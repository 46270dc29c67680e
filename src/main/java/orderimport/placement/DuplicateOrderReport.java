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

/** The problems of an order that was placed before: its outcome then, and what is different now. */
@Component
public class DuplicateOrderReport {
  /** The code of the warning that the sheet says something else than what was placed. */
  public static final String DIFFERS = "differs_from_placed";

  /** The code of the warning that it went to another host of the same environment. */
  public static final String OTHER_HOST = "placed_at_other_host";

  private final OrderImportProperties settings;

  DuplicateOrderReport(OrderImportProperties settings) {
    this.settings = settings;
  }

  /**
   * The problems.
   *
   * @param earlier the order that was placed
   * @param orderRef how the sheet spells its name now
   * @param request what the sheet says now; null if that is no request
   */
  public List<Problem> tell(
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
                : "Ask %s whether it has the order, then say `order-import resolve %s %s …`."
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
              "What the sheet says now could not be compared with what was sent.",
              fieldLocator));
    } else if (sent != null) {
      for (RequestDiff difference : RequestDiff.between(sent, request)) {
        problems.add(
            differs(
                difference.path(),
                difference.about(fieldLocator.heading(difference.path()).orElse(difference.path())),
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
        "If it is another order, give it another name; it was not sent.");
  }

  /** The host that would take it now, if that is another than it went to. */
  private Optional<String> otherHost(Order earlier) {
    CarrierProperties own = settings.carriers().get(earlier.carrier());
    return own == null || earlier.host() == null || own.host().equals(earlier.host())
        ? Optional.empty()
        : Optional.of(own.host());
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
      default ->
          "was sent by import %d, and nobody knows whether it arrived"
              .formatted(earlier.importId());
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
