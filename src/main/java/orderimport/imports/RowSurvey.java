package orderimport.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of all rows of an import before its orders are built, from one pass over the
 * keys of the staged rows. Takes up to 60 bytes for each order.
 */
public final class RowSurvey {
  private final StagedRows stagedRows;
  private final long importId;
  private final boolean severalSheets;
  private final List<RowBlock.Id> blocks = new ArrayList<>();
  private final Set<String> carriers = new HashSet<>();
  private final Set<String> carriersOfOrders = new HashSet<>();
  private final Set<String> incomplete = new HashSet<>();
  private final GapFinder gaps = new GapFinder();

  // Hashes of orders.
  private final LongSet orders = new LongSet();
  private final LongSet scattered = new LongSet();
  private final Map<Integer, LongSet> bySheet = new TreeMap<>();

  // Hashes of names that are numbers, without leading zeros and zero decimals.
  private final LongSet numbers = new LongSet();
  private final LongSet similarNumbers = new LongSet();

  private RowSurvey(StagedRows stagedRows, long importId) {
    this.stagedRows = stagedRows;
    this.importId = importId;
    this.severalSheets = stagedRows.sheets(importId).size() > 1;
  }

  /** Reads the keys of all rows of an import. */
  public static RowSurvey of(StagedRows stagedRows, long importId) {
    RowSurvey survey = new RowSurvey(stagedRows, importId);
    stagedRows.keys(importId, survey::add);
    return survey;
  }

  private void add(RowBlock block) {
    blocks.add(block.id());
    LongSet ofBlock = new LongSet();
    for (int i = 0; i < block.size(); i++) {
      gaps.add(block, i);
      OrderIdentity order = block.order(i);
      String orderKey = block.orderKey(i);
      String carrier = block.carrier(i);
      if (carrier != null && !block.hidden(i)) {
        carriers.add(carrier);
      }
      if (order != null && ofBlock.add(order.hash())) {
        add(order, block.sheet());
      } else if (order == null && orderKey != null && !block.hidden(i)) {
        incomplete.add(orderKey);
      }
    }
  }

  /** Adds an order of a block. */
  private void add(OrderIdentity order, int sheet) {
    long hash = order.hash();
    carriersOfOrders.add(order.carrier());
    if (severalSheets) {
      bySheet.computeIfAbsent(sheet, first -> new LongSet()).add(hash);
    }
    if (!orders.add(hash)) {
      scattered.add(hash);
      return;
    }
    OrderIdentity number = number(order);
    if (number != null && !numbers.add(number.hash())) {
      similarNumbers.add(number.hash());
    }
  }

  /** An order whose name is the number that another one's represents; null if it is no number. */
  private static @Nullable OrderIdentity number(OrderIdentity order) {
    String number = OrderKey.number(order.orderKey());
    return number == null ? null : new OrderIdentity(order.carrier(), number);
  }

  /** The blocks in the file's order. */
  public List<RowBlock.Id> blocks() {
    return blocks;
  }

  /** The carriers that the rows name which are not hidden or left out. */
  public Set<String> carriers() {
    return carriers;
  }

  /**
   * The hashes of the orders that have rows in several blocks. An order in a single block is among
   * them if its hash is that of another order.
   */
  public LongSet scattered() {
    return scattered;
  }

  /**
   * The keys of orders with a row whose carrier is missing or unknown: the other rows are not the
   * complete order.
   */
  public Set<String> incomplete() {
    return incomplete;
  }

  /** Those of the given keys that are keys of orders, and a few others at most. */
  public Set<String> ordersAmong(Collection<String> orderKeys) {
    return orderKeys.stream()
        .filter(
            key ->
                carriersOfOrders.stream()
                    .anyMatch(carrier -> orders.contains(OrderIdentity.hash(carrier, key))))
        .collect(Collectors.toSet());
  }

  /**
   * A row without an order_ref below a row with one.
   *
   * @param carrier the carrier of the row above
   * @param orderRef the order_ref of the row above
   * @param orderKey the key of the row above
   * @param betweenRowsOfOrder whether the row below names the same order
   */
  public record UnassignedRow(
      StagedRow row,
      String carrier,
      String orderRef,
      String orderKey,
      boolean betweenRowsOfOrder) {}

  /** The rows without an order_ref up to 20 rows below a row with one; at most 5,000. */
  public List<UnassignedRow> unassigned() {
    return gaps.read(stagedRows, importId);
  }

  /**
   * Two sheets that share more than half of the orders of the sheet with fewer orders.
   *
   * @param one the position of the earlier sheet
   * @param other the position of the later sheet
   */
  public record CopiedSheets(int one, int other) {}

  /** The pairs of sheets that are copies of each other. */
  public List<CopiedSheets> copiedSheets() {
    List<CopiedSheets> copied = new ArrayList<>();
    bySheet.forEach(
        (one, ofOne) ->
            bySheet.forEach(
                (other, ofOther) -> {
                  int smaller = Math.min(ofOne.size(), ofOther.size());
                  if (one < other && ofOne.common(ofOther) * 2L > smaller) {
                    copied.add(new CopiedSheets(one, other));
                  }
                }));
    return copied;
  }

  /** An order's name as spelled in a row, with its key. */
  public record OrderName(String orderRef, String orderKey) {}

  /**
   * The names of different orders of a carrier that are the same number but for leading zeros and
   * zero decimals, by carrier and that number.
   */
  public Map<OrderIdentity, Set<OrderName>> similarNames() {
    Map<OrderIdentity, Set<OrderName>> names = new HashMap<>();
    if (!similarNumbers.isEmpty()) {
      stagedRows.keys(importId, block -> addSimilarNames(block, names));
    }
    return names;
  }

  private void addSimilarNames(RowBlock block, Map<OrderIdentity, Set<OrderName>> names) {
    for (int i = 0; i < block.size(); i++) {
      OrderIdentity order = block.order(i);
      OrderIdentity number = order == null ? null : number(order);
      if (order != null && number != null && similarNumbers.contains(number.hash())) {
        names
            .computeIfAbsent(number, first -> new HashSet<>())
            .add(new OrderName(String.valueOf(block.orderRef(i)), order.orderKey()));
      }
    }
  }
}
