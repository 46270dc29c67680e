package orderimport.placement;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import org.springframework.stereotype.Component;

/** The health of each carrier as observed by this process. */
@Component
public class CarrierHealth {
  private final Carriers carriers;
  private final Map<String, CarrierCircuitBreaker> latest = new ConcurrentHashMap<>();

  CarrierHealth(Carriers carriers) {
    this.carriers = carriers;
  }

  /** Uses this circuit breaker for the carrier's state until the next call. */
  void follow(String carrier, CarrierCircuitBreaker breaker) {
    latest.put(carrier, breaker);
  }

  /** The state of each carrier in plain words, by the carrier's name. */
  public Map<String, String> all() {
    Map<String, String> states = new TreeMap<>();
    for (Carrier carrier : carriers.all()) {
      CarrierCircuitBreaker breaker = latest.get(carrier.name());
      states.put(carrier.name(), breaker == null ? "not used since the start" : breaker.state());
    }
    return states;
  }
}
