package orderimport.placement;

import java.time.Instant;
import java.util.List;
import orderimport.carrier.OrderLookup;
import orderimport.carrier.OrderLookup.Comparison;
import orderimport.carrier.OrderLookup.ListedOrder;
import orderimport.imports.OrderKey;
import orderimport.order.Ledger;
import orderimport.order.LookupEvidence.Outcome;
import orderimport.problem.LookupText;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Decides whether a carrier's list has an order in doubt. All rules have to hold; whatever is not
 * certain leaves the order in doubt, as a wrong acceptance would lose it.
 *
 * @param carrier the carrier's name
 * @param reference our reference, as it was sent
 * @param request as it was sent
 * @param sentAt when the attempt began, by the database's clock. The order has to be created no
 *     earlier than this by the carrier's clock. No difference between the clocks is allowed for: it
 *     is not known, and with an allowance an order that was placed shortly before by other means
 *     would count. Only the precision of the carrier's time is: an order created in the second of
 *     the attempt counts if the carrier states whole seconds.
 */
record OrderMatcher(
    OrderLookup lookup, String carrier, String reference, JsonNode request, Instant sentAt) {

  /**
   * The verdict of a list about an order.
   *
   * @param match the order; null if the order stays in doubt
   * @param entries the entries with its reference, as a JSON array; null if no entry has it
   */
  record Verdict(
      Outcome outcome, Text detail, @Nullable ListedOrder match, @Nullable String entries) {}

  /**
   * @param listed all orders of the list
   */
  Verdict judge(List<ListedOrder> listed) {
    String key = OrderKey.of(reference);
    List<ListedOrder> same =
        listed.stream()
            .filter(each -> each.reference() != null && OrderKey.of(each.reference()).equals(key))
            .toList();
    if (same.isEmpty()) {
      return new Verdict(Outcome.NOT_FOUND, notFound(listed), null, null);
    }
    var entries = JsonNodeFactory.instance.arrayNode();
    same.forEach(each -> entries.add(each.json()));
    if (same.size() > 1) {
      return new Verdict(
          Outcome.SEVERAL,
          LookupText.SEVERAL.text(carrier, same.size(), reference),
          null,
          entries.toString());
    }
    ListedOrder only = same.get(0);
    Text doubt = doubt(only);
    return doubt == null
        ? new Verdict(Outcome.FOUND, found(only), only, entries.toString())
        : new Verdict(Outcome.UNSURE, doubt, null, entries.toString());
  }

  private Text notFound(List<ListedOrder> listed) {
    long without = listed.stream().filter(each -> each.reference() == null).count();
    return without == 0
        ? LookupText.NOT_FOUND.text(carrier, listed.size(), reference)
        : LookupText.NOT_FOUND_WITHOUT_REFERENCE.text(carrier, listed.size(), reference, without);
  }

  private Text found(ListedOrder order) {
    return LookupText.FOUND.text(
        carrier, String.valueOf(order.carrierOrderId()), String.valueOf(order.created()));
  }

  /** The reason why an order with the reference may be another one; null if it is this one. */
  private @Nullable Text doubt(ListedOrder order) {
    Comparison comparison = lookup.compare(request, order);
    Instant created = order.created();
    String id = order.carrierOrderId();
    if (!comparison.different().isEmpty()) {
      return LookupText.DIFFERS.text(carrier, reference, String.join(", ", comparison.different()));
    } else if (!comparison.fits()) {
      return LookupText.NOT_COMPARABLE.text(carrier, reference);
    } else if (created == null) {
      return LookupText.CREATED_UNKNOWN.text(carrier, reference);
    } else if (created.isBefore(sentAt)) {
      return LookupText.CREATED_BEFORE.text(carrier, reference, created, sentAt);
    } else if (id == null
        || id.length() > Ledger.LONGEST_CARRIER_ID
        || !id.equals(StoredText.of(id))) {
      return LookupText.WITHOUT_ID.text(carrier, reference);
    }
    return switch (order.state()) {
      case ACTIVE -> null;
      case CANCELLED ->
          LookupText.CANCELLED.text(carrier, reference, String.valueOf(order.status()));
      case DRAFT -> LookupText.DRAFT.text(carrier, reference, String.valueOf(order.status()));
      case UNKNOWN ->
          order.status() == null
              ? LookupText.STATUS_MISSING.text(carrier, reference)
              : LookupText.STATUS_UNKNOWN.text(carrier, reference, order.status());
    };
  }
}
