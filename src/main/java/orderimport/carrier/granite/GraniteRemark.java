package orderimport.carrier.granite;

import java.util.Locale;
import orderimport.problem.TextKey;

/** Unusual properties of a response of Granite. */
enum GraniteRemark implements TextKey {
  NO_ORDER_STATUS,
  ORDER_STATUS,
  STATUS;

  @Override
  public String key() {
    return "granite_remark_" + name().toLowerCase(Locale.ROOT);
  }
}
