package orderimport.placement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import orderimport.order.Order;
import orderimport.order.Orders;

/** The orders of a carrier that wait to be placed, each given to one taker. Thread-safe. */
final class HeldOrderQueue {
  private static final int AT_ONCE = 200;

  private final Orders orders;
  private final long importId;
  private final String carrier;
  private final String environment;
  private final Deque<Order> loaded = new ArrayDeque<>();
  private long lastPosition = -1;

  HeldOrderQueue(Orders orders, long importId, String carrier, String environment) {
    this.orders = orders;
    this.importId = importId;
    this.carrier = carrier;
    this.environment = environment;
  }

  /** The next one in the file's order; empty if there is none any more. */
  synchronized Optional<Order> next() {
    if (loaded.isEmpty()) {
      List<Order> more = orders.held(importId, carrier, environment, lastPosition, AT_ONCE);
      loaded.addAll(more);
      if (!more.isEmpty()) {
        lastPosition = more.get(more.size() - 1).position();
      }
    }
    return nextLoaded();
  }

  /** As {@link #next}, without the database: empty if none is loaded at the moment. */
  synchronized Optional<Order> nextLoaded() {
    return Optional.ofNullable(loaded.poll());
  }
}
