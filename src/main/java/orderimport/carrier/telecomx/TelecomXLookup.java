package orderimport.carrier.telecomx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import orderimport.carrier.ListPage;
import orderimport.carrier.ListedFields;
import orderimport.carrier.OrderLookup;
import orderimport.carrier.UnreadableListException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The list of requests, {@code GET /internet/request}. It can be selected by customer or reseller
 * only, so all pages are read.
 */
final class TelecomXLookup implements OrderLookup {
  static final String PATH = "/internet/request";

  /** Fewer than the 500 that are possible: complete requests with offers are long. */
  private static final int LIMIT = 100;

  private static final List<String> SCALARS =
      List.of(
          "type",
          "customer",
          "reseller",
          "notes",
          "product",
          "takeover",
          "takeoverCircuit",
          "takeoverCustomer",
          "ipAddresses",
          "commitment1",
          "commitment2",
          "commitment3",
          "startDate",
          "installCallNumber",
          "installCallName",
          "installTime");

  @Override
  public SortedMap<String, String> scope(JsonNode request) {
    SortedMap<String, String> scope = new TreeMap<>();
    for (String owner : List.of("customer", "reseller")) {
      String id = ListedFields.text(request, owner);
      if (id != null && scope.isEmpty()) {
        scope.put(owner, id);
      }
    }
    return scope;
  }

  @Override
  public PageRequest firstPage(SortedMap<String, String> scope, Instant since) {
    return page(scope, 0, 1);
  }

  private static PageRequest page(Map<String, String> scope, long offset, int number) {
    Map<String, String> parameters = new LinkedHashMap<>(scope);
    parameters.put("offset", String.valueOf(offset));
    parameters.put("limit", String.valueOf(LIMIT));
    parameters.put("full", "true");
    return new PageRequest(PATH, parameters, number);
  }

  @Override
  public Page readPage(PageRequest page, String body) {
    ListPage list = ListPage.parse(body);
    long asked = Long.parseLong(page.parameters().getOrDefault("offset", "0"));
    Long offset = list.number("offset");
    if (offset != null && offset != asked) {
      throw new UnreadableListException("offset %d instead of %d".formatted(offset, asked));
    }
    List<ListedOrder> orders = list.entries().stream().map(TelecomXLookup::order).toList();
    Long total = list.total();
    long end = asked + orders.size();
    boolean more = !orders.isEmpty() && (total == null ? orders.size() >= LIMIT : end < total);
    return new Page(orders, more ? page(page.parameters(), end, page.number() + 1) : null, total);
  }

  private static ListedOrder order(JsonNode entry) {
    String status = ListedFields.text(entry, "state", "status");
    return new ListedOrder(
        ListedFields.text(entry, "reference"),
        ListedFields.text(entry, "_id"),
        ListedFields.latest(ListedFields.text(entry, "created")),
        state(status),
        status,
        entry);
  }

  /** A request has no documented status, except for what {@code state} can select. */
  private static ListedState state(@Nullable String status) {
    return switch (status == null ? "" : status.toUpperCase(Locale.ROOT)) {
      case "", "NEW", "HAS_OFFER" -> ListedState.ACTIVE;
      case "CANCELLED", "CANCELED" -> ListedState.CANCELLED;
      case "DRAFT" -> ListedState.DRAFT;
      default -> ListedState.UNKNOWN;
    };
  }

  /** The type and the address are required; of a request with an address id, that id. */
  @Override
  public Comparison compare(JsonNode request, ListedOrder listed) {
    JsonNode entry = listed.json();
    List<String> compared = new ArrayList<>(List.of("type", "address"));
    List<String> different = new ArrayList<>();
    for (String field : SCALARS) {
      if (has(request, field) && has(entry, field)) {
        compared.add(field);
        if (!ListedFields.same(request.path(field), entry.path(field))) {
          different.add(field);
        }
      }
    }
    if (!has(entry, "type")) {
      different.add("type");
    }
    if (!sameAddress(request.path("address"), entry.path("address"))) {
      different.add("address");
    }
    if (has(request, "address2")
        && has(entry, "address2")
        && !sameAddress(request.path("address2"), entry.path("address2"))) {
      different.add("address2");
    }
    if (!containsAll(request.path("notify"), entry.path("notify"))) {
      different.add("notify");
    }
    JsonNode offers = entry.path("offers").isArray() ? entry.path("offers") : entry.path("Offers");
    if (!containsAll(request.path("offers"), offers)) {
      different.add("offers");
    }
    return new Comparison(compared.stream().distinct().toList(), different);
  }

  private static boolean has(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return !value.isMissingNode() && !value.isNull();
  }

  private static boolean sameAddress(JsonNode sent, JsonNode listed) {
    int compared = 0;
    for (String field : List.of("_id", "address", "zip", "city")) {
      if (has(sent, field) && has(listed, field)) {
        compared++;
        if (!ListedFields.same(sent.path(field), listed.path(field))) {
          return false;
        }
      }
    }
    return compared > 0;
  }

  /** Whether each entry that was sent is listed, where there is a list; it may have others. */
  private static boolean containsAll(JsonNode sent, JsonNode listed) {
    for (JsonNode each : sent) {
      if (listed.isArray() && !listed.isEmpty() && !contains(listed, each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(JsonNode listed, JsonNode sent) {
    for (JsonNode each : listed) {
      if (sent.isObject() ? sameFields(sent, each) : sameId(sent, each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameId(JsonNode id, JsonNode listed) {
    return ListedFields.same(id, listed.isObject() ? listed.path("_id") : listed);
  }

  private static boolean sameFields(JsonNode sent, JsonNode listed) {
    for (String field : sent.propertyNames()) {
      if (has(listed, field) && !ListedFields.same(sent.path(field), listed.path(field))) {
        return false;
      }
    }
    return true;
  }
}
