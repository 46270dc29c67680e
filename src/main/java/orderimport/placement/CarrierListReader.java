package orderimport.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import orderimport.carrier.OrderLookup;
import orderimport.carrier.OrderLookup.ListedOrder;
import orderimport.carrier.OrderLookup.Page;
import orderimport.carrier.OrderLookup.PageRequest;
import orderimport.carrier.UnreadableListException;
import orderimport.problem.LookupText;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/** Reads all pages of a carrier's list of orders. */
public final class CarrierListReader {
  private static final int MAX_PAGES = 200;

  private final OrderLookup lookup;
  private final PacedRequests requests;

  public CarrierListReader(OrderLookup lookup, PacedRequests requests) {
    this.lookup = lookup;
    this.requests = requests;
  }

  /** The result of reading a list. */
  public sealed interface Result {}

  /**
   * All pages were read.
   *
   * @param status of the last response
   * @param beginning of the first page
   */
  public record Complete(
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
  public record Incomplete(
      Text why, boolean asked, String call, @Nullable Integer status, @Nullable String body)
      implements Result {}

  /** Reads the list of a scope; see {@link OrderLookup#firstPage}. */
  public Result read(SortedMap<String, String> scope, Instant since) {
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
