package orderimport.carrier.telecomx;

import java.util.Locale;
import orderimport.problem.TextKey;

/** What is unusual about the response to an order on an offer. */
enum TelecomXRemark implements TextKey {
  NO_STATE,
  STATE;

  @Override
  public String key() {
    return "telecomx_remark_" + name().toLowerCase(Locale.ROOT);
  }
}
