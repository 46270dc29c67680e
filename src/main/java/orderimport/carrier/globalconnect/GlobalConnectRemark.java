package orderimport.carrier.globalconnect;

import java.util.Locale;
import orderimport.problem.TextKey;

/** Unusual properties of a response of GlobalConnect. */
enum GlobalConnectRemark implements TextKey {
  NOT_EMPTY,
  ORDER_INSTEAD;

  @Override
  public String key() {
    return "globalconnect_remark_" + name().toLowerCase(Locale.ROOT);
  }
}
