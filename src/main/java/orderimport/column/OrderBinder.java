package orderimport.column;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierSettings;
import orderimport.carrier.Carriers;
import orderimport.carrier.CarriersSettings;
import orderimport.carrier.RequestRules;
import orderimport.imports.ImportOptions;
import orderimport.imports.StagedRow;
import org.jspecify.annotations.Nullable;

/** Binds orders' rows to the carriers' requests. Thread-safe. */
public final class OrderBinder {
  private final RequestRules rules;
  private final Map<String, ForCarrier> byCarrier = new HashMap<>();

  /** What binding needs to know of a carrier. */
  record ForCarrier(Columns columns, Target orderRef, Defaults defaults, CarrierSettings settings) {
    Carrier carrier() {
      return columns.carrier();
    }
  }

  /**
   * @throws IllegalArgumentException if the settings of a carrier have a default that cannot be
   *     read
   */
  public OrderBinder(
      Carriers carriers, Headings headings, CarriersSettings settings, RequestRules rules) {
    this.rules = rules;
    for (Carrier carrier : carriers.all()) {
      Columns columns = headings.of(carrier.name());
      CarrierSettings own = settings.of(carrier);
      byCarrier.put(
          carrier.name(),
          new ForCarrier(
              columns,
              columns.find(carrier.orderRefPath()).orElseThrow(),
              new Defaults(columns, own, rules),
              own));
    }
  }

  /**
   * Binds the rows of one order.
   *
   * @param carrier a carrier's name
   * @param orderRef the order's name; null for a row that has none, which is then bound for its
   *     problems alone
   * @param rows at least one, in the file's order
   * @param sheets the headings of the rows' sheets, by the sheet's position
   */
  public BoundOrder bind(
      String carrier,
      @Nullable String orderRef,
      List<StagedRow> rows,
      Map<Integer, SheetHeadings> sheets,
      ImportOptions options) {
    ForCarrier own = byCarrier.get(carrier);
    if (own == null) {
      throw new IllegalArgumentException("No carrier " + carrier);
    }
    return new Binding(own, rows, sheets, options).bind(orderRef, rules);
  }
}
