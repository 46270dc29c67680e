package orderimport.web.imports;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the orders of an import can be sorted by. */
public enum OrderSort {
  /** The order of the file. */
  FILE("o.position"),
  REF("lower(o.order_ref)"),
  SITE("lower(o.site)", "SITE"),
  CITY("lower(o.city)", "CITY"),
  PRODUCT("lower(o.product)", "PRODUCT"),
  ONCE("(o.prices -> 0 ->> 'oneTime')::numeric", "PRICES"),
  MONTHLY("(o.prices -> 0 ->> 'monthly')::numeric", "PRICES"),
  REQUESTED("o.requested_on", "REQUESTED_DATE"),
  STATUS("o.status");

  private final String sql;
  private final String column;

  OrderSort(String sql) {
    this(sql, "");
  }

  /**
   * @param column that the orders have to have; empty for none
   */
  OrderSort(String sql, String column) {
    this.sql = sql;
    this.column = column;
  }

  /** Whether orders with these columns can be sorted by it. */
  boolean isIn(Set<String> columns) {
    return column.isEmpty() || columns.contains(column);
  }

  /** The expression over an order {@code o}. */
  String sql() {
    return sql;
  }

  /** The name in links. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<OrderSort> find(String code) {
    return Stream.of(values()).filter(each -> each.code().equals(code)).findAny();
  }
}
