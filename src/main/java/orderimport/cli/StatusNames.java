package orderimport.cli;

import java.util.Locale;

/** Status names as shown to users. */
final class StatusNames {
  private StatusNames() {}

  /** {@code in doubt} for {@code IN_DOUBT}. */
  static String ofStatus(String status) {
    return status.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
