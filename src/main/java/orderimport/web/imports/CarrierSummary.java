package orderimport.web.imports;

import java.time.Duration;
import orderimport.carrier.CarrierProperties;
import org.jspecify.annotations.Nullable;

/**
 * The rows and orders of one carrier in an import.
 *
 * @param rows that name the carrier
 * @param orders in any status
 * @param held orders that would be placed
 * @param sandbox whether they would go to the sandbox
 * @param environment in which they would be placed
 * @param host that would receive them; empty for the sandbox
 * @param time minimum duration of placing them; null without a rate limit
 */
record CarrierSummary(
    String carrier,
    long rows,
    long orders,
    long held,
    boolean sandbox,
    String environment,
    String host,
    @Nullable Duration time) {

  /** Whether its orders are real. */
  public boolean live() {
    return environment.equals(CarrierProperties.LIVE);
  }
}
