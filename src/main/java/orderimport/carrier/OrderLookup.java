package orderimport.carrier;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a carrier can be asked whether it has an order whose outcome is not known: the pages of its
 * list of orders, and how to read and compare their entries. Implementations are stateless and do
 * nothing but describe; the program sends the requests, within the rate limit, and decides. {@link
 * ListPage} reads the usual lists.
 */
public interface OrderLookup {

  /**
   * The parameters that select whose orders are listed, such as the customer of a request. Orders
   * with the same are looked up with one list.
   *
   * @param request the order's request, as it was sent
   */
  SortedMap<String, String> scope(JsonNode request);

  /**
   * The first page of a list that has every order of a scope that was created at this time or
   * later; it may have earlier ones. An order that is created while the pages are read must not
   * move another one from a later to an earlier page.
   *
   * @param scope as {@link #scope} returned it
   * @param since when the oldest of the orders was sent
   */
  PageRequest firstPage(SortedMap<String, String> scope, Instant since);

  /**
   * Parses the complete body of a 2xx response.
   *
   * @param page the request of this page
   * @throws UnreadableListException if it is not certain that this is such a page, as with an error
   *     message; an empty page is one without orders
   */
  Page readPage(PageRequest page, String body);

  /**
   * Compares what was sent with an entry of the list. A field that the entry lacks is not compared,
   * unless the carrier documents it for each entry.
   *
   * @param request the order's request, as it was sent
   */
  Comparison compare(JsonNode request, ListedOrder listed);

  /**
   * A GET request for a page.
   *
   * @param path below {@code base-url}, with a leading slash
   * @param parameters of the query, not encoded, in their order
   * @param number the page's number, from 1
   */
  record PageRequest(String path, Map<String, String> parameters, int number) {}

  /**
   * A page of a list.
   *
   * @param next null if this was the last page; not requested once {@code total} orders were read
   * @param total the number of orders on all pages; null if the page does not state it
   */
  record Page(List<ListedOrder> orders, @Nullable PageRequest next, @Nullable Long total) {}

  /** The progress of the order according to an entry. */
  enum ListedState {
    /** Neither cancelled nor a draft. */
    ACTIVE,
    CANCELLED,
    DRAFT,
    /** Not one of the documented states. */
    UNKNOWN
  }

  /**
   * An order in a carrier's list.
   *
   * @param reference our reference; null if the entry has none
   * @param carrierOrderId the carrier's id; null if the entry has none
   * @param created the latest time that the entry's creation time can mean: the end of the second
   *     if it has whole seconds; null if it has none, or one without a time zone
   * @param status as the carrier spells it; null if the entry has none
   * @param json the entry
   */
  record ListedOrder(
      @Nullable String reference,
      @Nullable String carrierOrderId,
      @Nullable Instant created,
      ListedState state,
      @Nullable String status,
      JsonNode json) {}

  /**
   * The result of a comparison.
   *
   * @param compared the paths in the request that were compared, besides the reference
   * @param different those of them that differ
   */
  record Comparison(List<String> compared, List<String> different) {

    /** Whether something was compared, and nothing differs. */
    public boolean fits() {
      return !compared.isEmpty() && different.isEmpty();
    }
  }
}
