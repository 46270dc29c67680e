package orderimport.carrier.granite;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import orderimport.carrier.ListPage;
import orderimport.carrier.ListedFields;
import orderimport.carrier.OrderLookup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The orders list, {@code GET /api/v1/orders}. Whether its entries have {@code order_name}, and the
 * format around them, are not documented.
 */
final class GraniteLookup implements OrderLookup {
  static final String PATH = "/api/v1/orders";

  private static final String TENANT = "granted_tenant_macnum";
  private static final int PAGE_SIZE = 100;

  /** A page of this size may be the last one, or the result of an ignored {@code page_size}. */
  private static final int DEFAULT_PAGE_SIZE = 20;

  private static final Set<String> ACTIVE = Set.of("submitted", "pending", "completed");
  private static final Set<String> CANCELLED = Set.of("canceled", "cancelled");
  private static final List<String> TEXTS =
      List.of("quote_request_id", "requester", "customer_name", TENANT);

  @Override
  public SortedMap<String, String> scope(JsonNode request) {
    SortedMap<String, String> scope = new TreeMap<>();
    String tenant = ListedFields.text(request, TENANT);
    if (tenant != null) {
      scope.put(TENANT, tenant);
    }
    return scope;
  }

  /** The day before, as the time zone of {@code start_date} is not documented. */
  @Override
  public PageRequest firstPage(SortedMap<String, String> scope, Instant since) {
    LocalDate start = since.minus(Duration.ofDays(1)).atZone(ZoneOffset.UTC).toLocalDate();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("page", "1");
    parameters.put("page_size", String.valueOf(PAGE_SIZE));
    parameters.put("start_date", start.toString());
    parameters.put("sort_field", "created_at");
    parameters.put("sort_order", "asc");
    parameters.putAll(scope);
    return new PageRequest(PATH, parameters, 1);
  }

  @Override
  public Page readPage(PageRequest page, String body) {
    ListPage list = ListPage.parse(body);
    List<ListedOrder> orders = list.entries().stream().map(GraniteLookup::order).toList();
    boolean more = hasMore(page, list);
    return new Page(orders, more ? next(page) : null, list.total());
  }

  private static boolean hasMore(PageRequest page, ListPage list) {
    Optional<Boolean> stated = list.hasNext();
    int size = list.entries().size();
    if (stated.isPresent()) {
      return stated.get();
    } else if (list.pages() != null) {
      return page.number() < list.pages();
    } else if (list.total() != null) {
      return size > 0;
    }
    return size >= PAGE_SIZE || size == DEFAULT_PAGE_SIZE;
  }

  private static PageRequest next(PageRequest page) {
    Map<String, String> parameters = new LinkedHashMap<>(page.parameters());
    parameters.put("page", String.valueOf(page.number() + 1));
    return new PageRequest(page.path(), parameters, page.number() + 1);
  }

  private static ListedOrder order(JsonNode entry) {
    String status = ListedFields.text(entry, "status", "order_status");
    return new ListedOrder(
        ListedFields.text(entry, "order_name"),
        ListedFields.text(entry, "opportunity_id", "id"),
        ListedFields.latest(ListedFields.text(entry, "created_at", "created", "created_date")),
        state(status),
        status,
        entry);
  }

  private static ListedState state(@Nullable String status) {
    String word = status == null ? "" : status.toLowerCase(Locale.ROOT);
    if (ACTIVE.contains(word)) {
      return ListedState.ACTIVE;
    } else if (CANCELLED.contains(word)) {
      return ListedState.CANCELLED;
    }
    return word.equals("draft") ? ListedState.DRAFT : ListedState.UNKNOWN;
  }

  @Override
  public Comparison compare(JsonNode request, ListedOrder listed) {
    List<String> compared = new ArrayList<>();
    List<String> different = new ArrayList<>();
    for (String field : TEXTS) {
      JsonNode sent = request.path(field);
      JsonNode value = listed.json().path(field);
      if (sent.isValueNode() && !sent.isNull() && value.isValueNode() && !value.isNull()) {
        compared.add(field);
        if (!ListedFields.same(sent, value)) {
          different.add(field);
        }
      }
    }
    JsonNode locations = listed.json().path("locations");
    if (locations.isArray() && !locations.isEmpty()) {
      compared.add("order_items");
      if (!sameLocations(request.path("order_items"), locations)) {
        different.add("order_items");
      }
    }
    return new Comparison(compared, different);
  }

  /** Compares by id where all have one, otherwise by number. */
  private static boolean sameLocations(JsonNode items, JsonNode locations) {
    Set<String> sent = new TreeSet<>();
    items.forEach(item -> sent.add(lower(ListedFields.text(item, "location_id"))));
    Set<String> listed = new TreeSet<>();
    locations.forEach(
        location ->
            listed.add(
                lower(
                    location.isString()
                        ? location.asString()
                        : ListedFields.text(location, "location_id"))));
    return listed.contains("") ? sent.size() == locations.size() : sent.equals(listed);
  }

  private static String lower(@Nullable String id) {
    return id == null ? "" : id.toLowerCase(Locale.ROOT);
  }
}
