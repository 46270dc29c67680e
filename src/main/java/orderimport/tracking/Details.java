package orderimport.tracking;

import java.util.List;
import java.util.stream.Collectors;
import orderimport.carrier.OrderTracking.Detail;

/** The details of a state as one text. */
final class Details {
  private Details() {}

  static String joined(List<Detail> details) {
    return details.stream()
        .map(detail -> detail.name() + "=" + detail.value())
        .collect(Collectors.joining("; "));
  }
}
