package orderimport.report;

import java.util.Map;
import java.util.stream.Collectors;
import orderimport.carrier.CarrierProperties;

/** The carriers whose orders are not placed live, but in a sandbox or on a staging system. */
public final class NotLive {
  private NotLive() {}

  /**
   * {@code granite: sandbox, telecomx: staging}.
   *
   * @param environments by the carriers' names
   * @return empty if all are live
   */
  public static String carriers(Map<String, String> environments) {
    return environments.entrySet().stream()
        .filter(each -> !each.getValue().equals(CarrierProperties.LIVE))
        .map(each -> each.getKey() + ": " + each.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** A sentence for people; empty if all are live. */
  public static String sentence(Map<String, String> environments) {
    String carriers = carriers(environments);
    return carriers.isEmpty() ? "" : "Not live (%s): no real order is placed.".formatted(carriers);
  }
}
