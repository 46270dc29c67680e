package orderimport.web;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.CarrierSettings;
import orderimport.carrier.CarriersSettings;
import org.springframework.stereotype.Component;

/** How long placing takes at the carriers' limits; they go on side by side. */
@Component
class PlacingTime {
  private final CarriersSettings settings;

  PlacingTime(CarriersSettings settings) {
    this.settings = settings;
  }

  /**
   * At the least.
   *
   * @param orders to be placed, by carrier
   * @return empty if none of the carriers has a limit
   */
  Optional<Duration> of(Map<String, Long> orders) {
    return orders.entrySet().stream()
        .flatMap(each -> of(each.getKey(), each.getValue()).stream())
        .max(Duration::compareTo);
  }

  Optional<Duration> of(String carrier, long orders) {
    CarrierSettings own = settings.carriers().get(carrier);
    CarrierSettings.RateLimit limit = own == null ? null : own.rateLimit();
    return limit == null
        ? Optional.empty()
        : Optional.of(limit.per().multipliedBy(Math.max(0, orders - 1) / limit.requests()));
  }
}
