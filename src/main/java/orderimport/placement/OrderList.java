package orderimport.placement;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import orderimport.carrier.OrderLookup;
import orderimport.carrier.OrderLookup.ListedOrder;
import orderimport.carrier.OrderLookup.Page;
import orderimport.carrier.OrderLookup.PageRequest;
import orderimport.carrier.UnreadableListException;
import orderimport.imports.CancellationToken;
import orderimport.order.Ledger;
import orderimport.order.RateLimitWindow;
import orderimport.problem.LookupText;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * Reads all pages of a carrier's list of orders. Each request takes a slot of the rate limit, and
 * none is sent while orders are placed with the carrier, as these have precedence.
 */
final class OrderList {
  private static final int MAX_PAGES = 200;
  private static final Duration LONGEST_SLOT_PAUSE = Duration.ofMinutes(2);

  private final String carrier;
  private final OrderLookup lookup;
  private final PacedRequests requests;
  private final List<RateLimitWindow> rateLimits;
  private final Ledger ledger;

  /**
   * @param addresses the address of a path with its query
   * @param placing whether orders are being placed with the carrier
   */
  OrderList(
      String carrier,
      OrderLookup lookup,
      CarrierClient client,
      Function<String, URI> addresses,
      List<RateLimitWindow> rateLimits,
      Ledger ledger,
      BooleanSupplier placing,
      CancellationToken stop,
      Clock clock) {
    this.carrier = carrier;
    this.lookup = lookup;
    this.requests =
        new PacedRequests(
            carrier,
            client,
            addresses,
            rateLimits,
            ledger,
            placing,
            LONGEST_SLOT_PAUSE,
            stop,
            clock);
    this.rateLimits = rateLimits;
    this.ledger = ledger;
  }

  /** The result of reading a list. */
  sealed interface Result {}

  /**
   * All pages were read.
   *
   * @param status of the last response
   * @param beginning of the first page
   */
  record Complete(
      List<ListedOrder> orders,
      Map<ListedOrder, String> callOf,
      String firstCall,
      int status,
      String beginning)
      implements Result {

    /** The call that returned an order. */
    String callOf(ListedOrder order) {
      return callOf.getOrDefault(order, firstCall);
    }
  }

  /**
   * The list could not be read completely.
   *
   * @param asked whether a request was sent
   * @param status of the last response; null without one
   * @param body of the last response; null without one
   */
  record Incomplete(
      Text why, boolean asked, String call, @Nullable Integer status, @Nullable String body)
      implements Result {}

  /** Reads the list of a scope; see {@link OrderLookup#firstPage}. */
  Result read(SortedMap<String, String> scope, Instant since) {
    ledger.prepare(carrier, rateLimits);
    List<ListedOrder> orders = new ArrayList<>();
    Map<ListedOrder, String> callOf = new HashMap<>();
    Set<String> seen = new HashSet<>();
    PageRequest request = lookup.firstPage(scope, since);
    String firstCall = requests.call(request.path(), request.parameters());
    String beginning = "";
    int status = 0;
    Long total = null;
    for (int pages = 0; request != null; pages++) {
      String call = requests.call(request.path(), request.parameters());
      if (pages == MAX_PAGES) {
        return new Incomplete(LookupText.TOO_MANY_PAGES.text(MAX_PAGES), true, call, null, null);
      }
      PageResponse response = requests.get(request.path(), request.parameters());
      if (response instanceof PageResponse.Failed failed) {
        return new Incomplete(
            failed.why(),
            pages > 0 || failed.reachedCarrier(),
            call,
            failed.status(),
            failed.body());
      }
      PageResponse.Received received = (PageResponse.Received) response;
      status = received.status();
      beginning = pages == 0 ? received.body() : beginning;
      Page page;
      try {
        page = lookup.readPage(request, received.body());
      } catch (UnreadableListException e) {
        return new Incomplete(LookupText.UNREADABLE.text(), true, call, status, received.body());
      }
      boolean added = false;
      for (ListedOrder order : page.orders()) {
        String id = order.carrierOrderId();
        if (seen.add(id == null ? order.json().toString() : id)) {
          orders.add(order);
          callOf.put(order, call);
          added = true;
        }
      }
      if (!added && (pages > 0 && !page.orders().isEmpty() || page.next() != null)) {
        return new Incomplete(
            LookupText.REPEATED_PAGE.text(request.number()), true, call, status, received.body());
      }
      total = page.total() == null ? total : page.total();
      request = total != null && seen.size() >= total ? null : page.next();
    }
    return total != null && seen.size() < total
        ? new Incomplete(
            LookupText.INCOMPLETE.text(seen.size(), total), true, firstCall, status, beginning)
        : new Complete(orders, callOf, firstCall, status, beginning);
  }
}
