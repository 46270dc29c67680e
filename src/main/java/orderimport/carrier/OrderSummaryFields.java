package orderimport.carrier;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request by which people recognize an order, and those that say what it costs.
 *
 * @param paths of each part that the request has, as a column's heading without indexes; the first
 *     that has a value counts. Several paths, separated by blanks, are one value.
 * @param prices null if the request has none
 */
public record OrderSummaryFields(Map<Part, List<String>> paths, @Nullable Prices prices) {
  public static final OrderSummaryFields NONE = new OrderSummaryFields(Map.of(), null);

  public OrderSummaryFields {
    paths = Map.copyOf(paths);
  }

  /** What people look for in a list of orders. */
  public enum Part {
    SITE,
    POSTCODE,
    CITY,
    PRODUCT,
    /** A day or a point in time. */
    REQUESTED_DATE
  }

  /**
   * The fields with prices.
   *
   * @param lines the path of the list whose entries have the fields; empty for the request itself
   * @param oneTime the name of the field that has the price that is paid once
   * @param monthly the name of the field that has the price of each month
   * @param currency the name of the field that has the currency; null if the carrier states none
   * @param quantity the name of the field by which the prices are multiplied; null without one
   */
  public record Prices(
      String lines,
      String oneTime,
      String monthly,
      @Nullable String currency,
      @Nullable String quantity) {}

  /** The paths of a part; empty if the request has no field for it. */
  public List<String> of(Part part) {
    return paths.getOrDefault(part, List.of());
  }
}
