package orderimport.report;

import java.util.Map;
import java.util.stream.Collectors;
import orderimport.carrier.CarrierProperties;
import orderimport.problem.FileProblem;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

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

  /** A sentence that warns of them; null if all carriers are live. */
  public static @Nullable Text sentence(Map<String, String> environments) {
    String carriers = carriers(environments);
    return carriers.isEmpty() ? null : FileProblem.NOT_LIVE.text(carriers);
  }
}
