package orderimport.web.imports;

import orderimport.web.ReaderZone;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;

/**
 * Which orders to show, and in which order; null matches all. A blank value, and one that makes no
 * sense, becomes null.
 *
 * @param q a part of the site, the city or the product, or the beginning of an {@code order_ref}, a
 *     carrier order id or a postcode
 * @param since the day since which the state at the carrier changed
 * @param sort the code of an {@link OrderSort}, after a minus sign if descending
 */
record OrderFilter(
    @Nullable String status,
    @Nullable String carrier,
    @Nullable String q,
    @Nullable String since,
    @Nullable String sort) {
  private static final String DESCENDING = "-";

  OrderFilter {
    status = StringUtils.stripToNull(status);
    carrier = StringUtils.stripToNull(carrier);
    q = StringUtils.stripToNull(q);
    since = ReaderZone.day(since) == null ? null : since;
    sort = sort != null && OrderSort.find(sort.replaceFirst("^-", "")).isPresent() ? sort : null;
  }

  /** What the orders are sorted by; the order of the file unless chosen. */
  OrderSort by() {
    return sort == null
        ? OrderSort.FILE
        : OrderSort.find(sort.replaceFirst("^-", "")).orElse(OrderSort.FILE);
  }

  boolean isDescending() {
    return sort != null && sort.startsWith(DESCENDING);
  }

  public boolean isActive() {
    return status != null || carrier != null || q != null || since != null;
  }

  /** {@code ascending} or {@code descending} if the orders are sorted by this; else null. */
  public @Nullable String direction(String code) {
    if (sort == null || !by().code().equals(code)) {
      return null;
    }
    return isDescending() ? "descending" : "ascending";
  }

  /** The parameters that select and sort the same orders, each followed by an ampersand. */
  public String query() {
    return filters().add("sort", sort).toString();
  }

  /** As {@link #query}, sorted by this, or the other way round if they are already. */
  public String sortedBy(String code) {
    return filters()
        .add("sort", "ascending".equals(direction(code)) ? DESCENDING + code : code)
        .toString();
  }

  private QueryString filters() {
    return new QueryString()
        .add("status", status)
        .add("carrier", carrier)
        .add("q", q)
        .add("since", since);
  }
}
