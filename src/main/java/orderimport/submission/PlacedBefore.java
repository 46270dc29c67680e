package orderimport.submission;

import java.util.ArrayList;
import java.util.List;
import orderimport.column.BoundOrder.Places;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says of an order that was placed before what became of it then, and what the sheet changed. */
@Component
public class PlacedBefore {
  /** The code of the warning that makes an import end with code 4. */
  public static final String DIFFERS = "differs_from_placed";

  /**
   * What to say.
   *
   * @param earlier the order that was placed
   * @param request what the sheet says now; null if that is no request
   */
  public List<Problem> tell(Order earlier, @Nullable String request, Places places) {
    List<Problem> problems = new ArrayList<>();
    problems.add(
        places.at(
            null,
            "placed_before",
            earlier.status() == OrderStatus.ACCEPTED ? Severity.NOTICE : Severity.WARNING,
            "The order %s %s, so it is not sent again."
                .formatted(earlier.orderRef(), history(earlier)),
            earlier.status() == OrderStatus.ACCEPTED
                ? "Nothing needs to be done."
                : "Ask %s whether it has the order, then say `order-import resolve %s %s …`."
                    .formatted(earlier.carrier(), earlier.carrier(), earlier.orderRef())));
    String sent = earlier.request();
    if (request == null) {
      problems.add(
          differs(
              null, "What the sheet says now could not be compared with what was sent.", places));
    } else if (sent != null) {
      for (RequestDifference difference : RequestDifference.between(sent, request)) {
        problems.add(
            differs(
                difference.path(),
                difference.about(places.heading(difference.path()).orElse(difference.path())),
                places));
      }
    }
    return problems;
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

  private static Problem differs(@Nullable String path, String message, Places places) {
    return places.at(
        path,
        DIFFERS,
        Severity.WARNING,
        message,
        "The order stays as it was placed; ask the carrier to change it, or correct the sheet.");
  }
}
