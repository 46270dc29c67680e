package orderimport.carrier.granite;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import orderimport.carrier.ListedFields;
import orderimport.carrier.OrderLookup;
import orderimport.carrier.OrderLookup.ListedOrder;
import orderimport.carrier.OrderTracking;
import orderimport.carrier.TrackingFields;

/**
 * The orders list. How the id of the create response relates to the ids of an entry is not
 * documented, so that each of them may be it.
 */
final class GraniteTracking implements OrderTracking.ByList {
  private static final String DELIVERED = "completed";
  private static final Set<String> FINAL = Set.of(DELIVERED, "canceled", "cancelled");

  private final OrderLookup list;

  GraniteTracking(OrderLookup list) {
    this.list = list;
  }

  @Override
  public OrderLookup list() {
    return list;
  }

  @Override
  public Set<String> ids(ListedOrder listed) {
    Set<String> ids = new LinkedHashSet<>();
    for (String field : List.of("opportunity_id", "id", "order_number")) {
      String id = ListedFields.text(listed.json(), field);
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** The list does not state since when. */
  @Override
  public Optional<OrderState> read(ListedOrder listed) {
    String status = listed.status();
    return status == null
        ? Optional.empty()
        : Optional.of(
            new OrderState(
                status,
                FINAL.contains(status.toLowerCase(Locale.ROOT)),
                null,
                TrackingFields.details(listed.json(), "id", "order_number", "total_amount"),
                List.of(),
                status.equalsIgnoreCase(DELIVERED)));
  }
}
