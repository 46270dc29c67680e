package orderimport.tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orderimport.carrier.ListedFields;
import orderimport.carrier.OrderLookup.ListedOrder;
import orderimport.carrier.OrderTracking.ByList;
import orderimport.carrier.OrderTracking.TrackedOrder;
import orderimport.imports.OrderKey;
import org.jspecify.annotations.Nullable;

/**
 * Finds accepted orders in a carrier's list: by the carrier's id, or else by our reference, as the
 * ids of a list may be others than those of the create response. An entry with the reference that
 * differs in content, or was created before the order was sent, is another order.
 */
final class ListMatcher {
  private final ByList tracking;
  private final @Nullable String referenceField;
  private final Map<String, List<ListedOrder>> byId = new HashMap<>();
  private final Map<String, List<ListedOrder>> byReference = new HashMap<>();

  /**
   * @param referenceField the field of the request that has our reference; null if it has none
   */
  ListMatcher(ByList tracking, @Nullable String referenceField, List<ListedOrder> listed) {
    this.tracking = tracking;
    this.referenceField = referenceField;
    for (ListedOrder each : listed) {
      tracking.ids(each).forEach(id -> add(byId, id.toLowerCase(Locale.ROOT), each));
      String reference = each.reference();
      if (reference != null) {
        add(byReference, OrderKey.of(reference), each);
      }
    }
  }

  private static void add(Map<String, List<ListedOrder>> index, String key, ListedOrder listed) {
    index.computeIfAbsent(key, each -> new ArrayList<>()).add(listed);
  }

  /** The entries that may be each of these orders; one that may be two orders is no match. */
  Map<OrderToTrack, List<ListedOrder>> match(List<OrderToTrack> orders) {
    Map<OrderToTrack, List<ListedOrder>> matches = new HashMap<>();
    IdentityHashMap<ListedOrder, Integer> uses = new IdentityHashMap<>();
    for (OrderToTrack order : orders) {
      List<ListedOrder> found = find(order.tracked());
      matches.put(order, found);
      found.forEach(each -> uses.merge(each, 1, Integer::sum));
    }
    matches.replaceAll(
        (order, found) ->
            found.size() == 1 && uses.getOrDefault(found.get(0), 0) > 1
                ? List.of(found.get(0), found.get(0))
                : found);
    return matches;
  }

  private List<ListedOrder> find(TrackedOrder order) {
    String id = order.carrierOrderId();
    List<ListedOrder> sameId =
        id == null ? List.of() : byId.getOrDefault(id.strip().toLowerCase(Locale.ROOT), List.of());
    return sameId.isEmpty() ? withReference(order) : sameId;
  }

  private List<ListedOrder> withReference(TrackedOrder order) {
    String reference =
        referenceField == null ? null : ListedFields.text(order.request(), referenceField);
    return reference == null
        ? List.of()
        : byReference.getOrDefault(OrderKey.of(reference), List.of()).stream()
            .filter(each -> mayBe(order, each))
            .toList();
  }

  private boolean mayBe(TrackedOrder order, ListedOrder listed) {
    return tracking.list().compare(order.request(), listed).different().isEmpty()
        && !isBefore(listed, order);
  }

  private static boolean isBefore(ListedOrder listed, TrackedOrder order) {
    Instant created = listed.created();
    return created != null && created.isBefore(order.sentAt());
  }
}
