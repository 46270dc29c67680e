package orderimport.report;

import java.util.Map;
import java.util.stream.Collectors;
import orderimport.carrier.CarrierProperties;

/** Names the carriers whose orders go to a sandbox or a staging system. */
public final class NotLive {
  private NotLive() {}

  /**
   * The carriers that are not live, with their environments: {@code granite: sandbox, telecomx:
   * staging}.
   *
   * @param environments by carrier
   * @return empty if all carriers are live
   */
  public static String carriers(Map<String, String> environments) {
    return environments.entrySet().stream()
        .filter(each -> !each.getValue().equals(CarrierProperties.LIVE))
        .map(each -> each.getKey() + ": " + each.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** A sentence that warns of them; empty if all carriers are live. */
  public static String sentence(Map<String, String> environments) {
    String carriers = carriers(environments);
    return carriers.isEmpty() ? "" : "Not live (%s): no real order is placed.".formatted(carriers);
  }
}
