package orderimport.placement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import orderimport.order.Order;
import orderimport.order.Orders;

/** A queue of a carrier's orders on hold; each order is returned once. Thread-safe. */
final class HeldOrderQueue {
  private static final int PAGE_SIZE = 200;

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

  /** The next order in the file's order; empty if none is left. */
  synchronized Optional<Order> next() {
    if (loaded.isEmpty()) {
      List<Order> page = orders.findHeld(importId, carrier, environment, lastPosition, PAGE_SIZE);
      loaded.addAll(page);
      if (!page.isEmpty()) {
        lastPosition = page.get(page.size() - 1).position();
      }
    }
    return nextLoaded();
  }

  /** As {@link #next}, but without reading from the database; empty if none is loaded. */
  synchronized Optional<Order> nextLoaded() {
    return Optional.ofNullable(loaded.poll());
  }
}
